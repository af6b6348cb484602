"""Plain text -> newsletter."""

from __future__ import annotations

import pytest
from checks import assert_sound, headings_of
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.newsletters.text import parse_text
from assistant.records import BlockKind

LETTER = """Kuntakirje 1/2025

Tervetuloa lukemaan kunnan ensimmäistä kirjettä, joka kertoo avustuksista.

Avustukset
----------

Avustusta haetaan maaliskuussa. Hakemus tehdään sähköisesti.
Ehdot:
• yhdistys on rekisteröity
• toiminta on avointa
Lue lisää | Kunta

Lisätietoja:
Maija Lehto
040 123 4567"""


def kinds(text: str) -> list[tuple[str, str]]:
    newsletter = parse_text(text, "kirje.txt")
    return [(block.kind.value, block.span.of(newsletter.text)) for block in newsletter.blocks]


def test_kinds_of_blocks() -> None:
    assert kinds(LETTER) == [
        ("title", "Kuntakirje 1/2025"),
        ("paragraph", "Tervetuloa lukemaan kunnan ensimmäistä kirjettä, joka kertoo avustuksista."),
        ("heading", "Avustukset"),
        ("paragraph", "Avustusta haetaan maaliskuussa. Hakemus tehdään sähköisesti."),
        ("label", "Ehdot:"),
        ("list_item", "• yhdistys on rekisteröity"),
        ("list_item", "• toiminta on avointa"),
        ("link", "Lue lisää | Kunta"),
        ("label", "Lisätietoja:"),
        ("paragraph", "Maija Lehto"),
        ("paragraph", "040 123 4567"),
    ]


def test_drawn_lines_are_left_out_of_the_text() -> None:
    assert "---" not in parse_text(LETTER, "kirje.txt").text


def test_identity() -> None:
    newsletter = parse_text(LETTER, "kirje-2025-02.txt")
    assert (newsletter.newsletter_id, newsletter.source, newsletter.title) == (
        "kirje-2025-02",
        "kirje-2025-02.txt",
        "Kuntakirje 1/2025",
    )
    assert str(newsletter.published) == "2025-02-01"


@pytest.mark.parametrize("text", ["", "\n\n", "   \n \t\n"])
def test_nothing(text: str) -> None:
    newsletter = parse_text(text, "tyhja.txt")
    assert newsletter.blocks == ()
    assert newsletter.title == "tyhja"


def test_long_first_line_is_no_title() -> None:
    newsletter = parse_text("Pitkä kappale, " * 20, "kirje.txt")
    assert newsletter.title == "kirje"
    assert newsletter.blocks[0].kind is BlockKind.PARAGRAPH


def test_wrapped_paragraph_is_one_block() -> None:
    text = (
        "Otsikko\n\n"
        + "Avustusta voivat hakea kaikki rekisteröidyt yhdistykset, joiden\n" * 4
        + "kotipaikka on kunnassa."
    )
    assert [kind for kind, _ in kinds(text)] == ["title", "paragraph"]


def test_boilerplate_is_left_out() -> None:
    newsletter = parse_text(f"Avaa kirje selaimessa\n\n{LETTER}\n\nPeruuta tilaus\n© 2025 Kunta", "kirje.txt")
    assert newsletter.title == "Kuntakirje 1/2025"
    assert "Peruuta" not in newsletter.text
    assert "©" not in newsletter.text


LINES = st.sampled_from(
    [
        "",
        "  ",
        "Otsikko",
        "OTSIKKO",
        "Teema (ESR+)",
        "1. Yksi",
        "1.1 Kaksi",
        "-----",
        "=====",
        "• kohta",
        "- toinen kohta, joka jatkuu",
        "  sisennetty jatko",
        "| a | b |",
        "Teema | Rahastot",
        "Lisätietoja:",
        "Maija Lehto",
        "040 123 4567",
        "[email protected]",
        "Avustusta haetaan maaliskuussa, ja hakemus tehdään sähköisesti kunnan verkkosivuilla viimeistään 31.3.2025.",
        "Kuka voi hakea?",
        "https://kunta.fi",
        "Peruuta tilaus",
        "pienellä alkava rivi, joka on melko pitkä eikä pääty pisteeseen",
    ]
)


@given(st.lists(LINES, max_size=25))
@settings(max_examples=300, deadline=None)
def test_whatever_the_lines(lines: list[str]) -> None:
    assert_sound(parse_text("\n".join(lines), "kirje.txt"))


@given(st.text(max_size=300))
@settings(deadline=None)
def test_whatever_the_text(text: str) -> None:
    from assistant.newsletters.decoding import clean

    assert_sound(parse_text(clean(text), "kirje.txt"))


def test_group_heading_of_capitals() -> None:
    text = "Kirje\n\nKULTTUURI\n\nKohdeavustus\n\nAvustusta haetaan maaliskuussa, ja hakemus tehdään sähköisesti."
    assert headings_of(parse_text(text, "k.txt")) == [(None, "Kirje"), ("KULTTUURI", "Kohdeavustus")]


def test_colon_at_the_end_of_a_wrapped_line() -> None:
    """A line within a paragraph that ends in a colon is no label."""
    newsletter = parse_text(
        "Kyläkirje 3/2032\n\nSaunat\n\n"
        "Kylän yhteinen sauna lämpenee jälleen lauantaisin, ja avaimesta on\n"
        "ohje. Vuoron varaajalle luvataan kaksi asiaa saunan lämmityksestä:\n"
        "sauna on lämmin illalla kello viidestä alkaen, ja puita riittää niin\n"
        "kauan kuin saunojia on.",
        "kirje.txt",
    )
    assert [block.kind for block in newsletter.blocks] == [BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH]
