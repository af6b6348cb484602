"""Contacts of all sections -> `Person`s, and the persons that a section's prose names.

    Contact("Liisa Koski", email hidden), Contact("Liisa Koski", email shown) -> one Person, email filled in

One name is one person. The newest newsletter wins; what it does not tell is filled in from the others, with their evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.answer_records import Person
from assistant.facts.subjects import same_topic, subjects_at
from assistant.finnish import fold
from assistant.names import Names, is_form_of
from assistant.records import Contact, Section, Span

_FIELDS = ("title", "organisation", "phone", "email")
_PIECE = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Directory:
    """Every contact person of the index. `by_section` has the names of a section's contacts, then of those its prose mentions."""

    people: Mapping[str, Person]
    contacts: Mapping[tuple[str, str], Contact]
    by_section: Mapping[str, tuple[str, ...]]
    names: Names

    def person(self, name: str, section_id: str | None = None) -> Person:
        """The person as seen from a section: its own words first, the rest filled in and said to be so."""
        person = self.people[name]
        own = self.contacts.get((section_id, name)) if section_id else None
        if own is None:
            return person
        filled = tuple(f for f in _FIELDS if getattr(own, f) is None and getattr(person, f) is not None)
        values = {f: getattr(own, f) or getattr(person, f) for f in _FIELDS}
        others = tuple(e for e in person.evidence if e != own.evidence)
        return replace(person, evidence=(own.evidence, *others), filled=filled, **values)

    def of_section(self, section_id: str) -> tuple[Person, ...]:
        """The contacts of a section in its order; those only mentioned in its prose where it has none of its own."""
        return tuple(self.person(name, section_id) for name in self.by_section.get(section_id, ()))


def build_directory(
    contacts: Iterable[Contact], sections: Sequence[Section], published: Mapping[str, date | None]
) -> Directory:
    """Join contacts by name. `published` maps a newsletter's id to its date."""
    order = {section.section_id: i for i, section in enumerate(sections)}
    section_of = {section.section_id: section for section in sections}

    def age(contact: Contact) -> tuple[int, int]:
        section = section_of[contact.evidence.section_id]
        day = published.get(section.newsletter_id)
        return (-(day.toordinal() if day else 0), order[section.section_id])

    grouped: dict[str, list[Contact]] = {}
    own: dict[str, list[str]] = {}
    for contact in one_spelling(contacts):
        grouped.setdefault(contact.name, []).append(contact)
        own.setdefault(contact.evidence.section_id, []).append(contact.name)
    people = {name: _join(sorted(found, key=age), section_of) for name, found in grouped.items()}
    by_section = {section.section_id: tuple(own.get(section.section_id, ())) for section in sections}
    rows = _by_subject((c for found in grouped.values() for c in found), section_of)
    first_words = {name: frozenset(_PIECE.findall(name.rsplit(" ", 1)[0])) for name in people}
    for section in sections:
        if not by_section[section.section_id]:
            told = [name for subject, name in rows.get(section.newsletter_id, ()) if same_topic(subject, section.topic)]
            by_section[section.section_id] = tuple(dict.fromkeys(told)) or tuple(_mentioned(section, first_words))
    by_place = {(c.evidence.section_id, c.name): c for found in grouped.values() for c in found}
    return Directory(people, by_place, by_section, Names(people))


def one_spelling(contacts: Iterable[Contact]) -> list[Contact]:
    """The contacts with each word of an organisation's name in one spelling: "Rannikon ELY-Keskus" -> "Rannikon ELY-keskus".

    Of the spellings that differ in capitals alone the commonest is taken, of words that begin a name and of others apart,
    since a beginning has its capital from its place. Evidence keeps the newsletter's own words.
    """
    listed = list(contacts)
    names = [contact.organisation.split() for contact in listed if contact.organisation]
    written = Counter((i == 0, word) for name in names for i, word in enumerate(name))
    best: dict[tuple[bool, str], str] = {}
    for (begins, word), _ in written.most_common():
        best.setdefault((begins, word.casefold()), word)
    return [
        replace(contact, organisation=" ".join(best[i == 0, word.casefold()] for i, word in enumerate(name.split())))
        if (name := contact.organisation)
        else contact
        for contact in listed
    ]


def _by_subject(contacts: Iterable[Contact], section_of: Mapping[str, Section]) -> dict[str, list[tuple[str, str]]]:
    """Newsletter id -> (subject, name) of the rows and lines that say what a contact answers for."""
    found: dict[str, list[tuple[str, str]]] = {}
    for contact in contacts:
        section = section_of[contact.evidence.section_id]
        for subject in subjects_at(section, contact.evidence.span):
            found.setdefault(section.newsletter_id, []).append((subject, contact.name))
    return found


def _join(contacts: list[Contact], section_of: Mapping[str, Section]) -> Person:
    """The first contact is the newest; each field is the newest known."""
    values: dict[str, Any] = {f: next((getattr(c, f) for c in contacts if getattr(c, f)), None) for f in _FIELDS}
    topics = tuple(dict.fromkeys(topic for c in contacts for topic in _topics(c, section_of)))
    hidden = values["email"] is None and any(c.email_hidden for c in contacts)
    return Person(
        name=contacts[0].name,
        email_hidden=hidden,
        topics=topics,
        evidence=tuple(c.evidence for c in contacts),
        **values,
    )


def _topics(contact: Contact, section_of: Mapping[str, Section]) -> tuple[str, ...]:
    """The topics that a contact's row names, as their sections are headed; else the topic of its own section."""
    section = section_of[contact.evidence.section_id]
    subjects = subjects_at(section, contact.evidence.span)
    others = (other for other in section_of.values() if other.newsletter_id == section.newsletter_id)
    named = (
        tuple(o.topic for o in others if o is not section and any(same_topic(s, o.topic) for s in subjects))
        if subjects
        else ()
    )
    return named or (section.topic,)


def _mentioned(section: Section, first_words: Mapping[str, frozenset[str]]) -> list[str]:
    """Persons whose whole name stands in a section, the first name as it is and the last in any case."""
    held = set(_PIECE.findall(section.text))
    likely = (name for name, pieces in first_words.items() if pieces <= held)
    found = [(span.start, name) for name in likely if (span := mention_span(section, name))]
    return [name for _, name in sorted(found)]


def mention_span(section: Section, name: str) -> Span | None:
    """Where a section's prose names a person: a span of the section's text."""
    first, last = name.rsplit(" ", 1)
    match = re.search(rf"\b{re.escape(first)}\s+(\w[\w-]*)", section.text)
    return Span(*match.span()) if match and is_form_of(fold(match.group(1)), fold(last)) else None
