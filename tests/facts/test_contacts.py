"""Contact persons in the many shapes that newsletters give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letters import letter

from assistant.facts.contacts import find_contacts, find_odd_phones, find_phone
from assistant.finnish import Lemmatizer, load_lemmatizer

Row = tuple[str, str | None, str | None, str | None, str | None]
"""Name, title, organisation, telephone, e-mail."""

VEIKKO: Row = ("Veikko Laurila", "kyläasiamies", None, "0401234567", "veikko.laurila@kylat.example")


@pytest.fixture(scope="module")
def lemmatizer() -> Lemmatizer:
    return load_lemmatizer()


def rows(body: str, lemmatizer: Lemmatizer) -> list[Row]:
    newsletter, section = letter(body)
    contacts = find_contacts(section, lemmatizer)
    for contact in contacts:
        assert contact.evidence.span.of(newsletter.text) == contact.evidence.quote
        assert contact.evidence.section_id == section.section_id
    return [(c.name, c.title, c.organisation, c.phone, c.email) for c in contacts]


@pytest.mark.parametrize(
    "body",
    [
        "Lisätietoja: kyläasiamies Veikko Laurila, 040 123 4567, veikko.laurila@kylat.example",
        "Lisätietoja antaa kyläasiamies Veikko Laurila, p. 040 123 4567, veikko.laurila(at)kylat.example.",
        "Lisätietoja: Veikko Laurila (kyläasiamies), 0401234567, veikko.laurila[at]kylat.example",
        "Lisätietoja: Veikko Laurila, kyläasiamies, puh. 040-1234567, Veikko.Laurila @ kylat.example",
        "Yhteystiedot:\nkyläasiamies Veikko Laurila\n+358 40 123 4567\nmailto:veikko.laurila@kylat.example",
        "Yhteystiedot:\nVeikko Laurila\nkyläasiamies\n040 123 4567\nveikko.laurila (at) kylat.example",
        "Kysy lisää: Veikko Laurila – kyläasiamies – 040 123 4567 – veikko.laurila@kylat.example",
        "Kysy lisää: Veikko Laurila | kyläasiamies | 040 123 4567 | veikko.laurila@kylat.example",
        "• Veikko Laurila, kyläasiamies, tel. +358 (0)40 123 4567, veikko.laurila{at}kylat.example",
        "Voit kysyä lisää kyläasiamies Veikko Laurilalta, puh. 040 123 4567, veikko.laurila@kylat.example.",
        "Lisätietoja antaa kyläasiamies Veikko Laurila\n(040 123 4567, veikko.laurila@kylat.example).",
        "| Nimi | Tehtävä | Puhelin | Sähköposti |\n|---|---|---|---|\n"
        "| Veikko Laurila | kyläasiamies | 040 123 4567 | veikko.laurila@kylat.example |",
    ],
)
def test_one_person_in_many_shapes(body: str, lemmatizer: Lemmatizer) -> None:
    assert rows(body, lemmatizer) == [VEIKKO]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Yhteyshenkilö:\nKyläasiamies Veikko Laurila\nKylien Säätiö ry\nP. 0295 024 019\nveikko.laurila@kylat.example",
            [("Veikko Laurila", "Kyläasiamies", "Kylien Säätiö ry", "0295024019", "veikko.laurila@kylat.example")],
        ),
        (
            "Yhteystiedot\n\nAune Mäkelä\nvs. yksikön päällikkö\nKivisalmen kaupunki\n0500 123 456",
            [("Aune Mäkelä", "vs. yksikön päällikkö", "Kivisalmen kaupunki", "0500123456", None)],
        ),
        (
            "Lisätietoja: Veikko Laurila, saunameestari, puh. 040 123 4567",
            [("Veikko Laurila", "saunameestari", None, "0401234567", None)],
        ),
        (
            "Lisätietoja: Veikko Laurila, vastaa tiloista, puh. 040 123 4567",
            [("Veikko Laurila", None, None, "0401234567", None)],
        ),
        (
            "Kysy lisää: Veikko Laurila | Kivisalmen liitto | 040 123 4567",
            [("Veikko Laurila", None, "Kivisalmen liitto", "0401234567", None)],
        ),
        (
            "Lisätiedot: Veikko Laurila veikko.laurila@kylat.example 040 123 4567",
            [("Veikko Laurila", None, None, "0401234567", "veikko.laurila@kylat.example")],
        ),
        (
            "Lisätietoja: FT Veikko Laurila, erikoistutkija, Järvi-Suomen yliopisto, veikko.laurila@yo.example",
            [("Veikko Laurila", "erikoistutkija", "Järvi-Suomen yliopisto", None, "veikko.laurila@yo.example")],
        ),
        (
            "Contact: Programme Manager Veikko Laurila, +358 40 123 4567",
            [("Veikko Laurila", "Programme Manager", None, "0401234567", None)],
        ),
        (
            "Lisätietoja antavat Veikko Laurila (040 123 4567) ja Aune Mäki-Petäjä (050 765 4321).",
            [
                ("Veikko Laurila", None, None, "0401234567", None),
                ("Aune Mäki-Petäjä", None, None, "0507654321", None),
            ],
        ),
        (
            "Lisätietoja: Kyläyhdistyksen puheenjohtaja Veikko Laurila (p. 040 123 4567) sekä sihteeri Aune Mäkelä"
            " (aune.makela@kylat.example)",
            [
                ("Veikko Laurila", "Kyläyhdistyksen puheenjohtaja", None, "0401234567", None),
                ("Aune Mäkelä", "sihteeri", None, None, "aune.makela@kylat.example"),
            ],
        ),
        (
            "Yhteyshenkilöt: Veikko Laurila ja sihteeri Aune Mäkelä",
            [("Veikko Laurila", None, None, None, None), ("Aune Mäkelä", "sihteeri", None, None, None)],
        ),
        (
            "Yhteyshenkilöt:\n• Veikko Laurila\n• Aune Mäkelä",
            [("Veikko Laurila", None, None, None, None), ("Aune Mäkelä", None, None, None, None)],
        ),
        (
            "Lisätietoja: Greta af Hällström, 040 123 4567; Kaisa Liisa von Bergen, 050 765 4321;"
            " Åsa Öhman-Östberg, 0500 123 456",
            [
                ("Greta af Hällström", None, None, "0401234567", None),
                ("Kaisa Liisa von Bergen", None, None, "0507654321", None),
                ("Åsa Öhman-Östberg", None, None, "0500123456", None),
            ],
        ),
        (
            "Ota yhteyttä Aune Mäkeläiseen: aune.makelainen@kylat.example",
            [("Aune Mäkeläinen", None, None, None, "aune.makelainen@kylat.example")],
        ),
        (
            "Ilmoittaudu Sirkka Lehdolle, puh. 040 123 4567.",
            [("Sirkka Lehto", None, None, "0401234567", None)],
        ),
        (
            "Lisätietoja: Veikko Laurila, 040 123 4567, etunimi.sukunimi@kylat.example",
            [("Veikko Laurila", None, None, "0401234567", None)],
        ),
        (
            "Lisätietoja: Veikko Laurila, vaihde 0295 024 000, alanumero 1234",
            [("Veikko Laurila", None, None, "0295024000", None)],
        ),
        (
            "Saunavuorot varataan saunaneuvoja Veikko Laurilalta, puh. 0400 - 123 456.",
            [("Veikko Laurila", "saunaneuvoja", None, "0400123456", None)],
        ),
        (
            "Saunojen avajaisia vietetään ensi kesänä kaikissa kylissä, ja niihin saa\n"
            "tulla kuka tahansa. Saunojen kunnostukseen ja lämmitykseen sekä muihin\n"
            "kyliin ja niiden yhteisiin tiloihin liittyviin vastaa Aune Mäkelä, p. 040\n123 4567.",
            [("Aune Mäkelä", None, None, "0401234567", None)],
        ),
        (
            "Maksuista vastaa sihteeri Aune Mäkelä, p. 040 123 4567. Muissa pulmissa auttaa tuki: tuki@kylat.example.",
            [("Aune Mäkelä", "sihteeri", None, "0401234567", None)],
        ),
        (
            "Maksuista vastaa sihteeri Aune Mäkelä. Hänen osoitteensa on aune.makela@kylat.example.",
            [("Aune Mäkelä", "sihteeri", None, None, "aune.makela@kylat.example")],
        ),
        (
            "Saunoja hoitaa lehtori Aune Mäkelä; vuorot varataan osoitteesta ja varaukset tehdään osoitteeseen s@kylat.example.",
            [("Aune Mäkelä", "lehtori", None, None, None)],
        ),
        (
            "| Nimi | Tehtävä | Puhelin |\n|---|---|---|\n| Aune Mäkelä | sihteeri | 040 123 4567 |\n\n"
            "Osoitteet ovat muotoa etunimi.sukunimi@kylaliitto.example",
            [("Aune Mäkelä", "sihteeri", None, "0401234567", None)],
        ),
    ],
)
def test_parts_of_a_contact(body: str, expected: list[Row], lemmatizer: Lemmatizer) -> None:
    assert rows(body, lemmatizer) == expected


@pytest.mark.parametrize(
    "hidden", ["[email protected]", "[email\u00a0protected]", "[sähköposti suojattu]", "sähköposti piilotettu"]
)
def test_hidden_addresses(hidden: str) -> None:
    _, section = letter(f"Yhteystiedot:\nVeikko Laurila\n040 123 4567\n{hidden}")
    (contact,) = find_contacts(section)
    assert (contact.email, contact.email_hidden) == (None, True)


def test_a_shown_address_is_not_hidden() -> None:
    _, section = letter("Yhteystiedot:\nVeikko Laurila\n040 123 4567\nveikko@kylat.example")
    (contact,) = find_contacts(section)
    assert (contact.email, contact.email_hidden) == ("veikko@kylat.example", False)


def test_told_twice_is_one_contact(lemmatizer: Lemmatizer) -> None:
    _, section = letter(
        "Kysy Veikko Laurilalta, veikko@kylat.example.\n\nYhteystiedot:\nVeikko Laurila\n040 123 4567\nveikko@kylat.example"
    )
    (contact,) = find_contacts(section, lemmatizer)
    assert contact.phone == "0401234567"


@pytest.mark.parametrize(
    "body",
    [
        "Hankkeen vetäjä on Veikko Laurila.",
        "Avustuksia voi kysyä Kivisalmen liitosta, puh. 08 615 5411, kirjaamo@liitto.example.",
        "Kysymyksiin vastaa asiakaspalvelu, puh. 040 123 4567.",
        "Ota yhteyttä: talot@kylat.example",
        "Kivisalmen Kaupunki, 040 123 4567",
        "Toimittaja siirtyi meille Rannikon Uutisten toimituksesta, juttuvinkit: kirje@kylat.example",
    ],
)
def test_no_contact(body: str, lemmatizer: Lemmatizer) -> None:
    assert rows(body, lemmatizer) == []


def test_without_a_lemmatizer_names_stay_as_written() -> None:
    _, section = letter("Kysy lisää Veikko Laurilalta, puh. 040 123 4567.")
    (contact,) = find_contacts(section)
    assert contact.name == "Veikko Laurilalta"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("P. 0295 024 019", "0295024019"),
        ("+358 40 123 4567", "0401234567"),
        ("+358 (0)40 123 4567", "0401234567"),
        ("puh. (09) 310 12345", "0931012345"),
        ("040-123 4567", "0401234567"),
        ("0295 024 000 / 1234", "0295024000"),
        ("+46 8 123 456 78", "+46812345678"),
        ("1.2.–28.2.2032", None),
        ("12 345 678 euroa", None),
        ("Y-tunnus 1234567-8", None),
        ("", None),
    ],
)
def test_phones(words: str, expected: str | None) -> None:
    assert find_phone(words) == expected


PIECES = st.sampled_from(
    [
        "Veikko Laurila",
        "Aune af Hällström",
        "kyläasiamies",
        "Kivisalmen kaupunki",
        "040 123 4567",
        "(09) 310 12345",
        "veikko(at)kylat.example",
        "[email protected]",
        "Yhteystiedot:",
        ", ",
        " ja ",
        "\n",
        "\n\n",
        " | ",
        "(",
        ")",
        ". ",
        "• ",
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_every_contact_keeps_its_words(body: str) -> None:
    newsletter, section = letter(f"Kylissä rakennetaan.\n{body}")
    for contact in find_contacts(section):
        assert contact.evidence.span.of(newsletter.text) == contact.evidence.quote
        assert contact.name in " ".join(contact.evidence.quote.split())
        assert contact.title is None or contact.title in " ".join(contact.evidence.quote.split())
        assert not (contact.email and contact.email_hidden)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("puh. 040 123 4567", []),
        ("puh. 040 123 4567 899 12", ["040 123 4567 899 12"]),
        ("Tel: +358 9 3", []),
        ("P. 040 123 4567 899 12, p. 09 310 12345", ["040 123 4567 899 12"]),
        ("040 123 4567 899 12", ["040 123 4567 899 12"]),
        ("Tili 040 123 4567 899 12", []),
    ],
)
def test_odd_phones(words: str, expected: list[str]) -> None:
    assert [span.of(words) for span in find_odd_phones(words)] == expected
