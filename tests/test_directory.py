"""Persons over several newsletters, and names in every case of Finnish."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsletter_samples import make_newsletter

from assistant.directory import (
    Directory,
    Names,
    build_directory,
    is_form_of,
    mention_span,
    named_people,
    one_spelling,
    unknown_name,
)
from assistant.finnish import Lemmatizer, fold, load_lemmatizer
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


@pytest.fixture(scope="module", params=["libvoikko", "pyvoikko"])
def lemmatizer(request: pytest.FixtureRequest) -> Lemmatizer:
    from assistant.errors import SettingsError

    try:
        return load_lemmatizer(request.param)
    except SettingsError as error:
        pytest.skip(str(error))


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


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Laurila", "Laurilan Laurilaa Laurilassa Laurilasta Laurilaan Laurilalla Laurilalta Laurilalle Laurilaksi"),
        ("Mäkeläinen", "Mäkeläisen Mäkeläistä Mäkeläisellä Mäkeläiseltä Mäkeläiselle Mäkeläiseen Mäkeläisestä"),
        ("Lehto", "Lehdon Lehtoa Lehdolla Lehdolta Lehdolle Lehtoon Lehdosta"),
        ("Mäki", "Mäen Mäkeä Mäellä Mäeltä Mäelle Mäkeen Mäestä"),
        ("Joki", "Joen Jokea Joella Joelta Joelle Jokeen"),
        ("Lahti", "Lahden Lahtea Lahdella Lahdelta Lahdelle Lahteen"),
        ("Lampi", "Lammen Lampea Lammella Lammelta Lammelle Lampeen"),
        ("Koski", "Kosken Koskea Koskella Koskelta Koskelle Koskeen"),
        ("Ranta", "Rannan Rantaa Rannalla Rannalta Rannalle Rantaan"),
        ("Virta", "Virran Virtaa Virralla Virralta Virralle Virtaan"),
        ("Aalto", "Aallon Aaltoa Aallolla Aallolta Aallolle Aaltoon"),
        ("Kukka", "Kukan Kukkaa Kukalla Kukalta Kukalle Kukkaan"),
        ("Seppä", "Sepän Seppää Sepällä Sepältä Sepälle Seppään"),
        ("Aho", "Ahon Ahoa Aholla Aholta Aholle"),
        ("Hietakangas", "Hietakankaan Hietakangasta Hietakankaalla Hietakankaalta Hietakankaalle"),
        ("Markus", "Markuksen Markusta Markuksella Markukselta Markukselle"),
        ("Rossi", "Rossin Rossia Rossilla Rossilta Rossille Rossiin"),
        ("Lindström", "Lindströmin Lindströmiä Lindströmillä Lindströmiltä Lindströmille"),
        ("Mäki-Petäjä", "Mäki-Petäjän Mäki-Petäjää Mäki-Petäjällä Mäki-Petäjältä Mäki-Petäjälle"),
        ("Essen", "Essenin Esseniä Essenille Esseniltä"),
    ],
)
def test_names_in_their_cases(name: str, forms: str, lemmatizer: Lemmatizer) -> None:
    people = (f"Toini {name}", "Kerttu Hankonen")
    for form in (name, *forms.split()):
        assert is_form_of(fold(form), fold(name)), form
        for question in (
            f"Mikä on Toini {form} numero?",
            f"puhelinnumero {fold(form)}",
            f"Kysy Toini {fold(form)} asiaa",
        ):
            assert named_people(question, Names(people), lemmatizer) == people[:1], question


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("laurilainen", "laurila"),
        ("lehti", "lehto"),
        ("kosketus", "koski"),
        ("rantautuva", "ranta"),
        ("", "aho"),
        ("ah", "aho"),
    ],
)
def test_other_words_are_no_forms(word: str, name: str) -> None:
    assert not is_form_of(word, name)


PEOPLE = (
    "Veikko Laurila",
    "Aune Mäkeläinen",
    "Sirkka Lehto",
    "Eila Ranta",
    "Greta von Essen",
    "Kalle Mäkeläinen",
    "Eila Salo",
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Mikä on Sirkka Lehdon sähköposti?", ("Sirkka Lehto",)),
        ("lehdon sahkoposti", ("Sirkka Lehto",)),
        ("Lehdolle", ("Sirkka Lehto",)),
        ("Mäkeläisen numero", ("Aune Mäkeläinen", "Kalle Mäkeläinen")),
        ("Kalle Mäkeläisen numero", ("Kalle Mäkeläinen",)),
        ("kalle makelaisen numero", ("Kalle Mäkeläinen",)),
        ("Laurillan puhelin", ("Veikko Laurila",)),
        ("Mikä on Veikon numero?", ("Veikko Laurila",)),
        ("Mikä on Eilan numero?", ()),
        ("Greta von Essenin titteli", ("Greta von Essen",)),
        ("von Essenin titteli", ("Greta von Essen",)),
        ("Laurilan ja Lehdon numerot", ("Veikko Laurila", "Sirkka Lehto")),
        ("Pekka Lehdon numero", ()),
        ("Mikä on Pekka Lehdon numero?", ()),
        ("Veikko Lehdolle asiaa", ()),
        ("Milloin ranta siivotaan?", ()),
        ("Ranta on suljettu", ()),
        ("Mitä lehdossa kasvaa?", ()),
        ("Kuka vastaa laitureista?", ()),
        ("", ()),
    ],
)
def test_persons_that_a_question_names(question: str, expected: tuple[str, ...], lemmatizer: Lemmatizer) -> None:
    assert named_people(question, Names(PEOPLE), lemmatizer) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Mikä on Matti Meikäläisen numero?", "Matti Meikäläisen"),
        ("Kuka on Kaarina Nieminen?", "Kaarina Nieminen"),
        ("Tunnetko Pekka Puupään?", "Pekka Puupään"),
        ("Mikä on Anna-Liisa Korhosen titteli?", "Anna-Liisa Korhosen"),
        ("Onko Kivisalmen Liitto mukana?", None),
        ("Mitä Kestävä Kalastus tarkoittaa?", None),
        ("Onko Toivo Säätiö mukana?", None),
        ("mikä on haun aikataulu", None),
        ("", None),
    ],
)
def test_unknown_names(question: str, expected: str | None) -> None:
    assert unknown_name(question, load_lemmatizer()) == expected


@given(
    question=st.one_of(
        st.text(), st.lists(st.sampled_from(["Lehto", "veikon", " ", "-", "Ä", "Kuka", "ı"])).map("".join)
    )
)
def test_no_question_is_too_odd(question: str, lemmatizer: Lemmatizer) -> None:
    assert set(named_people(question, Names(PEOPLE), lemmatizer)) <= set(PEOPLE)
    name = unknown_name(question, lemmatizer)
    assert name is None or name in question
