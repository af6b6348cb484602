"""What the tabs list out of an index and what is known of it: persons, calls, newsletters, and what they can be sorted by.

people(knowledge), calls(knowledge, day), groups(index), offices(people)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assistant.answer_records import CallRow, CallStatus, Person
from assistant.calls import with_status

if TYPE_CHECKING:
    from assistant.answers import Knowledge
    from assistant.index import SearchIndex


_ORDER = str.maketrans("åäöéüšž", "{|}eysz")  # the signs that follow z


def people(knowledge: Knowledge) -> tuple[Person, ...]:
    """Every contact person once, by last name."""
    persons = knowledge.directory.people.values()
    return tuple(sorted(persons, key=lambda person: finnish_order(last_name_first(person.name))))


def last_name_first(name: str) -> str:
    """ "Maija Virta" -> "Virta Maija"."""
    first, _, last = name.rpartition(" ")
    return f"{last} {first}"


def finnish_order(words: str) -> str:
    """A key that puts å, ä and ö after z, in this order, capitals or not."""
    return words.casefold().translate(_ORDER)


def calls(knowledge: Knowledge, day: date) -> tuple[CallRow, ...]:
    """Every call with its status on a day, earliest first, those without a time last."""
    return tuple(sorted(with_status(knowledge.calls, day), key=_by_time))


def _by_time(row: CallRow) -> tuple[date, date, str]:
    period = row.call.period
    first = period and (period.opens or period.closes)
    last = period and (period.closes or period.opens)
    return (first or date.max, last or date.max, finnish_order(row.topics[0]))


def groups(index: SearchIndex) -> tuple[str, ...]:
    """The theme groups in the order of the newsletters."""
    return tuple(dict.fromkeys(section.group for section in index.sections if section.group))


def offices(persons: Iterable[Person]) -> tuple[str, ...]:
    """The organisations of persons by alphabet."""
    return tuple(sorted({person.organisation for person in persons if person.organisation}, key=finnish_order))


def fold_office(office: str | None) -> str:
    """An organisation's name for comparison."""
    return " ".join((office or "").casefold().split())


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list is narrowed to; None leaves it whole."""

    words: str = ""
    office: str | None = None
    group: str | None = None
    newsletter: str | None = None
    statuses: tuple[CallStatus, ...] = ()

    def section_ids(self, index: SearchIndex) -> set[str]:
        """The sections of the chosen group and newsletter."""
        return {
            section.section_id
            for section in index.sections
            if self.group in (None, section.group) and self.newsletter in (None, section.newsletter_id)
        }


def chosen_people(index: SearchIndex, persons: Sequence[Person], choice: Choice) -> list[Person]:
    """Persons of the chosen office and group whose name, title, office or topics hold every word, each as a word's beginning."""
    sections = choice.section_ids(index)
    words = choice.words.casefold().split()
    return [
        person
        for person in persons
        if choice.office in (None, "") or fold_office(person.organisation) == fold_office(choice.office)
        if any(evidence.section_id in sections for evidence in person.evidence)
        if _holds(" ".join([person.name, person.title or "", person.organisation or "", *person.topics]), words)
    ]


def chosen_calls(index: SearchIndex, rows: Sequence[CallRow], choice: Choice) -> list[CallRow]:
    """Calls of the chosen group, newsletter and statuses that hold every word."""
    sections = choice.section_ids(index)
    words = choice.words.casefold().split()
    return [
        row
        for row in rows
        if any(evidence.section_id in sections for evidence in row.evidence)
        if not choice.statuses or row.status in choice.statuses
        if _holds(" ".join([row.call.call, row.call.about, *row.topics]), words)
    ]


def _holds(text: str, words: Sequence[str]) -> bool:
    parts = text.casefold().replace("-", " ").replace("(", " ").split()
    return all(any(part.startswith(word) for part in parts) for word in words)
