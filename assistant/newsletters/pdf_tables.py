"""Tables that a PDF draws with lines -> rows of cells.

four vertical and three horizontal lines around letters -> two rows of three cells
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.newsletters.pdf_pages import Box, Glyph, Page

_NEAR = 3.0  # points: lines nearer than this are one


@dataclass(frozen=True, slots=True)
class Table(Box):
    """A drawn table; `rows` has the letters of every cell."""

    rows: tuple[tuple[tuple[Glyph, ...], ...], ...]


def tables_of(page: Page) -> tuple[list[Table], list[Glyph]]:
    """The tables of a page and the letters that stand outside them."""
    tables = [table for group in _touching(page.rules) if (table := _table(group, page.glyphs)) is not None]
    outside = [glyph for glyph in page.glyphs if not any(_inside(glyph, table) for table in tables)]
    return tables, outside


def _touching(rules: Iterable[Box]) -> list[list[Box]]:
    """Groups of lines that touch each other, directly or through others."""
    groups: list[tuple[Box, list[Box]]] = []
    for rule in sorted(set(rules), key=lambda r: (r.top, r.x0))[:5000]:
        touched = [group for group in groups if _meets(group[0], rule)]
        members = [rule, *(member for _, group in touched for member in group)]
        groups = [group for group in groups if group not in touched]
        groups.append((_around(members), members))
    return [members for _, members in groups]


def _meets(one: Box, other: Box) -> bool:
    return (
        one.x0 - _NEAR <= other.x1
        and other.x0 - _NEAR <= one.x1
        and one.top - _NEAR <= other.bottom
        and other.top - _NEAR <= one.bottom
    )


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.x0 for box in boxes),
        max(box.x1 for box in boxes),
        min(box.top for box in boxes),
        max(box.bottom for box in boxes),
    )


def _table(rules: Sequence[Box], glyphs: Iterable[Glyph]) -> Table | None:
    """A table needs two columns and two rows at least."""
    xs = _places(rule.x0 for rule in rules if rule.x1 - rule.x0 <= _NEAR < rule.bottom - rule.top)
    ys = _places(rule.top for rule in rules if rule.bottom - rule.top <= _NEAR < rule.x1 - rule.x0)
    if len(xs) < 3 or len(ys) < 3:
        return None
    box = Box(xs[0], xs[-1], ys[0], ys[-1])
    cells: list[list[list[Glyph]]] = [[[] for _ in xs[1:]] for _ in ys[1:]]
    for glyph in glyphs:
        if _inside(glyph, box):
            row = _interval(ys, (glyph.top + glyph.bottom) / 2)
            column = _interval(xs, (glyph.x0 + glyph.x1) / 2)
            cells[row][column].append(glyph)
    rows = tuple(tuple(tuple(cell) for cell in row) for row in cells)
    filled = sum(sum(any(g.text.strip() for g in cell) for cell in row) >= 2 for row in rows)
    return Table(box.x0, box.x1, box.top, box.bottom, rows) if filled >= 2 else None


def _places(values: Iterable[float]) -> list[float]:
    """Distinct places in order: [10.0, 10.4, 60.1] -> [10.0, 60.1]."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _interval(borders: Sequence[float], value: float) -> int:
    return min(max(sum(border <= value for border in borders) - 1, 0), len(borders) - 2)


def _inside(glyph: Glyph, box: Box) -> bool:
    return (
        box.x0 - 1 <= (glyph.x0 + glyph.x1) / 2 <= box.x1 + 1
        and box.top - 1 <= (glyph.top + glyph.bottom) / 2 <= box.bottom + 1
    )
