"""Chooses how a question is answered, or says that it cannot be."""

from __future__ import annotations

from assistant.answers.calls import answer_status, answer_when
from assistant.answers.contacts import answer_contact, answer_person
from assistant.answers.grounds import Grounds
from assistant.answers.lists import answer_list
from assistant.answers.refusals import is_off_topic, people_to_ask
from assistant.answers.sentences import answer_content, answer_count, answer_money, answer_organisation
from assistant.directory import unknown_name
from assistant.records import Answer, AnswerStatus, Intent, Reason


def compose_answer(grounds: Grounds) -> Answer:
    """The answer to one question; a refusal names the nearest topic's contact."""
    intent = grounds.query.intent
    if grounds.people:
        return answer_person(grounds)
    if grounds.query.fields and unknown_name(grounds.query.text, grounds.search.lemmatizer):
        return grounds.refused(Reason.UNKNOWN_PERSON, Intent.PERSON)
    if is_off_topic(grounds):
        return grounds.refused(Reason.NOT_IN_CORPUS, intent)
    answer = _by_intent(grounds, intent)
    if answer.status is AnswerStatus.NOT_FOUND and answer.reason is Reason.NOT_TOLD and not answer.people:
        return people_to_ask(grounds, answer)
    return answer


def _by_intent(grounds: Grounds, intent: Intent) -> Answer:
    match intent:
        case Intent.CONTACT:
            return answer_contact(grounds)
        case Intent.WHEN:
            return answer_when(grounds)
        case Intent.STATUS:
            return answer_status(grounds) or answer_content(grounds, Intent.WHETHER)
        case Intent.MONEY:
            return answer_money(grounds)
        case Intent.COUNT:
            return answer_count(grounds)
        case Intent.ORGANISATION:
            return answer_organisation(grounds)
        case Intent.LIST:
            return answer_list(grounds)
        case _:
            return answer_content(grounds, intent)
