"""Several issues of one newsletter: which one a question means, which one answers, and what earlier ones told.

"Kuka vastaa kylien palveluista?" -> the newest section of the topic that tells as much of what is asked
"Mitä kesäkuun 2023 uutiskirjeessä sanottiin ...?" -> that issue alone
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.index import SearchIndex
from assistant.questions.issues import AskedIssue, Place
from assistant.records import Newsletter
from assistant.retrieval import SectionHit
from assistant.series import Series

_AS_MUCH = 0.4
"""How much less of the question's words a newer section may hold and still stand for its topic."""
_HELP, _LAST = 0.3, 1.0
"""The share of an older section's lead that its thread keeps."""


def newest_first(hits: Sequence[SectionHit], series: Series) -> tuple[SectionHit, ...]:
    """Sections best first, those of one thread together: the newest that holds about as much of the question, then the others.

    A thread is ordered by its first, helped a little by a better older one: how topics were worded then decides little. The
    last issue of a series gains a little: a topic may go on there under another heading, unrecognised.
    """
    threads: dict[str, list[SectionHit]] = {}
    for hit in hits:
        threads.setdefault(series.thread(hit.section.section_id)[0], []).append(hit)
    ordered = [_by_age(found, series) for found in threads.values()]
    last = {issues[-1].newsletter_id for issues in series.issues if len(issues) > 1}
    ordered.sort(key=lambda found: -found[0].score - _LAST * (found[0].section.newsletter_id in last))
    return tuple(hit for found in ordered for hit in found)


def _by_age(found: list[SectionHit], series: Series) -> list[SectionHit]:
    thread = series.thread(found[0].section.section_id)
    by_age = sorted(found, key=lambda hit: thread.index(hit.section.section_id))
    most, best = max(hit.cover for hit in found), max(hit.score for hit in found)
    first = next(hit for hit in by_age if hit.cover >= most - _AS_MUCH)
    helped = replace(first, score=first.score + _HELP * (best - first.score))
    return [helped, *(hit for hit in by_age if hit is not first)]


def asked_newsletters(asked: AskedIssue, index: SearchIndex, series: Series) -> frozenset[str]:
    """The newsletters that a question names; none where there is none of that time."""
    if asked.place is not None:
        return frozenset(_placed(asked.place, series))
    if asked.number is not None:
        return frozenset(letter.newsletter_id for letter in index.newsletters if _has_number(letter, asked.number))
    return frozenset(letter.newsletter_id for letter in index.newsletters if _published_in(letter, asked))


def _placed(place: Place, series: Series) -> list[str]:
    at = {Place.NEWEST: -1, Place.PREVIOUS: -2, Place.FIRST: 0}[place]
    return [issues[at].newsletter_id for issues in series.issues if len(issues) >= abs(at)]


def _has_number(letter: Newsletter, number: str) -> bool:
    """Whether "3/2024" is in the title, or is the month in which the letter came out."""
    month, year = (int(part) for part in number.split("/"))
    titled = f" {number} " in f" {' '.join(letter.title.split())} "
    return titled or (letter.published is not None and (letter.published.year, letter.published.month) == (year, month))


def _published_in(letter: Newsletter, asked: AskedIssue) -> bool:
    """Whether a letter came out in the time; of a letter known by its month alone, whether the month overlaps."""
    if letter.published is None or asked.opens is None or asked.closes is None:
        return False
    if asked.opens <= letter.published <= asked.closes:
        return True
    by_month = letter.published.day == 1
    return by_month and (letter.published.year, letter.published.month) == (asked.opens.year, asked.opens.month)


def in_force(asked: AskedIssue, series: Series) -> frozenset[str]:
    """Of every series the newest issue that had come out by the end of the time; none where a series had not begun."""
    found = []
    for issues in series.issues:
        earlier = [issue for issue in issues if asked.closes is not None and issue.published <= asked.closes]
        found += [issue.newsletter_id for issue in earlier[-1:]]
    return frozenset(found)
