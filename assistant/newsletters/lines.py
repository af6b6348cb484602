"""The form that every reader brings its file into: lines from top to bottom, blank ones between what stands apart.

    "<h2>Haut</h2><p>Haku on auki.</p>" -> [Line("Haut", Role.HEADING, depth=2), Line(""), Line("Haku on auki.")]

A reader only says what its file says: a heading's depth, a list, a table's row, the size and weight of letters. What
is a title, a heading, a section, a label or a contact line is then found in one way for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.records import Span


class Role(StrEnum):
    """What the file itself says of a line."""

    TEXT = "text"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its line end. `depth` is a heading's (0: the title's own style); `size` and `bold` are of its letters.

    `size` may have any unit, the same within one file; 0 where letters have no size. `ruled` is the sign that a
    plain-text heading was underlined with.
    """

    text: str
    role: Role = Role.TEXT
    depth: int | None = None
    size: float = 0.0
    bold: bool = False
    ruled: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing can be seen on it."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class FoundHeading:
    """A heading over the lines from its first to `stop`, inclusive. `level` is that of `Block`; the title has `is_title`."""

    stop: int
    level: int
    is_title: bool = False


BLANK = Line("")


def row_line(cells: Iterable[str]) -> Line:
    """A table's row, cells in order: ["Puhelin", "040 123 4567"] -> "Puhelin | 040 123 4567"; empty cells are left out."""
    written = (one_line(cell) for cell in cells)
    return Line(" | ".join(cell for cell in written if cell), Role.TABLE_ROW)


def list_line(words: str, mark: str, nesting: int = 0) -> Line:
    """A list item as the text form has it: " • Kulttuuri", deeper ones further in."""
    return Line(f"{' ' * (1 + 2 * nesting)}{mark} {words.strip()}", Role.LIST_ITEM)


def tidy(lines: Iterable[Line]) -> list[Line]:
    """The lines without blank ones at the ends, and never two blank ones in a row."""
    result: list[Line] = []
    for line in lines:
        if not line.blank:
            result.append(line)
        elif result and not result[-1].blank:
            result.append(BLANK)
    while result and result[-1].blank:
        result.pop()
    return result


def one_line(words: str) -> str:
    """White space as a browser shows it: " Haku\\n on  auki " -> "Haku on auki"."""
    return re.sub(r"\s+", " ", words).strip()


def text_of(lines: Sequence[Line]) -> str:
    """The text that spans refer to."""
    return "\n".join(line.text for line in lines)


def spans_of(lines: Sequence[Line]) -> list[Span]:
    """Where each line stands in `text_of(lines)`."""
    spans, start = [], 0
    for line in lines:
        spans.append(Span(start, start + len(line.text)))
        start += len(line.text) + 1
    return spans


def joined(lines: Sequence[Line]) -> str:
    """The words of some lines as one: a heading over two lines."""
    return " ".join(line.text.strip() for line in lines)


def gap_above(lines: Sequence[Line], i: int) -> int:
    """How many blank lines stand above line `i`; many at the top of the file."""
    gap = 0
    while i - gap > 0 and lines[i - gap - 1].blank:
        gap += 1
    return gap if i - gap > 0 else gap + 9


def next_written(lines: Sequence[Line], i: int) -> int | None:
    """The index of the first line after `i` that is not blank."""
    return next((j for j in range(i + 1, len(lines)) if not lines[j].blank), None)
