"""What one line looks like."""

from __future__ import annotations

import pytest

from assistant.newsletters import shapes


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jatkuva oppiminen (ESR+)", True),
        ("Kuka voi hakea?", True),
        ("1. Avustukset", True),
        ("”Oma kulma” jatkuu", True),
        ("Avustusta haetaan maaliskuussa.", False),
        ("Lisätietoja:", False),
        ("pienellä alkava", False),
        ("• Kulttuuri", False),
        ("040 123 4567", False),
        ("maija@kunta.fi", False),
        ("[email protected]", False),
        ("https://kunta.fi", False),
        ("Teema | Rakennerahastot", False),
        ("| a | b |", False),
        ("Julkaistu 5.2.2025", False),
        ("5.2.2025", False),
        ("Maaliskuu 2025", False),
        ("Kuntakirje 3/2025", False),
        ("Hyvä lukija", False),
        ("Avustukset ..... 3", False),
        ("Nimi      Puhelin", False),
        ("2022", False),
        ("", False),
        ("S" * 161, False),
    ],
)
def test_headings(line: str, expected: bool) -> None:
    assert shapes.could_be_heading(line) is expected


@pytest.mark.parametrize(("line", "expected"), [("Kuntakirje 3/2025", True), ("5.2.2025", False), ("Kirje", True)])
def test_titles(line: str, expected: bool) -> None:
    assert shapes.could_be_title(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Lisätietoa teemasta:", True),
        ("Yhteystiedot", True),
        ("Hakuaika", True),
        ("Toiminnan alateemat:", True),
        ("Kulttuurin kohdeavustukset", False),
        (
            "Näin kirjoitettiin pitkästi ja monella sanalla, vaikka lause päättyi kaksoispisteeseen aivan lopussa:",
            False,
        ),
    ],
)
def test_labels(line: str, expected: bool) -> None:
    assert shapes.is_label(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("P. 0295 024 019", True),
        ("+358 50 412 8890", True),
        ("(09) 310 1234", False),
        ("satu.tuimala(at)ely-keskus.fi", True),
        ("satu [at] kunta.fi", True),
        ("[email protected]", True),
        ("16.5.-30.9.2022", False),
        ("2021-2027", False),
        ("13 milj. euroa", False),
    ],
)
def test_contact_details(line: str, expected: bool) -> None:
    assert shapes.is_contact_detail(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jatkuva oppiminen | Rakennerahastot", True),
        ("https://kunta.fi/avustukset", True),
        ("Maija Lehto | sihteeri | 040 123 4567", False),
        ("Lue lisää osoitteesta https://kunta.fi", False),
    ],
)
def test_links(line: str, expected: bool) -> None:
    assert shapes.is_link(line) is expected


@pytest.mark.parametrize(
    ("line", "sentence", "address"),
    [
        ("Hakuaika päättyy 31.3.2025", True, False),
        ("18.3.2025 klo 14 Hakuinfo", True, False),
        ("Tervetuloa mukaan", False, True),
        ("Ilmoittaudu nyt!", False, True),
        ("Kulttuurin kohdeavustukset", False, False),
        ("Onko haku auki?", False, False),
    ],
)
def test_lines_that_tell_something(line: str, sentence: bool, address: bool) -> None:
    assert (shapes.is_sentence(line), shapes.is_address(line)) == (sentence, address)


@pytest.mark.parametrize(
    ("line", "expected"), [("====", True), ("- - - -", True), ("* * *", True), ("--", False), ("-a-", False)]
)
def test_drawn_lines(line: str, expected: bool) -> None:
    assert (shapes.UNDERLINE.match(line) is not None) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [("Maija Lehto, 040 123 4567", True), ("maija@kunta.fi", True), ("040 123 4567, arkisin", False), ("Haku", False)],
)
def test_detail_at_the_end(line: str, expected: bool) -> None:
    assert shapes.ends_with_detail(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"), [("Yhteystiedot", True), ("Lisätietoja:", True), ("Hakuaika", False), ("Toimisto", False)]
)
def test_labels_of_contacts(line: str, expected: bool) -> None:
    assert shapes.is_contact_label(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [("Aune Mäkelä | sihteeri", "Aune Mäkelä"), ("sihteeri, 040 123 4567", None), ("Aune Mäkelä " * 20, None)],
)
def test_names(line: str, expected: str | None) -> None:
    assert shapes.name_like(line) == expected
