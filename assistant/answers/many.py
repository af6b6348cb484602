"""Answers made of several statements: the rows of a list or table, how many they are, the sums to be added.

tell_many(grounds, scored) -> an answer, or None where nothing but the best statement is near
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer_records import Answer, Intent
from assistant.answers.choosing import Scored
from assistant.answers.grounds import Grounds
from assistant.answers.statements import overlap
from assistant.facts.dates import find_times
from assistant.questions.frame import Operation
from assistant.records import ROWS, Block, Section, Span
from assistant.retrieval import block_kind, evidence_of

OF_MANY = {Operation.LIST, Operation.COUNT, Operation.SUM, Operation.COMPARE}
_MARGIN = 2.0
_MOST_APART = 5


def tell_many(grounds: Grounds, scored: Sequence[Scored]) -> Answer | None:
    """What is asked of several: the rows beside the best statement in the time asked about, else what is about as near."""
    operation, best = grounds.frame.operation, scored[0]
    section = best.statement.section
    places = _rows(grounds, section, best.statement.span)
    quotes = tuple(evidence_of(section, place, block_kind(section, place).value) for place in places)
    if len(quotes) < 2 and operation is not Operation.COUNT:
        near = [one.statement for one in scored if one.score >= best.score - _MARGIN and one.statement.person is None]
        quotes = tuple(evidence_of(one.section, one.span, one.kind.value) for one in near[:_MOST_APART])
    if len(quotes) < 2:
        return None
    topic = section.topic if len({quote.section_id for quote in quotes}) == 1 else None
    count = len(quotes) if places and operation in {Operation.LIST, Operation.COUNT} else None
    return grounds.answered(Intent.LIST, quotes, topic=topic, quotes=quotes, count=count)


def _rows(grounds: Grounds, section: Section, span: Span) -> list[Span]:
    """The rows of the list or table that a place is in or announces; of them those of the time asked about."""
    blocks = section.blocks
    own = next((i for i, block in enumerate(blocks) if _place(section, block).overlaps(span)), None)
    if own is None:
        return []
    start = own
    if blocks[own].kind in ROWS:
        while start > 0 and blocks[start - 1].kind is blocks[own].kind:
            start -= 1
    elif own + 1 < len(blocks) and blocks[own + 1].kind in ROWS:
        start = own + 1
    else:
        return []
    stop = start
    while stop < len(blocks) and blocks[stop].kind is blocks[start].kind:
        stop += 1
    places = [_place(section, block) for block in blocks[start:stop]]
    asked = grounds.query.time
    if asked is None:
        return places
    published = grounds.knowledge.index.newsletter_by_id[section.newsletter_id].published
    times = [(place, find_times(place.of(section.text), published)) for place in places]
    return [place for place, told in times if told and overlap(asked, told[0].period)]


def _place(section: Section, block: Block) -> Span:
    return block.span.shifted(-section.span.start)
