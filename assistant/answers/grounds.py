"""What an answer is made from: the question, the search for it, and what the index knows.

Knowledge(index, directory, calls): once an index;  Grounds(query, search, knowledge, today): once a question
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from assistant.answer_records import Answer, AnswerStatus, CallRow, Citation, Intent, Person, Reason
from assistant.answers.issues import newest_first
from assistant.calls import merge_calls
from assistant.checks import Finding, find_findings
from assistant.checks.files import issues_of
from assistant.directory import Directory, build_directory
from assistant.facts.subjects import same_topic
from assistant.finnish import Lemmatizer, text_terms, words
from assistant.history import History
from assistant.index import SearchIndex
from assistant.questions import Query
from assistant.questions.frame import Frame
from assistant.reader import Reader
from assistant.records import Contact, Evidence, Fact, FundingCall, Money, Passage, Section, Span
from assistant.retrieval import Search, SectionHit

_NEAR, _MOST_NEAR, _AS_MUCH = 1.0, 3, 0.3
"""Sections so little under the best, and so many topics, are looked at too when the best lacks the fact; of the question's words
they may hold so much less."""


@dataclass(frozen=True)
class Knowledge:
    """An index with what is worked out from its facts once: persons joined by name, calls joined over sections."""

    index: SearchIndex
    newsletters: frozenset[str] | None = None
    """Ids of the newsletters that it is limited to; all where None."""

    @cached_property
    def history(self) -> History:
        """The time behind the index, whatever this is limited to."""
        return History(self.index)

    @cached_property
    def _limited(self) -> dict[frozenset[str], Knowledge]:
        return {}

    def limited(self, newsletters: frozenset[str]) -> Knowledge:
        """What these newsletters alone tell."""
        if newsletters not in self._limited:
            limited = Knowledge(self.index, newsletters)
            limited.__dict__["history"] = self.history  # worked out once an index
            self._limited[newsletters] = limited
        return self._limited[newsletters]

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections of these newsletters."""
        sections, wanted = self.index.sections, self.newsletters
        return sections if wanted is None else tuple(s for s in sections if s.newsletter_id in wanted)

    @cached_property
    def current_sections(self) -> tuple[Section, ...]:
        """The sections that stand for their topics today; all where this is limited to certain newsletters."""
        if self.newsletters is not None or not self.history.several:
            return self.sections
        return tuple(section for section in self.sections if section.section_id in self.history.current)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of these newsletters."""
        if self.newsletters is None:
            return self.index.facts
        own = {section.section_id for section in self.sections}
        return tuple(fact for fact in self.index.facts if fact.evidence.section_id in own)

    @cached_property
    def directory(self) -> Directory:
        """Every contact person."""
        published = {newsletter.newsletter_id: newsletter.published for newsletter in self.index.newsletters}
        contacts = (fact for fact in self.facts if isinstance(fact, Contact))
        return build_directory(contacts, self.sections, published)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """The contact persons of today: not those whom the newest issue has replaced."""
        former = self.history.former if self.newsletters is None else frozenset()
        return tuple(person for name, person in self.directory.people.items() if name not in former)

    @cached_property
    def calls(self) -> tuple[CallRow, ...]:
        """Every call, one told in several sections or issues once; not the times from which a later issue has moved one."""
        calls = [fact for fact in self.facts if isinstance(fact, FundingCall)]
        if self.newsletters is None and self.history.several:
            threads = self.history.series.threads
            calls = [call for call in calls if self.history.holds(call)]
            # the newest words of a call stand for it
            calls.sort(key=lambda call: not self.history.is_newest(call.evidence.section_id))
            return merge_calls(calls, self.index.section_by_id, threads)
        return merge_calls(calls, self.index.section_by_id)

    @cached_property
    def findings(self) -> Mapping[str, tuple[Finding, ...]]:
        """What looks wrong in each newsletter, by `newsletter_id`. Takes some tenths of a second a newsletter."""
        issues = issues_of(self.index)
        return {issue.newsletter.newsletter_id: find_findings(issue, issues) for issue in issues}

    @cached_property
    def _letter_terms(self) -> dict[str, frozenset[str]]:
        return {}

    def letter_terms(self, newsletter_id: str, lemmatizer: Lemmatizer) -> frozenset[str]:
        """The base forms and compound parts of all words of a newsletter, its title among them."""
        if newsletter_id not in self._letter_terms:
            letter = self.index.newsletter_by_id[newsletter_id]
            self._letter_terms[newsletter_id] = text_terms(f"{letter.title}\n{letter.text}", lemmatizer)
        return self._letter_terms[newsletter_id]

    @cached_property
    def call_stems(self) -> frozenset[str]:
        """What the kinds of the index's calls begin with: "pilotti", "koordinaatiohanke"."""
        return frozenset(
            stem for row in self.calls if (stem := row.call.call.removesuffix("haku")) not in {"", "hanke"}
        )

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The headings of theme groups."""
        return tuple(dict.fromkeys(section.group for section in self.current_sections if section.group))

    @cached_property
    def funds(self) -> tuple[str, ...]:
        """The funds named in headings, by the alphabet."""
        return tuple(sorted({section.fund for section in self.current_sections if section.fund}))

    @cached_property
    def organisations(self) -> tuple[str, ...]:
        """The offices of the contacts, in order."""
        return tuple(dict.fromkeys(person.organisation for person in self.people if person.organisation))

    @cached_property
    def people_by_title(self) -> dict[str, tuple[str, ...]]:
        """The contacts' names by the last word of their titles."""
        by_word: dict[str, list[str]] = defaultdict(list)
        for person in self.people:
            for word in words(person.title or "")[-1:]:
                by_word[word.text].append(person.name)
        return {word: tuple(names) for word, names in by_word.items()}

    @cached_property
    def _rows_by_section(self) -> dict[str, list[CallRow]]:
        rows: dict[str, list[CallRow]] = defaultdict(list)
        for row in self.calls:
            for section_id in dict.fromkeys(evidence.section_id for evidence in row.evidence):
                rows[section_id].append(row)
        return rows

    def calls_of(self, section_id: str) -> tuple[CallRow, ...]:
        """The calls that a section tells, its own evidence first; else those that a table tells of its topic."""
        rows = []
        for row in self._rows_by_section.get(section_id, ()):
            own = [evidence for evidence in row.evidence if evidence.section_id == section_id]
            rows.append(replace(row, evidence=(*own, *(e for e in row.evidence if e not in own))))
        return tuple(rows) or self._calls_about(self.index.section_by_id[section_id])

    def _calls_about(self, section: Section) -> tuple[CallRow, ...]:
        """The calls of other sections' rows that are about a section's topic by name."""
        by_id = self.index.section_by_id
        return tuple(
            row
            for row in self.calls
            if same_topic(row.call.about, section.topic)
            and by_id[row.call.evidence.section_id].newsletter_id == section.newsletter_id
        )

    def contact_places(self, section_id: str) -> tuple[Span, ...]:
        """Where a section tells of its contacts: spans of the newsletter's text, in its order."""
        facts = self.index.facts_by_section.get(section_id, ())
        return tuple(sorted(fact.evidence.span for fact in facts if isinstance(fact, Contact)))

    def sums_of(self, section_id: str) -> tuple[Money, ...]:
        """The sums of a section in the order of the text."""
        return tuple(fact for fact in self.index.facts_by_section.get(section_id, ()) if isinstance(fact, Money))


