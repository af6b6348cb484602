"""Lines of any format -> `Newsletter`: boilerplate out, headings found, blocks cut, title and date told.

    [Line("Uutiskirje 2022-12", depth=1), Line("Haut", depth=2), ...] -> Newsletter(title="Uutiskirje 2022-12", ...)

The file's own word for its headings goes first, then the looks of its letters, then the layout of its lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from assistant.errors import NewsletterError
from assistant.newsletters.blocks import cut_blocks
from assistant.newsletters.boilerplate import without_boilerplate
from assistant.newsletters.dating import published_on
from assistant.newsletters.layout import headings_by_layout
from assistant.newsletters.lines import BLANK, FoundHeading, Line, joined, next_written, text_of
from assistant.newsletters.looks import headings_by_depth, headings_by_letters, same_title
from assistant.newsletters.shapes import could_be_title
from assistant.records import BlockKind, Newsletter

_MOST_LINES = 50_000
Headings = dict[int, FoundHeading]


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a file says of itself outside its text: an e-mail's subject and date, a page's title."""

    title: str | None = None
    announced: str | None = None  # a day in words, from metadata
    sent: date | None = None


def compose(lines: Sequence[Line], source: str, particulars: Particulars = Particulars()) -> Newsletter:
    """The newsletter that `lines` are; `source` is the file's name or its path in the corpus, its stem the newsletter's id.

    Raises NewsletterError where there are more lines than any newsletter has.
    """
    if len(lines) > _MOST_LINES:
        raise NewsletterError(f"Tiedosto {source} on liian pitkä uutiskirjeeksi.")
    lines = _with_named_title(without_boilerplate(lines), particulars.title)
    headings = _with_title(lines, _headings(lines, particulars.title), particulars.title)
    text = text_of(lines)
    blocks = cut_blocks(lines, headings)
    stem = PurePath(source).stem
    titled = next((block for block in blocks if block.kind is BlockKind.TITLE), None)
    title = " ".join(titled.span.of(text).split()) if titled else particulars.title or stem
    published = published_on(title, text, source, particulars.announced, particulars.sent)
    return Newsletter(stem, title, published, source, text, blocks)


def _headings(lines: Sequence[Line], named: str | None) -> Headings:
    """By the first way that sees more than a title."""
    found = [headings_by_depth(lines, named), headings_by_letters(lines), headings_by_layout(lines)]
    for headings in found:
        if sum(not heading.is_title for heading in headings.values()) >= 2:
            return headings
    return max(found, key=len)


def _with_title(lines: Sequence[Line], headings: Headings, named: str | None) -> Headings:
    """Where no heading is the title: the first line, if it says what the file's metadata says, or looks like one."""
    first = next_written(lines, -1)
    if first is None or any(heading.is_title for heading in headings.values()):
        return headings
    known = headings.get(first)
    words = joined(lines[first : known.stop + 1]) if known else lines[first].text
    same = named is not None and same_title(words, named)
    if same or (known is None and named is None and could_be_title(words)):
        stop = known.stop if known else first
        return {**headings, first: FoundHeading(stop, 0, True)}
    return headings


def _with_named_title(lines: list[Line], named: str | None) -> list[Line]:
    """With the metadata's title as the first line, where nothing in the text could be the title: a plain e-mail's subject."""
    first = next_written(lines, -1)
    marked = headings_by_depth(lines) or headings_by_letters(lines)
    if named is None or first is None or marked or could_be_title(lines[first].text):
        return lines
    return [Line(named), BLANK, *lines]
