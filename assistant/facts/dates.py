"""Times as Finnish newsletters write them -> `Period`s.

    "2.5.–8.6. ja 1.9.–9.10.2024" -> 2024-05-02…2024-06-08, 2024-09-01…2024-10-09
    "keväällä 2024" -> 2024-03-01…2024-05-31, vague

The forms are those of `exact_times` and `vague_times`; where two match the same words, the longer match wins. A year that
the words lack is taken from the sentence, else from the newsletter's date, and then `year_inferred` says so. An impossible day
(31.2.) is no time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time

from assistant.facts import exact_times, vague_times
from assistant.facts.exact_times import TimeDraft, month_end, year_before
from assistant.records import Period, Span

_CLOCK = re.compile(
    r"^(?:\s+(?:mennessä|asti|saakka))?,?\s*\(?(?:(?:viimeistään|päätty\w+|sulkeutu\w+)\s+)?(?:klo|kello)\.?\s*"
    r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?(?!\d)",
    re.I,
)
_UNTIL_AFTER = re.compile(r"^(?:\s*\(?(?:klo|kello)\s*[\d.:]+\)?)?\s*(?:mennessä|asti|saakka)\b", re.I)
_WEEKDAY = (
    r"(?:(?:maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai)na\s+|(?:ma|ti|ke|to|pe|la|su)\s+)?"
)
_UNTIL_BEFORE = re.compile(
    rf"(?:viimeistään|päätty\w+|päätetään|sulkeutu\w+|umpeutu\w+|määräaika\w*(?:\s+on)?|deadline|hakuaikaa\s+on)\s*:?\s*{_WEEKDAY}$",
    re.I,
)
_LAST_DAY_BEFORE = re.compile(
    rf"(?:viimeinen\s+\w*päivä\w*(?:\s+on)?|jättö(?:päivä|aika)\w*(?:\s+on)?)\s*:?\s*{_WEEKDAY}$", re.I
)
_FROM_AFTER = re.compile(r"^(?:\s*\(?(?:klo|kello)\s*[\d.:]+\)?)?\s*(?:alkaen|lähtien)\b", re.I)
_FROM_BEFORE = re.compile(
    r"(?:avautu\w*|aukea\w*|avataan|avattiin|käynnisty\w*|alkaa|alkoi|alkavat|alkaen)\s*(?:on\s+)?$", re.I
)
_PAST = re.compile(
    r"\b(?:oli|olivat|(?:on|ovat)\s+(?:ollut|olleet|päätty\w+|järjestetty)|\w+(?:ttiin|stiin|htiin)|päättyi|päättyivät|"
    r"sulkeutui|saapui|tuli|umpeutui|alkoi|avautui|aukesi|käynnistyi)\b",
    re.I,
)
_LAST = re.compile(r"viime\s", re.I)
_LONGEST_GAP = 60
"""Characters between the day a time begins and the day it ends: "avautuu 3.4. ja päättyy 5.5."."""


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time in a text: where, and what it means."""

    span: Span
    period: Period


def find_times(text: str, published: date | None = None, *, whole: bool = False) -> tuple[TimeMention, ...]:
    """Every time that `text` (a sentence or a few) mentions, in order, none overlapping another.

    "päättyy 30.11." gives only the closing bound, unless `whole` asks for the times as such.
    """
    drafts = _longest(draft for rule in (*exact_times.RULES, *vague_times.RULES) for draft in rule(text))
    mentions: list[TimeMention] = []
    for i, draft in enumerate(drafts):
        period = _period(text, drafts, i, published)
        if period is None:
            continue
        mention = TimeMention(draft.span, period) if whole else _finished(text, draft, period)
        joined = _joined(text, mentions[-1], mention) if mentions else None
        if joined is None:
            mentions.append(mention)
        else:
            mentions[-1] = joined
    return tuple(mentions)


