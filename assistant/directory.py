"""Contacts of all sections -> `Person`s, and the persons that a question or a section's prose names.

    Contact("Marika Lindroth", email hidden), Contact("Marika Lindroth", email shown) -> one Person, email filled in

One name is one person. The newest newsletter wins; what it does not tell is filled in from the others, with their evidence.
Names are recognised in every case of Finnish ("Pölöselle", "Kettukankaan"), without dots, and with a typing error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.finnish import Lemmatizer, fold, words
from assistant.records import Contact, Person, Section, Span

_FIELDS = ("title", "organisation", "phone", "email")
_ENDING = re.compile(
    r"(?:i?n|i?lle|i?lla|i?lta|i?ssa|i?sta|i?ksi|i?na|ia|a|ta|ja|in|iin|hin|an|en|on|un|yn|een|oon|aan|uun|yyn|s|:n|'s)?(?:kin|kaan|ko)?"
)
_TYPING_ERROR = 84
"""Similarity, per cent, above which an unknown word is a misspelt name."""


@dataclass(frozen=True, slots=True)
class Directory:
    """Every contact person of the index. `by_section` has the names of a section's contacts, then of those its prose mentions."""

    people: Mapping[str, Person]
    contacts: Mapping[tuple[str, str], Contact]
    by_section: Mapping[str, tuple[str, ...]]

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
    for contact in contacts:
        grouped.setdefault(contact.name, []).append(contact)
        own.setdefault(contact.evidence.section_id, []).append(contact.name)
    people = {name: _join(sorted(found, key=age), section_of) for name, found in grouped.items()}
    by_section = {section.section_id: tuple(own.get(section.section_id, ())) for section in sections}
    for section in sections:
        if not by_section[section.section_id]:
            by_section[section.section_id] = tuple(_mentioned(section, people))
    return Directory(
        people, {(c.evidence.section_id, c.name): c for found in grouped.values() for c in found}, by_section
    )


def _join(contacts: list[Contact], section_of: Mapping[str, Section]) -> Person:
    """The first contact is the newest; each field is the newest known."""
    values: dict[str, Any] = {f: next((getattr(c, f) for c in contacts if getattr(c, f)), None) for f in _FIELDS}
    topics = tuple(dict.fromkeys(section_of[c.evidence.section_id].topic for c in contacts))
    hidden = values["email"] is None and any(c.email_hidden for c in contacts)
    return Person(
        name=contacts[0].name,
        email_hidden=hidden,
        topics=topics,
        evidence=tuple(c.evidence for c in contacts),
        **values,
    )


def _mentioned(section: Section, people: Mapping[str, Person]) -> list[str]:
    """Persons whose whole name stands in a section, the first name as it is and the last in any case."""
    found = []
    for name in people:
        first, last = name.rsplit(" ", 1)
        match = re.search(rf"\b{re.escape(first)}\s+(\w[\w-]*)", section.text)
        if match and is_form_of(fold(match.group(1)), fold(last)):
            found.append((match.start(), name))
    return [name for _, name in sorted(found)]


def mention_span(section: Section, name: str) -> Span | None:
    """Where a section's prose names a person: a span of the section's text."""
    first, last = name.rsplit(" ", 1)
    match = re.search(rf"\b{re.escape(first)}\s+(\w[\w-]*)", section.text)
    return Span(*match.span()) if match and is_form_of(fold(match.group(1)), fold(last)) else None


def is_form_of(word: str, name: str) -> bool:
    """Whether folded `word` is folded `name` in some case: "poloselle" of "polonen", "tuimalan" of "tuimala"."""
    stems = [name]
    if name.endswith("nen"):
        stems.append(name[:-3] + "s")
        stems.append(name[:-3] + "se")
    if name.endswith("i"):
        stems.append(name[:-1] + "e")
    return any(word.startswith(stem) and _ENDING.fullmatch(word[len(stem) :]) for stem in stems)


def named_people(question: str, people: Iterable[str], lemmatizer: Lemmatizer) -> tuple[str, ...]:
    """The persons among `people` whom a question names, in the order it names them.

    A last name is enough; with a first name before it, that must be the person's. A first name alone counts when only one has it.
    """
    tokens = [(word.text, fold(word.text)) for word in words(question)]
    names = list(people)
    found: list[str] = []
    for i, (written, word) in enumerate(tokens):
        if len(word) < 3:
            continue
        matches = [name for name in names if _is_last_name(written, word, name, lemmatizer)]
        if matches and i > 0:
            with_first = [name for name in matches if _alike(tokens[i - 1][1], fold(name.rsplit(" ", 1)[0]))]
            before = tokens[i - 1][0]
            matches = with_first or ([] if before[:1].isupper() and i > 1 and not written.islower() else matches)
        found.extend(matches)
    if not found:
        for written, word in tokens:
            owners = [name for name in names if written[:1].isupper() and is_form_of(word, fold(name.split(" ")[0]))]
            found.extend(owners if len(owners) == 1 else [])
    return tuple(dict.fromkeys(found))


def _is_last_name(written: str, word: str, name: str, lemmatizer: Lemmatizer) -> bool:
    last = fold(name.rsplit(" ", 1)[1])
    if is_form_of(word, last):
        return True
    analysis = lemmatizer.analyse(written)
    if last in {fold(form) for form in analysis.baseforms}:
        return True
    return not analysis.known and len(last) >= 5 and word[0] == last[0] and _close(word, last)


def _close(word: str, last: str) -> bool:
    from rapidfuzz.fuzz import ratio

    stem = last[:-3] + "s" if last.endswith("nen") else last
    return max(ratio(word, last), ratio(word[: len(stem) + 1], stem)) >= _TYPING_ERROR


def _alike(word: str, first: str) -> bool:
    from rapidfuzz.fuzz import ratio

    return is_form_of(word, first) or ratio(word, first) >= _TYPING_ERROR


def unknown_name(question: str, lemmatizer: Lemmatizer) -> str | None:
    """A first and last name in a question, where both words look like a person's: "Matti Meikäläisen" -> "Matti Meikäläisen"."""
    for match in re.finditer(
        r"(?<![.!?]\s)(?<!^)\b([A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?)\s+([A-ZÅÄÖ][a-zåäöé-]+)\b", question
    ):
        first, last = (lemmatizer.analyse(part) for part in match.groups())
        if "etunimi" in first.classes and ("sukunimi" in last.classes or not last.known):
            return match.group()
    return None
