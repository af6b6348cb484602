"""Statements: everything that a newsletter says and an answer can be, as one kind of thing.

    a section -> its sentences, list items and table rows, and each of its contacts as one line

A statement keeps its place, and the closed forms in it (a day, a sum, a telephone number ...), so that one mechanism can choose
among all of them, whatever is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.answers.grounds import Grounds, Knowledge
from assistant.facts.dates import find_times
from assistant.facts.money import SUM
from assistant.finnish import words
from assistant.newsletters.shapes import EMAIL_LIKE, PHONE_LIKE, without_details
from assistant.records import BlockKind, Contact, Period, Section, Span
from assistant.retrieval import SectionHit, SentenceHit

_CLOCK = re.compile(r"\bklo\b", re.IGNORECASE)
_PERCENT = re.compile(r"\d\s?%|\bprosent", re.IGNORECASE)
_LEAST_WORDS = 4
"""A line with a person's details has so many words beside them, where it tells more than who to call."""
_MOST_SECTIONS = 10


@dataclass(frozen=True, slots=True)
class Statement:
    """What can be said. `span` is of the section's text, `text` what a reader is given of it, without the heading.

    `person` is the name of the contact that it is, None for a sentence, an item or a row. `holds` are the closed forms in it.
    The numbers tell how it fits the question: `standing` the z-score of its vector's likeness, `share` the share of the
    question's own words in it.
    """

    section: Section
    span: Span
    kind: BlockKind
    text: str
    person: str | None
    holds: frozenset[str]
    standing: float
    share: float

    @property
    def line(self) -> str:
        """The statement under its heading, as the reader is given it."""
        return f"{self.section.topic}: {self.text}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement of a section that was found, with how what is around it fits.

    `behind` is the section's score less the best section's, `letter` the share of the question's words in its newsletter,
    `letter_behind` that less the best newsletter's. `near_standing` and `near_share` are the best of the statements beside it.
    `newest` tells that no later issue takes up the section's topic.
    """

    statement: Statement
    behind: float
    rank: int
    section_cover: float
    heading_cover: float
    letter: float
    letter_behind: float
    newest: bool
    near_standing: float
    near_share: float


def find_candidates(grounds: Grounds) -> tuple[Candidate, ...]:
    """The statements of the best sections, in the order of the sections."""
    hits = grounds.sections[:_MOST_SECTIONS]
    search, knowledge = grounds.search, grounds.knowledge
    ids = {hit.section.newsletter_id for hit in hits}
    letters = {one: search.cover_by(knowledge.letter_terms(one, search.lemmatizer)) for one in ids}
    found = []
    for rank, hit in enumerate(hits):
        heading = search.cover(hit.section.topic)
        letter = letters[hit.section.newsletter_id]
        newest = knowledge.history.is_newest(hit.section.section_id)
        statements = _statements(grounds, hit)
        for one, near in zip(statements, _beside_each(statements), strict=True):
            standing = max((other.standing for other in near), default=0.0)
            share = max((other.share for other in near), default=0.0)
            found.append(
                Candidate(
                    one,
                    hit.score - hits[0].score,
                    rank,
                    hit.cover,
                    heading,
                    letter,
                    letter - max(letters.values()),
                    newest,
                    standing,
                    share,
                )
            )
    return tuple(found)


def _beside_each(statements: Sequence[Statement]) -> list[list[Statement]]:
    """For each statement those before and after it in the text."""
    order = sorted(range(len(statements)), key=lambda place: statements[place].span)
    near: list[list[Statement]] = [[] for _ in statements]
    for one, other in pairwise(order):
        near[one].append(statements[other])
        near[other].append(statements[one])
    return near


def _statements(grounds: Grounds, hit: SectionHit) -> list[Statement]:
    section = hit.section
    published = grounds.knowledge.index.newsletter_by_id[section.newsletter_id].published
    sums = [money.evidence.span for money in grounds.knowledge.sums_of(section.section_id)]
    contacts = _contacts(grounds.knowledge, section)
    asked = grounds.query.time
    found = []
    lines: dict[str, list[SentenceHit]] = {contact.name: [] for contact in contacts}
    for sentence in grounds.search.sentences(section.section_id):
        place = sentence.span.shifted(section.span.start)
        told = [contact for contact in contacts if contact.evidence.span.overlaps(place)]
        for contact in told:
            lines[contact.name].append(sentence)
        if sentence.kind in {BlockKind.LINK, BlockKind.HEADING, BlockKind.TITLE}:
            continue
        if told and len(words(_beside(sentence.text, told))) < _LEAST_WORDS:
            continue
        holds = _held(sentence, sums, section)
        times = find_times(sentence.text, published)
        if times or _CLOCK.search(sentence.text):
            holds.add("day")
        if times and asked is not None:
            holds.add("asked time" if any(overlap(asked, one.period) for one in times) else "other time")
        if told:
            holds.add("person")
        found.append(_statement(section, sentence, frozenset(holds)))
    return found + [_contact(section, contact, lines[contact.name]) for contact in contacts]


def overlap(one: Period, other: Period) -> bool:
    """Whether two times have a day in common; a bound that is not told is that of the other."""
    starts = [day for day in (one.opens or one.closes, other.opens or other.closes) if day]
    stops = [day for day in (one.closes or one.opens, other.closes or other.opens) if day]
    return bool(starts and stops) and max(starts) <= min(stops)


def _beside(text: str, contacts: Sequence[Contact]) -> str:
    """What a line says beside the details of these contacts."""
    rest = without_details(text)
    for contact in contacts:
        for detail in (contact.name, contact.title, contact.organisation):
            rest = rest.replace(detail or " ", " ")
    return rest


def _held(sentence: SentenceHit, sums: Sequence[Span], section: Section) -> set[str]:
    holds = set()
    place = sentence.span.shifted(section.span.start)
    if any(span.overlaps(place) for span in sums) or SUM.search(sentence.text) or _PERCENT.search(sentence.text):
        holds.add("amount")
    if any(letter.isdigit() for letter in sentence.text):
        holds.add("number")
    if PHONE_LIKE.search(sentence.text):
        holds.add("phone")
    if EMAIL_LIKE.search(sentence.text):
        holds.add("email")
    return holds


def _statement(section: Section, sentence: SentenceHit, holds: frozenset[str]) -> Statement:
    text = " ".join(sentence.text.split())
    return Statement(section, sentence.span, sentence.kind, text, None, holds, sentence.standing, sentence.cover)


def _contacts(knowledge: Knowledge, section: Section) -> list[Contact]:
    facts = knowledge.index.facts_by_section.get(section.section_id, ())
    return [fact for fact in facts if isinstance(fact, Contact)]


def _contact(section: Section, contact: Contact, lines: Sequence[SentenceHit]) -> Statement:
    """A contact as one line: what is known of the person, and what the lines that tell it say beside that.

    The digits of numbers are left out, which tell a reader nothing.
    """
    details = [contact.name, contact.title, contact.organisation]
    details += ["puhelin" if contact.phone else None, "sähköposti" if contact.email else None]
    text = f"yhteyshenkilö {', '.join(detail for detail in details if detail)}"
    beside = (" ".join(without_details(line.text).split()) for line in lines if words(_beside(line.text, [contact])))
    holds = {"person"} | {field for field in ("phone", "email", "title", "organisation") if getattr(contact, field)}
    return Statement(
        section,
        contact.evidence.span.shifted(-section.span.start),
        BlockKind.PARAGRAPH,
        "; ".join([text, *beside]),
        contact.name,
        frozenset(holds),
        max((line.standing for line in lines), default=0.0),
        max((line.cover for line in lines), default=0.0),
    )
