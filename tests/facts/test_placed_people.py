"""Persons whom their place tells."""

from __future__ import annotations

import pytest
from letters import letter

from assistant.facts.contacts import find_contacts
from assistant.facts.placed_people import find_people_in_row
from assistant.records import Span

AUNE = [("Aune Mäkelä", "sihteeri")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Sihteeri Aune Mäkelä", [("Aune Mäkelä", "Sihteeri")]),
        ("Terveisin Aune Mäkelä, sihteeri", AUNE),
        ("Lämmintä kesää toivottaen\nsihteeri Aune Mäkelä", AUNE),
        ("Aune Mäkelä\nsihteeri, Kivisalmen liitto", AUNE),
        ("Aune Mäkelä", []),
        ("Kuva: sihteeri Aune Mäkelä", []),
        (
            "Sihteeri Aune Mäkelä\n\nTalojen korjaukset jatkuvat syksyllä, ja niistä kerrotaan lisää seuraavassa kirjeessä.",
            [],
        ),
        ("Puhetta johti sihteeri Aune Mäkelä ja muut kuuntelivat.", []),
    ],
)
def test_signatures(body: str, expected: list[tuple[str, str | None]]) -> None:
    newsletter, section = letter(body)
    contacts = find_contacts(section)
    assert [(contact.name, contact.title) for contact in contacts] == expected
    assert all(contact.evidence.span.of(newsletter.text) == contact.evidence.quote for contact in contacts)


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        ("Sauna | Isännöitsijä", "Rantasauna | Aune Mäkelä", [("Aune Mäkelä", "Isännöitsijä")]),
        ("Sauna | Yhteyshenkilö", "Rantasauna | Aune Mäkelä", [("Aune Mäkelä", None)]),
        ("Sauna | Paikka", "Rantasauna | Aune Mäkelä", []),
        ("Sauna | Isännöitsijä", "Rantasauna | ei vielä", []),
        ("Sauna | Isännöitsijä", "Aune Mäkelä", []),
    ],
)
def test_columns_of_people(head: str, row: str, expected: list[tuple[str, str | None]]) -> None:
    found = find_people_in_row(row, head, Span(0, len(row)))
    assert [(person.name.of(row), title) for person, title in found] == expected
