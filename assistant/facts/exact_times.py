"""The forms in which Finnish newsletters write days, one small rule each: text -> `TimeDraft`s, years still open.

    "16.5.-30.9.2022" -> numeric_ranges;  "15. tammikuuta 2025" -> word_days

A rule knows one form and no other; `dates` chooses among overlapping drafts and finds missing years.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.newsletters.dating import MONTHS
from assistant.records import Span

Bounds = Callable[[int], tuple[date | None, date | None]]


@dataclass(frozen=True, slots=True)
class TimeDraft:
    """What one rule read. `bounds` gives the days once the year is known; it raises ValueError for an impossible day.

    `relative` is the year counted from the newsletter's: 1 for "ensi vuonna".
    """

    span: Span
    bounds: Bounds
    year: int | None
    vague: bool
    relative: int | None = None


_DASH = r"\s*(?:[-–—−]|viiva)\s*(?:(?:ma|ti|ke|to|pe|la|su)\s+)?"
NO_UNIT = r"(?!\d|[.:]\d|\s?(?:%|euro|€|milj|kpl|hak|hanke))"
YEAR = rf"(?P<{{0}}>(?:19|20)\d\d){NO_UNIT}"
_YEAR_OF_DAY = rf"(?P<{{0}}>\s?(?:19|20)\d\d|\d\d){NO_UNIT}"
"""After a day in figures: "15.6.22" has a year, "15.6. 22 hakijaa" has none."""
MONTH_NAME = rf"(?:{'|'.join(MONTHS)})"
_MONTH = rf"{MONTH_NAME}kuu(?:ta|n|ssa|hun|lle|lta|sta|lla)?"
_NOT_NUMBER = (
    r"(?<![\d.,:§])(?<!§ )(?<!klo )(?<!kello )(?<!kohta )(?<!kohdan )(?<!luku )(?<!luvun )(?<!versio )(?<!momentti )"
)


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def year_before(day: date) -> date:
    """The same day a year earlier; 29 February gives 28 February."""
    return day.replace(year=day.year - 1, day=min(day.day, calendar.monthrange(day.year - 1, day.month)[1]))


def year_number(written: str | None) -> int | None:
    digits = re.sub(r"\D", "", written or "")
    return int(digits) + (2000 if len(digits) == 2 else 0) if digits else None


def month_number(name: str) -> int:
    name = name.casefold().replace("ı", "i")  # a dotless i matches "i" where case is ignored
    return next(i for i, month in enumerate(MONTHS, 1) if name.startswith(month))


def _possible(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2024, month)[1]


_NUMERIC_RANGE = re.compile(
    rf"{_NOT_NUMBER}(?P<d1>\d{{1,2}})\.\s?(?P<m1>\d{{1,2}})\.?(?:{_YEAR_OF_DAY.format('y1')})?{_DASH}"
    rf"(?P<d2>\d{{1,2}})\.\s?(?P<m2>\d{{1,2}})\.(?:{_YEAR_OF_DAY.format('y2')})?(?!\d)"
)
_DAY_RANGE = re.compile(
    rf"{_NOT_NUMBER}(?P<d1>\d{{1,2}})\.?{_DASH}(?P<d2>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.(?:{_YEAR_OF_DAY.format('y')})?(?!\d)"
)
_NUMERIC_DAY = re.compile(
    rf"{_NOT_NUMBER}(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})"
    rf"(?:\.(?:{_YEAR_OF_DAY.format('y')})?(?!\d)|(?=\s+(?:mennessä|asti|saakka|alkaen|lähtien)\b))"
)
_ISO_DAY = re.compile(r"(?<![\d-])(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])")
_WORD_RANGE = re.compile(
    rf"(?<![\d.])(?P<d1>\d{{1,2}})\.\s*(?:(?P<m1>{_MONTH})\s*(?:{YEAR.format('y1')})?)?{_DASH}"
    rf"(?P<d2>\d{{1,2}})\.\s*(?P<m2>{_MONTH})(?:\s+{YEAR.format('y2')})?",
    re.IGNORECASE,
)
_WORD_DAY = re.compile(
    rf"(?<![\d.])(?P<d>\d{{1,2}})(?:\.\s*(?:päivä\w*\s+)?|\s+(?=\w+kuuta))(?P<m>{_MONTH})(?:\s+{YEAR.format('y')})?",
    re.IGNORECASE,
)
_DAY_OF_MONTH = re.compile(
    rf"\b(?P<m>{MONTH_NAME})kuun\s+(?P<d>\d{{1,2}})\.?\s+(?:päivä\w*|pnä)(?:\s+{YEAR.format('y')})?", re.IGNORECASE
)


def _days(first: tuple[int, int], last: tuple[int, int], year_of_first: int | None = None) -> Bounds:
    def bounds(year: int) -> tuple[date, date]:
        end = date(year, last[1], last[0])
        start = date(year_of_first or year, first[1], first[0])
        return (year_before(start), end) if start > end and year_of_first is None else (start, end)

    return bounds


def _range(span: Span, first: tuple[int, int], last: tuple[int, int], y1: int | None, y2: int | None) -> TimeDraft:
    """A range whose years stand at its first day, at its last, or at both: "30.9.2025–15.1." ends in 2026."""
    if y1 is not None and y2 is None:
        y2 = y1 + 1 if (first[1], first[0]) > (last[1], last[0]) else y1
    return TimeDraft(span, _days(first, last, y1), y2, vague=False)


def numeric_ranges(text: str) -> Iterable[TimeDraft]:
    """ "16.5.-30.9.2022", "31.10 – 2.12.2022", "15.6.-15.9.22", "15.1-15.3.2023", "pe 30.5.–su 1.6."."""
    for m in _NUMERIC_RANGE.finditer(text):
        first, last = (int(m["d1"]), int(m["m1"])), (int(m["d2"]), int(m["m2"]))
        if _possible(*first) and _possible(*last):
            yield _range(Span(*m.span()), first, last, year_number(m["y1"]), year_number(m["y2"]))


def day_ranges(text: str) -> Iterable[TimeDraft]:
    """ "1.–28.2.2025"."""
    for m in _DAY_RANGE.finditer(text):
        first, last = (int(m["d1"]), int(m["m"])), (int(m["d2"]), int(m["m"]))
        if _possible(*first) and _possible(*last) and first <= last:
            yield TimeDraft(Span(*m.span()), _days(first, last), year_number(m["y"]), vague=False)


def numeric_days(text: str) -> Iterable[TimeDraft]:
    """ "31.3.2024", "8.12.", "15.3 mennessä"; "5.1" alone, without a closing stop, is a number."""
    for m in _NUMERIC_DAY.finditer(text):
        day = (int(m["d"]), int(m["m"]))
        if _possible(*day):
            yield TimeDraft(Span(*m.span()), _days(day, day), year_number(m["y"]), vague=False)


def iso_days(text: str) -> Iterable[TimeDraft]:
    """ "2025-03-04"."""
    for m in _ISO_DAY.finditer(text):
        day = (int(m["d"]), int(m["m"]))
        if _possible(*day):
            yield TimeDraft(Span(*m.span()), _days(day, day), int(m["y"]), vague=False)


def word_ranges(text: str) -> Iterable[TimeDraft]:
    """ "15. tammikuuta – 14. helmikuuta 2025", "3.–28. maaliskuuta"."""
    for m in _WORD_RANGE.finditer(text):
        last = (int(m["d2"]), month_number(m["m2"]))
        first = (int(m["d1"]), month_number(m["m1"]) if m["m1"] else last[1])
        if _possible(*first) and _possible(*last):
            yield _range(Span(*m.span()), first, last, year_number(m["y1"]), year_number(m["y2"]))


def word_days(text: str) -> Iterable[TimeDraft]:
    """ "15. tammikuuta 2025", "tammikuun 15. päivä"."""
    for pattern in (_WORD_DAY, _DAY_OF_MONTH):
        for m in pattern.finditer(text):
            day = (int(m["d"]), month_number(m["m"]))
            if _possible(*day):
                yield TimeDraft(Span(*m.span()), _days(day, day), year_number(m["y"]), vague=False)


RULES: tuple[Callable[[str], Iterable[TimeDraft]], ...] = (
    numeric_ranges,
    day_ranges,
    numeric_days,
    iso_days,
    word_ranges,
    word_days,
)


# --- times that no calendar has ------------------------------------------------------------------


class SlipKind(StrEnum):
    """What is wrong with words that have the form of a time."""

    NO_SUCH_DAY = "no_such_day"  # "31.11.2032"
    BACKWARDS = "backwards"  # "15.11.2033–10.1.2033", "28.–1.2.2033"
    ODD_YEAR = "odd_year"  # "31.3.2302", "31.3.203"


@dataclass(frozen=True, slots=True)
class Slip:
    """Words in the form of a time that cannot be meant so."""

    span: Span
    kind: SlipKind


_Day = tuple[int, int, int | None]  # day, month, year where one is written

_ODD_YEAR = re.compile(
    rf"{_NOT_NUMBER}(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?(?:2[1-9]\d\d|[3-9]\d{{3}}|20\d|20\d{{3}})(?![\d.,]*\d)"
    rf"|\b(?:vuonna|keväällä|kesällä|syksyllä|talvella|{MONTH_NAME}kuussa)\s+(?:2[2-9]\d\d|20\d{{3}})\b(?!\s?(?:euro|€))",
    re.IGNORECASE,
)
_LARGEST_DAY, _LARGEST_MONTH = 39, 19
"""Figures above these are no slip in a day's figures ("32.1.2032", "1.13.2032") but of something else ("45.20.2032")."""


