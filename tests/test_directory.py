"""Persons over several newsletters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from newsletter_samples import make_newsletter

from assistant.directory import Directory, build_directory, mention_span, one_spelling
from assistant.records import Contact, Evidence, Section, Span

SAUNA = "Saunojen kunnostus"
PIER = "Laiturit"
POOL = "Uimahalli"
OLD, OLD_SECTIONS = make_newsletter(
    "2030-05", ((SAUNA, ("Saunoja lämmitetään.",)), (POOL, ("Uimahallista kertoo Sirkka Lehdon kirje.",)))
)
NEW, NEW_SECTIONS = make_newsletter("2031-05", ((SAUNA, ("Saunat ovat auki.",)), (PIER, ("Laiturit maalataan.",))))
SECTIONS = (*OLD_SECTIONS, *NEW_SECTIONS)
PUBLISHED = {"2030-05": date(2030, 5, 1), "2031-05": date(2031, 5, 1)}


def contact(section: Section, name: str, **fields: str | bool | None) -> Contact:
    evidence = Evidence(
        section.section_id, Span(section.span.start, section.span.start + 5), section.text[:5], "kokeilu"
    )
    known = Contact(name, None, None, None, None, email_hidden=False, evidence=evidence)
    return replace(known, **fields)  # type: ignore[arg-type]  # fields of Contact


def make_directory(*contacts: Contact) -> Directory:
    return build_directory(contacts, SECTIONS, PUBLISHED)


def test_the_newest_newsletter_wins_and_the_older_fills_in() -> None:
    old = contact(OLD_SECTIONS[0], "Sirkka Lehto", phone="0401111111", title="sihteeri")
    new = contact(NEW_SECTIONS[1], "Sirkka Lehto", phone="0402222222", email="sirkka@kylat.example")
    person = make_directory(old, new).person("Sirkka Lehto")
    assert (person.phone, person.title, person.email) == ("0402222222", "sihteeri", "sirkka@kylat.example")
    assert person.topics == (PIER, SAUNA)
    assert person.evidence == (new.evidence, old.evidence)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (["Rannikon ELY-keskus", "Saimaan ELY-keskus", "Rannikon ELY-Keskus"], ["Rannikon ELY-keskus"]),
        (["Saimaan ELY-Keskus", "Rannikon ELY-keskus", "Hiiden  ELY-keskus"], ["Saimaan ELY-keskus"]),
        (["Kaupungin kirjasto", "Kylän kaupungin kirjasto", "Rannan kaupungin kirjasto"], ["Kaupungin kirjasto"]),
        (["kaupungin kirjasto", "Kaupungin kirjasto", "Kaupungin museo"], ["Kaupungin kirjasto", "Kaupungin kirjasto"]),
        (["Kylätalo Oy", "Kylätalot Oy"], ["Kylätalo Oy", "Kylätalot Oy"]),
        (["", "Kylätalo Oy"], [""]),
    ],
)
def test_an_organisation_has_one_spelling(written: list[str], shown: list[str]) -> None:
    given = [contact(OLD_SECTIONS[0], "Sirkka Lehto", organisation=name or None) for name in written]
    found = one_spelling(given)
    assert [one.organisation or "" for one in found][: len(shown)] == shown
    assert [one.evidence for one in found] == [one.evidence for one in given]


def test_a_section_sees_its_own_words_first() -> None:
    old = contact(OLD_SECTIONS[0], "Sirkka Lehto", phone="0401111111")
    new = contact(NEW_SECTIONS[1], "Sirkka Lehto", phone="0402222222", email="sirkka@kylat.example")
    person = make_directory(old, new).person("Sirkka Lehto", OLD_SECTIONS[0].section_id)
    assert (person.phone, person.email, person.filled) == ("0401111111", "sirkka@kylat.example", ("email",))
    assert person.evidence == (old.evidence, new.evidence)


def test_an_address_is_hidden_only_where_none_shows_it() -> None:
    hidden = contact(OLD_SECTIONS[0], "Sirkka Lehto", email_hidden=True)
    shown = contact(NEW_SECTIONS[1], "Sirkka Lehto", email="sirkka@kylat.example")
    assert make_directory(hidden).person("Sirkka Lehto").email_hidden
    assert not make_directory(hidden, shown).person("Sirkka Lehto").email_hidden


def test_persons_of_a_section_in_its_order() -> None:
    aune, sirkka = (contact(NEW_SECTIONS[0], name, phone="0401111111") for name in ("Aune Mäkelä", "Sirkka Lehto"))
    directory = make_directory(aune, sirkka)
    assert [p.name for p in directory.of_section(NEW_SECTIONS[0].section_id)] == ["Aune Mäkelä", "Sirkka Lehto"]
    assert directory.of_section(NEW_SECTIONS[1].section_id) == ()
    assert directory.of_section("ei#1") == ()


def test_prose_that_names_a_person_gives_a_section_its_contact() -> None:
    directory = make_directory(contact(NEW_SECTIONS[0], "Sirkka Lehto"), contact(NEW_SECTIONS[0], "Aune Mäkelä"))
    assert [p.name for p in directory.of_section(OLD_SECTIONS[1].section_id)] == ["Sirkka Lehto"]
    span = mention_span(OLD_SECTIONS[1], "Sirkka Lehto")
    assert span is not None
    assert span.of(OLD_SECTIONS[1].text) == "Sirkka Lehdon"
    assert mention_span(OLD_SECTIONS[1], "Aune Mäkelä") is None
