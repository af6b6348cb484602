"""Persons told in two ways, and topics with nobody to ask."""

from __future__ import annotations

import pytest
from issues import issue, says

from assistant.checks import Finding
from assistant.checks.persons import differing_details, near_names, topics_without_contact, unreachable

VEIKKO = "Lisätietoja: kyläasiamies Veikko Laurila, puh. 040 123 4567, veikko.laurila@kylat.example"


def rules(found: list[Finding]) -> list[str]:
    return [finding.rule for finding in found]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (VEIKKO, []),
        (VEIKKO.replace("4567", "4568"), ["other_phone"]),
        (VEIKKO.replace("veikko.laurila@", "veikko.laurila@posti."), ["other_address"]),
        (VEIKKO.replace("kyläasiamies", "talonmies-isännöitsijä"), ["other_title"]),
        (VEIKKO.replace("kyläasiamies", "Kyläasiamies"), []),
        (VEIKKO.replace("kyläasiamies ", ""), []),
        ("Lisätietoja: Veikko Laurila, puh. 040 123 4567", []),
        (VEIKKO.replace("Veikko Laurila", "Veikko Niemi").replace("4567", "4568"), []),
    ],
)
def test_one_person_in_two_sections(other: str, expected: list[str]) -> None:
    assert rules(list(differing_details(issue(VEIKKO, other), ()))) == expected


def test_the_message_tells_both() -> None:
    (finding,) = differing_details(issue(VEIKKO, VEIKKO.replace("4567", "4568")), ())
    assert finding.heading == "Kylätalojen korjaukset 2"
    assert finding.message == (
        "Veikko Laurila: puhelinnumero eroaa: 040 123 4568, osiossa ”Kylätalojen korjaukset” 040 123 4567"
    )


@pytest.mark.parametrize(
    ("other", "when", "expected"),
    [
        (VEIKKO.replace("4567", "4568"), "Julkaistu 5.1.2032", ["other_phone"]),
        (VEIKKO.replace("4567", "4568"), "Julkaistu 5.1.2029", []),
        (VEIKKO.replace("4567", "4568").replace("@kylat.", "@kunta."), "Julkaistu 5.1.2032", []),
        (VEIKKO, "Julkaistu 5.1.2032", []),
    ],
)
def test_one_person_in_two_newsletters(other: str, when: str, expected: list[str]) -> None:
    others = [issue(other, when=when, source="toinen.txt")]
    assert rules(list(differing_details(issue(VEIKKO), others))) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (VEIKKO, VEIKKO.replace("Laurila", "Lauril"), [("Veikko Lauril", "Veikko Laurila?")]),
        (VEIKKO.replace("Laurila", "Laurilla"), VEIKKO, [("Veikko Laurilla", "Veikko Laurila?")]),
        (
            "Yhteyshenkilöt:\nVeiko Laurila\nP. 040 123 4567\n[email protected]",
            VEIKKO,
            [("Veiko Laurila", "Veikko Laurila?")],
        ),
        (VEIKKO, VEIKKO.replace("Veikko Laurila", "Urho Niemi"), []),
        (VEIKKO, "Lisätietoja: Veikko Lauriala, puh. 040 765 4321", []),
        (VEIKKO, VEIKKO, []),
    ],
)
def test_near_names(first: str, second: str, expected: list[tuple[str, str]]) -> None:
    found = list(near_names(issue(first, second), ()))
    assert [(name, right) for one in found for name, right in expected if name in one.quote] == expected
    assert [one.expected for one in found] == [right for _, right in expected]


def test_a_near_name_in_another_newsletter() -> None:
    (finding,) = near_names(issue(VEIKKO.replace("Laurila", "Lauril")), [issue(VEIKKO, source="toinen.txt")])
    assert (finding.rule, finding.expected) == ("near_name", "Veikko Laurila?")


@pytest.mark.parametrize(
    ("bodies", "found"),
    [
        (["Yhteyshenkilöt: Veikko Laurila ja Aune Mäkelä"], 2),
        (["Yhteyshenkilöt: Veikko Laurila", VEIKKO], 0),
        ([VEIKKO], 0),
        (["Yhteyshenkilöt:\nVeikko Laurila\n[email protected]"], 0),
    ],
)
def test_unreachable(bodies: list[str], found: int) -> None:
    assert rules(list(unreachable(issue(*bodies), ()))) == ["unreachable"] * found


@pytest.mark.parametrize(
    ("bodies", "found"),
    [
        ([VEIKKO, VEIKKO, VEIKKO, "Talkoita riittää."], ["Kylätalojen korjaukset 4"]),
        ([VEIKKO, VEIKKO, VEIKKO, "Kysy lisää Veikko Laurilalta."], []),
        ([VEIKKO, VEIKKO, VEIKKO, "Kysy lisää numerosta 040 765 4321."], []),
        ([VEIKKO, VEIKKO, "Talkoita riittää.", "Talkoita riittää yhä."], []),
        ([VEIKKO, VEIKKO, "Talkoita riittää."], []),
    ],
)
def test_topics_without_contact(bodies: list[str], found: list[str]) -> None:
    assert [quote for _, quote, _ in says(topics_without_contact, *bodies)] == found