def find_slips(text: str) -> tuple[Slip, ...]:
    """The days and ranges of `text` that no calendar has, in order; of overlapping ones the longest."""
    found = [*_impossible_days(text), *_backward_ranges(text)]
    found += [
        Slip(Span(*m.span()), SlipKind.ODD_YEAR)
        for m in _ODD_YEAR.finditer(text)
        if m["d"] is None or _possible(int(m["d"]), int(m["m"]))
    ]
    kept: list[Slip] = []
    for slip in sorted(found, key=lambda slip: (slip.span.start - slip.span.stop, slip.span.start)):
        if not any(slip.span.overlaps(other.span) for other in kept):
            kept.append(slip)
    return tuple(sorted(kept, key=lambda slip: slip.span))


def _impossible_days(text: str) -> Iterator[Slip]:
    for match, days in _written_days(text):
        if any(_is_impossible(*day) for day in days) and not _is_heading_number(text, match):
            yield Slip(Span(*match.span()), SlipKind.NO_SUCH_DAY)


def _is_impossible(day: int, month: int, year: int | None) -> bool:
    if _possible(day, month):
        return (day, month) == (29, 2) and year is not None and not calendar.isleap(year)
    if year is None:  # without a year, "13.14." may be anything
        return 1 <= day <= 31 and 1 <= month <= 12
    return day <= _LARGEST_DAY and month <= _LARGEST_MONTH


