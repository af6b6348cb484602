"""The forms in which Finnish newsletters write vague times, one small rule each: text -> `TimeDraft`s.

"helmi-maaliskuun aikana" -> month_spans;  "keväällä 2024" -> seasons;  "viikolla 12" -> weeks
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from assistant.facts.exact_times import MONTH_NAME, YEAR, Bounds, TimeDraft, month_end, month_number, year_number
from assistant.records import Span

_MONTH_SPAN = re.compile(
    rf"\b(?:(?P<m0>{MONTH_NAME})-,\s+)?"
    rf"(?P<m1>{MONTH_NAME})(?:(?:kuu\w*)?(?:\s*[-–—]\s*|\s+ja\s+|-\s+ja\s+)|kuusta\s+(?=\w+kuuhun))(?P<m2>{MONTH_NAME})kuu\w*"
    rf"(?:\s+{YEAR.format('y')})?(?:\s+aikana)?",
    re.IGNORECASE,
)
_PART = r"(?:alussa|alkuun|alusta|alkupuol\w+|puolivälissä|puoliväliin|lopussa|loppuun|lopulla|loppupuol\w+|aikana)"
_ONE_MONTH = re.compile(
    rf"\b(?P<m>{MONTH_NAME})kuu(?P<case>n|ssa|hun|sta|ta|lla|lle|)"
    rf"(?:\s+(?:{YEAR.format('y')}(?:\s+(?P<part>{_PART}))?|(?P<part2>{_PART})(?:\s+{YEAR.format('y2')})?))?\b",
    re.IGNORECASE,
)
_SEASONS = {"kevättal": (2, 4), "kevä": (3, 5), "kesä": (6, 8), "syks": (9, 11), "talv": (1, 2)}
_SEASON_STEM = (
    r"(?P<near>ensi\s+|tulevana\s+|kuluvana\s+|tänä\s+|viime\s+)?"
    r"(?:alku|loppu|keski)?(?P<s>kevättal|kevä|kesä|syks|talv)"
)
_IN_SEASON = r"(?:ällä|llä|yllä|ella|vella|änä|nä|ynä|ena)"
_SEASON = re.compile(
    rf"\b{_SEASON_STEM}(?:{_IN_SEASON}|ään|än|yn|en|n|ästä|stä|ystä|esta|yyn|ääseen|een|t|y|i|)\s+{YEAR.format('y')}"
    rf"(?:\s+(?:aikana|alussa|lopussa))?",
    re.IGNORECASE,
)
_BARE_SEASON = re.compile(rf"\b{_SEASON_STEM}(?:{_IN_SEASON}|(?:än|yn|en|n)\s+aikana)\b", re.IGNORECASE)
_YEAR_PARTS = {"al": (1, 3), "lo": (10, 12)}
_BEGINNING = (1, 4)  # "alkuvuodesta" reaches further than "vuoden alussa"
_YEAR_PART = re.compile(
    rf"\b(?:(?P<p1>alku|loppu)vuo(?:desta|den|nna|teen|tta|si)\s+{YEAR.format('y1')}(?:\s+aikana)?"
    rf"|vuoden\s+{YEAR.format('y2')}\s+(?P<p2>alussa|alusta|alkuun|alkupuol\w+|lopussa|lopulla|loppuun|loppupuol\w+))",
    re.IGNORECASE,
)
_BARE_YEAR_PART = re.compile(
    r"\b(?:(?P<p1>alku|loppu)vuo(?:desta|nna)|(?<!ensi )(?<!viime )(?<!tämän )(?<!kuluvan )"
    r"vuoden\s+(?P<p2>alussa|lopussa|lopulla|loppuun|loppupuol\w+))\b(?!\s+\d)",
    re.IGNORECASE,
)
_WHOLE_YEAR = re.compile(
    r"\b(?:vuoden\s+(?P<y1>(?:19|20)\d\d)\s+(?:aikana|kuluessa|puolella)|vuonna\s+(?P<y2>(?:19|20)\d\d))(?![-–]\d)",
    re.IGNORECASE,
)
_RELATIVE = {"ensi": 1, "tämän": 0, "tänä": 0, "kuluvan": 0, "kuluvana": 0, "viime": -1}
_RELATIVE_YEAR = re.compile(
    r"\b(?P<near>ensi|viime|tänä|kuluvana)\s+vuonna\b"
    r"|\b(?P<near2>ensi|viime|tämän|kuluvan)\s+vuoden\s+(?P<part>alussa|alusta|alkuun|alkupuol\w+|lopussa|lopulla|loppuun|"
    r"loppupuol\w+|aikana|kuluessa)",
    re.IGNORECASE,
)
_WEEK = re.compile(
    r"\b(?:viiko(?:lla|illa|n|t|sta)|viikko|vko|vk)\.?\s+(?P<w1>\d{1,2})(?:\s*[-–]\s*(?P<w2>\d{1,2}))?(?![\d.,]*\d)"
    r"(?P<y>\s*/\s*(?:20)?\d\d(?!\d)|\s+(?:vuonna\s+)?20\d\d(?!\d))?",
    re.IGNORECASE,
)


def _months(first: int, last: int) -> Bounds:
    def bounds(year: int) -> tuple[date, date]:
        end_year = year + 1 if last < first else year
        return date(year, first, 1), month_end(date(end_year, last, 1))

    return bounds


def month_spans(text: str) -> Iterable[TimeDraft]:
    """ "helmi-maaliskuun aikana", "maalis–huhtikuussa 2025", "touko-, kesä- ja elokuussa", "toukokuusta elokuuhun"."""
    for m in _MONTH_SPAN.finditer(text):
        first, last = month_number(m["m0"] or m["m1"]), month_number(m["m2"])
        yield TimeDraft(Span(*m.span()), _months(first, last), year_number(m["y"]), vague=True)


def single_months(text: str) -> Iterable[TimeDraft]:
    """ "tammikuussa 2023", "kesäkuun alussa", "syyskuun 2025 loppuun"."""
    for m in _ONE_MONTH.finditer(text):
        part, year = (m["part"] or m["part2"] or "").casefold(), year_number(m["y"] or m["y2"])
        if m["case"] or year:
            yield TimeDraft(Span(*m.span()), _month_part(month_number(m["m"]), part), year, vague=True)


def _month_part(month: int, part: str) -> Bounds:
    def bounds(year: int) -> tuple[date, date]:
        end = month_end(date(year, month, 1))
        if part.startswith("al"):
            return date(year, month, 1), date(year, month, 10)
        if part.startswith("puoli"):
            return date(year, month, 11), date(year, month, 20)
        return date(year, month, 21 if part.startswith("lop") else 1), end

    return bounds


def seasons(text: str) -> Iterable[TimeDraft]:
    """ "keväällä 2024", "kevään 2023 aikana", "syksy 2025", "ensi keväänä", "syksyllä"."""
    for m in _SEASON.finditer(text):
        yield TimeDraft(Span(*m.span()), _months(*_SEASONS[m["s"].casefold()]), year_number(m["y"]), vague=True)
    for m in _BARE_SEASON.finditer(text):
        yield TimeDraft(Span(*m.span()), _months(*_SEASONS[m["s"].casefold()]), None, vague=True)


def year_parts(text: str) -> Iterable[TimeDraft]:
    """ "alkuvuodesta 2023", "vuoden 2023 alussa", "alkuvuodesta", "vuoden lopussa"."""
    for pattern in (_YEAR_PART, _BARE_YEAR_PART):
        for m in pattern.finditer(text):
            part = (m["p1"] or m["p2"]).casefold()
            months = _BEGINNING if part == "alku" else _YEAR_PARTS[part[:2]]
            year = year_number(m["y1"] or m["y2"]) if pattern is _YEAR_PART else None
            yield TimeDraft(Span(*m.span()), _months(*months), year, vague=True)


def whole_years(text: str) -> Iterable[TimeDraft]:
    """ "vuoden 2023 aikana", "vuonna 2023"."""
    for m in _WHOLE_YEAR.finditer(text):
        yield TimeDraft(Span(*m.span()), _months(1, 12), year_number(m["y1"] or m["y2"]), vague=True)


def relative_years(text: str) -> Iterable[TimeDraft]:
    """ "ensi vuonna", "tämän vuoden loppuun", "ensi vuoden alussa"."""
    for m in _RELATIVE_YEAR.finditer(text):
        months = _YEAR_PARTS.get((m["part"] or "")[:2].casefold(), (1, 12))
        near = (m["near"] or m["near2"]).casefold().replace("ı", "i")
        yield TimeDraft(Span(*m.span()), _months(*months), None, vague=True, relative=_RELATIVE[near])


def weeks(text: str) -> Iterable[TimeDraft]:
    """ "viikolla 12", "viikoilla 10–12/2025": ISO weeks."""
    for m in _WEEK.finditer(text):
        first, last = int(m["w1"]), int(m["w2"] or m["w1"])
        if 1 <= first <= last <= 53:
            yield TimeDraft(Span(*m.span()), _week_bounds(first, last), year_number(m["y"]), vague=True)


def _week_bounds(first: int, last: int) -> Bounds:
    return lambda year: (date.fromisocalendar(year, first, 1), date.fromisocalendar(year, last, 7))


RULES: tuple[Callable[[str], Iterable[TimeDraft]], ...] = (
    month_spans,
    single_months,
    seasons,
    year_parts,
    whole_years,
    relative_years,
    weeks,
)