@dataclass(frozen=True)
class Grounds:
    """One question with all that it is answered from."""

    query: Query
    search: Search
    knowledge: Knowledge
    today: date
    frame: Frame
    reader: Reader
    people: tuple[str, ...] = ()
    understood: str | None = None

    @cached_property
    def sections(self) -> tuple[SectionHit, ...]:
        """The sections found, best first; of one topic in several issues the newest first."""
        if not self.knowledge.history.several:
            return self.search.sections
        series, asked = self.knowledge.history.series, self.query.asked_time
        hits = newest_first(self.search.sections, series)
        if asked is None or asked.opens is None:
            return hits
        # An issue that came out before the time asked about can tell of it, but not where a later one speaks of the topic.
        return tuple(hit for hit in hits if self._could_know(hit.section, asked.opens)) or hits

    def _could_know(self, section: Section, day: date) -> bool:
        issue = self.knowledge.history.series.issue_by_id.get(section.newsletter_id)
        return issue is None or issue.published >= day or self.knowledge.history.is_newest(section.section_id)

    @cached_property
    def near_sections(self) -> tuple[SectionHit, ...]:
        """The best section, and those about as good; the older ones of their topics behind each."""
        if not self.sections:
            return ()
        best, held = self.sections[0].score, self.sections[0].cover
        threads = [self.knowledge.history.series.thread(hit.section.section_id)[0] for hit in self.sections]
        near = list(dict.fromkeys(threads))[:_MOST_NEAR]
        return tuple(
            hit
            for hit, thread in zip(self.sections, threads, strict=True)
            if thread in near and hit.score >= best - _NEAR and hit.cover >= held - _AS_MUCH
        )

    @property
    def asked(self) -> str:
        """The question as a reader is given it: what it leans on first."""
        return self.understood or self.query.bare

    @property
    def topic(self) -> str | None:
        """The topic of the best section."""
        return self.sections[0].section.topic if self.sections else None

    def section(self, section_id: str) -> Section:
        """A section of the index."""
        return self.knowledge.index.section_by_id[section_id]

    def answered(self, intent: Intent, cited: Iterable[Evidence], **values: object) -> Answer:
        """An answer that states something, with a citation for each section it rests on."""
        return Answer(
            AnswerStatus.ANSWERED,
            intent,
            citations=cite(self.knowledge.index, cited),
            understood=self.understood,
            **values,  # type: ignore[arg-type]  # the fields of Answer
        )

    def refused(self, reason: Reason, intent: Intent, cited: Iterable[Evidence] = (), **values: object) -> Answer:
        """An answer that states nothing, with what there is instead."""
        return Answer(
            AnswerStatus.NOT_FOUND,
            intent,
            reason,
            citations=cite(self.knowledge.index, cited),
            understood=self.understood,
            **values,  # type: ignore[arg-type]  # the fields of Answer
        )