def _longest(drafts: Iterable[TimeDraft]) -> list[TimeDraft]:
    kept: list[TimeDraft] = []
    for draft in sorted(drafts, key=lambda d: (d.span.start - d.span.stop, d.span.start)):
        if not any(draft.span.overlaps(other.span) for other in kept):
            kept.append(draft)
    return sorted(kept, key=lambda d: d.span)


def _period(text: str, drafts: list[TimeDraft], i: int, published: date | None) -> Period | None:
    """The bounds of a draft in its year; None where there is no telling the year, or no such day."""
    draft = drafts[i]
    year = draft.year if draft.relative is None else None
    if year is None and draft.relative is None:
        year = _neighbour_year(drafts, i, text)
    inferred = year is None
    if year is None:
        if published is None:
            return None
        if draft.relative is None:
            past = _LAST.match(draft.span.of(text)) is not None or _PAST.search(text) is not None
            year = _nearest_year(draft, published, past=past)
        else:
            year = published.year + draft.relative
    try:
        opens, closes = draft.bounds(year)
        if opens and closes and opens > closes and not draft.vague:
            opens = year_before(opens)  # "15.11.2025–10.1.2025": a slip
    except ValueError:
        return None
    if opens and closes and opens > closes:
        return None
    return Period(opens, closes, draft.vague, draft.span.of(text), inferred)


def _neighbour_year(drafts: list[TimeDraft], i: int, text: str) -> int | None:
    """The year that closes an enumeration: "2.5.–8.6. ja 1.9.–9.10.2024"; else the last one before."""
    for later, between in ((d, text[drafts[i].span.stop : d.span.start]) for d in drafts[i + 1 :]):
        if later.year is not None and len(between) <= 40:
            return later.year
    return next((d.year for d in reversed(drafts[:i]) if d.year is not None), None)


def _nearest_year(draft: TimeDraft, published: date, *, past: bool) -> int:
    """Past tense: the last such time begun by then. Otherwise the first that has not ended in the month of publishing."""
    month_start = published.replace(day=1)
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            opens, closes = draft.bounds(year)
        except ValueError:
            continue
        end, begin = closes or opens, opens or closes
        if past and begin and begin > month_end(published):
            return year - 1
        if not past and end and end >= month_start:
            return year
    return published.year


def _finished(text: str, draft: TimeDraft, period: Period) -> TimeMention:
    """Adds the clock time that follows, and makes a lone day one bound where the words around say so."""
    before, after = text[: draft.span.start], text[draft.span.stop :]
    clock = _CLOCK.match(after)
    if clock and int(clock["hour"]) < 24 and int(clock["minute"] or 0) < 60:
        period = replace(period, closes_at=time(int(clock["hour"]), int(clock["minute"] or 0)))
    single = period.opens is not None and period.opens == period.closes
    if single or period.vague:
        last_day = single and _LAST_DAY_BEFORE.search(before) is not None
        if last_day or _UNTIL_AFTER.match(after) or _UNTIL_BEFORE.search(before):
            period = replace(period, opens=None)
        elif single and (_FROM_AFTER.match(after) or _FROM_BEFORE.search(before)):
            period = replace(period, closes=None)
    return TimeMention(draft.span, period)


def _joined(text: str, first: TimeMention, last: TimeMention) -> TimeMention | None:
    """One time of two bounds in one sentence: "avautuu 3.4.2032 ja päättyy 5.5.2032" -> 2032-04-03…2032-05-05."""
    begin, end = first.period, last.period
    between = text[first.span.stop : last.span.start]
    if begin.vague or end.vague or begin.closes or end.opens or begin.opens is None or end.closes is None:
        return None
    if begin.opens > end.closes or len(between) > _LONGEST_GAP or re.search(r"[.!?;]\s+[A-ZÅÄÖ]|\n\s*\n", between):
        return None
    span = Span(first.span.start, last.span.stop)
    return TimeMention(
        span,
        replace(
            end, opens=begin.opens, as_written=span.of(text), year_inferred=begin.year_inferred or end.year_inferred
        ),
    )
