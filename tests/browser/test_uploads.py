"""The operator's part: a login, newsletters added and removed on the page, questions answered meanwhile."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from conftest import ROOT, Site, ask, run_site
from playwright.sync_api import FilePayload, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.model]
USER, PASSWORD = "ylläpito", "salainen sana"
LETTER = ROOT / "tests" / "data" / "kaupunki" / "kaupunkiavustukset-2025-02.txt"
QUESTION = "Kuka vastaa kulttuurin kohdeavustuksista?"
INDEXED = 240_000  # milliseconds that a slow machine may take


ACCOUNT = {"TEEMAHAKU_USER": USER, "TEEMAHAKU_PASSWORD": PASSWORD}


@pytest.fixture(scope="module")
def managed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The page over a copy of the corpus, open to everybody and changed by the operator."""
    folder = tmp_path_factory.mktemp("managed")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    settings = {"TEEMAHAKU_UPLOADS": "kyllä", "TEEMAHAKU_LOGIN": "ylläpito", **ACCOUNT}
    yield from run_site(folder, folder / "corpus", **settings)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The page for those alone who log in."""
    yield from run_site(tmp_path_factory.mktemp("closed"), ROOT / "corpus", **ACCOUNT)


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def log_in(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Käyttäjätunnus").fill(USER)
    page.get_by_label("Salasana").fill(password)
    page.get_by_role("button", name="Kirjaudu sisään").click()


def test_without_login_a_closed_page_shows_nothing(closed: Site, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(closed.address)
    assert violations(page) == []
    log_in(page, "väärä")
    expect(page.get_by_role("alert")).to_have_text("Käyttäjätunnus tai salasana on väärä.")
    for path in ("config", "gradio_api/info", "osio?osio=x"):
        assert page.request.get(f"{closed.address}/{path}").status == 401
    assert page.request.post(f"{closed.address}/gradio_api/queue/join").status == 401
    log_in(page)
    page.locator("#keskustelu .welcome").wait_for()
    page.get_by_role("tab", name="Aineisto").click()
    page.get_by_role("button", name="Kirjaudu ulos").click()
    page.get_by_label("Käyttäjätunnus").wait_for()


def test_a_client_logs_in_to_a_closed_page(closed: Site) -> None:
    code = """
import sys
from gradio_client import Client
try:
    Client(sys.argv[1], verbose=False)
except Exception:
    print("refused")
client = Client(sys.argv[1], auth=(sys.argv[2], sys.argv[3]), verbose=False)
print(client.predict("Kuka vastaa jatkuvasta oppimisesta?", api_name="/ask")["status"])
"""
    command = [sys.executable, "-c", code, closed.address, USER, PASSWORD]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.stdout.split() == ["refused", "answered"], done.stderr


def changing_events(page: Page, site: Site) -> list[tuple[int, int]]:
    """Number and count of inputs of each event that changes the corpus, as the page's own description tells."""
    config = page.request.get(f"{site.address}/config").json()
    (told,) = (part["id"] for part in config["components"] if part["props"].get("elem_id") == "edistyminen")
    return [(event["id"], len(event["inputs"])) for event in config["dependencies"] if told in event["outputs"]]


def test_a_visitor_asks_and_changes_nothing(managed: Site, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(managed.address)
    page.locator("#keskustelu .welcome").wait_for(state="attached")
    ask(page, "Kuka on jatkuvan oppimisen yhteyshenkilö?")
    assert "Henri Helander" in page.locator(".turn").last.inner_text()
    page.get_by_role("tab", name="Aineisto").click()
    page.get_by_role("link", name="Kirjaudu ylläpitoon").wait_for()
    assert page.get_by_role("button", name="Lisää uutiskirjeitä").count() == 0
    letter: FilePayload = {"name": "x.txt", "mimeType": "text/plain", "buffer": b"Avustus"}
    assert page.request.post(f"{managed.address}/gradio_api/upload", multipart={"files": letter}).status == 401

    events = changing_events(page, managed)
    assert len(events) == 3
    for number, inputs in events:
        session = f"kutsu{number}"
        call = {"data": [None] * inputs, "fn_index": number, "session_hash": session}
        assert page.request.post(f"{managed.address}/gradio_api/queue/join", data=call).ok
        told = page.request.get(f"{managed.address}/gradio_api/queue/data?session_hash={session}").text()
        assert '"success": false' in told.replace('":', '": ').replace("  ", " ")
        assert "Kirjaudu ensin sis" in told
    assert [path.name for path in (managed.folder / "corpus").iterdir()] == ["valtakunnalliset-teemat-2022-12.txt"]


def test_a_newsletter_is_added_answered_from_and_removed(managed: Site, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(f"{managed.address}/?valilehti=aineisto")
    page.get_by_role("link", name="Kirjaudu ylläpitoon").click()
    assert violations(page) == []
    log_in(page)
    page.get_by_role("button", name="Lisää uutiskirjeitä").wait_for()
    page.get_by_role("tab", name="Keskustelu").click()
    ask(page, QUESTION)
    assert "Emilia Rautaharju" not in page.locator(".turn").last.inner_text()

    page.get_by_role("tab", name="Aineisto").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Lisää uutiskirjeitä").click()
    chooser.value.set_files(LETTER)
    expect(page.locator("#edistyminen")).to_contain_text("Hakemistoa päivitetään")
    assert violations(page) == []
    page.get_by_role("tab", name="Keskustelu").click()
    ask(page, "Kuka on jatkuvan oppimisen yhteyshenkilö?")
    assert "Henri Helander" in page.locator(".turn").last.inner_text()

    page.get_by_role("tab", name="Aineisto").click()
    expect(page.locator("#palkki")).to_contain_text("jäljellä", timeout=INDEXED)
    assert page.get_by_role("progressbar", name="Hakemiston päivittäminen").count() == 1
    expect(page.locator("#edistyminen")).to_contain_text("Valmis", timeout=INDEXED)
    expect(page.locator("#aineisto .count")).to_have_text("2 uutiskirjettä")
    page.get_by_role("tab", name="Keskustelu").click()
    ask(page, QUESTION)
    assert "Emilia Rautaharju" in page.locator(".turn").last.inner_text()

    page.get_by_role("tab", name="Aineisto").click()
    page.get_by_role("button", name="Poista uutiskirje").click()
    expect(page.locator("#edistyminen .notice")).to_contain_text("vahvista")
    page.get_by_label("Poistettava uutiskirje").locator("visible=true").first.click()
    page.get_by_role("option", name="Kuusniemen kaupungin avustuskirje 1/2025").click()
    page.get_by_label("Poistan uutiskirjeen aineistosta pysyvästi").check()
    page.get_by_role("button", name="Poista uutiskirje").click()
    expect(page.locator("#aineisto .count")).to_have_text("1 uutiskirje", timeout=INDEXED)
    assert not (managed.folder / "corpus" / LETTER.name).exists()
