"""Days and clock times that cannot be: no such day, a range that runs backwards, a weekday of another day.

"keskiviikkona 3.6.2031" -> wrong_weekday, expected "tiistai"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from assistant.checks.findings import CheckedIssue, Finding, Sentence
from assistant.facts.dates import TimeMention, find_times
from assistant.facts.exact_times import SlipKind, find_slips
from assistant.forms import format_day
from assistant.records import Span

_WEEKDAYS = ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai")
_WEEKDAY = rf"(?P<day>(?:{'|'.join(_WEEKDAYS)})(?:na|sta|hin|n|on|oon|ta|ksi)?|(?:ma|ti|ke|to|pe|la|su)\b\.?)"
_BEFORE = re.compile(rf"(?<![-–—\w]){_WEEKDAY}\s+$", re.IGNORECASE)
_JOINED_BEFORE = re.compile(rf"\b(?:ja|tai|sekä|-|–)\s*{_WEEKDAY}\s+$", re.IGNORECASE)
_AFTER = re.compile(rf"^\s*\({_WEEKDAY}\)", re.IGNORECASE)
_INSIDE = re.compile(rf"[-–—−]\s*{_WEEKDAY}\s+\d", re.IGNORECASE)
_NAMED = re.compile(rf"\b{_WEEKDAY}", re.IGNORECASE)
_CLOCK = re.compile(r"\b(?:klo|kello)\.?\s*(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?(?![\d.:]*\d)", re.IGNORECASE)
_AND_CLOSES = re.compile(
    rf"[\s,]*(?:(?:klo|kello)\s[\d.:]+)?[\s,]*(?:ja|sekä)\s+(?:\w+\s+)?(?:päättyy|sulkeutuu|umpeutuu)\s+(?:{_WEEKDAY}\s+)?",
    re.IGNORECASE,
)
_OWN_YEAR = re.compile(r"\.\s?(?:\d{4}|\d\d)$|\s\d{4}$")
_SLIPS = {
    SlipKind.NO_SUCH_DAY: ("impossible_day", "päivää ei ole kalenterissa"),
    SlipKind.BACKWARDS: ("ends_before_beginning", "aika päättyy ennen kuin se alkaa"),
    SlipKind.ODD_YEAR: ("odd_year", "vuosiluku näyttää kirjoitusvirheeltä"),
}


def slips(issue: CheckedIssue) -> Iterator[Finding]:
    """ "31.11.2031", "15.11.2032–10.1.2032", "31.3.2302"."""
    for sentence in issue.figures:
        for slip in find_slips(sentence.text):
            yield sentence.finding(_SLIPS[slip.kind][0], slip.span, _SLIPS[slip.kind][1])


def reversed_bounds(issue: CheckedIssue) -> Iterator[Finding]:
    """ "avautuu 3.4.2032 ja päättyy 5.5.2031": both bounds with a year of their own."""
    for (sentence, first), (other, last) in pairwise(issue.times):
        opens, closes = first.period.opens, last.period.closes
        if sentence is not other or first.period.closes or last.period.opens or not (opens and closes):
            continue
        between = sentence.text[first.span.stop : last.span.start]
        own_year = _OWN_YEAR.search(first.period.as_written) is not None
        if own_year and opens > closes and not last.period.vague and _AND_CLOSES.fullmatch(between):
            words = Span(first.span.start, last.span.stop)
            yield sentence.finding("ends_before_beginning", words, _SLIPS[SlipKind.BACKWARDS][1])


def clock_times(issue: CheckedIssue) -> Iterator[Finding]:
    """ "klo 25", "klo 16.75"."""
    for sentence in issue.figures:
        for match in _CLOCK.finditer(sentence.text):
            hour, minute = int(match["hour"]), int(match["minute"] or 0)
            if minute > 59 or hour > 24 or (hour == 24 and minute):
                yield sentence.finding("impossible_clock", Span(*match.span()), "kellonaikaa ei ole")


def weekdays(issue: CheckedIssue) -> Iterator[Finding]:
    """A weekday beside a day that is another: "ke 3.6.2031", "3.6.2031 (ke)"."""
    for sentence in issue.figures:
        named = _NAMED.search(sentence.text)
        for mention in find_times(sentence.text, issue.newsletter.published, whole=True) if named else ():
            if not mention.period.vague:
                yield from _weekdays_of(sentence, mention, issue.newsletter.published)


def _weekdays_of(sentence: Sentence, mention: TimeMention, published: date | None) -> Iterator[Finding]:
    text, span, period = sentence.text, mention.span, mention.period
    before = _BEFORE.search(text, 0, span.start) if not _JOINED_BEFORE.search(text[: span.start]) else None
    after, inside = _AFTER.match(text[span.stop :]), _INSIDE.search(span.of(text))
    pairs = [(before, period.opens, Span(before.start(), span.stop) if before else span)]
    pairs.append((after, period.closes, Span(span.start, span.stop + (after.end() if after else 0))))
    pairs.append((inside, period.closes, span))
    for match, day, words in pairs:
        if match is None or day is None:
            continue
        written = match["day"].casefold()[:2]
        years = {day.year, published.year} if period.year_inferred and published else {day.year}
        if all(_WEEKDAYS[other.weekday()][:2] != written for other in _in_years(day, years)):
            right = _WEEKDAYS[day.weekday()]
            yield sentence.finding(
                "wrong_weekday", words, "viikonpäivä ei vastaa päivämäärää", f"{format_day(day)} on {right}"
            )


def _in_years(day: date, years: set[int]) -> Iterator[date]:
    """The same day in each of the years that have it."""
    for year in years:
        try:
            yield day.replace(year=year)
        except ValueError:
            continue


RULES = (slips, reversed_bounds, clock_times, weekdays)
