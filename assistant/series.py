"""Newsletters that are issues of one series, and the sections of different issues that are about the same topic.

    "Rantaviesti – kesäkuu 2023", "Rantaviesti – joulukuu 2023" -> one series of two issues
    "2. Kylien palvelut (ESR+)" of both                         -> one thread, newest first

Only dated newsletters have an order; one without a date is a series of its own, and so is a letter like no other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from assistant.finnish import fold, words
from assistant.newsletters.dating import MONTHS
from assistant.records import Issue, Newsletter, Section

_NO_NAME = re.compile(
    rf"\w*\d\w*|(?:{'|'.join(fold(month) for month in MONTHS)})kuu\w*|uutiskir\w+|nro|numero|kevat|kesa|syksy|talvi"
)
"""Words of a title that tell the issue or the genre, and nothing of whose letter it is."""
_TELLING_WORD = 5
"""Letters with different titles are a series when their files have one name and their titles share a word of as many letters."""
_OF_SERIES, _LEAST_SHARED, _TELLING_HEADING = 1 / 3, 2, 12
"""They are one, too, when so great a share of the smaller one's headings, and so many, are the same,
counting only headings of so many letters."""
_SAME_HEADING, _SAME_TEXT, _RUN = 0.6, 0.5, 4
"""Shares of common words of two headings, and of common runs of four words of two texts, from which on a topic is the same."""
_HEADING_STEM, _TEXT_STEM, _NEAR_TEXT = 7, 6, 0.09
"""It is so, too, where headings share a beginning of so many letters ("Rantasaunat", "RANTASAUNOJEN TUKI") and texts such a
share of theirs. Other sections of consecutive issues share less than 0.07 where headings have nothing in common."""


@dataclass(frozen=True)
class Series:
    """The issues of every series, oldest first, and the threads of their sections, newest first."""

    issues: tuple[tuple[Issue, ...], ...]
    threads: Mapping[str, tuple[str, ...]]

    @cached_property
    def by_newsletter(self) -> dict[str, tuple[Issue, ...]]:
        """The series that a newsletter belongs to, by its id."""
        return {issue.newsletter_id: issues for issues in self.issues for issue in issues}

    @cached_property
    def issue_by_id(self) -> dict[str, Issue]:
        """Each dated newsletter as an issue, by its id."""
        return {issue.newsletter_id: issue for issues in self.issues for issue in issues}

    def thread(self, section_id: str) -> tuple[str, ...]:
        """The sections of the same topic in all issues, newest first; the section alone where it has no other."""
        return self.threads.get(section_id, (section_id,))

    def issue_among_others(self, newsletter_id: str) -> Issue | None:
        """The issue that a newsletter is, where its series has more than one."""
        issues = self.by_newsletter.get(newsletter_id, ())
        return self.issue_by_id[newsletter_id] if len(issues) > 1 else None


def find_series(newsletters: Sequence[Newsletter], sections: Sequence[Section]) -> Series:
    """Group newsletters to series and sections to threads."""
    by_letter: dict[str, list[Section]] = defaultdict(list)
    for section in sections:
        by_letter[section.newsletter_id].append(section)
    groups = _groups([letter for letter in newsletters if letter.published is not None], by_letter)
    issues = tuple(_issues(group) for group in groups)
    threads: dict[str, tuple[str, ...]] = {}
    for series in issues:
        if len(series) > 1:
            threads.update(_threads([by_letter[issue.newsletter_id] for issue in series]))
    return Series(issues, threads)


def _issues(group: list[Newsletter]) -> tuple[Issue, ...]:
    dated = [(letter.published, letter.newsletter_id) for letter in group if letter.published is not None]
    months = Counter((day.year, day.month) for day, _ in dated)
    return tuple(
        Issue(newsletter_id, day, by_day=months[day.year, day.month] > 1) for day, newsletter_id in sorted(dated)
    )


# --- series -------------------------------------------------------------------------------------


def _groups(letters: list[Newsletter], sections: Mapping[str, list[Section]]) -> list[list[Newsletter]]:
    """Newsletters of one name, and those that share headings, joined."""
    named: dict[str, list[Newsletter]] = defaultdict(list)
    for letter in letters:
        named[_name(letter.title) or f"\n{letter.newsletter_id}"].append(letter)
    groups = list(named.values())
    headings = [{_key(s) for letter in group for s in sections[letter.newsletter_id]} for group in groups]
    telling = [{key for key in keys if len(key) >= _TELLING_HEADING} for keys in headings]
    joined: list[int] = list(range(len(groups)))
    for one, other in _sharing(telling):
        shared = len(telling[one] & telling[other])
        if shared >= _LEAST_SHARED and shared >= _OF_SERIES * min(len(telling[one]), len(telling[other])):
            old, new = joined[other], joined[one]
            joined = [new if place == old else place for place in joined]
    for one, other in _of_one_file_name(groups):
        joined = [joined[one] if place == joined[other] else place for place in joined]
    together: dict[int, list[Newsletter]] = defaultdict(list)
    for place, group in zip(joined, groups, strict=True):
        together[place] += group
    return list(together.values())


def _of_one_file_name(groups: list[list[Newsletter]]) -> Iterator[tuple[int, int]]:
    """The pairs of groups with files like "kirje-2025-1.txt" and "kirje-2025-2.txt" whose titles share a telling word."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        for letter in group:
            name = _name(re.sub(r"[-_]+", " ", PurePosixPath(letter.source).stem))
            for word in _folded(letter.title):
                if name and len(word) >= _TELLING_WORD and not _NO_NAME.fullmatch(word):
                    holders[name, word].append(place)
    yield from sorted({(places[0], other) for places in holders.values() for other in places[1:] if other != places[0]})


