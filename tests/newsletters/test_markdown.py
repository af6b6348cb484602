"""Markdown -> newsletter."""

from __future__ import annotations

from datetime import date

import pytest
from checks import assert_sound, headings_of, words_of
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import NewsletterError
from assistant.facts.contacts import find_contacts
from assistant.newsletters.markdown import parse_markdown
from assistant.sections import split_sections

LETTER = """---
title: "Järjestökirje: kevät"
date: 2025-03-04
---

Johdanto kertoo, mistä kirjeessä on kyse.

## Haut

### Yleisavustus

Haku on **auki** [täällä](https://kunta.fi/haku?utm_source=kirje).

- **Hakuaika:** 10.3.–11.4.2025
- *Jaettavana* 800 000 euroa

### Kohdeavustus

<div class="laatikko"><b>Uutta:</b> haku <script>alert(1)</script>on keväällä.</div>

Neuvoo [Minttu Ojaharju](mailto:minttu.ojaharju@alue.fi).

| Nimi | Puhelin |
| --- | --- |
| Tapio Salo | 044 729 3385 |
"""


def test_front_matter() -> None:
    newsletter = parse_markdown(LETTER, "kirje.md")
    assert newsletter.title == "Järjestökirje: kevät"
    assert newsletter.published == date(2025, 3, 4)
    assert "title:" not in newsletter.text


def test_sections() -> None:
    newsletter = parse_markdown(LETTER, "kirje.md")
    assert headings_of(newsletter) == [
        (None, "Järjestökirje: kevät"),
        ("Haut", "Yleisavustus"),
        ("Haut", "Kohdeavustus"),
    ]
    assert_sound(newsletter)


def test_no_marks_and_no_markup_in_the_text() -> None:
    words = words_of(parse_markdown(LETTER, "kirje.md"))
    assert "Haku on auki täällä." in words
    assert "• Hakuaika: 10.3.–11.4.2025 • Jaettavana 800 000 euroa" in words
    assert "Uutta: haku on keväällä." in words
    assert not any(mark in words for mark in ("**", "<", "alert", "http", "]("))


def test_contacts_of_links_and_rows() -> None:
    section = split_sections(parse_markdown(LETTER, "kirje.md"))[-1]
    assert [(c.name, c.phone, c.email) for c in find_contacts(section)] == [
        ("Minttu Ojaharju", None, "minttu.ojaharju@alue.fi"),
        ("Tapio Salo", "0447293385", None),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Kirje\n\nTeksti.", "Kirje"),
        ("Kirje\n=====\n\nTeksti.", "Kirje"),
        ("---\notsikko: Kirje\n---\nTeksti alkaa.", "Kirje"),
        ("---\ntitle: [rikki\n---\n\n# Kirje\n\nTeksti.", "Kirje"),
        ("Kirje 3/2025\n\nTeksti alkaa heti.", "Kirje 3/2025"),
        ("Teksti alkaa heti ja päättyy pisteeseen.\n\nToinen kappale.", "tiedosto"),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert parse_markdown(text, "tiedosto.md").title.startswith(title)


def test_impossible_day_in_front_matter() -> None:
    assert parse_markdown("---\ndate: 2025-02-31\n---\n# Kirje\n", "kirje.md").published is None


def test_contact_lines_without_breaks() -> None:
    text = "# Kirje\n\n## Haut\n\nMaija Lehto\nsihteeri\n040 123 4567\n\n## Tilat\n\nTilat ovat auki."
    contact = find_contacts(split_sections(parse_markdown(text, "k.md"))[1])[0]
    assert (contact.name, contact.title, contact.phone) == ("Maija Lehto", "sihteeri", "0401234567")


def test_headings_by_layout_where_there_are_no_marks() -> None:
    text = (
        "Kirje\n\nAvustukset\n\n" + "Avustusta haetaan maaliskuussa. " * 4 + "\n\nTilat\n\n" + "Tilat ovat auki. " * 5
    )
    assert headings_of(parse_markdown(text, "k.md")) == [(None, "Kirje"), (None, "Avustukset"), (None, "Tilat")]


def test_too_long() -> None:
    with pytest.raises(NewsletterError, match=r"k\.md"):
        parse_markdown("a" * 2_000_000, "k.md")


@given(
    st.lists(
        st.sampled_from(
            [
                "# A",
                "## B",
                "### Hakuaika",
                "",
                "- x",
                "1. y",
                "| a | b |",
                "| - | - |",
                "Teksti.",
                "> z",
                "```",
                "<b>",
                "    koodi",
                "---",
                "[a](mailto:a@b.fi)",
            ]
        ),
        max_size=20,
    )
)
@settings(max_examples=200, deadline=None)
def test_whatever_the_lines(lines: list[str]) -> None:
    assert_sound(parse_markdown("\n".join(lines), "k.md"))


PEOPLE = "| Nimi | Tehtävä |\n| --- | --- |\n| Aune Mäkelä | sihteeri |\n| Veikko Laurila | kyläasiamies |\n"


@pytest.mark.parametrize(
    ("label", "people", "own"),
    [
        ("Yhteystiedot", PEOPLE, True),
        ("Lisätietoja", "- Aune Mäkelä, 040 123 4567\n- Veikko Laurila, veikko@kylat.example", True),
        ("Lisätietoja", "Aune Mäkelä, 040 123 4567", False),
        ("Hakuaika", PEOPLE, False),
    ],
)
def test_people_of_the_whole_letter(label: str, people: str, own: bool) -> None:
    """A list of several people under a label that stands once is a section of its own, with its people."""
    text = f"# Kyläkirje\n\n## Saunat\n\nSaunat lämpenevät.\n\n## Laiturit\n\nLaiturit korjataan.\n\n## {label}\n\n{people}\n"
    sections = split_sections(parse_markdown(text, "kirje.md"))
    assert (sections[-1].heading == label) is own
    if own:
        assert [contact.name for contact in find_contacts(sections[-1])] == ["Aune Mäkelä", "Veikko Laurila"]
        assert find_contacts(sections[-2]) == ()


def test_repeated_labels_belong_to_topics() -> None:
    topic = "## {}\n\nTeksti.\n\n## Yhteystiedot\n\n" + PEOPLE
    sections = split_sections(
        parse_markdown("# Kyläkirje\n\n" + topic.format("Saunat") + topic.format("Laiturit"), "k.md")
    )
    assert [section.heading for section in sections] == ["Kyläkirje", "Saunat", "Laiturit"]
