"""Names, titles and names in other cases than the nominative."""

from __future__ import annotations

import pytest

from assistant.facts.people import find_people, is_title, may_be_person, nominative
from assistant.finnish import load_lemmatizer
from assistant.records import Span


def people(line: str) -> list[tuple[str, str | None]]:
    found = find_people(line, Span(0, len(line)))
    return [(person.name.of(line), person.title.of(line) if person.title else None) for person in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Kyläasiamies Veikko Laurila", [("Veikko Laurila", "Kyläasiamies")]),
        ("kyläasiamies Veikko Laurila", [("Veikko Laurila", "kyläasiamies")]),
        ("vs. johtaja Veikko Laurila", [("Veikko Laurila", "vs. johtaja")]),
        ("johtava asiantuntija Veikko Laurila", [("Veikko Laurila", "johtava asiantuntija")]),
        ("Yksikön päällikkö Veikko Laurila", [("Veikko Laurila", "Yksikön päällikkö")]),
        ("Service Manager Veikko Laurila", [("Veikko Laurila", "Service Manager")]),
        ("toivomuksia ottaa vastaan palveluesihenkilö Veikko Laurila", [("Veikko Laurila", "palveluesihenkilö")]),
        ("Aune Maria Mäkelä", [("Aune Maria Mäkelä", None)]),
        ("Aune M. Mäkelä", [("Aune M. Mäkelä", None)]),
        ("Aune von Bergen", [("Aune von Bergen", None)]),
        ("Anna-Liisa Mäki-Petäjä", [("Anna-Liisa Mäki-Petäjä", None)]),
        ("Aarne O'Brien", [("Aarne O'Brien", None)]),
        ("Veikko Laurila ja sihteeri Aune Mäkelä", [("Veikko Laurila", None), ("Aune Mäkelä", "sihteeri")]),
        ("Veikko Laurila, Aune Mäkelä", [("Aune Mäkelä", None)]),
        ("Kivisalmen Kaupunki", []),
        ("Yksikön Päällikkö", []),
        ("Veikko", []),
        ("haku on auki", []),
        ("", []),
    ],
)
def test_people(line: str, expected: list[tuple[str, str | None]]) -> None:
    assert people(line) == expected


def test_only_the_given_piece_is_read() -> None:
    line = "Aune Mäkelä, sihteeri Veikko Laurila"
    (person,) = find_people(line, Span(13, len(line)))
    assert (person.name.of(line), person.title and person.title.of(line)) == ("Veikko Laurila", "sihteeri")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("kulttuurisuunnittelija", True),
        ("Yksikön päällikkö", True),
        ("kyläasiamies", True),
        ("controller", True),
        ("projektipäällikkö, ", True),
        ("avustus", False),
        ("talkoot", False),
        ("", False),
        ("johtaja kertoi että haku on auki", False),
    ],
)
def test_titles(words: str, expected: bool) -> None:
    assert is_title(words) is expected


@pytest.mark.parametrize(
    ("name", "address", "expected"),
    [
        ("Veikko Laurilalta", None, "Veikko Laurila"),
        ("Aune Mäkeläiseen", None, "Aune Mäkeläinen"),
        ("Sirkka Lehdolle", None, "Sirkka Lehto"),
        ("Toini Hietakankaalle", None, "Toini Hietakangas"),
        ("Eila Salolta", None, "Eila Salo"),
        ("Veikko Laurila", None, "Veikko Laurila"),
        ("Ilmoittaudu Sirkka Lehdolle", None, "Sirkka Lehto"),
        ("Anna Liisa Lehdolle", None, "Anna Liisa Lehto"),
        ("Aune Virtanen", None, "Aune Virtanen"),
        ("Åsa Öhman-Östbergille", "asa.ohman-ostberg@kylat.example", "Åsa Öhman-Östberg"),
        ("Åsa Öhman-Östbergille", None, "Åsa Öhman-Östbergille"),
    ],
)
def test_nominative(name: str, address: str | None, expected: str) -> None:
    assert nominative(name, load_lemmatizer(), address) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Rannikon Uutisten", False), ("Aune Mäkelän", True), ("Kaisla Ranta", True), ("Reza Karimin", True)],
)
def test_genitives_of_nouns(name: str, expected: bool) -> None:
    assert may_be_person(name, load_lemmatizer()) is expected
