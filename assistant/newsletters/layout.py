"""Headings of plain text, by layout alone: what stands apart, is short, and has text or further headings below.

    "Maaseutu\\n\\nKylien palvelut (ESR+)\\n\\nTeemassa ..." -> group heading, section heading

No rule knows a theme. Capitals, underlining, numbers and empty lines are the layouts that plain text has.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.newsletters.blocks import is_full, wrap_width
from assistant.newsletters.lines import FoundHeading, Line, Role, gap_above, joined, next_written
from assistant.newsletters.outline import HeadingLine, assign_levels
from assistant.newsletters.shapes import (
    BULLET,
    could_be_heading,
    is_address,
    is_capitals,
    is_contact_detail,
    is_label,
    is_sentence,
    without_details,
)
from assistant.records import FUND_SUFFIX

_PROSE = 90  # characters from which a line is prose, whatever it looks like otherwise
_SENTENCE = 60  # characters that a paragraph has at least
_LONGEST_TITLE = 160
_RULED_DEPTH = {"=": 1, "#": 1, "*": 1, "-": 2, "_": 2, "~": 3}
_NUMBERED = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2})*)[.)]?\s+\S")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Lines `first` to `stop` look like a heading; `body` is the number of characters of text below it."""

    first: int
    stop: int
    text: str
    style: str
    body: int = 0


def headings_by_layout(lines: Sequence[Line]) -> dict[int, FoundHeading]:
    """First line -> heading. The first written line is the title, unless it is as long as a paragraph."""
    title = _title(lines)
    start = title[1] + 1 if title else 0
    candidates = _measured(lines, _candidates(lines, start))
    for rule in (_drop_refrains, _drop_lists, _drop_sentences):
        candidates = _measured(lines, rule(lines, candidates))
    found = {title[0]: FoundHeading(title[1], 0, True)} if title else {}
    for candidate, level in zip(candidates, assign_levels(_heading_lines(candidates)), strict=True):
        found[candidate.first] = FoundHeading(candidate.stop, level)
    return found


def _title(lines: Sequence[Line]) -> tuple[int, int] | None:
    first = next_written(lines, -1)
    if first is None or len(lines[first].text) > _LONGEST_TITLE or lines[first].role is not Role.TEXT:
        return None
    if lines[first].text.rstrip()[-1] in ".,;:" and len(lines[first].text.split()) > 4:
        return None  # a sentence
    return first, _wrapped_end(lines, first) or first


def _candidates(lines: Sequence[Line], start: int) -> list[_Candidate]:
    width = wrap_width(lines)
    found: list[_Candidate] = []
    i = start
    while i < len(lines):
        stop = _heading_end(lines, i, width)
        if stop is not None:
            text = joined(lines[i : stop + 1])
            found.append(_Candidate(i, stop, text, style_of(lines[i], text)))
            i = stop
        i += 1
    return found


def style_of(line: Line, text: str) -> str:
    """How a heading is set off: "ruled =", "numbered 2", "capitals", "plain"."""
    if line.ruled:
        return f"ruled {line.ruled}"
    number = _NUMBERED.match(text)
    if number and not re.match(r"\d+\s+[a-zåäö]", text):
        return f"numbered {number['number'].count('.') + 1}"
    return "capitals" if is_capitals(FUND_SUFFIX.sub("", text)) else "plain"


def _measured(lines: Sequence[Line], candidates: list[_Candidate]) -> list[_Candidate]:
    """The candidates with the length of the text below each."""
    stops = [*(candidate.first for candidate in candidates[1:]), len(lines)][: len(candidates)]
    return [
        _Candidate(c.first, c.stop, c.text, c.style, sum(len(line.text.strip()) for line in lines[c.stop + 1 : stop]))
        for c, stop in zip(candidates, stops, strict=True)
    ]


def _heading_lines(candidates: list[_Candidate]) -> list[HeadingLine]:
    """With a depth where every heading's own style tells it: numbers, or underlining of more than one kind."""
    depths = [_depth(candidate.style) for candidate in candidates]
    known = all(depths) and len(set(depths)) > 1
    return [
        HeadingLine(c.text, c.style, depth if known else None, c.body)
        for c, depth in zip(candidates, depths, strict=True)
    ]


def _depth(style: str) -> int | None:
    kind, _, rest = style.partition(" ")
    if kind == "numbered":
        return int(rest)
    return _RULED_DEPTH.get(rest, 4) if kind == "ruled" else None


# --- one line -----------------------------------------------------------------------------------


