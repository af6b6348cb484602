"""Times as Finnish newsletters write them -> `Period`s.

    "12.5.–18.8. ja 8.9.–19.10.2022" -> 2022-05-12…2022-08-18, 2022-09-08…2022-10-19
    "keväällä 2024" -> 2024-03-01…2024-05-31, vague

Small named rules in one ordered tuple; where two match the same words, the longer match wins. A year that the words lack is taken
from the sentence, else from the newsletter's date, and then `year_inferred` says so. An impossible day (31.2.) is no time.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, time

from assistant.newsletters.dating import MONTHS
from assistant.records import Period, Span

_DASH = r"\s*(?:[-–—−]|viiva)\s*"
_YEAR = r"(?:(?P<{0}>(?:19|20)\d\d|\d\d)(?!\d|[.:]\d|\s?(?:%|euro|€|milj|kpl|hak|hanke)))"
_MONTH_NAME = rf"(?:{'|'.join(MONTHS)})"
_MONTH = rf"{_MONTH_NAME}kuu(?:ta|n|ssa|hun|lle|lta|sta|lla)?"
_NOT_NUMBER = r"(?<![\d.,:§])(?<!klo )(?<!kello )(?<!kohta )(?<!kohdan )(?<!luku )(?<!luvun )(?<!versio )"
_CLOCK = re.compile(
    r"^,?\s*(?:viimeistään\s+)?(?:klo|kello)\.?\s*(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?(?!\d)", re.I
)
_UNTIL_AFTER = re.compile(r"^(?:\s*(?:klo|kello)\s*[\d.:]+)?\s*(?:mennessä|asti|saakka)\b", re.I)
_UNTIL_BEFORE = re.compile(
    r"(?:viimeistään|päätty\w+|päätetään|sulkeutu\w+|umpeutu\w+|määräaika\w*(?:\s+on)?|deadline|hakuaikaa\s+on)\s*:?\s*$",
    re.I,
)
_FROM_AFTER = re.compile(r"^\s*(?:alkaen|lähtien)\b", re.I)
_FROM_BEFORE = re.compile(
    r"(?:avautu\w*|aukea\w*|avataan|avattiin|käynnisty\w*|alkaa|alkoi|alkavat|alkaen)\s*(?:on\s+)?$", re.I
)
_PAST = re.compile(
    r"\b(?:oli|olivat|(?:on|ovat)\s+(?:ollut|olleet|päätty\w+|järjestetty)|\w+(?:ttiin|stiin|htiin)|päättyi|päättyivät|"
    r"sulkeutui|saapui|tuli|umpeutui|alkoi|avautui|aukesi|käynnistyi)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time in a text: where, and what it means."""

    span: Span
    period: Period


@dataclass(frozen=True, slots=True)
class _Draft:
    """What one rule read, before missing years are known. Bounds are functions of the year."""

    span: Span
    bounds: Callable[[int], tuple[date | None, date | None]]
    year: int | None
    vague: bool


def find_times(text: str, published: date | None = None) -> tuple[TimeMention, ...]:
    """Every time that `text` (a sentence or a few) mentions, in order, none overlapping another."""
    drafts = _longest(draft for rule in RULES for draft in rule(text))
    mentions = []
    for i, draft in enumerate(drafts):
        year = draft.year or _neighbour_year(drafts, i, text)
        inferred = year is None
        if year is None:
            if published is None:
                continue
            year = _nearest_year(draft, published, past=_PAST.search(text) is not None)
        try:
            opens, closes = draft.bounds(year)
        except ValueError:
            continue
        if opens and closes and opens > closes and draft.year is not None and not draft.vague:
            opens = _year_before(opens)  # "15.11. – 10.1.2025"
        written = draft.span.of(text)
        mentions.append(_finished(text, draft, Period(opens, closes, draft.vague, written, inferred)))
    return tuple(mentions)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, calendar.monthrange(day.year - 1, day.month)[1]))


def _longest(drafts: Iterable[_Draft]) -> list[_Draft]:
    kept: list[_Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.span.start - d.span.stop, d.span.start)):
        if not any(draft.span.overlaps(other.span) for other in kept):
            kept.append(draft)
    return sorted(kept, key=lambda d: d.span)


