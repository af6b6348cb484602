"""What mailing tools add -> left out; the newsletter's own words -> kept."""

from __future__ import annotations

import pytest

from assistant.newsletters.boilerplate import is_footer, is_view_link, without_boilerplate
from assistant.newsletters.lines import Line


@pytest.mark.parametrize(
    "words",
    [
        "Avaa uutiskirje selaimessa",
        "Eikö viesti näy oikein? Avaa se selaimessa.",
        "Jos kirje ei näy kunnolla, katso verkkoversio",
        "Selainversio",
        "View this email in your browser",
    ],
)
def test_view_links(words: str) -> None:
    assert is_view_link(words)


@pytest.mark.parametrize(
    "words",
    [
        "Peruuta tilaus | Päivitä tietosi",
        "Sait tämän viestin, koska olet tilannut uutiskirjeemme.",
        "Haluatko poistua postituslistalta?",
        "© 2025 Kuusniemen kaupunki",
        "Copyright 2025 Kunta, kaikki oikeudet pidätetään.",
        "Facebook | Instagram | LinkedIn",
        "Jaa Facebookissa",
        "Tietosuojaseloste",
        "Unsubscribe",
        "Powered by Postittaja",
    ],
)
def test_footers(words: str) -> None:
    assert is_footer(words)


@pytest.mark.parametrize(
    "words",
    [
        "Voit tilata kirjeen sähköpostiisi osoitteessa kuusniemi.fi/uutiskirjeet.",
        "Lisätietoja antaa Maija Lehto, 040 123 4567.",
        "Avustusta voi hakea selaimella tai paperilomakkeella.",
        "Pikarahan saajille riittää valokuva ja muutama lause.",
        "Seuraa meitä ja kerro, mistä haluaisit lukea lisää.",
        "Yhteistyössä",
    ],
)
def test_own_words(words: str) -> None:
    assert not is_view_link(words)
    assert not is_footer(words)


def test_the_middle_is_left_alone() -> None:
    lines = [Line(f"Rivi {i}.") for i in range(60)]
    lines[30] = Line("Peruuta tilaus ajoissa, jos et pääse retkelle")
    lines[59] = Line("Peruuta tilaus")
    kept = without_boilerplate(lines)
    assert lines[30] in kept
    assert lines[59] not in kept
