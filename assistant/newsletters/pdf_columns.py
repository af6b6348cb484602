"""Letters of a page -> pieces of lines in reading order, column after column.

    two columns of prose -> the left one from top to bottom, then the right one

Where pieces side by side are short and their rows agree, they are a table's rows; where they are long, columns.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from assistant.newsletters.pdf_pages import Box, Glyph

_SPACE = 0.18  # of the letters' size: a wider gap is a space
_GAP = 1.3  # of the letters' size: a wider gap parts two pieces
_FEWEST = 4  # rows side by side that make columns


@dataclass(frozen=True, slots=True)
class Piece(Box):
    """A run of letters on one line. `row` is true of a table's row; `column` is the right edge of the text around it."""

    text: str
    size: float
    bold: bool
    column: float = 0.0
    row: bool = False

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


def pieces_of(glyphs: Iterable[Glyph]) -> list[list[Piece]]:
    """The rows of a page from top to bottom, each as its pieces from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.bottom, g.x0)):
        near = next((row for row in reversed(rows[-6:]) if _same_row(row, glyph)), None)
        if near is None:
            rows.append([glyph])
        else:
            near.append(glyph)
    ordered = sorted(rows, key=lambda row: min(glyph.bottom for glyph in row))
    return [pieces for row in ordered if (pieces := _pieces(sorted(row, key=lambda g: g.x0)))]


def _same_row(row: Sequence[Glyph], glyph: Glyph) -> bool:
    """Letters of one size stand on one line; a raised or lowered one belongs where it touches."""
    if any(abs(one.bottom - glyph.bottom) < 0.3 * min(one.size, glyph.size) for one in (row[0], row[-1])):
        return True
    overlap = min(row[-1].bottom, glyph.bottom) - max(row[-1].top, glyph.top)
    beside = min(abs(one.x1 - glyph.x0) for one in row[-40:]) < 0.3 * glyph.size
    return overlap > 0.5 * min(row[-1].bottom - row[-1].top, glyph.bottom - glyph.top) and beside


def _pieces(row: Sequence[Glyph]) -> list[Piece]:
    pieces: list[list[Glyph]] = []
    for glyph in row:
        if not glyph.text.strip():
            continue
        if pieces and glyph.x0 - pieces[-1][-1].x1 <= _GAP * max(glyph.size, pieces[-1][-1].size):
            pieces[-1].append(glyph)
        elif pieces and _is_mark(pieces[-1]):
            pieces[-1].append(glyph)  # a list's mark and its words
        else:
            pieces.append([glyph])
    return [_piece(letters) for letters in pieces]


def _is_mark(letters: Sequence[Glyph]) -> bool:
    """ "•", "–", "1.", "10)" or a letter of a symbol font at the left of a list item."""
    words = "".join(letter.text for letter in letters)
    sign = len(words) == 1 and not words.isalnum()
    return sign or (len(words) <= 3 and words[:-1].isdigit() and words[-1] in ".)")


def _piece(letters: Sequence[Glyph]) -> Piece:
    words = letters[0].text
    for before, letter in itertools.pairwise(letters):
        words += (" " if letter.x0 - before.x1 > _SPACE * letter.size else "") + letter.text
    sizes = Counter(letter.size for letter in letters if letter.text.isalnum()) or Counter(x.size for x in letters)
    return Piece(
        letters[0].x0,
        max(letter.x1 for letter in letters),
        min(letter.top for letter in letters),
        max(letter.bottom for letter in letters),
        words,
        sizes.most_common(1)[0][0],
        all(letter.bold for letter in letters if letter.text.isalnum()) and any(letter.bold for letter in letters),
    )


def in_reading_order(rows: Sequence[Sequence[Piece]]) -> list[Piece]:
    """Pieces as they are read; pieces of a table's row are joined to one."""
    gutter = _gutter(rows)
    if gutter is None:
        return _in_one_column(rows)
    ordered: list[Piece] = []
    for crossing, band in _bands(rows, gutter):
        if crossing:
            ordered.extend(_in_one_column(band))
            continue
        left = [[piece for piece in row if piece.x1 <= gutter] for row in band]
        right = [[piece for piece in row if piece.x0 >= gutter] for row in band]
        for side in (left, right):
            ordered.extend(in_reading_order([row for row in side if row]))
    return ordered


def _gutter(rows: Sequence[Sequence[Piece]]) -> float | None:
    """Where a page parts into columns: enough rows have a gap there, and what stands on both sides is as long as prose."""
    gaps = [((a.x1 + b.x0) / 2, b.x0) for row in rows for a, b in itertools.pairwise(row)]
    best: tuple[int, float] | None = None
    for edge in {round(start) for _, start in gaps}:
        middle = median(place for place, start in gaps if round(start) == edge)
        place = edge - 2.0 if middle < edge - 2 else middle
        support = sum(any(a.x1 <= place <= b.x0 for a, b in itertools.pairwise(row)) for row in rows)
        if best is None or support > best[0]:
            best = support, place
    if best is None or best[0] < _FEWEST:
        return None
    return best[1] if _has_prose_beside(rows, best[1]) else None


def _has_prose_beside(rows: Sequence[Sequence[Piece]], gutter: float) -> bool:
    """Whether most lines on both sides fill their side."""
    for side in (
        [p for row in rows for p in row if p.x1 <= gutter],
        [p for row in rows for p in row if p.x0 >= gutter],
    ):
        width = max(piece.x1 for piece in side) - min(piece.x0 for piece in side)
        wide = sum(piece.x1 - piece.x0 > 0.6 * width for piece in side)
        if wide * 2 < len(side) or sum(len(p.text) for p in side) < 22 * len(side):
            return False
    return True


def _bands(rows: Sequence[Sequence[Piece]], gutter: float) -> list[tuple[bool, list[Sequence[Piece]]]]:
    """Runs of rows that cross the gutter or keep to its sides."""
    bands: list[tuple[bool, list[Sequence[Piece]]]] = []
    for row in rows:
        crossing = any(piece.x0 < gutter < piece.x1 for piece in row)
        if not bands or bands[-1][0] is not crossing:
            bands.append((crossing, []))
        bands[-1][1].append(row)
    return bands


def _in_one_column(rows: Sequence[Sequence[Piece]]) -> list[Piece]:
    edge = max((piece.x1 for row in rows for piece in row), default=0.0)
    result: list[Piece] = []
    for i, row in enumerate(rows):
        beside = len(row) > 1 and any(_rows_agree(row, rows[j]) for j in (i - 1, i + 1) if 0 <= j < len(rows))
        words = (" | " if beside else " ").join(piece.text for piece in row)
        first = row[0]
        result.append(
            Piece(
                first.x0,
                row[-1].x1,
                min(piece.top for piece in row),
                max(piece.bottom for piece in row),
                words,
                first.size,
                all(piece.bold for piece in row),
                edge,
                beside,
            )
        )
    return result


def _rows_agree(row: Sequence[Piece], other: Sequence[Piece]) -> bool:
    """Whether two rows have their pieces at the same places, as a table without lines has."""
    if len(other) < 2:
        return False
    near = sum(any(abs(piece.x0 - one.x0) < 3 for one in other) for piece in row)
    return near >= 2
