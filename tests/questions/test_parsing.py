"""A question's words, days, kinds of calls and pronouns; no text is too odd."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer_records import Intent
from assistant.finnish import Lemmatizer, load_lemmatizer
from assistant.questions import Query, parse_question
from assistant.questions.parsing import further_question

TODAY = date(2031, 10, 15)


@pytest.fixture(scope="module")
def lemmatizer() -> Lemmatizer:
    return load_lemmatizer()


def test_a_question_in_full(lemmatizer: Lemmatizer) -> None:
    query = parse_question("Hei!  Onko saunojen pilottihaku\nauki 20.12.2031? Kiitos!", lemmatizer, TODAY)
    assert query.text == "Hei! Onko saunojen pilottihaku auki 20.12.2031? Kiitos!"
    assert query.bare == "Onko saunojen pilottihaku auki 20.12.2031?"
    assert (query.intent, query.day, query.kinds) == (Intent.STATUS, date(2031, 12, 20), ("pilottihaku",))
    assert "saunojen" in query.topic
    assert query.asks_call


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("moi", Intent.GREETING),
        ("Hei!", Intent.GREETING),
        ("hyvää päivää", Intent.GREETING),
        ("Hej", Intent.GREETING),
        ("Kiitos paljon!", Intent.THANKS),
        ("tack", Intent.THANKS),
        ("Moi! Kuka vastaa kylätaloista?", Intent.CONTACT),
        ("kiitos, milloin haku alkaa?", Intent.WHEN),
    ],
)
def test_courtesies(text: str, intent: Intent, lemmatizer: Lemmatizer) -> None:
    assert parse_question(text, lemmatizer, TODAY).intent is intent


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Onko haku auki 20.12.2031?", date(2031, 12, 20)),
        ("Onko haku auki 20.12.?", date(2031, 12, 20)),
        ("Onko haku auki 2031-12-20?", date(2031, 12, 20)),
        ("Onko haku auki 20. joulukuuta 2031?", date(2031, 12, 20)),
        ("Mitkä haut ovat auki tänään?", TODAY),
        ("mitka haut ovat auki tanaan", TODAY),
        ("Mitkä haut ovat auki huomenna?", date(2031, 10, 16)),
        ("Oliko haku auki eilen?", date(2031, 10, 14)),
        ("Mitkä haut olivat auki syyskuun viimeisenä päivänä 2031?", date(2031, 9, 30)),
        ("Mitkä haut ovat auki helmikuun viimeisenä päivänä 2032?", date(2032, 2, 29)),
        ("Which calls were open on 5 November 2031?", date(2031, 11, 5)),
        ("Which calls were open on November 5th, 2031?", date(2031, 11, 5)),
        ("Vilka utlysningar var öppna 5 november 2031?", date(2031, 11, 5)),
        ("Mitkä haut ovat auki keväällä 2032?", None),
        ("Onko haku auki 31.2.2032?", None),
        ("Mitkä haut ovat?", None),
    ],
)
def test_days(text: str, day: date | None, lemmatizer: Lemmatizer) -> None:
    assert parse_question(text, lemmatizer, TODAY).day == day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Mitkä haut olivat auki lokakuussa 2031?", date(2031, 10, 1), date(2031, 10, 31)),
        ("Which calls are open in May 2032?", date(2032, 5, 1), date(2032, 5, 31)),
        ("Mitkä haut ovat auki 1.–15.11.2031?", date(2031, 11, 1), date(2031, 11, 15)),
        ("Mitkä haut ovat auki keväällä 2032?", date(2032, 3, 1), date(2032, 5, 31)),
    ],
)
def test_longer_times(text: str, first: date, last: date, lemmatizer: Lemmatizer) -> None:
    asked = parse_question(text, lemmatizer, TODAY).asked_time
    assert asked is not None
    assert (asked.opens, asked.closes) == (first, last)


@pytest.mark.parametrize(
    ("text", "held", "left_out"),
    [
        ("Kuka vastaa kylätaloista?", {"kylätaloista"}, {"Kuka", "vastaa"}),
        ("Milloin venepaikkojen haku päättyy?", {"venepaikkojen"}, {"haku", "päättyy", "Milloin"}),
        ("mika on uimahallin yhteyshenkilon sahkoposti", {"uimahallin"}, {"yhteyshenkilon", "sahkoposti", "mika"}),
        ("Paljonko rahaa on laitureihin vuonna 2032?", {"laitureihin"}, {"rahaa", "2032", "vuonna"}),
        ("Who is the contact person for saunas?", {"saunas"}, {"Who", "the", "contact", "person"}),
        ("Vem är kontaktperson för bastur?", {"bastur"}, {"Vem", "för"}),
    ],
)
def test_words_of_the_topic(text: str, held: set[str], left_out: set[str], lemmatizer: Lemmatizer) -> None:
    words = {term.text for term in parse_question(text, lemmatizer, TODAY).terms}
    assert held <= words
    assert not left_out & words


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Mikä hänen puhelinnumeronsa on?", {"about_person"}),
        ("what is her phone number", {"about_person"}),
        ("Milloin se haku on?", {"about_thing"}),
        ("paljonko siina on rahaa", {"about_thing"}),
        ("Entä venepaikat?", {"and_what"}),
        ("entäs uimahalli", {"and_what"}),
        ("What about saunas?", {"and_what"}),
        ("Palataan edelliseen aiheeseen", {"returns"}),
        ("Palataan ensimmäiseen teemaan, paljonko siinä oli rahaa?", {"about_thing", "returns", "returns_to_first"}),
        ("Kuka vastaa kylätaloista?", set()),
    ],
)
def test_what_leans_on_earlier_turns(text: str, flags: set[str], lemmatizer: Lemmatizer) -> None:
    query = parse_question(text, lemmatizer, TODAY)
    names = ("about_person", "about_thing", "and_what", "returns", "returns_to_first")
    assert {name for name in names if getattr(query, name)} == flags


@pytest.mark.parametrize(
    ("text", "further"),
    [
        ("Montako haki ja moniko sai venepaikan?", "moniko sai venepaikan?"),
        ("Milloin haku on, ja paljonko rahaa on?", "paljonko rahaa on?"),
        ("Milloin ja mistä?", None),
        ("Kuka vastaa laitureista ja saunoista?", None),
        ("Milloin haku on?", None),
    ],
)
def test_two_questions_in_one(text: str, further: str | None) -> None:
    assert further_question(text) == further


CUES = st.sampled_from(
    [
        "Kuka ",
        "hei ",
        "kiitos ",
        "milloin ",
        "20.12.2031",
        "31.2.",
        "entä ",
        "hänen ",
        "?",
        "ß",
        "İ",
        "ﬁ",
        "\u0301",
        "\x00",
        "june 2031",
        "45 may 2031",
        "helmikuun viimeisenä päivänä ",
        "ja moniko ",
        "haku ",
        "Ä",
        "\n",
        "\ud800",
        "👍",
    ]
)


@given(text=st.one_of(st.text(), st.lists(CUES, max_size=8).map("".join)))
def test_no_text_is_too_odd(text: str, lemmatizer: Lemmatizer) -> None:
    query = parse_question(text, lemmatizer, TODAY)
    assert isinstance(query, Query)
    assert query.bare in query.text
    assert all(term.text in query.bare for term in query.terms)


@pytest.mark.parametrize("text", ["aprıl 2031", "maalıskuun viimeisenä päivänä"])
def test_a_dotless_i_is_no_harm(text: str, lemmatizer: Lemmatizer) -> None:
    assert parse_question(text, lemmatizer, TODAY).text == text