def cite(index: SearchIndex, cited: Iterable[Evidence]) -> tuple[Citation, ...]:
    """A citation for each passage that holds evidence, in the order the evidence comes, its words marked."""
    found: dict[str, tuple[Passage, list[Evidence]]] = {}
    for evidence in cited:
        passage = next(
            (
                index.passages[row]
                for row in index.rows_by_section[evidence.section_id]
                if _holds(index.passages[row], evidence)
            ),
            None,
        )
        if passage is not None:
            found.setdefault(passage.passage_id, (passage, []))[1].append(evidence)
    return tuple(_citation(index, passage, marked) for passage, marked in found.values())


def _holds(passage: Passage, evidence: Evidence) -> bool:
    return passage.span.start <= evidence.span.start < passage.span.stop


def _citation(index: SearchIndex, passage: Passage, marked: list[Evidence]) -> Citation:
    section = index.section_by_id[passage.section_id]
    newsletter = index.newsletter_by_id[section.newsletter_id]
    marks = sorted({evidence.span.shifted(-passage.span.start) for evidence in marked})
    clipped = tuple(replace(mark, stop=min(mark.stop, len(passage.text))) for mark in marks)
    return Citation(
        newsletter_id=newsletter.newsletter_id,
        newsletter_title=newsletter.title,
        section_id=section.section_id,
        heading=section.heading,
        text=passage.text,
        marks=clipped,
        published=newsletter.published,
    )
