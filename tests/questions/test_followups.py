"""Questions that lean on earlier turns: pronouns, ellipsis, change of topic and return."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answer_records import Answer, AnswerStatus, Conversation, Intent, Reason, Turn
from assistant.finnish import Lemmatizer, load_lemmatizer
from assistant.questions import Query, parse_question
from assistant.questions.followups import complete_query


def make_turn(question: str, intent: Intent, sections: tuple[str, ...] = (), people: tuple[str, ...] = ()) -> Turn:
    return Turn(question, Answer(AnswerStatus.ANSWERED, intent), sections, people)


SAUNAS = make_turn("Milloin saunatuen haku on?", Intent.WHEN, ("kirje#1", "kirje#4"))
PIERS = make_turn("Kuka vastaa laitureista?", Intent.CONTACT, ("kirje#2",), ("Aune Mäkelä",))
LOST = Turn("Paljonko kuu painaa?", Answer(AnswerStatus.NOT_FOUND, Intent.MONEY, Reason.NOT_IN_CORPUS))
TALK = Conversation((SAUNAS, PIERS))


@pytest.fixture(scope="module")
def lemmatizer() -> Lemmatizer:
    return load_lemmatizer()


def parse(text: str, lemmatizer: Lemmatizer) -> Query:
    return parse_question(text, lemmatizer, date(2031, 10, 15))


def test_nothing_to_lean_on(lemmatizer: Lemmatizer) -> None:
    query = parse("Milloin se haku on?", lemmatizer)
    done = complete_query(query, Conversation(), names_topic=False, names_heading=False)
    assert (done.query, done.sections, done.context, done.people) == (query, (), "", ())


def test_a_pronoun_is_the_person_of_the_turn_before(lemmatizer: Lemmatizer) -> None:
    done = complete_query(
        parse("Mikä hänen sähköpostinsa on?", lemmatizer), TALK, names_topic=False, names_heading=False
    )
    assert (done.people, done.sections, done.context) == (("Aune Mäkelä",), ("kirje#2",), "Kuka vastaa laitureista?")


@pytest.mark.parametrize("text", ["Milloin se haku on?", "Paljonko siihen on rahaa?", "paljonko rahaa on?", "Milloin?"])
def test_what_names_no_topic_is_about_the_last_one(text: str, lemmatizer: Lemmatizer) -> None:
    query = parse(text, lemmatizer)
    done = complete_query(query, TALK, names_topic=False, names_heading=False)
    assert (done.sections, done.people) == (("kirje#2",), ())
    assert done.query.intent is query.intent


def test_only_the_best_section_of_a_turn_is_gone_on_with(lemmatizer: Lemmatizer) -> None:
    done = complete_query(
        parse("Paljonko siihen on rahaa?", lemmatizer), Conversation((SAUNAS,)), names_topic=False, names_heading=False
    )
    assert done.sections == ("kirje#1",)


def test_and_what_about_another_topic_asks_the_same(lemmatizer: Lemmatizer) -> None:
    done = complete_query(
        parse("Entä uimahalli?", lemmatizer), Conversation((SAUNAS,)), names_topic=True, names_heading=False
    )
    assert (done.query.intent, done.sections, done.context) == (Intent.WHEN, (), "")


def test_and_what_with_a_question_of_its_own_keeps_it(lemmatizer: Lemmatizer) -> None:
    done = complete_query(
        parse("Entä kuka vastaa uimahallista?", lemmatizer),
        Conversation((SAUNAS,)),
        names_topic=True,
        names_heading=False,
    )
    assert done.query.intent is Intent.CONTACT


def test_a_new_topic_leaves_the_old_one(lemmatizer: Lemmatizer) -> None:
    done = complete_query(parse("Mitä uimahallissa tehdään?", lemmatizer), TALK, names_topic=True, names_heading=False)
    assert (done.query.intent, done.sections) == (Intent.CONTENT, ())


def test_back_to_the_first_topic(lemmatizer: Lemmatizer) -> None:
    done = complete_query(
        parse("Palataan ensimmäiseen aiheeseen, paljonko rahaa?", lemmatizer),
        TALK,
        names_topic=True,
        names_heading=False,
    )
    assert (done.sections, done.context) == (("kirje#1",), "Milloin saunatuen haku on?")


def test_a_heading_named_needs_no_earlier_turn(lemmatizer: Lemmatizer) -> None:
    query = parse("Takaisin uimahalliin: milloin sen haku on?", lemmatizer)
    done = complete_query(query, TALK, names_topic=True, names_heading=True)
    assert (done.query.intent, done.sections, done.context) == (Intent.WHEN, (), "")


def test_turns_that_were_about_nothing_are_passed_over(lemmatizer: Lemmatizer) -> None:
    done = complete_query(
        parse("Milloin se haku on?", lemmatizer), TALK.with_turn(LOST), names_topic=False, names_heading=False
    )
    assert done.sections == ("kirje#2",)


def test_a_pronoun_without_persons_is_about_the_topic(lemmatizer: Lemmatizer) -> None:
    done = complete_query(
        parse("Mikä hänen numeronsa on?", lemmatizer), Conversation((SAUNAS,)), names_topic=False, names_heading=False
    )
    assert (done.people, done.sections) == ((), ("kirje#1",))
