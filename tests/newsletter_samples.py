"""Small newsletters built in code for the tests of searching: no reader and no file is needed."""

from __future__ import annotations

from datetime import date

from assistant.records import Block, BlockKind, Newsletter, Section, Span

WOODS = "Metsien hoito"
CITY = "Kaupunkiliikenne"
SCHOOLS = "Koulujen digitalisaatio"

TOPICS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        WOODS,
        (
            "Metsänhoitoyhdistykset istuttavat taimia. Kuusentaimien istutus alkaa toukokuussa 2031.",
            "Lisätietoja antaa metsäneuvoja Tapio Vesterinen. Hakemukset jätetään sähköisesti.",
        ),
    ),
    (
        CITY,
        (
            "Raitiovaunuliikenne laajenee itäisiin kaupunginosiin. Uudet linjat maksavat 12,5 miljoonaa euroa.",
            "Pyöräteitä rakennetaan rannoille. Liikennesuunnittelija vastaa kysymyksiin.",
        ),
    ),
    (
        SCHOOLS,
        (
            "Opettajat saavat verkkokoulutusta. Hankehaku on auki syksyllä.",
            "Oppilaille hankitaan tietokoneita. EAKR-rahoituksen ehdot kerrotaan myöhemmin.",
        ),
    ),
)


def make_newsletter(
    newsletter_id: str = "2031-05", topics: tuple[tuple[str, tuple[str, ...]], ...] = TOPICS
) -> tuple[Newsletter, tuple[Section, ...]]:
    """A newsletter of headings and paragraphs, and its sections, with true spans."""
    text = ""
    sections_blocks: list[tuple[str, list[Block]]] = []
    for heading, paragraphs in topics:
        blocks = []
        for kind, words in ((BlockKind.HEADING, heading), *((BlockKind.PARAGRAPH, words) for words in paragraphs)):
            blocks.append(Block(kind, Span(len(text), len(text) + len(words)), 2 if kind is BlockKind.HEADING else 0))
            text += words + "\n\n"
        sections_blocks.append((heading, blocks))
    newsletter = Newsletter(
        newsletter_id=newsletter_id,
        title="Kokeilu",
        published=date(2031, 5, 1),
        source=f"{newsletter_id}.md",
        text=text,
        blocks=tuple(block for _, blocks in sections_blocks for block in blocks),
    )
    sections = tuple(
        Section(
            section_id=f"{newsletter_id}#{number}",
            newsletter_id=newsletter_id,
            group=None,
            heading=heading,
            fund=None,
            text=text[blocks[0].span.start : blocks[-1].span.stop],
            span=Span(blocks[0].span.start, blocks[-1].span.stop),
            blocks=tuple(blocks),
        )
        for number, (heading, blocks) in enumerate(sections_blocks, 1)
    )
    return newsletter, sections
