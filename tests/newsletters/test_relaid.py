"""The newsletters of the repository in other layouts of plain text -> still the same sections and contacts."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from checks import assert_sound

from assistant.facts.contacts import find_contacts
from assistant.newsletters import read_newsletter
from assistant.newsletters.text import parse_text
from assistant.records import BlockKind, Newsletter
from assistant.sections import split_sections

ROOT = Path(__file__).parent.parent.parent
SOURCES = [
    ROOT / "corpus" / "valtakunnalliset-teemat-2022-12.txt",
    ROOT / "tests" / "data" / "kaupunki" / "kaupunkiavustukset-2025-02.txt",
]

Heading = Callable[[str, int], str]


def apart(words: str, level: int) -> str:
    del level
    return f"\n{words}\n"


def above_text(words: str, level: int) -> str:
    return f"\n{words}" + ("\n" if level == 1 else "")


def underlined(words: str, level: int) -> str:
    return f"\n{words}\n{'=-'[level - 1] * len(words)}\n"


def underlined_alike(words: str, level: int) -> str:
    del level
    return f"\n{words}\n{'-' * len(words)}\n"


def underlined_above_text(words: str, level: int) -> str:
    return underlined(words, level).rstrip("\n")


def capital_groups(words: str, level: int) -> str:
    return f"\n{words.upper() if level == 1 else words}\n"


def ruled_off(words: str, level: int) -> str:
    return f"\n{'=-'[level - 1] * 30}\n\n{words}\n"


LAYOUTS: dict[str, tuple[Heading, int | None]] = {
    "one blank line": (apart, None),
    "wrapped at 60": (apart, 60),
    "wrapped at 72": (apart, 72),
    "wrapped at 78": (apart, 78),
    "above the text": (above_text, None),
    "above wrapped text": (above_text, 72),
    "underlined": (underlined, None),
    "underlined alike": (underlined_alike, None),
    "underlined above wrapped text": (underlined_above_text, 72),
    "groups in capitals": (capital_groups, None),
    "ruled off": (ruled_off, None),
}


def relaid(newsletter: Newsletter, heading: Heading, width: int | None) -> str:
    """The newsletter's text laid out anew."""
    out: list[str] = []
    stop = 0
    for block in newsletter.blocks:
        words = block.span.of(newsletter.text)
        if block.kind is BlockKind.HEADING:
            out.append(heading(words, block.level))
        else:
            if newsletter.text[stop : block.span.start].count("\n") != 1:
                out.append("")
            if width and block.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}:
                indent = "  " if block.kind is BlockKind.LIST_ITEM else ""
                words = textwrap.fill(
                    words, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
                )
            out.append(words)
        stop = block.span.stop
    return "\n".join(out)


def seen(newsletter: Newsletter) -> list[tuple[str, str, list[tuple[str, str | None, str | None]]]]:
    return [
        (
            (section.group or "").casefold(),
            section.heading.casefold(),
            [(contact.name, contact.phone, contact.email) for contact in find_contacts(section)],
        )
        for section in split_sections(newsletter)
    ]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_sections_do_not_depend_on_layout(source: Path, layout: str) -> None:
    original = read_newsletter(source)
    newsletter = parse_text(relaid(original, *LAYOUTS[layout]), source.name)
    assert seen(newsletter) == seen(original)
    assert_sound(newsletter)