def _is_heading_number(text: str, match: re.Match[str]) -> bool:
    """ "31.4. Liitteet"."""
    return (
        text[: match.start()].rpartition("\n")[2].strip() == ""
        and re.match(r"\s+[A-ZÅÄÖ]", text[match.end() :]) is not None
    )


def _written_days(text: str) -> Iterator[tuple[re.Match[str], list[_Day]]]:
    """Every match of a form of days, possible or not, with the days that it writes."""
    for m in _NUMERIC_RANGE.finditer(text):
        yield m, _ends((int(m["d1"]), int(m["m1"])), (int(m["d2"]), int(m["m2"])), m)
    for m in _WORD_RANGE.finditer(text):
        last = (int(m["d2"]), month_number(m["m2"]))
        yield m, _ends((int(m["d1"]), month_number(m["m1"]) if m["m1"] else last[1]), last, m)
    for m in _DAY_RANGE.finditer(text):
        yield m, [(int(m[day]), int(m["m"]), year_number(m["y"])) for day in ("d1", "d2")]
    for pattern in (_NUMERIC_DAY, _ISO_DAY):
        for m in pattern.finditer(text):
            yield m, [(int(m["d"]), int(m["m"]), year_number(m["y"]))]
    for pattern in (_WORD_DAY, _DAY_OF_MONTH):
        for m in pattern.finditer(text):
            yield m, [(int(m["d"]), month_number(m["m"]), year_number(m["y"]))]


def _ends(first: tuple[int, int], last: tuple[int, int], match: re.Match[str]) -> list[_Day]:
    """Both ends of a range, each in its own year where the other's tells it."""
    y1, y2 = year_number(match["y1"]), year_number(match["y2"])
    over_new_year = first[::-1] > last[::-1]
    if y1 is None and y2 is not None:
        y1 = y2 - over_new_year
    elif y2 is None and y1 is not None:
        y2 = y1 + over_new_year
    return [(*first, y1), (*last, y2)]


def _backward_ranges(text: str) -> Iterator[Slip]:
    for match, days in _written_days(text):
        if len(days) != 2 or not all(_possible(day, month) for day, month, _ in days):
            continue
        (d1, m1, y1), (d2, m2, y2) = days
        same_month = "m" in match.groupdict() or match.groupdict().get("m1", "") is None
        stopped = re.match(r"\d+\.", match.group()) is not None  # "20–15.2." may be of pages or hours
        both_written = bool(match.groupdict().get("y1")) and bool(match.groupdict().get("y2"))
        if (both_written and (y1, m1, d1) > (y2, m2, d2)) or (same_month and stopped and d1 > d2):
            yield Slip(Span(*match.span()), SlipKind.BACKWARDS)
