"""One newsletter in every format -> the same sections, contacts and calls."""

from __future__ import annotations

import importlib
import shutil
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from checks import assert_sound, words_of

from assistant.facts.contacts import find_contacts
from assistant.facts.funding_calls import find_calls
from assistant.finnish import Lemmatizer, load_lemmatizer
from assistant.newsletters import read_newsletter
from assistant.records import Newsletter
from assistant.sections import split_sections

ROOT = Path(__file__).parent.parent.parent
FORMATS = ROOT / "tests" / "data" / "formats"
SOURCES = {
    "teemat": ROOT / "corpus" / "valtakunnalliset-teemat-2022-12.txt",
    "kaupunki": ROOT / "tests" / "data" / "kaupunki" / "kaupunkiavustukset-2025-02.txt",
    "hyvinvointi": ROOT / "tests" / "data" / "kaupunki" / "hyvinvointi-tiedote-2025-03.md",
}
ORIGINALS = ROOT.parent / "shared" / "newsletters"
FILES = sorted(path.name for path in FORMATS.iterdir() if path.stem.split("-")[0] in SOURCES)


@cache
def lemmatizer() -> Lemmatizer:
    return load_lemmatizer()


def told(newsletter: Newsletter) -> list[dict[str, Any]]:
    """What each section tells, without the places where it does."""
    return [
        {
            "group": section.group,
            "heading": section.heading,
            "fund": section.fund,
            "contacts": [
                (c.name, c.title, c.organisation, c.phone, c.email, c.email_hidden) for c in find_contacts(section)
            ],
            "calls": [
                (c.call, p.opens, p.closes, p.vague, p.closes_at)
                for c in find_calls(section, newsletter.published, lemmatizer())
                if (p := c.period) is not None
            ],
        }
        for section in split_sections(newsletter)
    ]


@cache
def told_by_source(name: str) -> tuple[str, list[dict[str, Any]]]:
    newsletter = read_newsletter(SOURCES[name])
    return newsletter.title, told(newsletter)


def test_there_is_every_format() -> None:
    for name in SOURCES:
        assert {Path(file).suffix for file in FILES if file.startswith(name)} == {
            ".md",
            ".html",
            ".eml",
            ".docx",
            ".pdf",
        }


@pytest.mark.parametrize("file", FILES)
def test_same_facts_in_every_format(file: str) -> None:
    newsletter = read_newsletter(FORMATS / file)
    title, expected = told_by_source(Path(file).stem.split("-")[0])
    assert newsletter.title == title
    assert told(newsletter) == expected
    assert_sound(newsletter)


@pytest.mark.parametrize("file", [file for file in FILES if "palstat" not in file])
def test_same_words_in_every_format(file: str) -> None:
    """Word by word, but for the signs that mark list items."""
    marks = {"•", "-", "|", "–"}
    original = words_of(read_newsletter(SOURCES[Path(file).stem.split("-")[0]])).split()
    read = words_of(read_newsletter(FORMATS / file)).split()
    assert [word for word in read if word not in marks] == [word for word in original if word not in marks]


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed; its files in tests/data are read"
)
def test_fresh_files_of_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    importlib.import_module("make_format_fixtures").write_formats("hyvinvointi", SOURCES["hyvinvointi"], tmp_path)
    for ending in (".docx", ".pdf"):
        assert told(read_newsletter(tmp_path / f"hyvinvointi{ending}")) == told_by_source("hyvinvointi")[1]
    sys.modules.pop("make_format_fixtures", None)


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the original newsletter is not beside the repository")
def test_own_words_tell_what_the_original_tells() -> None:
    """Section by section: contacts and calls by kind and days."""
    original = read_newsletter(next(ORIGINALS.glob("*.txt")))
    for ours, theirs in zip(told_by_source("teemat")[1], told(original), strict=True):
        for key in ("group", "heading", "fund", "contacts"):
            assert ours[key] == theirs[key]
        assert sorted(ours["calls"], key=str) == sorted(theirs["calls"], key=str)
