"""Organisations by the words that their names end in."""

from __future__ import annotations

import pytest

from assistant.facts.organisations import is_organisation, names_organisation


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Kivisalmen kaupunki", True),
        ("Järvi-Suomen ELY-keskus", True),
        ("Kivisalmen ELY", True),
        ("Kulttuuripalvelut", True),
        ("Maa- ja metsätalousministeriö", True),
        ("Kivisalmen seudun kehitysyhdistys ry", True),
        ("Venesatamat Oy", True),
        ("Kivisalmen ammattikorkeakoulu", True),
        ("Veikko Laurila", False),
        ("kaupunki", False),
        ("Kaupunkilaiset", False),
        ("Haku on auki", False),
        ("", False),
        ("Kaikki ne monet kylät ja talot joita tässä pitkässä rivissä luetellaan saa kunta", False),
        ("Osoitteet ovat muotoa etunimi.sukunimi@kylaliitto", False),
        ("Kylät aune@kylaliitto.example", False),
        ("Saunoista vastaavat Kivisalmen ja Ranta-Kylän liitto ja ne ovat yhdistys", False),
    ],
)
def test_is_organisation(words: str, expected: bool) -> None:
    assert is_organisation(words) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hakemukset käsittelee nuorisovaltuusto.", True),
        ("Avustuksen myöntää Kivisalmen kaupunki.", True),
        ("Rahat tulevat Kivisalmen kaupungilta.", True),
        ("Hanketta johtaa Järvi-Suomen yliopisto.", True),
        ("Päätöksen tekee opetuslautakunta.", True),
        ("Laiturit maalataan keväällä.", False),
        ("Veikko Laurila vastaa puhelimeen.", False),
        ("", False),
    ],
)
def test_names_organisation(text: str, expected: bool) -> None:
    assert names_organisation(text) is expected
