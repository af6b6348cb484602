"""Questions to try, worded from the headings of the index that is loaded.

SearchIndex -> ("Kuka on yhteyshenkilö teemassa Kylien palvelut?", ...)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from assistant.records import Contact, Fact, FundingCall, Money, Section

if TYPE_CHECKING:
    from assistant.index import SearchIndex

_WORDINGS: tuple[tuple[str, Callable[[Fact], bool]], ...] = (
    ("Kuka on yhteyshenkilö, kun aiheena on {topic}?", lambda fact: isinstance(fact, Contact)),
    (
        "Milloin haku on auki, kun aiheena on {topic}?",
        lambda fact: isinstance(fact, FundingCall) and fact.period is not None,
    ),
    ("Paljonko rahoitusta on, kun aiheena on {topic}?", lambda fact: isinstance(fact, Money)),
)
_LIST_CALLS = "Mitkä haut ovat nyt auki?"
_LONGEST = 60  # letters of a heading that fits a button on a telephone


def example_questions(index: SearchIndex) -> tuple[str, ...]:
    """One question a kind of fact, each about another section, short headings first."""
    used: set[str] = set()
    questions: list[str] = []
    for wording, wanted in _WORDINGS:
        section = _section_with(index, wanted, used)
        if section:
            used.add(section.section_id)
            questions.append(wording.format(topic=section.topic))
    if any(isinstance(fact, FundingCall) for fact in index.facts):
        questions.append(_LIST_CALLS)
    return tuple(questions)


def _section_with(index: SearchIndex, wanted: Callable[[Fact], bool], used: Iterable[str]) -> Section | None:
    """The section with the shortest heading among those that hold a wanted fact and are not yet used."""
    fitting = (
        section
        for section in index.sections
        if section.section_id not in used
        and len(section.topic) <= _LONGEST
        and any(wanted(fact) for fact in index.facts_by_section.get(section.section_id, ()))
    )
    return min(fitting, key=lambda section: len(section.topic), default=None)
