"""What the editor reads: one line a finding, and what was found first."""

from __future__ import annotations

import pytest
from issues import issue, issue_of

from assistant.checks import Finding, find_findings
from assistant.checks.report import counted, finding_row, format_finding, render_issue
from assistant.records import Span

WEEKDAY = Finding(
    "wrong_weekday",
    "viikonpäivä ei vastaa päivämäärää",
    "Saunat",
    Span(3, 14),
    "ti\n3.3.2032",
    "3.3.2032 on keskiviikko",
)


@pytest.mark.parametrize(
    ("finding", "line", "words"),
    [
        (
            WEEKDAY,
            7,
            "rivi 7, Saunat: ”ti 3.3.2032” – viikonpäivä ei vastaa päivämäärää. Oikein: 3.3.2032 on keskiviikko.",
        ),
        (
            Finding("told_as_past", "aika on ohi", "Saunat", Span(0, 3), "a b", "vuosi 2031?"),
            None,
            "Saunat: ”a b” – aika on ohi. Tarkoitetaanko: vuosi 2031?",
        ),
        (Finding("no_date", "julkaisupäivää ei löytynyt"), None, "Julkaisupäivää ei löytynyt."),
        (
            Finding("empty_section", "otsikon alla ei ole tekstiä", "Talot", Span(0, 5), "Talot"),
            3,
            "rivi 3, Talot: otsikon alla ei ole tekstiä.",
        ),
    ],
)
def test_a_finding_on_one_line(finding: Finding, line: int | None, words: str) -> None:
    assert format_finding(finding, line) == words


def test_a_long_quote_is_cut_between_words() -> None:
    shown = format_finding(Finding("other_figures", "toisin", "Talot", Span(0, 400), "sana " * 80))
    assert "sana …”" in shown
    assert len(shown) < 130


def test_a_row_for_programs() -> None:
    assert finding_row(WEEKDAY, "kirje.txt", 7) == {
        "file": "kirje.txt",
        "kind": "wrong_weekday",
        "section": "Saunat",
        "quote": "ti\n3.3.2032",
        "message": "viikonpäivä ei vastaa päivämäärää",
        "expected": "3.3.2032 on keskiviikko",
        "line": 7,
    }


def test_the_report_of_a_newsletter() -> None:
    checked = issue(
        "Haku päättyy 31.11.2032. Rahaa on 15 000 euroa.\n\n"
        "Lisätietoja: kyläasiamies Veikko Laurila, puh. 040 123 4567, veikko.laurila@kylat.example"
    )
    report = render_issue(checked, find_findings(checked), [11])
    assert report.splitlines() == [
        "kylakirje.txt",
        "Otsikko: Kyläkirje",
        "Päiväys: 5.2.2032",
        "1 osio:",
        "  Kylätalojen korjaukset",
        "1 yhteyshenkilö:",
        "  Veikko Laurila",
        "0 hakua",
        "1 rahasumma:",
        "  15 000 euroa",
        "1 huomio:",
        "  – rivi 11, Kylätalojen korjaukset: ”31.11.2032” – päivää ei ole kalenterissa.",
    ]


def test_a_report_without_findings_says_so() -> None:
    empty = issue_of("Kyläkirje 5.2.2032\n\nTervetuloa.\n\n\nSaunat\n\nNe lämpiävät.\n\n\nTalot\n\nNe korjataan.\n")
    assert render_issue(empty, (), ()).endswith("Ei huomioita.\n")


def test_long_lists_are_cut() -> None:
    many = issue(*["Talkoita riittää."] * 9)
    assert "  … ja 4 muuta" in render_issue(many, (), ()).splitlines()
    assert counted(9, "section") == "9 osiota"
