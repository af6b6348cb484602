"""Whether two files hold the same issue of a newsletter, whatever their formats.

    a.txt and its PDF -> the same;  the issues of May and June -> not;  an issue and its correction -> not

Candidates are found by what runs of five words they share (bottom-k sketches: Broder 1997, "On the resemblance and containment of
documents"), so that many newsletters cost little. Whether a candidate is the same is then read word by word: shares of common
words would not tell an issue from its correction. The words must run alike, except that one of the two may have more before or
after ("Avaa selaimessa", a footer), or a short line without a number in between ("Lue lisää").
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest

from assistant.newsletters.outline import GROUP, SECTION
from assistant.records import BlockKind, Newsletter

Sketch = tuple[int, ...]

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")  # plain text spells out where a page's links lead
_WORD = re.compile(r"[^\W_]+(?:[.,:/@_-]+[^\W_]+)*")
_NUMBER = re.compile(r"@|\d{3}|\d[.,:/-]+\d")  # a bare "3" may be a page's number
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_RUN = 5  # words
_SKETCH = 64  # runs kept of each newsletter
_SHARED = 0.4  # of the sketch, for a candidate; an issue with half as much again around it shares 0.67 of it
_LONGER = 0.6  # the shorter of two is at least so long
_LOST = 40  # words around the issue that may be left out: "Peruuta tilaus tästä ..."
_LINE = 4  # words of a line that only one has in the middle
_LARGEST = 50_000_000  # cells of an alignment: 6 MB, a tenth of a second


class Words:
    """The words of a newsletter, as they are compared."""

    def __init__(self, newsletter: Newsletter) -> None:
        self.words: list[str] = []
        self.opens: set[int] = set()
        self.headings = 0
        for block in newsletter.blocks:
            self.opens.add(len(self.words))
            text = unicodedata.normalize("NFKC", block.span.of(newsletter.text)).casefold().translate(_DASHES)
            self.words += _WORD.findall(_ADDRESS.sub(" ", text))
            self.headings += block.kind is BlockKind.HEADING and block.level in {GROUP, SECTION}
        self.opens.add(len(self.words))

    @cached_property
    def numbers(self) -> Counter[str]:
        """The figures of days, sums and telephone numbers, and the addresses."""
        told = (word for word in self.words if _NUMBER.search(word))
        return Counter(part for word in told for part in ([word] if "@" in word else re.findall(r"\d+", word)))

    def sketch(self) -> Sketch:
        """The smallest hashes of its runs of five words, ascending."""
        runs = {" ".join(self.words[start : start + _RUN]) for start in range(max(1, len(self.words) - _RUN + 1))}
        return tuple(nsmallest(_SKETCH, (zlib.crc32(run.encode()) for run in runs)))


class Issues:
    """The newsletters read so far, by the file that each is from."""

    def __init__(self) -> None:
        self._newsletters: dict[str, Newsletter] = {}
        self._words: dict[str, Words] = {}
        self._sketches: dict[str, Sketch] = {}
        self._holders: dict[int, set[str]] = defaultdict(set)

    def __contains__(self, source: str) -> bool:
        return source in self._newsletters

    def add(self, newsletter: Newsletter, sketch: Sketch) -> None:
        """Another newsletter, with its `Words.sketch`."""
        self._newsletters[newsletter.source] = newsletter
        self._sketches[newsletter.source] = sketch
        for run in sketch:
            self._holders[run].add(newsletter.source)

    def remove(self, source: str) -> None:
        """A newsletter turned out to be the poorer copy of another."""
        for run in self._sketches.pop(source):
            self._holders[run].discard(source)
        del self._newsletters[source]
        self._words.pop(source, None)

    def candidates(self, sketch: Sketch) -> Iterator[tuple[str, Words]]:
        """The newsletters that may be the same, the likeliest first."""
        shared = Counter(source for run in sketch for source in self._holders.get(run, ()))
        for source, count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
            if count >= _SHARED * min(len(sketch), len(self._sketches[source])):
                if source not in self._words:
                    self._words[source] = Words(self._newsletters[source])
                yield source, self._words[source]


def stands_for(kept: Words, other: Words) -> bool:
    """Whether both are the same issue and nothing that matters is lost where `other` is left out."""
    if min(len(kept.words), len(other.words)) < _LONGER * max(len(kept.words), len(other.words)):
        return False
    if other.numbers - kept.numbers:
        return False
    around = _around(kept, other)
    return around is not None and len(around) <= _LOST


@dataclass(frozen=True, slots=True)
class _Gap:
    """Words between two runs that both newsletters have: half-open ranges of the one's and of the other's words."""

    start: int
    stop: int
    other_start: int
    other_stop: int


def _around(kept: Words, other: Words) -> list[str] | None:
    """What `other` has more before and after the words that both have; None where they are not the same issue."""
    gaps = _gaps(kept.words, other.words)
    if gaps is None:
        return None
    more: list[str] = []
    for gap in gaps:
        ours, theirs = kept.words[gap.start : gap.stop], other.words[gap.other_start : gap.other_stop]
        if _differ_in_breaks(ours, theirs):
            continue
        if ours and theirs:
            return None
        if gap.start == gap.other_start == 0 or (gap.stop == len(kept.words) and gap.other_stop == len(other.words)):
            more += theirs
        elif not (_is_line(kept, gap.start, gap.stop) if ours else _is_line(other, gap.other_start, gap.other_stop)):
            return None
    return more


def _gaps(first: list[str], second: list[str]) -> list[_Gap] | None:
    """What stands before, between and after the runs that both have; None where they have too little in common."""
    if first == second:
        return []
    head = _common(first, second)
    tail = _common(first[head:][::-1], second[head:][::-1])
    middle, other_middle = first[head : len(first) - tail], second[head : len(second) - tail]
    if len(middle) * len(other_middle) > _LARGEST:
        return None
    runs = [(head, head, head)] if head else []  # where a run ends in either, and its length
    if middle and other_middle:
        from rapidfuzz.distance import Indel

        matches = Indel.opcodes(middle, other_middle).as_matching_blocks()
        runs += [(head + m.a + m.size, head + m.b + m.size, m.size) for m in matches if m.size]
    if tail:
        runs.append((len(first), len(second), tail))
    return _between(first, second, runs)


def _between(first: list[str], second: list[str], runs: list[tuple[int, int, int]]) -> list[_Gap] | None:
    long = [place for place, (_, _, size) in enumerate(runs) if size >= _RUN]
    if not long:
        return None
    # Single words at the ends may be met by chance; a long run is extended over them instead.
    runs = runs[long[0] : long[-1] + 1]
    stop, other_stop, size = runs[0]
    before = _common(first[: stop - size][::-1], second[: other_stop - size][::-1])
    runs[0] = (stop, other_stop, size + before)
    stop, other_stop, size = runs[-1]
    after = _common(first[stop:], second[other_stop:])
    runs[-1] = (stop + after, other_stop + after, size + after)
    gaps, reached, other_reached = [], 0, 0
    for stop, other_stop, size in [*runs, (len(first), len(second), 0)]:
        if (reached, other_reached) != (stop - size, other_stop - size):
            gaps.append(_Gap(reached, stop - size, other_reached, other_stop - size))
        reached, other_reached = stop, other_stop
    return gaps


def _common(first: list[str], second: list[str]) -> int:
    """How many words the two begin with alike."""
    differing = (place for place, (one, other) in enumerate(zip(first, second, strict=False)) if one != other)
    return next(differing, min(len(first), len(second)))


def _is_line(text: Words, start: int, stop: int) -> bool:
    """Whether words are a short line of its own without a number; where the same words follow, it may begin later."""
    if stop - start > _LINE or any(
        character.isdigit() or character == "@" for character in "".join(text.words[start:stop])
    ):
        return False
    while not {start, stop} <= text.opens and start and text.words[start - 1] == text.words[stop - 1]:
        start, stop = start - 1, stop - 1
    return {start, stop} <= text.opens


def _differ_in_breaks(first: list[str], second: list[str]) -> bool:
    """Whether words are the same but for spaces and hyphens: "kehittämis- hanke"; "1.11." is not "11.1."."""
    one, other = "".join(first), "".join(second)
    if any(character.isdigit() for character in one):
        return False
    return re.sub(r"[\W_]", "", one) == re.sub(r"[\W_]", "", other)
