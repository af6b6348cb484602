"""Words that a line's end breaks -> whole words, for files whose lines have a fixed width.

    ["Saunan avajaisissa ker-", "rotaan hakuajasta."] -> ["Saunan avajaisissa", "kerrotaan hakuajasta."]

What the file writes elsewhere decides first ("linja-auto" or "linjaauto"), then how Finnish uses hyphens.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.newsletters.blocks import is_full, wrap_width
from assistant.newsletters.dating import MONTHS
from assistant.newsletters.lines import BLANK, Line, Role
from assistant.newsletters.shapes import BULLET, is_table_row

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CONJUNCTIONS = frozenset(["ja", "tai", "sekä", "eikä", "eli", "että", "kuin", "och", "eller", "samt", "and", "or"])
_VOWELS = frozenset("aeiouyäöå")
_ADDRESS = re.compile(r"@|\((?:at|ät|a)\)|\[(?:at|a)\]|://|www\.", re.IGNORECASE)
_BROKEN = re.compile(r"(?P<before>.*?)(?P<head>\S*[^\W_]\.?[-‐–—\u00ad])\s*")


def vocabulary(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in `texts`, in small letters; those with hyphens as one."""
    return Counter(word.casefold() for text in texts for word in _WORD.findall(text))


def whole_words(lines: Sequence[Line]) -> list[Line]:
    """The lines with each word that a line's end breaks put together, at the beginning of the lower line.

    Words that then no longer fit go further down, so that the lines' width still tells where a paragraph ends.
    """
    known, width = vocabulary(line.text for line in lines), wrap_width(lines)
    result: list[Line] = []
    carried = ""
    for line, after in itertools.zip_longest(lines, lines[1:], fillvalue=BLANK):
        below = after.text if _may_go_on(line, after) else ""
        kept, carried = _with_carried(carried, line.text, known), ""
        if kept != line.text and width and len(kept) > width:
            kept, carried = _fitting(kept, width)
            if carried and not (below and is_full(line.text, below, width)):
                result.append(replace(line, text=kept))
                kept, carried = carried, ""
        if below and not carried:
            kept, carried = _without_broken(kept, below, known)
        if kept or not carried:
            result.append(line if kept == line.text else replace(line, text=kept))
    return result


def _may_go_on(line: Line, after: Line) -> bool:
    """Whether both are running text; list items go on below, but no item begins within a word."""
    plain = all(each.role is Role.TEXT and not each.ruled and not is_table_row(each.text) for each in (line, after))
    return plain and not BULLET.match(after.text)


def _with_carried(carried: str, words: str, known: Counter[str]) -> str:
    """A line with what came down to it at its head, indented as it was."""
    if not carried:
        return words
    indent = "" if carried[0].isspace() else words[: len(words) - len(words.lstrip())]
    return indent + join_words(carried, words, known)


def _fitting(words: str, width: int) -> tuple[str, str]:
    """A line as far as it fits, and the rest."""
    cut = words.rfind(" ", 0, width + 1)
    return (words[:cut], words[cut:].strip()) if words[: max(cut, 0)].strip() else (words, "")


def _without_broken(words: str, below: str, known: Counter[str]) -> tuple[str, str]:
    """A line without the beginning of a word that goes on below, and that beginning; with a list item's only word its mark."""
    broken = _BROKEN.fullmatch(words)
    if broken is None or " " in join_words(broken["head"], below.split()[0], known):
        return words, ""
    item = BULLET.match(words)
    alone = not broken["before"].strip() or (item is not None and item.end() >= len(broken["before"]))
    return ("", words.rstrip()) if alone else (broken["before"].rstrip(), broken["head"])


def join_words(before: str, after: str, known: Counter[str]) -> str:
    """Two lines as one: ("säh-", "köisesti") -> "sähköisesti"; ("ELY-", "keskus") -> "ELY-keskus".

    A hyphen that stands for the end of a compound keeps its space: ("sosiaali-", "ja terveysala").
    """
    before, after = before.rstrip(), after.lstrip()
    if before.endswith("\u00ad"):
        return before[:-1] + after
    if re.search(r"\d\.?[-–—]$|\w[–—]$", before) and after.split(" ")[0] not in _CONJUNCTIONS:
        return before + after  # "16.5.–" and "30.9.2022", "9.-" and "luokkalaiset", "tammi–" and "helmikuu"
    head = re.search(r"([^\W_][\w-]*)[-‐]$", before)
    tail = re.match(r"[^\W_][\w-]*", after)
    if head is None or tail is None or tail.group() in _CONJUNCTIONS:
        return f"{before} {after}"
    address = _ADDRESS.search(before.split(" ")[-1] + after.split(" ")[0]) is not None
    if address or _keeps_hyphen(head.group(1), tail.group(), known):
        return before + after
    return before[:-1] + after


def _keeps_hyphen(head: str, tail: str, known: Counter[str]) -> bool:
    whole, hyphened = known[(head + tail).casefold()], known[f"{head}-{tail}".casefold()]
    if whole != hyphened:
        return hyphened > whole
    last = head.rpartition("-")[2]
    if last.isupper() or any(c.isdigit() for c in last) or tail[:1].isupper():
        return True
    if last.casefold() in MONTHS and tail.casefold().startswith(tuple(MONTHS)):
        return True
    return last[-1:].casefold() == tail[:1].casefold() and last[-1:].casefold() in _VOWELS
