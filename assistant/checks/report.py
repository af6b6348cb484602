"""What was found in a newsletter and what looks wrong -> Finnish lines, or rows for JSON.

Finding("wrong_weekday", ...) -> "rivi 12, Kylien palvelut: ”ke 3.6.2031” – viikonpäivä ei vastaa päivämäärää. Oikein: ..."
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from assistant.calls import merge_calls
from assistant.checks.findings import CheckedIssue, Finding, topics_of
from assistant.forms import format_call, format_day, format_money

_MOST_SHOWN = 5
_LONGEST_QUOTE = 90
_COUNTED = {
    "section": ("osio", "osiota"),
    "contact": ("yhteyshenkilö", "yhteyshenkilöä"),
    "call": ("haku", "hakua"),
    "sum": ("rahasumma", "rahasummaa"),
    "finding": ("huomio", "huomiota"),
}


def render_issue(issue: CheckedIssue, findings: Sequence[Finding], lines: Sequence[int | None]) -> str:
    """The whole report of a newsletter; `lines` are the findings' lines in its file."""
    parts = [*_found(issue)]
    if findings:
        parts.append(f"{counted(len(findings), 'finding')}:")
        parts += [f"  – {format_finding(one, line)}" for one, line in zip(findings, lines, strict=True)]
    else:
        parts.append("Ei huomioita.")
    return "\n".join(parts) + "\n"


def format_finding(finding: Finding, line: int | None = None) -> str:
    """One finding on one line: where, the words, what is wrong, and what would be right."""
    places = [f"rivi {line}" if line else None, finding.heading]
    place = ", ".join(part for part in places if part)
    words = _shortened(finding.quote)
    heading_only = finding.heading is not None and finding.quote == finding.heading
    quoted = f"”{words}” – {finding.message}" if words and not heading_only else finding.message
    told = f"{place}: {quoted}" if place else quoted[:1].upper() + quoted[1:]
    return f"{told}.{_expected(finding.expected)}"


def _expected(expected: str | None) -> str:
    if expected is None:
        return ""
    return f" Tarkoitetaanko: {expected}" if expected.endswith("?") else f" Oikein: {expected}."


def _shortened(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= _LONGEST_QUOTE else words[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def finding_row(finding: Finding, source: str, line: int | None) -> dict[str, Any]:
    """A finding as JSON gives it."""
    return {
        "file": source,
        "kind": finding.rule,
        "section": finding.heading,
        "quote": finding.quote,
        "message": finding.message,
        "expected": finding.expected,
        "line": line,
    }


def counted(number: int, what: str) -> str:
    """ "1 osio", "3 osiota"."""
    one, many = _COUNTED[what]
    return f"{number} {one if number == 1 else many}"


def _found(issue: CheckedIssue) -> Iterator[str]:
    letter = issue.newsletter
    yield letter.source
    yield f"Otsikko: {letter.title}"
    yield f"Päiväys: {format_day(letter.published) if letter.published else 'ei löytynyt'}"
    names = list(dict.fromkeys(contact.name for contact in issue.contacts))
    calls = merge_calls(issue.calls, issue.section_by_id)
    sums = list(dict.fromkeys(format_money(money) for money in issue.sums))
    yield from _listed("section", [section.heading for section in topics_of(issue)])
    yield from _listed("contact", names)
    yield from _listed("call", [f"{format_call(row)} ({'; '.join(row.topics)})" for row in calls])
    yield from _listed("sum", sums)


def _listed(what: str, rows: Sequence[str]) -> Iterable[str]:
    """The number, and the first of them."""
    if not rows:
        return [counted(0, what)]
    lines = [f"{counted(len(rows), what)}:", *(f"  {row}" for row in rows[:_MOST_SHOWN])]
    return [*lines, f"  … ja {len(rows) - _MOST_SHOWN} muuta"] if len(rows) > _MOST_SHOWN else lines
