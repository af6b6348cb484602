"""What is checked and what is found.

    CheckedIssue(newsletter, sections, facts)
        -> Finding(rule="wrong_weekday", span, quote="ke 3.6.2031", message="...", expected="...")

`newsletter.text[span.start:span.stop] == quote` holds for every finding that has a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from assistant.facts.dates import TimeMention, find_times
from assistant.facts.exact_times import month_end
from assistant.finnish import fold
from assistant.records import BlockKind, Contact, Fact, FundingCall, Money, Newsletter, Section, Span
from assistant.sentences import section_sentences

_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that looks wrong. `message` says what, in Finnish; `expected` what would be right, where that is sure.

    `rule` names the rule that found it. `heading`, `span` and `quote` tell where; None and "" for the whole newsletter.
    """

    rule: str
    message: str
    heading: str | None = None
    span: Span | None = None
    quote: str = ""
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, list item, label or row of a section; `start` is its place in the newsletter's text."""

    section: Section
    text: str
    start: int

    def finding(
        self, rule: str, words: Span, message: str, expected: str | None = None, *, shown: Span | None = None
    ) -> Finding:
        """A finding about `words` of the sentence; `shown` are the words to quote, where they are others."""
        span = shown or words
        return Finding(
            rule, message, self.section.heading, span.shifted(self.start), span.of(self.text), expected=expected
        )


@dataclass(frozen=True)
class CheckedIssue:
    """A newsletter with its sections and facts."""

    newsletter: Newsletter
    sections: tuple[Section, ...]
    facts: tuple[Fact, ...]

    @cached_property
    def section_by_id(self) -> dict[str, Section]:
        """The sections by `section_id`."""
        return {section.section_id: section for section in self.sections}

    @cached_property
    def contacts(self) -> tuple[Contact, ...]:
        """The contact persons, once for each section that tells them."""
        return tuple(fact for fact in self.facts if isinstance(fact, Contact))

    @cached_property
    def calls(self) -> tuple[FundingCall, ...]:
        """The calls, once for each section that tells them."""
        return tuple(fact for fact in self.facts if isinstance(fact, FundingCall))

    @cached_property
    def sums(self) -> tuple[Money, ...]:
        """The sums of money."""
        return tuple(fact for fact in self.facts if isinstance(fact, Money))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence of every section, in order."""
        return tuple(
            Sentence(section, span.of(section.text), section.span.start + span.start)
            for section in self.sections
            for span in section_sentences(section)
        )

    @cached_property
    def figures(self) -> tuple[Sentence, ...]:
        """The sentences that hold a figure: there is no day, sum or number in the others."""
        return tuple(sentence for sentence in self.sentences if _FIGURE.search(sentence.text))

    @cached_property
    def times(self) -> tuple[tuple[Sentence, TimeMention], ...]:
        """The times that have a year of their own, each with its sentence."""
        return tuple(
            (sentence, mention)
            for sentence in self.figures
            for mention in find_times(sentence.text, self.newsletter.published)
            if not mention.period.year_inferred
        )

    @property
    def last_day(self) -> date | None:
        """The last day on which the newsletter can have come out: a month alone gives its first day as `published`."""
        published = self.newsletter.published
        return month_end(published) if published and published.day == 1 else published

    def heading_of(self, section_id: str) -> str:
        """The heading of a section."""
        return self.section_by_id[section_id].heading

    def finding(
        self, rule: str, fact: Contact | FundingCall | Money, message: str, expected: str | None = None
    ) -> Finding:
        """A finding about a fact, quoted as it stands."""
        evidence = fact.evidence
        return Finding(rule, message, self.heading_of(evidence.section_id), evidence.span, evidence.quote, expected)


def at_heading(rule: str, section: Section, message: str, expected: str | None = None) -> Finding:
    """A finding about a whole section, quoted by its heading."""
    span = section.blocks[0].span
    return Finding(rule, message, section.heading, span, span.shifted(-section.span.start).of(section.text), expected)


def letters(words: str) -> str:
    """Letters and figures alone, without case and dots: "Eeva-Liisa Köykkä" -> "eevaliisakoykka"."""
    return "".join(letter for letter in fold(words) if letter.isalnum())


def is_topic(section: Section) -> bool:
    """Whether a section has a heading of its own; the introduction has not."""
    return section.blocks[0].kind is BlockKind.HEADING


def topics_of(issue: CheckedIssue) -> Iterator[Section]:
    """The sections that have a heading of their own."""
    return (section for section in issue.sections if is_topic(section))
