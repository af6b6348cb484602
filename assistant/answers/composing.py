"""Chooses how a question is answered, or says that it cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer_records import Answer, AnswerStatus, Intent, Reason
from assistant.answers.calls import answer_status, answer_when
from assistant.answers.choosing import Scored, Stand, choose, load_chooser
from assistant.answers.contacts import answer_contact, answer_person
from assistant.answers.deeds import answer_deed, answer_organisation, answer_role, asked_deed, asked_role
from assistant.answers.grounds import Grounds
from assistant.answers.lists import answer_list, answer_summary
from assistant.answers.many import OF_MANY, tell_many
from assistant.answers.money import answer_money
from assistant.answers.refusals import is_far_off, is_off_topic, lacks_topic, people_to_ask
from assistant.answers.sentences import answer_content, answer_count
from assistant.answers.telling import completed, could_tell, refuse, tell
from assistant.answers.times import answer_still
from assistant.names import unknown_name
from assistant.questions.frame import Operation
from assistant.questions.suggestions import suggest
from assistant.records import ROWS, Contact, FundingCall, Money

_DETAILS = {"phone", "email", "title", "organisation", "person", "topic"}
"""What is told of a person who is named by what the contacts say alone."""

_OF_FACTS = 1.0
"""So much likelier to answer is what the rules tell where it is a fact, a contact or a call, and no sentence."""


def compose_answer(grounds: Grounds) -> Answer:
    """The answer to one question; a refusal names the nearest topic's contact.

    The rules propose an answer; whether it stands, another statement answers better, or none does is for `choosing` to say.
    """
    if grounds.frame.operation is Operation.HELP and not grounds.people:
        return Answer(AnswerStatus.UNCLEAR, Intent.CONTENT, Reason.ABOUT)
    ruled = answer_by_rules(grounds)
    if ruled.reason in {Reason.NO_TOPIC, Reason.UNKNOWN_PERSON, Reason.HIDDEN} or _is_of_many(ruled):
        return ruled
    if (grounds.people and grounds.frame.likeliest in _DETAILS) or (ruled.people and grounds.query.and_what):
        return ruled  # "Entä ...?" asks what the turn before asked, which the frame does not know
    if ruled.reason is Reason.NOT_IN_CORPUS and grounds.understood is None and is_far_off(grounds):
        return ruled
    scored = [one for one in choose(grounds, ruled) if one.stand is Stand.TOLD or could_tell(grounds, one)]
    if (
        ruled.people
        and grounds.frame.likeliest == "person"
        and not any("person" in one.statement.holds for one in scored[:1])
    ):
        return ruled
    return _decided(grounds, ruled, scored)


def _decided(grounds: Grounds, ruled: Answer, scored: Sequence[Scored]) -> Answer:
    """The rules' answer, what the best statements tell, or a refusal; `scored` best first."""
    stands = bool(scored) and scored[0].stand is Stand.TOLD
    facts = stands and bool(ruled.people or ruled.calls)
    if not scored or scored[0].score + (_OF_FACTS if facts else 0) < load_chooser().least:
        return ruled if ruled.status is AnswerStatus.NOT_FOUND else refuse(grounds)
    listed = stands and sum(quote.rule in ROWS for quote in ruled.quotes) > 1
    if grounds.frame.operation in OF_MANY and not listed and not facts:
        several = tell_many(grounds, scored)
        if several is not None:
            return _with_suggestions(grounds, several)
    if listed or (stands and grounds.frame.operation is not Operation.TELL):
        return ruled
    if facts or (stands and grounds.people):
        return completed(grounds, ruled, scored)
    return _with_suggestions(grounds, tell(grounds, scored))


def _is_of_many(ruled: Answer) -> bool:
    """Whether an answer is made of facts of many places, which no one statement is."""
    listed = ruled.intent is Intent.LIST and (ruled.calls or ruled.people)
    return ruled.status is AnswerStatus.ANSWERED and bool(ruled.topics or listed or ruled.intent is Intent.STATUS)


def answer_by_rules(grounds: Grounds) -> Answer:
    """The answer that the rules of the intent make."""
    intent = grounds.query.intent
    if grounds.people:
        return answer_person(grounds)
    if _asks_of_a_stranger(grounds):
        return grounds.refused(Reason.UNKNOWN_PERSON, Intent.PERSON)
    summary = answer_summary(grounds)
    if summary is not None:
        return summary
    if lacks_topic(grounds):
        return grounds.refused(Reason.NO_TOPIC, intent)
    if is_off_topic(grounds):
        return grounds.refused(Reason.NOT_IN_CORPUS, intent)
    answer = _with_suggestions(grounds, _by_intent(grounds, intent))
    if answer.status is AnswerStatus.NOT_FOUND and answer.reason is Reason.NOT_TOLD and not answer.people:
        return people_to_ask(grounds, answer)
    return answer


def _asks_of_a_stranger(grounds: Grounds) -> bool:
    """Whether the question is about a person by name, whom no newsletter has as a contact, and about nothing else."""
    name = unknown_name(grounds.query.text, grounds.search.lemmatizer)
    if name is None:
        return False
    others = [term for term in grounds.query.terms if term.text not in name]
    return bool(grounds.query.fields) or (grounds.query.intent is Intent.CONTACT and not others)


def _with_suggestions(grounds: Grounds, answer: Answer) -> Answer:
    """The answer with questions that its section can answer too."""
    if not answer.topic or not grounds.sections or answer.intent is Intent.LIST:
        return answer
    section = grounds.section(answer.citations[0].section_id) if answer.citations else grounds.sections[0].section
    kinds = {Contact: Intent.CONTACT, FundingCall: Intent.WHEN, Money: Intent.MONEY}
    facts = grounds.knowledge.index.facts_by_section.get(section.section_id, ())
    known = {kinds[type(fact)] for fact in facts if type(fact) in kinds} | {Intent.CONTENT}
    return replace(answer, suggestions=suggest(known, answer.intent))


def _by_intent(grounds: Grounds, intent: Intent) -> Answer:
    role = asked_role(grounds) if intent in {Intent.CONTACT, Intent.ORGANISATION} else None
    if role is not None:
        return answer_role(grounds, role)
    match intent:
        case Intent.CONTACT:
            return answer_deed(grounds) or answer_contact(grounds)
        case Intent.WHEN:
            return answer_when(grounds)
        case Intent.STATUS:
            return answer_status(grounds) or answer_still(grounds) or answer_content(grounds, Intent.WHETHER)
        case Intent.MONEY:
            return answer_money(grounds)
        case Intent.COUNT:
            return answer_count(grounds)
        case Intent.ORGANISATION:
            return _who_or_which(grounds)
        case Intent.WHETHER:
            return answer_still(grounds) or answer_content(grounds, intent)
        case Intent.LIST:
            return answer_list(grounds)
        case _:
            return answer_content(grounds, intent)


def _who_or_which(grounds: Grounds) -> Answer:
    """The body that does it; where none is told, and a person may be meant, the contact: "Kuka tarkastaa hakemukset?"."""
    answer = answer_organisation(grounds)
    if answer.status is not AnswerStatus.ANSWERED and asked_deed(grounds) is not None:
        return answer_contact(grounds)
    return answer
