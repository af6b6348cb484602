"""Lines of a PDF's pages -> whole paragraphs: running heads left out, broken words and lines put together.

"Avustusta haetaan säh-", "köisesti maaliskuussa." -> "Avustusta haetaan sähköisesti maaliskuussa."
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from assistant.newsletters.decoding import clean
from assistant.newsletters.hyphens import join_words, vocabulary
from assistant.newsletters.lines import BLANK, Line, Role, one_line, tidy
from assistant.newsletters.pdf_columns import Piece
from assistant.newsletters.shapes import BULLET, ends_with_detail, is_contact_detail

_MARGIN = 0.12  # of the page's height, at its top and its bottom, where running heads stand
_PAGE_NUMBER = re.compile(r"^(?:sivu\s*)?\d{1,3}(?:\s?[/(]\s?\d{1,3}\)?)?$", re.IGNORECASE)
_SYMBOLS = re.compile(r"^[\uf000-\uf0ff●○■□▪▫◦‣∙·➢➤✓✔►]\s*")


@dataclass(frozen=True, slots=True)
class PageLines:
    """The pieces of a page in reading order."""

    height: float
    pieces: tuple[Piece, ...]


def paragraphs_of(pages: Sequence[PageLines]) -> list[Line]:
    """All pages as one text. A heading keeps its letters' size and weight."""
    pieces = [piece for page in without_running_heads(pages) for piece in page.pieces]
    known = vocabulary(piece.text for piece in pieces)
    leading = _leadings(pieces)
    lines: list[Line] = []
    previous: Piece | None = None
    start: Piece | None = None
    for piece in pieces:
        words = _SYMBOLS.sub("• ", piece.text)
        if (
            previous is not None
            and start is not None
            and lines
            and _goes_on(previous, piece, start, leading, lines[-1])
        ):
            lines[-1] = replace(lines[-1], text=join_words(lines[-1].text, words, known))
        else:
            if previous is not None and _stands_apart(previous, piece, leading):
                lines.append(BLANK)
            lines.append(Line(words, Role.TABLE_ROW if piece.row else Role.TEXT, size=piece.size, bold=piece.bold))
            start = piece
        previous = piece
    return tidy(_finished(line) for line in lines)


def _finished(line: Line) -> Line:
    words = one_line(clean(line.text))
    if line.role is Role.TEXT and BULLET.match(words) and not re.match(r"\d", words):
        return replace(line, text=f" {words}", role=Role.LIST_ITEM)
    return replace(line, text=words)


# --- running heads ------------------------------------------------------------------------------


def without_running_heads(pages: Sequence[PageLines]) -> list[PageLines]:
    """The pages without what stands at the top or bottom of most of them, and without page numbers."""
    often: Counter[str] = Counter()
    for page in pages:
        often.update({_masked(piece) for piece in page.pieces if _in_margin(piece, page)})
    needed = max(2, (len(pages) + 1) // 2)
    return [
        replace(
            page,
            pieces=tuple(
                piece
                for piece in page.pieces
                if not (
                    _in_margin(piece, page)
                    and (often[_masked(piece)] >= needed or _PAGE_NUMBER.match(piece.text.strip()))
                )
            ),
        )
        for page in pages
    ]


def _in_margin(piece: Piece, page: PageLines) -> bool:
    return piece.bottom < page.height * _MARGIN or piece.top > page.height * (1 - _MARGIN)


def _masked(piece: Piece) -> str:
    """The words with numbers made alike, and the letters' size: a title is no running head of its own pages."""
    return f"{re.sub(r'[0-9]+', '0', one_line(piece.text)).casefold()} {round(piece.size)}"


# --- lines that belong together -----------------------------------------------------------------


def _leadings(pieces: Sequence[Piece]) -> dict[int, float]:
    """Letters' size -> the usual distance from line to line."""
    found: dict[int, list[float]] = {}
    for a, b in itertools.pairwise(pieces):
        distance = b.bottom - a.bottom
        if round(a.size) == round(b.size) and 0.8 * a.size < distance < 2.2 * a.size:
            found.setdefault(round(a.size), []).append(distance)
    return {size: median(sorted(distances)[: len(distances) * 3 // 4 + 1]) for size, distances in found.items()}


def _stands_apart(a: Piece, b: Piece, leading: dict[int, float]) -> bool:
    """Whether white space parts two pieces; a new column or page does not."""
    distance = b.bottom - a.bottom
    usual = leading.get(round(a.size), a.size * 1.3)
    if distance < 0:
        return a.size != b.size or a.bold != b.bold or a.text.rstrip()[-1:] in ".!?"
    return distance > usual * 1.22 or round(a.size) != round(b.size) or a.bold != b.bold or a.row != b.row


def _goes_on(a: Piece, b: Piece, start: Piece, leading: dict[int, float], line: Line) -> bool:
    """Whether `b` continues the paragraph that began with `start` and whose last piece is `a`."""
    if a.row or b.row or abs(a.size - b.size) > 0.6 or _SYMBOLS.match(b.text) or BULLET.match(b.text + " x"):
        return False
    if a.bold != b.bold and (start.bold or b.bold):
        return False
    new_column = b.bottom - a.bottom < 0
    if not new_column and b.bottom - a.bottom > leading.get(round(a.size), a.size * 1.3) * 1.22:
        return False
    if ends_with_detail(a.text) and (b.text[:1].isupper() or is_contact_detail(b.text.split(" ")[0])):
        return False
    if a.text.rstrip().endswith(("-", "\u00ad")) and b.text[:1].islower():
        return True
    if new_column and not (b.text[:1].islower() or a.text.rstrip()[-1:] not in ".!?:"):
        return False
    if not _next_word_fitted(a, b):
        return not (new_column and is_contact_detail(line.text))
    return False


def _next_word_fitted(a: Piece, b: Piece) -> bool:
    """Whether the line was ended on purpose: its column had room for the next word."""
    letter = (a.x1 - a.x0) / max(len(a.text), 1)
    first = b.text.split(" ")[0].split("\u00ad")[0]
    return a.x1 + letter * (len(first) + 1.5) < a.column
