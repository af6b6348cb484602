"""The endpoints that programs call, and the addresses that do not exist."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from conftest import Site

pytestmark = [pytest.mark.model]
CLIENT = """
import json, sys
from gradio_client import Client

client = Client(sys.argv[1], verbose=False)
print(json.dumps({
    "ask": client.predict("Kuka on työmarkkinoiden kohtaannon yhteyshenkilö?", api_name="/ask"),
    "follow": client.predict("Entä puhelinnumero?", ["Kuka on työmarkkinoiden kohtaannon yhteyshenkilö?"], api_name="/ask"),
    "search": client.predict("Luova verkko", 3, api_name="/search"),
    "contacts": client.predict("jatkuva", "", "", api_name="/contacts"),
    "calls": client.predict("2022-11-01", "pilottihaku", "", api_name="/calls"),
}))
"""


@pytest.fixture(scope="module")
def answers(site: Site) -> dict[str, Any]:
    """What Gradio's own client gets, in a process of its own."""
    done = subprocess.run([sys.executable, "-c", CLIENT, site.address], check=True, capture_output=True, timeout=120)
    values: dict[str, Any] = json.loads(done.stdout)
    return values


def get(address: str) -> Any:
    with urlopen(address, timeout=20) as response:
        return json.load(response)


def test_a_client_asks(answers: dict[str, Any]) -> None:
    answer = answers["ask"]
    assert answer["status"] == "answered"
    assert "0295 024 019" in answer["answer"]
    assert answer["people"][0]["email"] == "satu.tuimala@ely-keskus.fi"
    assert answer["sources"][0]["section"] == "Työmarkkinoiden kohtaanto (ESR+)"
    assert "0295 024 019" in answers["follow"]["answer"]


def test_a_client_searches_and_lists(answers: dict[str, Any]) -> None:
    assert len(answers["search"]) == 3
    assert answers["search"][0]["marks"]
    assert [person["name"] for person in answers["contacts"]] == ["Henri Helander", "Marika Lindroth"]
    (call,) = answers["calls"]
    assert (call["opens"], call["closes"], call["status"]) == ("2022-10-31", "2022-12-15", "open")


def test_no_other_endpoint_is_published(site: Site) -> None:
    told = get(f"{site.address}/gradio_api/info")
    assert sorted(told["named_endpoints"]) == ["/ask", "/calls", "/contacts", "/search"]
    assert told["unnamed_endpoints"] == {}
    parameters = told["named_endpoints"]["/calls"]["parameters"]
    assert [parameter["parameter_name"] for parameter in parameters] == ["day", "words", "group"]


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/hostname",
        "/gradio_api/runs",
        "/monitoring",
        "/docs",
        "/gradio_api/upload",
        "/gradio_api/vibe-code",
    ],
)
def test_what_is_not_meant_does_not_exist(site: Site, path: str) -> None:
    with pytest.raises(HTTPError) as caught:
        urlopen(site.address + path, timeout=20)
    caught.value.close()
    assert caught.value.code == 404
