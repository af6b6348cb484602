"""The command line's arguments: their values, and Finnish words where they are wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.arguments import build_parser


def test_values() -> None:
    parsed = build_parser().parse_args(["ask", "Kuka?", "Entä?", "--today", "2032-03-01", "--index", "toinen"])
    assert (parsed.command, parsed.question, parsed.today) == ("ask", ["Kuka?", "Entä?"], date(2032, 3, 1))
    assert (parsed.index, parsed.batch) == (Path("toinen"), None)


def test_defaults() -> None:
    assert build_parser().parse_args(["search", "saunat"]).limit == 10
    assert build_parser().parse_args(["index"]).always is False
    assert build_parser().parse_args(["facts"]).json is False


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "puuttuu: komento"),
        (["tanssi"], "komento: 'tanssi' ei kelpaa; vaihtoehdot ovat"),
        (["ask", "--today", "huomenna"], "--today: 'huomenna' ei ole päivä muodossa VVVV-KK-PP"),
        (["ask", "--today", "2032-02-30"], "--today: '2032-02-30' ei ole päivä"),
        (["ask", "--today"], "--today: arvo puuttuu"),
        (["ask", "--batch"], "--batch: arvo puuttuu"),
        (["ask", "--bat", "x"], "tuntematon: --bat"),
        (["search", "--limit", "0"], "--limit: '0' ei ole kokonaisluku, joka on vähintään 1"),
        (["search", "--limit", "kaksi"], "--limit: 'kaksi' ei ole kokonaisluku"),
        (["search", "--limit", "9" * 5000], "ei kelpaa"),
        (["search", "--from", "eilen"], "--from: 'eilen' ei ole päivä muodossa VVVV-KK-PP"),
        (["search", "--newsletter"], "--newsletter: arvo puuttuu"),
        (["evaluate"], "puuttuu: tiedosto"),
        (["facts", "--xml"], "tuntematon: --xml"),
    ],
)
def test_errors_are_finnish(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        build_parser().parse_args(arguments)
    printed = capsys.readouterr()
    last = printed.err.splitlines()[-1]
    assert exit_.value.code == 2
    assert printed.out == ""
    assert printed.err.startswith("käyttö: python -m assistant")
    assert "virhe: " in last
    assert words in last
    assert not {"error", "argument", "usage", "invalid", "required"} & set(printed.err.replace(":", " ").split())


@pytest.mark.parametrize("command", [[], ["index"], ["ask"], ["search"], ["facts"], ["evaluate"]])
def test_help_is_finnish(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        build_parser().parse_args([*command, "--help"])
    printed = capsys.readouterr().out
    assert exit_.value.code == 0
    assert printed.startswith("käyttö: ")
    assert "näytä tämä ohje" in printed
    assert not {"usage", "options", "positional", "show", "default"} & set(printed.replace(":", " ").split())
