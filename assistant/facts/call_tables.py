"""Calls in a table's row, by what the heads of its columns say.

    "Avustus | Haku alkaa | Haku päättyy" above "Kohdeavustus | 1.3.2025 | 31.3.2025" -> 2025-03-01…2025-03-31

A column counts when its head speaks of applying or of opening and closing; other days ("Päätökset") are no call's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.facts.dates import find_times
from assistant.records import Period

_APPLYING = re.compile(r"haku|haeta|haun|hakem", re.IGNORECASE)
_OPENS = re.compile(r"alka|alku|avau|auke|käynnist", re.IGNORECASE)
_CLOSES = re.compile(r"päätty|päättö|sulkeutu|umpeutu|viimei|määräaika|loppu|deadline", re.IGNORECASE)
_BORDER = re.compile(r"\s*\|\s*")


def cells_of(row: str) -> list[str]:
    """ "| Kohdeavustus | 1.3.2025 |" -> ["Kohdeavustus", "1.3.2025"]."""
    return _BORDER.split(row.strip().strip("|").strip())


def periods_of_row(head: str, row: str, published: date | None) -> tuple[Period, ...]:
    """The times of applying that a row tells under its head; () where the head tells of no applying or cells are missing."""
    heads, cells = cells_of(head), cells_of(row)
    if len(heads) != len(cells) or not any(_APPLYING.search(words) or _OPENS.search(words) for words in heads):
        return ()
    opening = _times(heads, cells, published, opens=True)
    closing = _times(heads, cells, published, opens=False)
    if len(opening) == len(closing) == 1:
        return (_from_until(opening[0], closing[0]),)
    until = [replace(period, opens=None) for period in closing]
    return (*_in_columns(heads, cells, published), *opening, *until)


def _times(heads: Sequence[str], cells: Sequence[str], published: date | None, opens: bool) -> list[Period]:
    """Times in the columns of opening, or of closing."""
    kind, other = (_OPENS, _CLOSES) if opens else (_CLOSES, _OPENS)
    found = (cell for head, cell in zip(heads, cells, strict=True) if kind.search(head) and not other.search(head))
    return [mention.period for cell in found for mention in find_times(cell, published)]


def _in_columns(heads: Sequence[str], cells: Sequence[str], published: date | None) -> list[Period]:
    """Times in columns such as "Hakuaika"."""
    found = (
        cell
        for head, cell in zip(heads, cells, strict=True)
        if _APPLYING.search(head) and (_OPENS.search(head) is None) == (_CLOSES.search(head) is None)
    )
    return [mention.period for cell in found for mention in find_times(cell, published)]


def _from_until(first: Period, last: Period) -> Period:
    return Period(
        opens=first.opens or first.closes,
        closes=last.closes or last.opens,
        vague=first.vague or last.vague,
        as_written=f"{first.as_written} | {last.as_written}",
        year_inferred=first.year_inferred or last.year_inferred,
        closes_at=last.closes_at,
    )
