"""Newsletter -> sections."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.newsletters import read_newsletter
from assistant.newsletters.text import parse_text
from assistant.records import Block, BlockKind, Newsletter, Span
from assistant.sections import split_sections

CORPUS = Path(__file__).parent.parent / "corpus"

GROUPS = {
    "Työllisyys": 4,
    "Osaaminen": 3,
    "Osallisuus": 5,
    "Innovaatio- ja osaamisverkostot": 1,
    "Vihreä siirtymä": 1,
}


def newsletter_of(*pieces: tuple[BlockKind, int, str]) -> Newsletter:
    """A newsletter of the given blocks, a blank line between them."""
    text = "\n\n".join(words for _, _, words in pieces)
    blocks, start = [], 0
    for kind, level, words in pieces:
        blocks.append(Block(kind, Span(start, start + len(words)), level))
        start += len(words) + 2
    return Newsletter("kirje", "Kirje", None, "kirje.txt", text, tuple(blocks))


def test_the_corpus() -> None:
    sections = split_sections(read_newsletter(next(CORPUS.glob("valtakunnalliset*.txt"))))
    assert len(sections) == 15
    assert [section.section_id for section in sections] == [f"valtakunnalliset-teemat-2022-12#{n}" for n in range(15)]
    assert {group: sum(section.group == group for section in sections) for group in GROUPS} == GROUPS
    assert [section.fund for section in sections] == [None, *["ESR+"] * 12, "EAKR", "EAKR"]


def test_heading_group_fund_and_topic() -> None:
    newsletter = newsletter_of(
        (BlockKind.TITLE, 0, "Kirje"),
        (BlockKind.PARAGRAPH, 0, "Johdanto."),
        (BlockKind.HEADING, 1, "Työllisyys"),
        (BlockKind.HEADING, 2, "Uusia  mahdollisuuksia\ntyöhön (ESR +)"),
        (BlockKind.PARAGRAPH, 0, "Teksti."),
        (BlockKind.HEADING, 3, "Yhteystiedot"),
        (BlockKind.PARAGRAPH, 0, "Maija Lehto"),
    )
    introduction, section = split_sections(newsletter)
    assert (introduction.group, introduction.heading, introduction.text) == (None, "Kirje", "Kirje\n\nJohdanto.")
    assert (section.group, section.heading, section.fund) == (
        "Työllisyys",
        "Uusia mahdollisuuksia työhön (ESR +)",
        "ESR+",
    )
    assert section.topic == "Uusia mahdollisuuksia työhön"
    assert section.text.endswith("Yhteystiedot\n\nMaija Lehto")


def test_without_a_heading_all_is_introduction() -> None:
    sections = split_sections(newsletter_of((BlockKind.PARAGRAPH, 0, "Yksi."), (BlockKind.PARAGRAPH, 0, "Kaksi.")))
    assert [section.heading for section in sections] == ["Kirje"]


def test_a_groups_own_words_are_kept() -> None:
    sections = split_sections(
        newsletter_of(
            (BlockKind.HEADING, 1, "Ryhmä"), (BlockKind.PARAGRAPH, 0, "Sana."), (BlockKind.HEADING, 2, "Aihe")
        )
    )
    assert [(section.group, section.heading) for section in sections] == [("Ryhmä", "Ryhmä"), ("Ryhmä", "Aihe")]


def test_nothing() -> None:
    assert split_sections(newsletter_of()) == ()
    assert split_sections(parse_text("", "tyhja.txt")) == ()


PIECES = st.tuples(
    st.sampled_from(
        [(BlockKind.HEADING, 1), (BlockKind.HEADING, 2), (BlockKind.PARAGRAPH, 0), (BlockKind.LIST_ITEM, 0)]
    ),
    st.sampled_from(["Sana", "Kaksi sanaa.", "Teema (EAKR)"]),
)


@given(st.lists(PIECES, max_size=12))
@settings(deadline=None)
def test_nothing_is_lost_or_told_twice(pieces: list[tuple[tuple[BlockKind, int], str]]) -> None:
    newsletter = newsletter_of(*((kind, level, words) for (kind, level), words in pieces))
    sections = split_sections(newsletter)
    held = [block for section in sections for block in section.blocks]
    groups = [block for block in newsletter.blocks if block.level == 1]
    assert [block for block in newsletter.blocks if block not in groups] == [b for b in held if b not in groups]
    for section in sections:
        assert section.span.of(newsletter.text) == section.text
