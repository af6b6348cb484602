"""Words of a page or a document as they come -> `Line`s.

    words("Haku "), words("on auki.", bold), gap(), begin_item("•"), words("Yhdistykset") -> "Haku on auki.", "", " • Yhdistykset"

A line is bold when all its letters are, and as large as its smallest letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from assistant.newsletters.lines import BLANK, Line, Role, list_line, one_line, tidy


@dataclass(frozen=True, slots=True)
class _Run:
    words: str
    size: float
    bold: bool


class Flow:
    """Takes words and breaks in reading order; `finished` gives the lines."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._runs: list[_Run] = []
        self._mark: tuple[str, int] | None = None  # of a list item that has no words yet
        self._nesting: int | None = None  # of the list item that is open
        self._in_heading = False

    def words(self, words: str, size: float = 0.0, bold: bool = False, preformatted: bool = False) -> None:
        """Words in letters of one look. Their line ends count only in preformatted text."""
        pieces = words.split("\n") if preformatted else [words]
        for number, piece in enumerate(pieces):
            if number:
                self.line_break()
            if piece:
                self._runs.append(_Run(piece, size, bold))

    def line_break(self) -> None:
        """A line ends here, and a second break in a row leaves a blank line."""
        if self._in_heading:
            self._runs.append(_Run(" ", 0.0, False))
        elif not self._end_line():
            self.gap()

    def end_line(self) -> None:
        """What comes next begins a line."""
        if self._in_heading:
            self._runs.append(_Run(" ", 0.0, False))
        else:
            self._end_line()

    def gap(self) -> None:
        """What comes next stands apart."""
        self.end_line()
        apart = not self._in_heading and self._mark is None
        if apart and self._lines and not self._lines[-1].blank:
            self._lines.append(BLANK)

    def heading(self, read: Callable[[], None], depth: int) -> None:
        """All that `read` gives is one heading."""
        self.gap()
        before, self._in_heading = self._in_heading, True
        read()
        self._in_heading = before
        if not before:
            self._end_line(depth)
            self.gap()

    def rows(self, rows: Iterable[Line]) -> None:
        """The rows of a table."""
        self.gap()
        self._lines.extend(row for row in rows if not row.blank)
        self.gap()

    def begin_item(self, mark: str, nesting: int) -> None:
        """A list item begins; its first line gets the mark."""
        self.end_line()
        self._mark, self._nesting = (mark, nesting), nesting

    def end_item(self) -> None:
        """The item ends, with or without words."""
        self.end_line()
        self._mark = self._nesting = None

    def finished(self) -> list[Line]:
        """All lines, tidy."""
        self._end_line()
        return tidy(self._lines)

    def _end_line(self, depth: int | None = None) -> bool:
        """Close the line; False where nothing was on it."""
        runs, self._runs = self._runs, []
        text = one_line("".join(run.words for run in runs))
        if not text:
            return False
        seen = [run for run in runs if run.words.strip()]
        line = Line(text, size=min(run.size for run in seen), bold=all(run.bold for run in seen))
        if depth is not None:
            line = replace(line, role=Role.HEADING, depth=depth)
        elif self._mark is not None:
            line, self._mark = list_line(text, *self._mark), None
        elif self._nesting is not None:
            line = replace(line, text=" " * (3 + 2 * self._nesting) + text)
        self._lines.append(line)
        return True
