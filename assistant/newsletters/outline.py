"""Which headings open a theme group, which a section, and which only repeat the table of contents.

    [("Maaseutu", plain, no body), ("Kylien palvelut (ESR+)", plain, body)] -> [GROUP, SECTION]

A format says how each heading looks (`style`) and how deep it is, where it knows that (`depth`); this module says what
that means. The one idea: a heading that is followed by another heading and not by text stands above it.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

GROUP, SECTION, PART, CONTENTS = 1, 2, 3, 0
"""Levels of `Block`: a theme group, a section, a part of a section; CONTENTS is a line of a table of contents."""
_SHORT_BODY = 400


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A heading before it has a level. `body` is the number of characters of text up to the next heading.

    A `generic` one is a label of the genre; `of_all` is one that lists people for the whole letter.
    """

    text: str
    style: str
    depth: int | None
    body: int
    generic: bool = False
    of_all: bool = False


def assign_levels(headings: Sequence[HeadingLine]) -> list[int]:
    """A level for each heading, in order."""
    known = headings and all(heading.depth is not None for heading in headings)
    return _parts_below_sections(_levels_by_depth(headings) if known else _levels_by_look(headings))


def _parts_below_sections(levels: list[int]) -> list[int]:
    """A part that has no topic above it is a topic itself."""
    result: list[int] = []
    above = GROUP
    for level in levels:
        result.append(SECTION if level == PART and above == GROUP else level)
        above = above if level == CONTENTS else result[-1]
    return result


def _levels_by_look(headings: Sequence[HeadingLine]) -> list[int]:
    """Plain text: styles have no known order, so bodies tell it."""
    contents = _contents(headings)
    kept = [i for i in range(len(headings)) if i not in contents]
    above: Counter[tuple[str, str]] = Counter()
    for i, j in itertools.pairwise(kept):
        if headings[i].body == 0 and headings[i].style != headings[j].style:
            above[headings[i].style, headings[j].style] += 1
    group_styles = {high for (high, low), n in above.items() if n > above[low, high]}
    lower_styles = {headings[i].style for i in kept} - group_styles
    levels = [CONTENTS] * len(headings)
    for position, i in enumerate(kept):
        heads_a_run = headings[i].body == 0 and position + 1 < len(kept)
        is_group = headings[i].style in group_styles if lower_styles and group_styles else heads_a_run
        levels[i] = PART if headings[i].generic and not headings[i].of_all else GROUP if is_group else SECTION
    return levels


def _contents(headings: Sequence[HeadingLine]) -> set[int]:
    """Lines of a table of contents: no text of their own, and the same words head something further down."""
    last = {_folded(heading.text): i for i, heading in enumerate(headings)}
    return {i for i, heading in enumerate(headings) if heading.body == 0 and last[_folded(heading.text)] > i}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(":")


def _levels_by_depth(headings: Sequence[HeadingLine]) -> list[int]:
    """Markdown, HTML, Word: depths are known; the question is at which depth the sections are."""
    depth = section_depth(headings)
    contents = _contents(headings)
    levels = []
    for i, heading in enumerate(headings):
        assert heading.depth is not None
        if i in contents:
            levels.append(CONTENTS)
        elif heading.depth > depth or (heading.depth == depth and i > 0 and _is_part(headings, i)):
            levels.append(PART)
        elif heading.depth == depth or not _has_children(headings, i):
            levels.append(SECTION)
        else:
            levels.append(GROUP)
    return levels


def _is_part(headings: Sequence[HeadingLine], i: int) -> bool:
    """A label of the genre among the topics belongs to the topic above; once and last it is about the whole letter."""
    if headings[i].of_all:
        return False
    last = i == len(headings) - 1 and all(_folded(h.text) != _folded(headings[i].text) for h in headings[:-1])
    return headings[i].generic and not last


def section_depth(headings: Sequence[HeadingLine]) -> int:
    """The depth at which a newsletter's topics stand.

    Starts at the top and goes down while the headings of this depth have little text of their own and those below are
    topics, not the genre's labels ("Hakuaika", "Yhteystiedot").
    """
    depths = sorted({heading.depth for heading in headings if heading.depth is not None})
    for depth, below in itertools.pairwise(depths):
        bodies = [heading.body for heading in headings if heading.depth == depth]
        lower = [heading for heading in headings if heading.depth == below]
        repeated = Counter(_folded(heading.text) for heading in lower)
        topics = [heading for heading in lower if not heading.generic and repeated[_folded(heading.text)] == 1]
        if sum(bodies) / len(bodies) > _SHORT_BODY or len(topics) * 2 <= len(lower):
            return depth
    return depths[-1]


def _has_children(headings: Sequence[HeadingLine], i: int) -> bool:
    here, following = headings[i].depth, headings[i + 1].depth if i + 1 < len(headings) else None
    return here is not None and following is not None and following > here
