"""Files to issues, and the line of the file that a finding is about."""

from __future__ import annotations

from pathlib import Path

import pytest
from issues import lemmatizer

from assistant.checks import find_findings
from assistant.checks.files import file_lines, line_number, newsletter_files, read_issue
from assistant.errors import NewsletterError

ROOT = Path(__file__).parents[2]
TEXT = "Kyläkirje 5.2.2032\n\nJohdanto kertoo.\n\n\nTalot\n\nHaku päättyi 1.1.2032.\n\n\nSaunat\n\nHaku päättyi 31.11.2032.\n"


def lines_of(path: Path) -> list[tuple[str, int | None]]:
    issue = read_issue(path, lemmatizer())
    return [(one.rule, line_number(one, issue, file_lines(path))) for one in find_findings(issue)]


def test_lines_of_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "kirje.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert lines_of(path) == [("impossible_day", 13)]


def test_lines_that_the_reader_leaves_out_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "kirje.txt"
    path.write_text("Avaa uutiskirje selaimessa\n\n" + TEXT.replace("Talot\n", "Talot\n-----\n"), encoding="utf-8")
    assert lines_of(path) == [("impossible_day", 16)]


def test_markdown_has_lines_and_a_page_has_none(tmp_path: Path) -> None:
    letter, page = tmp_path / "kirje.md", tmp_path / "kirje.html"
    letter.write_text(
        "# Kirje 5.2.2032\n\n## Talot\n\n**Haku** päättyy\n31.11.2032.\n\n## Saunat\n\nNe lämpiävät.\n",
        encoding="utf-8",
    )
    page.write_text(
        "<h1>Kirje 5.2.2032</h1><h2>Talot</h2><p>Haku päättyy 31.11.2032.</p><h2>Saunat</h2><p>Ne lämpiävät.</p>",
        encoding="utf-8",
    )
    assert lines_of(letter) == [("impossible_day", 6)]
    assert lines_of(page) == [("impossible_day", None)]


def test_folders_are_read_and_files_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "kuva.png"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    files = newsletter_files([tmp_path / "b.txt", tmp_path])
    assert files == (tmp_path / "b.txt", tmp_path / "a.md")


def test_a_folder_without_newsletters(tmp_path: Path) -> None:
    with pytest.raises(NewsletterError, match="ei ole uutiskirjeitä"):
        newsletter_files([tmp_path])


@pytest.mark.parametrize(
    ("path", "rules"),
    [
        ("tests/data/kaupunki/hyvinvointi-tiedote-2025-03.md", []),
        ("tests/data/formats/hyvinvointi.pdf", []),
        ("tests/data/kaupunki/kaupunkiavustukset-2025-02.txt", ["hidden_address", "hidden_address", "no_contact"]),
        ("tests/data/formats/kaupunki-palstat.pdf", ["hidden_address", "hidden_address", "no_contact"]),
        ("tests/data/formats/kaupunki.docx", ["hidden_address", "hidden_address", "no_contact"]),
    ],
)
def test_no_false_alarm_in_whole_newsletters(path: str, rules: list[str]) -> None:
    assert [finding.rule for finding in find_findings(read_issue(ROOT / path, lemmatizer()))] == rules


def test_the_shipped_newsletter() -> None:
    issue = read_issue(ROOT / "corpus" / "valtakunnalliset-teemat-2022-12.txt", lemmatizer())
    found = [(one.rule, one.quote) for one in find_findings(issue)]
    assert ("told_as_past", "järjestettiin syksyllä 2023") in found
    assert [rule for rule, _ in found].count("hidden_address") == 3
    assert len(found) == 5
