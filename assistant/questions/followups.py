"""A question that leans on earlier turns -> what it leans on.

"Kuka on kylien palvelujen yhteyshenkilö?" ... "Missä ELYssä hän on?" -> the person of the turn before
"Milloin haku oli?" after a turn on a topic -> the same topic
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.answer_records import Conversation, Intent, Turn
from assistant.questions.parsing import Query

ARROW = " → "
"""Stands between the question that names a topic and the one that leans on it, where a reader is told how it was understood."""
_OPEN_INTENTS = {Intent.CONTENT, Intent.WHETHER}


@dataclass(frozen=True, slots=True)
class Completed:
    """A query completed from the conversation. `sections` limit the search, `context` are the earlier words of the topic."""

    query: Query
    sections: tuple[str, ...] = ()
    context: str = ""
    people: tuple[str, ...] = ()


def complete_query(query: Query, conversation: Conversation, *, names_topic: bool, names_heading: bool) -> Completed:
    """Fill in what the question leaves out.

    `names_topic` tells whether its own words name something of the newsletters, `names_heading` whether they name a section:
    "Takaisin pyöräilyn edistämiseen: milloin sen haut alkavat?" needs no earlier turn for its "sen".
    """
    turn = _turn_meant(query, conversation)
    if turn is None:
        return Completed(query)
    if query.about_person and turn.people:
        return Completed(query, turn.section_ids, _told(turn), turn.people)
    asks_more = bool(query.fields) and turn.answer.intent is Intent.PERSON and not names_heading
    if asks_more and turn.people and not names_topic:
        return Completed(query, turn.section_ids, _told(turn), turn.people)
    leans = (query.returns or query.about_thing) and not names_heading
    if leans or not names_topic:
        query = _with_intent(query, turn) if query.and_what and not query.terms and not query.fields else query
        return Completed(query, turn.section_ids[:1], _told(turn))
    if query.and_what:
        return Completed(_with_intent(query, turn))
    return Completed(query)


def _turn_meant(query: Query, conversation: Conversation) -> Turn | None:
    """The last turn that was about something; the first one where the question says so."""
    turns = [turn for turn in conversation.turns if turn.section_ids or turn.people]
    if not turns:
        return None
    return turns[0] if query.returns_to_first else turns[-1]


def _with_intent(query: Query, turn: Turn) -> Query:
    """ "Entä pyöräilyn edistämisen?" asks what the turn before asked."""
    if query.intent in _OPEN_INTENTS and turn.answer.intent is not Intent.PERSON:
        return replace(query, intent=turn.answer.intent)
    return query


def _told(turn: Turn) -> str:
    """The question of a turn, or the one that it leaned on itself, which names the topic."""
    return (turn.answer.understood or turn.question).split(ARROW)[0]
