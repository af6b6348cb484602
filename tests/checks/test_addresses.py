"""Addresses, numbers and links that a reader could not use, and odd ones that he can."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from issues import issue, says, told

from assistant.checks import CheckedIssue, Finding
from assistant.checks.addresses import (
    broken_addresses,
    broken_links,
    broken_phones,
    foreign_addresses,
    hidden_addresses,
    odd_length_phones,
)

REGULAR = (
    "Elli Saari, p. 050 345 6799, elli.saari@kylat.example\n"
    "Urho Niemi, p. 050 345 6719, urho.niemi@kylat.example\n"
    "Aune Mäkelä, p. 050 345 6729, aune.makela@kylat.example\n"
)


@pytest.mark.parametrize("hidden", ["[email protected]", "[sähköposti suojattu]", "sähköposti piilotettu"])
def test_hidden_addresses(hidden: str) -> None:
    body = f"Yhteyshenkilöt:\nVeikko Laurila\nP. 040 123 4567\n{hidden}"
    (finding,) = hidden_addresses(issue(body), ())
    assert (finding.rule, finding.quote, finding.expected) == ("hidden_address", hidden, None)
    assert finding.message == "Veikko Laurila: sähköpostiosoite on piilotettu"


def test_a_hidden_address_that_another_place_shows() -> None:
    hidden = "Yhteyshenkilöt:\nVeikko Laurila\nP. 040 123 4567\n[email protected]"
    shown = "Yhteyshenkilöt:\nVeikko Laurila\nP. 040 123 4567\nveikko.laurila@kylat.example"
    (inside,) = hidden_addresses(issue(hidden, shown), ())
    (outside,) = hidden_addresses(issue(hidden), [issue(shown, source="toinen.txt")])
    assert inside.expected == outside.expected == "veikko.laurila@kylat.example"


def test_nothing_is_hidden_where_the_address_is_only_disguised() -> None:
    assert told(hidden_addresses(issue("Lisätietoja: Veikko Laurila, veikko.laurila(at)kylat.example"), ())) == []


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        ("Kirjoita: veikko..laurila@kylat.example", "veikko..laurila@kylat.example"),
        ("Kirjoita: veikko.laurila@kylat..example.", "veikko.laurila@kylat..example"),
        ("Kirjoita osoitteeseen veikko.laurila@kylat.", "veikko.laurila@kylat"),
        ("Kirjoita osoitteeseen veikko.laurila@, niin vastaamme.", "veikko.laurila@"),
        ("Kirjoita osoitteeseen veikko.laurila(at)kylat, niin vastaamme.", "veikko.laurila(at)kylat"),
        ("Kirjoita osoitteeseen veikko.laurila @kylat.example.", "veikko.laurila @kylat.example"),
        ("Kirjoita osoitteeseen .veikko@kylat.example.", ".veikko@kylat.example"),
    ],
)
def test_broken_addresses(body: str, quote: str) -> None:
    assert says(broken_addresses, body) == [("broken_address", quote, None)]


@pytest.mark.parametrize(
    "body",
    [
        "Kirjoita osoitteeseen kirjaamo@kylat.example tai veikko.laurila (at) kylat.example.",
        "Osoitteet ovat muotoa etunimi.sukunimi@kylat.example.",
        "Osoitteet ovat muotoa etunimi.sukunimi(at)kylat.",
        "Seuraa meitä: @kylat ja https://video.example/@kylat.",
        "Kohdan (a) mukaan avustusta annetaan.",
        "Kirjoita: eeva-liisa.o'neil+kyla@ely-kylat.co.example!",
    ],
)
def test_sound_addresses(body: str) -> None:
    assert says(broken_addresses, body) == []


@pytest.mark.parametrize(
    ("contact", "found"),
    [
        ("Aino Rantala, aino.rantal@kylat.example", [("aino.rantal@kylat.example", "aino.rantala@kylat.example?")]),
        ("Aino Rantala, oiva.kettunen@kylat.example", [("oiva.kettunen@kylat.example", None)]),
        ("Aino Rantala, aino.rantala@kylat.example", []),
        ("Anna-Maria Lehto, anna.lehto@kylat.example", []),
        ("Aino Rantala, aino.kettunen@kylat.example", []),
        ("Aino Rantala, kirjaamo@kylat.example", []),
        ("Aino Rantala, oiva.kettunen@muu.example", []),
        ("Köykkä Öljymäki, koykka.oljymaki@kylat.example", []),
    ],
)
def test_addresses_of_others(contact: str, found: list[tuple[str, str | None]]) -> None:
    rows = says(foreign_addresses, f"Yhteyshenkilöt:\n{REGULAR}{contact}")
    assert rows == [("foreign_address", quote, expected) for quote, expected in found]


def test_where_the_name_is_misspelt_the_address_is_none_of_another() -> None:
    body = f"Yhteyshenkilöt:\n{REGULAR}Eli Saari, elli.saari@kylat.example"
    assert says(foreign_addresses, body) == []


def test_without_a_custom_no_address_is_foreign() -> None:
    assert says(foreign_addresses, "Yhteyshenkilöt:\nAino Rantala, oiva.kettunen@kylat.example") == []


@pytest.mark.parametrize(
    ("rule", "body", "quotes"),
    [
        (broken_phones, "Lisätietoja: Veikko Laurila, puh. 040 765 4321 123 12", ["040 765 4321 123 12"]),
        (broken_phones, "Lisätietoja: Veikko Laurila, puh. +358 40 1", ["+358 40 1"]),
        (broken_phones, "Lisätietoja: Veikko Laurila, puh. +358 40 765 4321 999 9", ["+358 40 765 4321 999 9"]),
        (
            broken_phones,
            "Yhteyshenkilöt:\nVeikko Laurila\n050 345 6789 123 45\nveikko@kylat.example",
            ["050 345 6789 123 45"],
        ),
        (broken_phones, "Lisätietoja: Veikko Laurila, puh. 040 123 4567 (klo 9–15), tai p. 09 310 12345.", []),
        (broken_phones, "Y-tunnus on 0123456-7 ja tili 0123 4567 8901 2345.", []),
        (
            odd_length_phones,
            "Yhteyshenkilöt:\nElli Saari, p. 0295 111 019\nUrho Niemi, p. 0295 111 018\nAune Mäkelä, p. 0295 111 017\n"
            "Veikko Laurila, p. 0295 111 01",
            ["Veikko Laurila, p. 0295 111 01"],
        ),
        (
            odd_length_phones,
            f"Yhteyshenkilöt:\n{REGULAR}Aino Rantala, p. 044 729 338",
            ["Aino Rantala, p. 044 729 338"],
        ),
        (odd_length_phones, f"Yhteyshenkilöt:\n{REGULAR}Aino Rantala, p. 09 310 1234", []),
        (odd_length_phones, "Yhteyshenkilöt:\nElli Saari, p. 050 345 6799\nAino Rantala, p. 044 729 338", []),
    ],
)
def test_telephones(rule: Callable[[CheckedIssue], Iterator[Finding]], body: str, quotes: list[str]) -> None:
    assert [quote for _, quote, _ in says(rule, body)] == quotes


@pytest.mark.parametrize(
    ("body", "quotes"),
    [
        ("Katso http:/kylat.example.", ["http:/kylat.example"]),
        ("Katso https//kylat.example/haku.", ["https//kylat.example/haku"]),
        ("Katso htps://kylat.example.", ["htps://kylat.example"]),
        ("Katso https:// kylat.example.", ["https://"]),
        ("Katso https://https://kylat.example.", ["https://https://kylat.example"]),
        ("Katso https://kylat ja hae.", ["https://kylat"]),
        ("Katso https://kylat..example/haku.", ["https://kylat..example/haku"]),
        ("Katso www,kylat.example.", ["www,kylat.example"]),
        ("Katso [ohje](https://kylat.example/ohje ja hae.", ["[ohje](https://kylat.example/ohje"]),
        ("Katso [ohje] (https://kylat.example/ohje) ja hae.", ["[ohje] (https://kylat.example/ohje)"]),
        ("Katso https://kylat.example/a..b?c=(d), http://localhost:7860 ja www.kylat.example.", []),
        ("Katso kylat.example/haku tai [ohje](https://kylat.example/ohje).", []),
    ],
)
def test_links(body: str, quotes: list[str]) -> None:
    assert [quote for _, quote, _ in says(broken_links, body)] == quotes