def _neighbour_year(drafts: list[_Draft], i: int, text: str) -> int | None:
    """The year that closes an enumeration: "12.5.–18.8. ja 8.9.–19.10.2022"; else the last one before."""
    for later, between in ((d, text[drafts[i].span.stop : d.span.start]) for d in drafts[i + 1 :]):
        if later.year is not None and len(between) <= 40:
            return later.year
    return next((d.year for d in reversed(drafts[:i]) if d.year is not None), None)


def _nearest_year(draft: _Draft, published: date, *, past: bool) -> int:
    """Past tense: the last such time begun by then. Otherwise the first that has not ended in the month of publishing."""
    month_start = published.replace(day=1)
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            opens, closes = draft.bounds(year)
        except ValueError:
            continue
        end, begin = closes or opens, opens or closes
        if past and begin and begin > _month_end(published):
            return year - 1
        if not past and end and end >= month_start:
            return year
    return published.year


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _finished(text: str, draft: _Draft, period: Period) -> TimeMention:
    """Adds the clock time that follows, and makes a lone day one bound where the words around say so."""
    before, after = text[: draft.span.start], text[draft.span.stop :]
    clock = _CLOCK.match(after)
    if clock and int(clock["hour"]) < 24 and int(clock["minute"] or 0) < 60:
        period = replace(period, closes_at=time(int(clock["hour"]), int(clock["minute"] or 0)))
    single = period.opens is not None and period.opens == period.closes
    if single or period.vague:
        if _UNTIL_AFTER.match(after) or _UNTIL_BEFORE.search(before):
            period = replace(period, opens=None)
        elif single and (_FROM_AFTER.match(after) or _FROM_BEFORE.search(before)):
            period = replace(period, closes=None)
    return TimeMention(draft.span, period)


# --- rules: text -> drafts -----------------------------------------------------------------------


def _number(written: str | None) -> int | None:
    return None if written is None else int(written) + (2000 if len(written) == 2 else 0)


def _month_number(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if name.casefold().startswith(month))


def _days(
    first: tuple[int, int], last: tuple[int, int], year_of_first: int | None = None
) -> Callable[[int], tuple[date, date]]:
    def bounds(year: int) -> tuple[date, date]:
        end = date(year, last[1], last[0])
        start = date(year_of_first or year, first[1], first[0])
        return (_year_before(start), end) if start > end and year_of_first is None else (start, end)

    return bounds


def _months(first: int, last: int) -> Callable[[int], tuple[date, date]]:
    def bounds(year: int) -> tuple[date, date]:
        end_year = year + 1 if last < first else year
        return date(year, first, 1), _month_end(date(end_year, last, 1))

    return bounds


_NUMERIC_RANGE = re.compile(
    rf"{_NOT_NUMBER}(?P<d1>\d{{1,2}})\.\s?(?P<m1>\d{{1,2}})\.?(?:\s?{_YEAR.format('y1')})?{_DASH}"
    rf"(?P<d2>\d{{1,2}})\.\s?(?P<m2>\d{{1,2}})\.(?:\s?{_YEAR.format('y2')})?(?!\d)"
)
_DAY_RANGE = re.compile(
    rf"{_NOT_NUMBER}(?P<d1>\d{{1,2}})\.?{_DASH}(?P<d2>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.(?:\s?{_YEAR.format('y')})?(?!\d)"
)
_NUMERIC_DAY = re.compile(rf"{_NOT_NUMBER}(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.(?:\s?{_YEAR.format('y')})?(?!\d)")
_WORD_RANGE = re.compile(
    rf"\b(?P<d1>\d{{1,2}})\.\s*(?:(?P<m1>{_MONTH})\s*(?:{_YEAR.format('y1')})?)?{_DASH}"
    rf"(?P<d2>\d{{1,2}})\.\s*(?P<m2>{_MONTH})(?:\s+{_YEAR.format('y2')})?",
    re.IGNORECASE,
)
_WORD_DAY = re.compile(
    rf"(?<![\d.])(?P<d>\d{{1,2}})\.\s*(?:päivä\w*\s+)?(?P<m>{_MONTH})(?:\s+{_YEAR.format('y')})?", re.IGNORECASE
)


def numeric_ranges(text: str) -> Iterable[_Draft]:
    """ "16.5.-30.9.2022", "31.10 – 2.12.2022", "15.6.-15.9.22", "15.1-15.3.2023"."""
    for m in _NUMERIC_RANGE.finditer(text):
        first, last = (int(m["d1"]), int(m["m1"])), (int(m["d2"]), int(m["m2"]))
        if _possible(*first) and _possible(*last):
            yield _Draft(
                Span(*m.span()), _days(first, last, _number(m["y1"])), _number(m["y2"]) or _number(m["y1"]), False
            )


