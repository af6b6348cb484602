"""Words that a line's end breaks -> whole words, for files whose lines have a fixed width.

    ["Saunan avajaisissa ker-", "rotaan hakuajasta."] -> ["Saunan avajaisissa", "kerrotaan hakuajasta."]

What the file writes elsewhere decides first ("linja-auto" or "linjaauto"), then how Finnish uses hyphens.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.newsletters.dating import MONTHS
from assistant.newsletters.lines import Line, Role
from assistant.newsletters.shapes import BULLET, is_table_row

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CONJUNCTIONS = frozenset(["ja", "tai", "sekä", "eikä", "eli", "että", "kuin", "och", "eller", "samt", "and", "or"])
_VOWELS = frozenset("aeiouyäöå")
_ADDRESS = re.compile(r"@|\((?:at|ät|a)\)|\[(?:at|a)\]|://|www\.", re.IGNORECASE)
_BROKEN = re.compile(r"(?P<before>.*?)(?P<head>\S*[^\W_]\.?[-‐–—\u00ad])\s*")
_NEXT = re.compile(r"(?P<indent>\s*)(?P<tail>\S+)(?P<rest>.*)")


def vocabulary(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in `texts`, in small letters; those with hyphens as one."""
    return Counter(word.casefold() for text in texts for word in _WORD.findall(text))


def whole_words(lines: Sequence[Line]) -> list[Line]:
    """The lines with each word that a line's end breaks put together, at the beginning of the lower line.

    So the upper line is still one that ended because the next word did not fit.
    """
    known = vocabulary(line.text for line in lines)
    result = list(lines)
    for i in range(1, len(result)):
        if _may_go_on(result[i - 1], result[i]):
            upper, lower = _joined_over(result[i - 1].text, result[i].text, known)
            result[i - 1], result[i] = replace(result[i - 1], text=upper), replace(result[i], text=lower)
    return result


def _may_go_on(line: Line, after: Line) -> bool:
    """Whether both are running text; list items go on below, but no item begins within a word."""
    plain = all(each.role is Role.TEXT and not each.ruled and not is_table_row(each.text) for each in (line, after))
    return plain and not BULLET.match(after.text)


def _joined_over(upper: str, lower: str, known: Counter[str]) -> tuple[str, str]:
    """Two lines with the word between them on one of them, both as they are where no word is broken."""
    broken, following = _BROKEN.fullmatch(upper), _NEXT.fullmatch(lower)
    if broken is None or following is None:
        return upper, lower
    whole = join_words(broken["head"], following["tail"], known)
    if " " in whole:
        return upper, lower
    item = BULLET.match(upper)
    if broken["before"].strip() and (item is None or item.end() < len(broken["before"])):
        return broken["before"].rstrip(), following["indent"] + whole + following["rest"]
    return broken["before"] + whole, following["indent"] + following["rest"].lstrip()


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