def _sharing(keys: list[set[str]]) -> Iterator[tuple[int, int]]:
    """The pairs of groups that have a heading in common, each once."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, own in enumerate(keys):
        for key in own:
            holders[key].append(place)
    pairs = {(one, other) for places in holders.values() for i, one in enumerate(places) for other in places[i + 1 :]}
    return iter(sorted(pairs))


def _name(title: str) -> str:
    """What a title says beside the issue: "Rantaviesti - kesäkuu 2023" -> "rantaviesti"."""
    return " ".join(word for word in _folded(title) if not _NO_NAME.fullmatch(word))


def _folded(text: str) -> list[str]:
    return [fold(word.text) for word in words(text)]


def _key(section: Section) -> str:
    return " ".join(_folded(section.topic))


# --- threads ------------------------------------------------------------------------------------


def _threads(issues: list[list[Section]]) -> dict[str, tuple[str, ...]]:
    """Section id -> ids of its thread, newest first; `issues` are oldest first."""
    threads: list[list[Section]] = []
    by_key: dict[str, int] = {}
    before: list[int] = []  # threads that the issue before continued
    for sections in issues:
        continued: dict[str, int] = {}
        for section in sections:
            place = by_key.get(_key(section))
            if place is not None and place not in continued.values():
                continued[section.section_id] = place
        free = [place for place in before if place not in continued.values()]
        unmatched = [section for section in sections if section.section_id not in continued]
        continued |= _by_likeness(unmatched, [(place, threads[place][-1]) for place in free])
        for section in sections:
            place = continued.get(section.section_id)
            if place is None:
                place = len(threads)
                threads.append([])
                continued[section.section_id] = place
            threads[place].append(section)
            by_key[_key(section)] = place
        before = list(continued.values())
    return {
        section.section_id: tuple(s.section_id for s in reversed(thread)) for thread in threads for section in thread
    }


def _by_likeness(sections: list[Section], candidates: list[tuple[int, Section]]) -> dict[str, int]:
    """Sections whose heading was reworded, or whose text stayed under another heading; the likest pairs first, each once."""
    pairs = []
    for section in sections:
        for place, other in candidates:
            likeness = _likeness(section, other)
            if likeness:
                pairs.append((likeness, section.section_id, place))
    found: dict[str, int] = {}
    for _, section_id, place in sorted(pairs, key=lambda pair: -pair[0]):
        if section_id not in found and place not in found.values():
            found[section_id] = place
    return found


def _likeness(one: Section, other: Section) -> float:
    headings = _share(set(_folded(one.topic)), set(_folded(other.topic)))
    if headings >= _SAME_HEADING:
        return 1 + headings
    texts = _share(set(_runs(_folded(one.text))), set(_runs(_folded(other.text))))
    if texts >= _SAME_TEXT:
        return texts
    if _beginnings(one.topic, _HEADING_STEM).isdisjoint(_beginnings(other.topic, _HEADING_STEM)):
        return 0.0
    near = _share(_beginnings(one.text, _TEXT_STEM), _beginnings(other.text, _TEXT_STEM))
    return near if near >= _NEAR_TEXT else 0.0


def _beginnings(text: str, letters: int) -> set[str]:
    """What the longer words begin with: inflected forms and compounds of one word have that in common."""
    return {word[:letters] for word in _folded(text) if len(word) >= letters}


def _runs(tokens: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(tokens[i : i + _RUN]) for i in range(len(tokens) - _RUN + 1))


def _share(one: Set[object], other: Set[object]) -> float:
    """Common members over all members (Jaccard)."""
    return len(one & other) / len(one | other) if one and other else 0.0
