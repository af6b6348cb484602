"""Which organisation has which part, by a table."""

from __future__ import annotations

import pytest

from assistant.facts.roles import find_roles
from assistant.newsletters.text import parse_text
from assistant.sections import split_sections


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Teeman välittävänä toimielimenä toimii Lounaisrannan ELY-keskus ja rahaa on 2 milj. euroa.",
            [("välittävä toimielin", "Lounaisrannan ELY-keskus")],
        ),
        ("Hankkeen toteuttajaksi valittiin Kaarnalammen kaupunki.", [("toteuttaja", "Kaarnalammen kaupunki")]),
        (
            "Toteuttajat: Kaarnalammen ammattikorkeakoulu, Digitupa Oy ja Kyläverkko ry",
            [
                ("toteuttaja", "Kaarnalammen ammattikorkeakoulu"),
                ("toteuttaja", "Digitupa Oy"),
                ("toteuttaja", "Kyläverkko ry"),
            ],
        ),
        ("Rahoittajana toimii Pohjolan kulttuurisäätiö.", [("rahoittaja", "Pohjolan kulttuurisäätiö")]),
        ("Hakemukset käsittelee nuorisovaltuusto kerran kuussa.", [("käsittelijä", "nuorisovaltuusto")]),
        (
            "Päätökset tekee kaupunginhallituksen elinvoimajaosto.",
            [("päättäjä", "kaupunginhallituksen elinvoimajaosto")],
        ),
        ("Toteuttajaa haetaan syksyllä, ja päätökset tehdään keväällä.", []),
    ],
)
def test_roles(sentence: str, expected: list[tuple[str, str]]) -> None:
    newsletter = parse_text(
        f"Kirje 1/2024\n\nKylien hankkeet\n\nTeema alkoi keväällä ja jatkuu pitkään. {sentence}\n", "kirje.txt"
    )
    (section,) = [s for s in split_sections(newsletter) if s.heading == "Kylien hankkeet"]
    roles = find_roles(section)
    assert [(role.role, role.organisation) for role in roles] == expected
    for role in roles:
        assert role.evidence.span.of(newsletter.text) == role.evidence.quote
        assert role.organisation in role.evidence.quote
