"""Calls -> a picture of their times by theme, as inline SVG.

    timeline_svg([CallRow(...), ...], date(2022, 12, 24), wide=True) -> '<svg role="img" ...>'

A bar runs from a call's first to its last day; a vague time has a dashed, hatched bar. The table beside it says the same
in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from assistant.answer_records import CallRow
from assistant.forms import format_day, format_period
from assistant.records import Period
from assistant.ui import texts
from assistant.ui.safe_html import escape

_LINE = 20  # height of a call's line
_HEAD = 34  # height of the axis
_LETTER = 6.6  # width of a letter, about
_WIDE_LETTER = 7.7  # the same in the narrow picture, whose letters are larger


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days of the picture: the first, the last, and where they stand."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(self.left + share * (self.right - self.left), 1)


def timeline_svg(rows: Sequence[CallRow], day: date, *, wide: bool) -> str:
    """The picture of the calls that have days; "" where none has. `wide` puts a theme's name beside its bars, not above."""
    dated = [row for row in rows if _days(row.call.period)]
    if not dated:
        return ""
    width = 960 if wide else 360
    scale = _scale(dated, 270 if wide else 4, width - 8)
    parts: list[str] = []
    y = float(_HEAD)
    by_topic = sorted(dated, key=_first_topic)
    topics = [(topic, list(group)) for topic, group in groupby(by_topic, key=_first_topic)]
    topics.sort(key=lambda item: min(_days(row.call.period) or (day, day) for row in item[1]))
    for topic, group in topics:
        parts.append(_topic(topic, y, wide))
        y += 0 if wide else _LINE - 3
        for row in group:
            parts.append(_bar(row, scale, y, wide))
            y += _LINE
        y += 8
    name = "aikajana-leve" if wide else "aikajana-kapea"
    told = texts.TIMELINE_TOLD.format(
        calls=len(dated), topics=len(topics), first=format_day(scale.first), last=format_day(scale.last)
    )
    return (
        f'<svg class="timeline {name}" viewBox="0 0 {width} {y:g}" role="img" aria-labelledby="{name}-nimi {name}-kuvaus">'
        f'<title id="{name}-nimi">{texts.TIMELINE}</title><desc id="{name}-kuvaus">{told}</desc>{_hatching(name)}'
        f"{''.join(_axis(scale, y))}{_today(scale, day, y)}{''.join(parts).replace('url(#viivat)', f'url(#{name}-viivat)')}</svg>"
    )


def _first_topic(row: CallRow) -> str:
    """The theme that a call is drawn under: the first that tells of it."""
    return row.topics[0] if row.topics else ""


def timeline_words(rows: Sequence[CallRow], day: date) -> str:
    """Where the chosen day lies when the picture does not reach it; "" where it does."""
    dated = [days for row in rows if (days := _days(row.call.period))]
    if not dated or min(first for first, _ in dated) <= day <= max(last for _, last in dated):
        return ""
    return texts.DAY_BEFORE if day < min(first for first, _ in dated) else texts.DAY_AFTER


def _days(period: Period | None) -> tuple[date, date] | None:
    if period is None:
        return None
    first, last = period.opens or period.closes, period.closes or period.opens
    return (first, last) if first and last else None


def _scale(rows: Sequence[CallRow], left: float, right: float) -> _Scale:
    days = [days for row in rows if (days := _days(row.call.period))]
    first, last = min(first for first, _ in days), max(last for _, last in days)
    after = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    return _Scale(first.replace(day=1), after, left, right)


def _axis(scale: _Scale, height: float) -> Iterator[str]:
    """A line for each month that there is room for, and the year where it begins."""
    months = list(_months(scale))
    every = next(step for step in (1, 2, 3, 6, 12, 60) if len(months) / step * 34 < scale.right - scale.left)
    for n, month in enumerate(months):
        x = scale.x(month)
        if month.month == 1 or n == 0:
            yield f'<text class="axis year" x="{x + 2}" y="11">{month.year}</text>'
        if (month.month - 1) % every == 0:
            yield f'<line class="grid" x1="{x}" y1="16" x2="{x}" y2="{height:g}"/>'
            yield f'<text class="axis" x="{x + 2}" y="26">{month.month}/</text>'


def _months(scale: _Scale) -> Iterator[date]:
    month = scale.first
    while month < scale.last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _topic(topic: str, y: float, wide: bool) -> str:
    room = int(262 / _LETTER if wide else 350 / _WIDE_LETTER)
    shown = topic if len(topic) <= room else topic[: room - 1].rstrip() + "…"
    return f'<text class="topic" x="4" y="{y + 14:g}">{escape(shown)}<title>{escape(topic)}</title></text>'


def _bar(row: CallRow, scale: _Scale, y: float, wide: bool) -> str:
    first, last = _days(row.call.period) or (scale.first, scale.first)
    x, stop = scale.x(first), scale.x(last)
    width = max(5.0, round(stop - x, 1))
    vague = bool(row.call.period and row.call.period.vague)
    kind = f"bar bar-{row.status.value}" + (" vague" if vague else "")
    told = f"{row.call.call}, {format_period(row.call.period)}, {texts.STATUSES[row.status].lower()}"
    hatched = (
        f'<rect class="hatch" x="{x}" y="{y + 3:g}" width="{width}" height="13" fill="url(#viivat)"/>' if vague else ""
    )
    bar = f'<rect class="{kind}" x="{x}" y="{y + 3:g}" width="{width}" height="13" rx="2"/>{hatched}'
    return f"<g><title>{escape(told)}</title>{bar}{_bar_words(row, x, x + width, scale, y) if wide else ''}</g>"


def _bar_words(row: CallRow, start: float, stop: float, scale: _Scale, y: float) -> str:
    """The kind of call beside its bar, on the side that has room; none where neither has."""
    length = len(row.call.call) * _LETTER
    words = escape(row.call.call)
    if stop + 6 + length <= scale.right:
        return f'<text class="kind" x="{stop + 6:g}" y="{y + 14:g}">{words}</text>'
    if start - 6 - length >= scale.left:
        return f'<text class="kind" x="{start - 6:g}" y="{y + 14:g}" text-anchor="end">{words}</text>'
    return ""


def _today(scale: _Scale, day: date, height: float) -> str:
    if not scale.first <= day <= scale.last:
        return ""
    x = scale.x(day)
    anchor = "end" if x > (scale.left + scale.right) / 2 else "start"
    shift = -4 if anchor == "end" else 4
    return (
        f'<line class="day" x1="{x}" y1="14" x2="{x}" y2="{height:g}"/>'
        f'<text class="day-words" x="{x + shift:g}" y="{height - 2:g}" text-anchor="{anchor}">{format_day(day)}</text>'
    )


def _hatching(name: str) -> str:
    return (
        f'<defs><pattern id="{name}-viivat" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line class="stripe" x1="0" y1="0" x2="0" y2="6"/></pattern></defs>'
    )
