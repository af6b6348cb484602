"""Plain-text newsletters -> `Newsletter`: which lines are headings, labels, list items, links or prose.

    "Osaaminen\\n\\nJatkuva oppiminen (ESR+)\\n\\nTeemassa ..." -> group heading, section heading, paragraph

Does not know what a section is; `sections.py` does. Every non-blank line ends up in exactly one block.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from assistant.newsletters.dating import published_on
from assistant.newsletters.outline import HeadingLine, assign_levels
from assistant.newsletters.shapes import (
    BULLET,
    UNDERLINE,
    could_be_heading,
    is_capitals,
    is_contact_detail,
    is_label,
    is_link,
    is_table_row,
)
from assistant.records import FUND_SUFFIX, Block, BlockKind, Newsletter, Span

_PROSE = 90  # characters from which a line is prose, whatever it looks like otherwise
_WRAP = 100  # no line of a hard-wrapped file is longer


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    span: Span

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def parse_text(text: str, source: str) -> Newsletter:
    """Read decoded plain text; `source` is the file's name, its stem the newsletter's id."""
    lines = _lines(text)
    blocks = text_blocks(lines_of=lines)
    title = blocks[0].span.of(text).strip() if blocks else PurePath(source).stem
    return Newsletter(PurePath(source).stem, title, published_on(title, text, source), source, text, tuple(blocks))


def _lines(text: str) -> list[_Line]:
    lines, start = [], 0
    for raw in text.split("\n"):
        lines.append(_Line(raw, Span(start, start + len(raw))))
        start += len(raw) + 1
    return lines


def text_blocks(lines_of: Sequence[_Line]) -> list[Block]:
    """Blocks in order; the first non-blank line is the title."""
    lines = lines_of
    found = _find_headings(lines)
    wrapped = _is_wrapped(lines)
    blocks: list[Block] = []
    i = 0
    while i < len(lines):
        if lines[i].blank or (UNDERLINE.match(lines[i].text) and blocks):
            i += 1
        elif i in found:
            stop, level = found[i]
            kind = BlockKind.TITLE if not blocks else BlockKind.HEADING if level else BlockKind.LIST_ITEM
            blocks.append(_block(kind, lines[i : stop + 1], level))
            i = stop + 1
        else:
            stop = _last_line_of_block(lines, i, found, wrapped)
            kind = BlockKind.TITLE if not blocks else _kind(lines[i].text)
            blocks.append(_block(kind, lines[i : stop + 1]))
            i = stop + 1
    return blocks


def _block(kind: BlockKind, lines: Sequence[_Line], level: int = 0) -> Block:
    first, last = lines[0], lines[-1]
    start = first.span.start + len(first.text) - len(first.text.lstrip())
    return Block(kind, Span(start, last.span.start + len(last.text.rstrip())), level)


def _kind(line: str) -> BlockKind:
    if BULLET.match(line):
        return BlockKind.LIST_ITEM
    if is_table_row(line):
        return BlockKind.TABLE_ROW
    if is_label(line):
        return BlockKind.LABEL
    return BlockKind.LINK if is_link(line) else BlockKind.PARAGRAPH


def _is_wrapped(lines: Sequence[_Line]) -> bool:
    """Whether the file breaks its paragraphs at a fixed width."""
    written = [line.text for line in lines if not line.blank]
    long = [text for text in written if len(text) >= 55]
    return bool(long) and max(map(len, written)) <= _WRAP and len(long) * 3 >= len(written)


def _last_line_of_block(lines: Sequence[_Line], i: int, found: dict[int, tuple[int, int]], wrapped: bool) -> int:
    """The index of the last line that belongs to the block beginning at line `i`."""
    kind = _kind(lines[i].text)
    if kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} or is_contact_detail(lines[i].text):
        return i
    while i + 1 < len(lines) and not lines[i + 1].blank and i + 1 not in found:
        here, after = lines[i].text.rstrip(), lines[i + 1].text
        goes_on = after.lstrip()[:1].islower() and here[-1] not in ".:!?" and len(here) >= 40
        indented = kind is BlockKind.LIST_ITEM and after.startswith("  ")
        if _kind(after) is not BlockKind.PARAGRAPH or is_contact_detail(after):
            break
        if not (goes_on or indented or (wrapped and len(here) >= 45)):
            break
        i += 1
    return i


# --- headings -----------------------------------------------------------------------------------


def _find_headings(lines: Sequence[_Line]) -> dict[int, tuple[int, int]]:
    """First line -> (last line, level) of every heading; the title is the first."""
    spans = [(i, stop) for i in range(len(lines)) if (stop := _heading_end(lines, i)) is not None]
    texts = [" ".join(line.text.strip() for line in lines[i : stop + 1]) for i, stop in spans]
    often = Counter(text.casefold() for text in texts)
    first = next((i for i, line in enumerate(lines) if not line.blank), 0)
    kept = [
        (i, stop, text)
        for (i, stop), text in zip(spans, texts, strict=True)
        if i != first and (often[text.casefold()] < 3 or FUND_SUFFIX.search(text))
    ]
    marked = [
        HeadingLine(text, _style(lines, i, text), None, _body_length(lines, stop + 1, [k[0] for k in kept]))
        for i, stop, text in kept
    ]
    found = {i: (stop, level) for (i, stop, _), level in zip(kept, assign_levels(marked), strict=True)}
    title = [(i, stop) for i, stop in spans if i == first]
    return {**{i: (stop, 0) for i, stop in title}, **found}


def _body_length(lines: Sequence[_Line], start: int, starts: list[int]) -> int:
    following = next((i for i in starts if i >= start), len(lines))
    return sum(len(line.text.strip()) for line in lines[start:following] if not UNDERLINE.match(line.text))


def _style(lines: Sequence[_Line], i: int, text: str) -> str:
    after = lines[i + 1].text if i + 1 < len(lines) else ""
    underlined = UNDERLINE.match(after)
    if underlined:
        return f"underlined {underlined.group(1)}"
    if re.match(r"^\d{1,2}\.\d", text):
        return "numbered twice"
    if re.match(r"^\d{1,2}[.)]\s", text):
        return "numbered"
    return "capitals" if is_capitals(FUND_SUFFIX.sub("", text)) else "plain"


def _heading_end(lines: Sequence[_Line], i: int) -> int | None:
    """The last line of a heading that begins at line `i`, or None where none does."""
    line = lines[i].text
    before_blank = i == 0 or lines[i - 1].blank or UNDERLINE.match(lines[i - 1].text) is not None
    if lines[i].blank or not before_blank or is_label(line):
        return None
    after = lines[i + 1].text if i + 1 < len(lines) else ""
    if could_be_heading(line) and not _heads_contact(lines, i):
        if not after.strip() or UNDERLINE.match(after):
            return i
        if len(line.strip()) <= 70 and after[:1].isupper() and len(after) >= max(_PROSE, len(line) + 20):
            return i
    return _wrapped_heading_end(lines, i)


def _wrapped_heading_end(lines: Sequence[_Line], i: int) -> int | None:
    """A heading broken over two lines: "Lasten palvelujen ja\\nhyvinvoinnin edistäminen (ESR+)"."""
    if i + 1 >= len(lines) or not lines[i + 1].text.strip()[:1].islower():
        return None
    closes = i + 2 >= len(lines) or lines[i + 2].blank
    both = f"{lines[i].text.strip()} {lines[i + 1].text.strip()}"
    return i + 1 if closes and could_be_heading(both) else None


def _heads_contact(lines: Sequence[_Line], i: int) -> bool:
    """A name or an office above a telephone number: the next lines are short and one of them is a detail."""
    if FUND_SUFFIX.search(lines[i].text) or is_capitals(lines[i].text):
        return False
    following = [line.text.strip() for line in lines[i + 1 : i + 7] if not line.blank][:3]
    for text in following:
        if is_contact_detail(text):
            return ":" not in text.split("@")[0][:40] and len(text) < 60
        if len(text) >= _PROSE or is_label(text) or BULLET.match(text):
            return False
    return False
