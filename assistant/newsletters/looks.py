"""Headings by what a file says of them: their depth (`<h2>`, "Otsikko 2"), or their larger and bolder letters.

    [Line("Haut", bold=True, size=18), Line("Haku on auki.", size=12)] -> the first line is a heading

Mailing tools and word processors often mark a heading by its letters alone; then the larger stands above the smaller.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.newsletters.layout import heads_contact, style_of
from assistant.newsletters.lines import FoundHeading, Line, Role, joined
from assistant.newsletters.outline import HeadingLine, assign_levels
from assistant.newsletters.shapes import (
    could_be_heading,
    could_be_title,
    is_contact_detail,
    is_contact_label,
    is_label,
    name_like,
)

_LARGER = 1.08  # letters this much larger than the body's are a heading's
_SAME = 0.5  # sizes nearer than this are one size
_SEVERAL = 2  # people from which a list of them is not one topic's contact alone
_BEFORE_TITLE = 300  # characters that may stand above the title: the sender's name, the date


@dataclass(frozen=True, slots=True)
class _Marked:
    """Lines `first` to `stop` are a heading of the given depth; `body` is the number of characters below it."""

    first: int
    stop: int
    text: str
    depth: int
    body: int = 0


def headings_by_depth(lines: Sequence[Line], named: str | None = None) -> dict[int, FoundHeading]:
    """First line -> heading, by the depths that the file names; empty where it names none.

    `named` is the title that the file's metadata tell.
    """
    marked = [
        _Marked(i, i, line.text.strip(), line.depth)
        for i, line in enumerate(lines)
        if line.depth is not None and not line.blank and not _is_contact(lines, i)
    ]
    return _found(lines, marked, named)


def _is_contact(lines: Sequence[Line], i: int) -> bool:
    """A name, a number or an address that a file calls a heading of a low rank, for its letters."""
    deep = (lines[i].depth or 0) >= 3
    return is_contact_detail(lines[i].text) or (deep and heads_contact(lines, i))


def headings_by_letters(lines: Sequence[Line]) -> dict[int, FoundHeading]:
    """First line -> heading, by size and weight of letters; empty where all lines look alike."""
    body = body_size(lines)
    marked: list[_Marked] = []
    ranks = _ranks(lines, body)
    i = 0
    while i < len(lines):
        stop = _same_look_until(lines, i)
        text = joined(lines[i : stop + 1])
        if (
            _stands_out(lines[i], body)
            and (could_be_heading(text) or (not marked and could_be_title(text)))
            and not _is_bold_label(lines[i], body)
            and not heads_contact(lines, stop)
        ):
            marked.append(_Marked(i, stop, text, ranks[_look(lines[i])]))
        i = stop + 1
    return _found(lines, marked)


def body_size(lines: Sequence[Line]) -> float:
    """The size of most of the text; 0 where letters have no size."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.role is not Role.HEADING and line.size:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _stands_out(line: Line, body: float) -> bool:
    if line.blank or line.role in {Role.LIST_ITEM, Role.TABLE_ROW}:
        return False
    return line.depth is not None or line.size > body * _LARGER or (line.bold and line.size >= body - _SAME)


def _is_bold_label(line: Line, body: float) -> bool:
    """ "Hakuaika" in bold announces what follows in the section; in larger letters it is a heading."""
    return is_label(line.text) and line.size <= body * _LARGER


def _look(line: Line) -> tuple[float, bool]:
    return round(line.size / _SAME) * _SAME, line.bold


def _ranks(lines: Sequence[Line], body: float) -> dict[tuple[float, bool], int]:
    """Look -> depth, 1 for the largest letters; at one size bold stands above plain."""
    looks = {_look(line) for line in lines if _stands_out(line, body)}
    return {look: rank for rank, look in enumerate(sorted(looks, reverse=True), 1)}


def _same_look_until(lines: Sequence[Line], i: int) -> int:
    """The last line of a heading that goes on in the same letters: "Lasten palvelujen ja" + "hyvinvoinnin edistäminen"."""
    stop = i
    while (
        stop + 1 < len(lines)
        and not lines[i].blank
        and lines[stop + 1].role is lines[i].role is Role.TEXT
        and _look(lines[stop + 1]) == _look(lines[i])
        and lines[stop + 1].text.strip()[:1].islower()
        and stop - i < 3
    ):
        stop += 1
    return stop


def _found(lines: Sequence[Line], marked: list[_Marked], named: str | None = None) -> dict[int, FoundHeading]:
    if not marked:
        return {}
    title, marked = _take_title(lines, marked, named)
    found = {title.first: FoundHeading(title.stop, 0, True)} if title else {}
    stops = [*(heading.first for heading in marked[1:]), len(lines)][: len(marked)]
    measured = [
        replace(heading, body=sum(len(line.text.strip()) for line in lines[heading.stop + 1 : stop]))
        for heading, stop in zip(marked, stops, strict=True)
    ]
    for heading, level in zip(measured, assign_levels(_heading_lines(lines, measured)), strict=True):
        found[heading.first] = FoundHeading(heading.stop, level)
    return found


def _heading_lines(lines: Sequence[Line], marked: list[_Marked]) -> list[HeadingLine]:
    """One depth for all says nothing; then layout tells groups from sections."""
    one_depth = len({heading.depth for heading in marked}) < 2
    return [
        HeadingLine(
            heading.text,
            style_of(lines[heading.first], heading.text),
            None if one_depth else heading.depth,
            heading.body,
            is_label(heading.text),
            _lists_people_of_all(lines, marked, number),
        )
        for number, heading in enumerate(marked)
    ]


def _lists_people_of_all(lines: Sequence[Line], marked: list[_Marked], number: int) -> bool:
    """Whether a heading such as "Yhteystiedot" stands once in the letter and has several people below."""
    heading = marked[number]
    once = sum(other.text.casefold() == heading.text.casefold() for other in marked) == 1
    if not once or not is_contact_label(heading.text):
        return False
    stop = marked[number + 1].first if number + 1 < len(marked) else len(lines)
    return len({name_like(line.text) for line in lines[heading.stop + 1 : stop]} - {None}) >= _SEVERAL


def _take_title(
    lines: Sequence[Line], marked: list[_Marked], named: str | None
) -> tuple[_Marked | None, list[_Marked]]:
    """A first heading that stands above all others, or has the title's own style, near the top of the file.

    One of a lower depth than the first is a group's heading, where the metadata name another title.
    """
    first = marked[0]
    above = sum(len(line.text) for line in lines[: first.first])
    other = named is not None and first.depth > 1 and not same_title(first.text, named)
    alone = not other and all(heading.depth > first.depth for heading in marked[1:])
    if first.depth == 0 or (alone and above <= _BEFORE_TITLE and (len(marked) > 1 or above == 0)):
        return first, marked[1:]
    return None, marked


def same_title(one: str, other: str) -> bool:
    """Whether two titles are one, the longer with a publisher's name for example: "Kirje" and "Kirje – Kunta"."""
    short, long = sorted((_folded(one), _folded(other)), key=len)
    return bool(short) and short in long


def _folded(words: str) -> str:
    return " ".join(words.casefold().replace("–", "-").split())