def day_ranges(text: str) -> Iterable[_Draft]:
    """ "1.–28.2.2025"."""
    for m in _DAY_RANGE.finditer(text):
        month = int(m["m"])
        if _possible(int(m["d1"]), month) and _possible(int(m["d2"]), month) and int(m["d1"]) <= int(m["d2"]):
            yield _Draft(Span(*m.span()), _days((int(m["d1"]), month), (int(m["d2"]), month)), _number(m["y"]), False)


def numeric_days(text: str) -> Iterable[_Draft]:
    """ "31.3.2024", "8.12."; "5.1" without a closing stop is a number."""
    for m in _NUMERIC_DAY.finditer(text):
        day = (int(m["d"]), int(m["m"]))
        if _possible(*day):
            yield _Draft(Span(*m.span()), _days(day, day), _number(m["y"]), False)


def word_ranges(text: str) -> Iterable[_Draft]:
    """ "15. tammikuuta – 14. helmikuuta 2025", "3.–28. maaliskuuta"."""
    for m in _WORD_RANGE.finditer(text):
        last = (int(m["d2"]), _month_number(m["m2"]))
        first = (int(m["d1"]), _month_number(m["m1"]) if m["m1"] else last[1])
        if _possible(*first) and _possible(*last):
            yield _Draft(
                Span(*m.span()), _days(first, last, _number(m["y1"])), _number(m["y2"]) or _number(m["y1"]), False
            )


def word_days(text: str) -> Iterable[_Draft]:
    """ "15. tammikuuta 2025"."""
    for m in _WORD_DAY.finditer(text):
        day = (int(m["d"]), _month_number(m["m"]))
        if _possible(*day):
            yield _Draft(Span(*m.span()), _days(day, day), _number(m["y"]), False)


def _possible(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2024, month)[1]


_MONTH_SPAN = re.compile(
    rf"\b(?P<m1>{_MONTH_NAME})(?:kuu\w*)?(?:\s*[-–—]\s*|\s+ja\s+|-\s+ja\s+)(?P<m2>{_MONTH_NAME})kuu\w*"
    rf"(?:\s+{_YEAR.format('y')})?(?:\s+aikana)?",
    re.IGNORECASE,
)
_ONE_MONTH = re.compile(
    rf"\b(?P<m>{_MONTH_NAME})kuu(?P<case>n|ssa|hun|sta|ta|lla|lle|)(?:\s+{_YEAR.format('y')})?"
    r"(?P<part>\s+(?:alussa|alkuun|alusta|alkupuol\w+|puolivälissä|puoliväliin|lopussa|loppuun|lopulla|loppupuol\w+|aikana))?\b",
    re.IGNORECASE,
)
_SEASONS = {"kevä": (3, 5), "kesä": (6, 8), "syks": (9, 11), "talv": (1, 2)}
_SEASON = re.compile(
    rf"\b(?:(?:alku|loppu|keski)?(?P<s>kevä|kesä|syks|talv)(?:ällä|llä|yllä|ella|ään|än|yn|en|stä|ystä|yyn)\s+{_YEAR.format('y')}"
    rf"(?:\s+(?:aikana|alussa|lopussa))?)",
    re.IGNORECASE,
)
_BARE_SEASON = re.compile(
    r"\b(?:ensi\s+|tulevana\s+|kuluvana\s+|viime\s+)?(?P<s>kevä|kesä|syks|talv)(?:ällä|llä|yllä|ella)\b", re.IGNORECASE
)
_YEAR_PARTS: dict[str, tuple[int, int]] = {
    "alku": (1, 4),
    "alus": (1, 3),
    "loppu": (10, 12),
    "lopus": (10, 12),
    "lopul": (10, 12),
}
_YEAR_PART = re.compile(
    rf"\b(?:(?P<p1>alku|loppu)vuo(?:desta|den|nna|teen|tta|si)\s+{_YEAR.format('y1')}(?:\s+aikana)?"
    rf"|vuoden\s+{_YEAR.format('y2')}\s+(?P<p2>alussa|alusta|alkuun|alkupuol\w+|lopussa|lopulla|loppuun|loppupuol\w+))",
    re.IGNORECASE,
)
_WHOLE_YEAR = re.compile(
    r"\b(?:vuoden\s+(?P<y1>(?:19|20)\d\d)\s+(?:aikana|kuluessa)|vuonna\s+(?P<y2>(?:19|20)\d\d))(?![-–]\d)",
    re.IGNORECASE,
)
_WEEK = re.compile(
    rf"\bviiko(?:lla|illa|n)\s+(?P<w1>\d{{1,2}})(?:\s*[-–]\s*(?P<w2>\d{{1,2}}))?(?:\s*/\s*{_YEAR.format('y')})?", re.I
)


