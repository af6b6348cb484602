"""Calls over all sections: one call told in several sections is one row, and what its status is on a day.

calls of sections A and B, both "koordinaatiohankehaku 15.6.–15.9.2022" of the same project -> one row with topics A and B
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from assistant.answer_records import CallRow, CallStatus
from assistant.finnish import fold, words
from assistant.records import BlockKind, FundingCall, Period, Section

_SHARED_WORDS = 6
"""So many words in a row that two paragraphs share make them tell of the same project."""

_STEM, _SAME_NAME = 5, 0.6
"""Letters that forms of a word share, and the share of the words of the shorter of two names that make them one's."""
_LISTED = {BlockKind.TABLE_ROW, BlockKind.LIST_ITEM}


def merge_calls(
    calls: Iterable[FundingCall],
    sections: Mapping[str, Section],
    threads: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> tuple[CallRow, ...]:
    """Rows in the order of the calls, status UNKNOWN.

    Calls of one section with the same kind and time are one; so are those of the sections that `threads` (section id -> ids)
    says are about one topic in several issues.
    """
    rows: list[CallRow] = []
    for call in calls:
        place = next((i for i, row in enumerate(rows) if _is_same(row, call, sections, threads)), None)
        if place is None:
            rows.append(CallRow(call, (call.about,), CallStatus.UNKNOWN, (call.evidence,)))
        else:
            row = rows[place]
            topics = row.topics if call.about in row.topics else (*row.topics, call.about)
            rows[place] = replace(row, topics=topics, evidence=(*row.evidence, call.evidence))
    return tuple(rows)


def _is_same(
    row: CallRow, call: FundingCall, sections: Mapping[str, Section], threads: Mapping[str, Sequence[str]]
) -> bool:
    mine, other = row.call.period, call.period
    if (
        row.call.call != call.call
        or mine is None
        or other is None
        or (mine.opens, mine.closes) != (other.opens, other.closes)
    ):
        return False
    own = call.evidence.section_id
    if any(evidence.section_id in threads.get(own, (own,)) for evidence in row.evidence):
        return True
    if _is_in_overview(row, call, sections):
        return True
    if mine.vague or other.vague:
        return False
    told = _paragraph(call, sections)
    return any(_tell_same(_paragraph(replace(call, evidence=e), sections), told) for e in row.evidence)


def _is_in_overview(row: CallRow, call: FundingCall, sections: Mapping[str, Section]) -> bool:
    """Whether one of the two stands in a list of calls and names the other's topic: "Sauna (EAKR)", "Saunojen EAKR-haku"."""
    places = [(evidence, sections[evidence.section_id]) for evidence in (row.evidence[0], call.evidence)]
    kinds = {next((b.kind for b in s.blocks if b.span.overlaps(e.span)), None) for e, s in places}
    one_letter = places[0][1].newsletter_id == places[1][1].newsletter_id
    named = any(_is_same_name(topic, call.about) for topic in row.topics)
    return one_letter and not kinds.isdisjoint(_LISTED) and named


def _is_same_name(one: str, other: str) -> bool:
    shorter, longer = sorted((_name_words(one), _name_words(other)), key=len)
    found = sum(any(w.startswith(word[: min(len(word), _STEM)]) for w in longer) for word in shorter if len(word) >= 4)
    return len(shorter) > 1 and found >= _SAME_NAME * len(shorter)


def _name_words(name: str) -> list[str]:
    return [fold(word.text) for word in words(name) if len(word.text) > 2 and not fold(word.text).startswith("hau")]


def _paragraph(call: FundingCall, sections: Mapping[str, Section]) -> list[str]:
    """The words of the block that the call stands in, and of its section's heading."""
    section = sections[call.evidence.section_id]
    block = next((b for b in section.blocks if b.span.overlaps(call.evidence.span)), None)
    text = block.span.shifted(-section.span.start).of(section.text) if block else call.evidence.quote
    return [fold(word.text) for word in words(f"{section.topic}. {text}")]


def _tell_same(one: list[str], other: list[str]) -> bool:
    runs = {tuple(one[i : i + _SHARED_WORDS]) for i in range(len(one) - _SHARED_WORDS + 1)}
    return any(tuple(other[i : i + _SHARED_WORDS]) in runs for i in range(len(other) - _SHARED_WORDS + 1))


def with_status(rows: Sequence[CallRow], day: date) -> tuple[CallRow, ...]:
    """The rows with their status on `day`."""
    return tuple(replace(row, status=status_on(row.call.period, day)) for row in rows)


def status_on(period: Period | None, day: date) -> CallStatus:
    """Open on both the first and the last day. A vague time tells only what lies wholly before or after it."""
    if period is None:
        return CallStatus.UNKNOWN
    opens, closes = period.opens, period.closes
    if period.vague and opens is None and closes is None:
        return CallStatus.OPEN  # a continuous call
    if closes is not None and day > closes:
        # "hankehaku keväällä 2023": the call began then; how long it stayed open is not told
        return CallStatus.UNKNOWN if period.vague else CallStatus.CLOSED
    if opens is not None and day < opens:
        return CallStatus.COMING
    if period.vague or opens is None or closes is None:
        return CallStatus.OPEN if _surely_open(period, day) else CallStatus.UNKNOWN
    return CallStatus.OPEN


def _surely_open(period: Period, day: date) -> bool:
    """ "31.3.2025 mennessä" of a call under way: applications are taken until then."""
    return not period.vague and period.opens is None and period.closes is not None and day <= period.closes
