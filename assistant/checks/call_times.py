"""Times of calls that are unlikely: closed before they open, years away from the newsletter, or open for years.

"16.5.–30.9.2013" in a newsletter of 2031 -> far_year
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.findings import CheckedIssue, Finding
from assistant.records import FundingCall, Period, Span

_FAR = 4
"""Years between a newsletter and a call in it that look like a typing error."""
_NO_FIRST_YEAR = re.compile(r"\d{1,2}\.\s?(?:\d{1,2}\.?|\w+kuuta)\s*[-–—]")
_MOST_OF_YEAR, _WHOLE_YEAR = 280, 360
"""Days: a school year (1.9.–31.5.) is shorter, a full year (1.6.–31.5.) is longer."""
_LONGEST = 5
"""Years that no call is open, though programmes are."""


def closes_first(issue: CheckedIssue) -> Iterator[Finding]:
    """A call whose table or sentence gives an end before its beginning."""
    for call, period in _timed(issue):
        if period.opens and period.closes and period.opens > period.closes:
            yield _finding(issue, "ends_before_beginning", call, "haku päättyy ennen kuin se alkaa")


def far_years(issue: CheckedIssue) -> Iterator[Finding]:
    """A call whose year is far from the newsletter's."""
    published = issue.newsletter.published
    for call, period in _timed(issue):
        day = period.closes or period.opens
        if published and day and not period.year_inferred and abs(day.year - published.year) > _FAR:
            yield _finding(issue, "far_year", call, "haun vuosi on kaukana uutiskirjeen päiväyksestä")


def long_calls(issue: CheckedIssue) -> Iterator[Finding]:
    """A call that would be open for many years."""
    for call, period in _timed(issue):
        if period.opens and period.closes and not period.vague and period.closes.year - period.opens.year > _LONGEST:
            years = period.closes.year - period.opens.year
            yield _finding(issue, "long_call", call, f"haku olisi auki {years} vuotta")


def over_new_year(issue: CheckedIssue) -> Iterator[Finding]:
    """ "10.3.–11.2.2032" can only mean a beginning in the year before, for which most of a year is too long."""
    for call, period in _timed(issue):
        if period.vague or not (period.opens and period.closes and _NO_FIRST_YEAR.match(period.as_written)):
            continue
        crosses = period.opens.year < period.closes.year
        if crosses and _MOST_OF_YEAR < (period.closes - period.opens).days < _WHOLE_YEAR:
            message = f"haku alkaisi jo vuonna {period.opens.year}: tarkista, kumpi päivä on ensin"
            yield _finding(issue, "ends_before_beginning", call, message)


def _timed(issue: CheckedIssue) -> Iterator[tuple[FundingCall, Period]]:
    return ((call, call.period) for call in issue.calls if call.period is not None)


def _finding(issue: CheckedIssue, rule: str, call: FundingCall, message: str) -> Finding:
    """Quotes the time alone where the call's words hold it as it stands."""
    span, quote = call.evidence.span, call.evidence.quote
    written = call.period.as_written if call.period else ""
    start = quote.find(written)
    if start >= 0 and written:
        span, quote = Span(start, start + len(written)).shifted(span.start), written
    return Finding(rule, message, issue.heading_of(call.evidence.section_id), span, quote)


RULES = (closes_first, over_new_year, far_years, long_calls)