def month_spans(text: str) -> Iterable[_Draft]:
    """ "helmi-maaliskuun aikana", "maalis–huhtikuussa 2025"."""
    for m in _MONTH_SPAN.finditer(text):
        yield _Draft(Span(*m.span()), _months(_month_number(m["m1"]), _month_number(m["m2"])), _number(m["y"]), True)


def single_months(text: str) -> Iterable[_Draft]:
    """ "tammikuussa 2023", "kesäkuun alussa"."""
    for m in _ONE_MONTH.finditer(text):
        part = (m["part"] or "").strip().casefold()
        if m["case"] or m["y"]:
            yield _Draft(Span(*m.span()), _month_part(_month_number(m["m"]), part), _number(m["y"]), True)


def _month_part(month: int, part: str) -> Callable[[int], tuple[date, date]]:
    def bounds(year: int) -> tuple[date, date]:
        end = _month_end(date(year, month, 1))
        if part.startswith("al"):
            return date(year, month, 1), date(year, month, 10)
        if part.startswith("puoli"):
            return date(year, month, 11), date(year, month, 20)
        return date(year, month, 21 if part.startswith("lop") else 1), end

    return bounds


def seasons(text: str) -> Iterable[_Draft]:
    """ "keväällä 2024", "kevään 2023 aikana", "syksyllä"."""
    for m in _SEASON.finditer(text):
        yield _Draft(Span(*m.span()), _months(*_SEASONS[m["s"].casefold()]), _number(m["y"]), True)
    for m in _BARE_SEASON.finditer(text):
        yield _Draft(Span(*m.span()), _months(*_SEASONS[m["s"].casefold()]), None, True)


def year_parts(text: str) -> Iterable[_Draft]:
    """ "alkuvuodesta 2023", "vuoden 2023 alussa"."""
    for m in _YEAR_PART.finditer(text):
        part = (m["p1"] or m["p2"]).casefold()
        months = next(
            span
            for start, span in _YEAR_PARTS.items()
            if part.startswith(start[: len(part)]) or part.startswith(start[:4])
        )
        yield _Draft(Span(*m.span()), _months(*months), _number(m["y1"] or m["y2"]), True)


def bare_year_parts(text: str) -> Iterable[_Draft]:
    """ "alkuvuodesta", "loppuvuonna"."""
    for m in re.finditer(r"\b(?P<p>alku|loppu)vuo(?:desta|nna)\b(?!\s+\d)", text, re.IGNORECASE):
        yield _Draft(Span(*m.span()), _months(*_YEAR_PARTS[m["p"].casefold()]), None, True)


def whole_years(text: str) -> Iterable[_Draft]:
    """ "vuoden 2023 aikana", "vuonna 2023"."""
    for m in _WHOLE_YEAR.finditer(text):
        yield _Draft(Span(*m.span()), _months(1, 12), _number(m["y1"] or m["y2"]), True)


def weeks(text: str) -> Iterable[_Draft]:
    """ "viikolla 12", "viikoilla 10–12": ISO weeks."""
    for m in _WEEK.finditer(text):
        first, last = int(m["w1"]), int(m["w2"] or m["w1"])
        if 1 <= first <= last <= 53:
            yield _Draft(Span(*m.span()), _week_bounds(first, last), _number(m["y"]), True)


def _week_bounds(first: int, last: int) -> Callable[[int], tuple[date, date]]:
    return lambda year: (date.fromisocalendar(year, first, 1), date.fromisocalendar(year, last, 7))


RULES: tuple[Callable[[str], Iterable[_Draft]], ...] = (
    numeric_ranges,
    day_ranges,
    numeric_days,
    word_ranges,
    word_days,
    month_spans,
    single_months,
    seasons,
    year_parts,
    bare_year_parts,
    whole_years,
    weeks,
)
