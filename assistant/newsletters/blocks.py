"""Lines and their headings -> `Block`s: which lines belong together, and what shape they have.

    ["Haku on auki", "maaliskuun loppuun.", "• Yhdistykset"] -> paragraph of two lines, list item

Every non-blank line ends up in exactly one block; nothing here changes the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.newsletters.lines import FoundHeading, Line, Role, spans_of
from assistant.newsletters.shapes import BULLET, is_contact_detail, is_label, is_link, is_table_row
from assistant.records import Block, BlockKind, Span

_WRAP = 100  # no line of a hard-wrapped file is longer, addresses of web pages aside
_NARROW = 45  # nobody breaks paragraphs at less
_FLOWING = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


def cut_blocks(lines: Sequence[Line], headings: Mapping[int, FoundHeading]) -> tuple[Block, ...]:
    """Blocks in order. `headings` has the first line of each heading."""
    spans = spans_of(lines)
    width = wrap_width(lines)
    blocks: list[Block] = []
    i = 0
    while i < len(lines):
        if lines[i].blank:
            i += 1
            continue
        heading = headings.get(i)
        stop = heading.stop if heading else _last_line(lines, i, headings, width)
        kind = _heading_kind(heading) if heading else _kind(lines[i])
        blocks.append(Block(kind, _span(lines, spans, i, stop), heading.level if heading else 0))
        i = stop + 1
    return tuple(blocks)


def _heading_kind(heading: FoundHeading) -> BlockKind:
    if heading.is_title:
        return BlockKind.TITLE
    return BlockKind.HEADING if heading.level else BlockKind.LIST_ITEM  # a line of a table of contents


def _span(lines: Sequence[Line], spans: Sequence[Span], first: int, last: int) -> Span:
    begin, end = lines[first].text, lines[last].text
    return Span(spans[first].start + len(begin) - len(begin.lstrip()), spans[last].start + len(end.rstrip()))


def _kind(line: Line) -> BlockKind:
    if line.role is Role.TABLE_ROW or is_table_row(line.text):
        return BlockKind.TABLE_ROW
    if line.role is Role.LIST_ITEM or BULLET.match(line.text):
        return BlockKind.LIST_ITEM
    if is_label(line.text):
        return BlockKind.LABEL
    return BlockKind.LINK if is_link(line.text) else BlockKind.PARAGRAPH


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The width at which the file breaks its paragraphs; None where lines end where they like.

    Most of the long lines of a wrapped file are nearly as long as each other, and none is much longer.
    """
    lengths = sorted(len(line.text) for line in lines if not line.blank and line.role is Role.TEXT)
    too_long = sum(length > _WRAP for length in lengths)
    long = [length for length in lengths if _NARROW <= length <= _WRAP]
    if not long or too_long * 50 > len(lengths):
        return None
    width = long[(len(long) - 1) * 9 // 10]
    return width if sum(length >= width * 0.8 for length in long) * 3 >= len(lengths) else None


def is_full(line: str, after: str, width: int | None) -> bool:
    """Whether the line broke because the next word did not fit: ("Avustusta voi hakea maaliskuun", "loppuun", 32)."""
    return width is not None and len(line.rstrip()) + 1 + len(after.strip().split(" ")[0]) > width - 2


def _last_line(lines: Sequence[Line], i: int, headings: Mapping[int, FoundHeading], width: int | None) -> int:
    """The index of the last line that belongs to the block beginning at line `i`."""
    kind = _kind(lines[i])
    while kind in _FLOWING and i + 1 < len(lines) and i + 1 not in headings and _goes_on(lines, i, kind, width):
        i += 1
    return i


def _goes_on(lines: Sequence[Line], i: int, kind: BlockKind, width: int | None) -> bool:
    here, after = lines[i].text.rstrip(), lines[i + 1].text
    if lines[i + 1].blank or lines[i + 1].role is not Role.TEXT:
        return False
    full, kind_below = is_full(here, after, width), _kind(lines[i + 1])
    if full and kind_below is BlockKind.LABEL and after.lstrip()[:1].islower():
        return True  # the middle of a sentence that happens to have its colon at the line's end
    if kind_below is not BlockKind.PARAGRAPH:
        return False
    if full:
        return True
    if is_contact_detail(here) or is_contact_detail(after):
        return False
    goes_on = after.lstrip()[:1].islower() and here[-1] not in ".:!?" and len(here) >= 40
    return goes_on or (kind is BlockKind.LIST_ITEM and after.startswith("  "))