def _heading_end(lines: Sequence[Line], i: int, width: int | None) -> int | None:
    """The last line of a heading that begins at line `i`, or None where none does."""
    line = lines[i]
    if line.blank or line.role is not Role.TEXT or (i > 0 and not lines[i - 1].blank and not line.ruled):
        return None
    if is_label(line.text) and not line.ruled:
        return None
    if could_be_heading(line.text) and (line.ruled or not heads_contact(lines, i)):
        if line.ruled or i + 1 >= len(lines) or lines[i + 1].blank:
            return i
        if _stands_above_prose(lines, i, width):
            return i
    return _wrapped_end(lines, i)


def _stands_above_prose(lines: Sequence[Line], i: int, width: int | None) -> bool:
    """A heading right above its text, no blank line between: the line is short, the next one begins a paragraph."""
    line, after = lines[i].text.strip(), lines[i + 1].text.strip()
    if len(line) > 70 or not after[:1].isupper() or is_full(line, after, width) or is_label(after):
        return False
    if is_contact_detail(after) or len(after) < len(line):
        return False
    closes = i + 2 >= len(lines) or lines[i + 2].blank
    sentence = after[-1] in ".!?" and len(after.split()) >= 4
    return len(after) >= _PROSE or (width is not None and len(after) >= 45) or (sentence and closes)


def _wrapped_end(lines: Sequence[Line], i: int) -> int | None:
    """A heading broken over two lines: "Lasten palvelujen ja\\nhyvinvoinnin edistäminen (ESR+)"."""
    if i + 1 >= len(lines) or not lines[i + 1].text.strip()[:1].islower() or lines[i].text.rstrip()[-1:] in ".!?:":
        return None
    closes = i + 2 >= len(lines) or lines[i + 2].blank
    both = joined(lines[i : i + 2])
    return i + 1 if closes and could_be_heading(both) and not is_sentence(both) else None


def heads_contact(lines: Sequence[Line], i: int) -> bool:
    """A name or an office above a telephone number: the next lines are short and one of them is a detail."""
    if FUND_SUFFIX.search(lines[i].text) or is_capitals(lines[i].text):
        return False
    following = [line.text.strip() for line in lines[i + 1 : i + 10] if not line.blank][:4]
    for text in following:
        if is_contact_detail(text):
            return ":" not in text.split("@")[0][:40] and len(without_details(text).split()) <= 2
        if len(text) >= 60 or is_label(text) or BULLET.match(text) or (text[-1] in ".!?" and len(text.split()) > 2):
            return False
    return False


# --- all candidates together --------------------------------------------------------------------


def _drop_refrains(lines: Sequence[Line], candidates: list[_Candidate]) -> list[_Candidate]:
    """What heads something in every section ("Ehdot") is no topic."""
    del lines
    often = Counter(candidate.text.casefold() for candidate in candidates)
    return [c for c in candidates if often[c.text.casefold()] < 3 or FUND_SUFFIX.search(c.text)]


def _drop_lists(lines: Sequence[Line], candidates: list[_Candidate]) -> list[_Candidate]:
    """Numbered lines right below each other are a list, however far apart they stand."""
    del lines
    listed: set[int] = set()
    for one, other in itertools.pairwise(candidates):
        same = one.style == other.style and one.style.startswith("numbered")
        if same and one.body == 0:
            listed |= {one.first, other.first}
    return [candidate for candidate in candidates if candidate.first not in listed]


def _drop_sentences(lines: Sequence[Line], candidates: list[_Candidate]) -> list[_Candidate]:
    """A plain line that closes a section ("Tervetuloa mukaan") is no heading.

    It says something to the reader or is a sentence, and has no prose below; or it stands nearer to what is above it.
    Lines that a table of contents repeats are headings whatever they look like.
    """
    often = Counter(candidate.text.casefold() for candidate in candidates)
    return [
        c
        for c in candidates
        if c.style != "plain" or often[c.text.casefold()] > 1 or FUND_SUFFIX.search(c.text) or _is_heading(lines, c)
    ]


def _is_heading(lines: Sequence[Line], candidate: _Candidate) -> bool:
    below = next_written(lines, candidate.stop)
    if below is None:
        return False
    prose = _is_prose(lines, below)
    if (is_address(candidate.text) or is_sentence(candidate.text)) and not prose:
        return False
    return prose or gap_above(lines, candidate.first) >= gap_above(lines, below)


def _is_prose(lines: Sequence[Line], i: int) -> bool:
    """Whether the paragraph at line `i` is running text and not a contact's lines."""
    stop = next((j for j in range(i, len(lines)) if lines[j].blank), len(lines))
    if lines[i].role is not Role.TEXT or is_contact_detail(lines[i].text):
        return False
    if len(lines[i].text) >= _SENTENCE:
        return True
    return len(joined(lines[i:stop])) >= _SENTENCE and not any(is_contact_detail(line.text) for line in lines[i:stop])
