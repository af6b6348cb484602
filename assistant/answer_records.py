"""Every value that travels from a question to its answer: frozen, slotted, and flowing one way.

Hit -> Ranking -> Person, CallRow, Citation -> Answer -> Turn -> Conversation
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.records import Change, Evidence, FundingCall, Issue, Money, Span


class Intent(StrEnum):
    """What a question asks for."""

    CONTACT = "contact"  # who answers for a topic
    PERSON = "person"  # something about a named person
    WHEN = "when"
    STATUS = "status"  # is a call open on a day
    MONEY = "money"
    ORGANISATION = "organisation"
    COUNT = "count"
    WHETHER = "whether"  # yes or no, or one of two
    LIST = "list"
    CONTENT = "content"
    CHANGES = "changes"  # what is new or otherwise than in an earlier newsletter
    GREETING = "greeting"
    THANKS = "thanks"


class AnswerStatus(StrEnum):
    """ANSWERED has facts or sentences with citations; NOT_FOUND and UNCLEAR state no fact of a newsletter as the answer."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    UNCLEAR = "unclear"


class Reason(StrEnum):
    """Why an answer states nothing, for the words that say so."""

    NONE = "none"
    EMPTY = "empty"  # no question
    TOO_LONG = "too_long"
    GREETING = "greeting"
    THANKS = "thanks"
    ABOUT = "about"  # it is about the program itself
    NO_TOPIC = "no_topic"  # it does not say about what
    NOT_IN_CORPUS = "not_in_corpus"  # nothing near it in the newsletters
    NOT_TOLD = "not_told"  # the theme is there, this fact is not
    HIDDEN = "hidden"  # the newsletter hides the address
    UNKNOWN_PERSON = "unknown_person"
    NO_CHANGE = "no_change"  # the newsletters tell the same
    ONE_ISSUE = "one_issue"  # there is no other newsletter to compare with
    NO_ISSUE = "no_issue"  # no newsletter of the time asked about


class CallStatus(StrEnum):
    """A call on a given day. UNKNOWN: the newsletter gives the time too vaguely to tell."""

    OPEN = "open"
    CLOSED = "closed"
    COMING = "coming"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Person:
    """A contact person over all sections: one name, what any section tells, and every section's evidence.

    `filled` names the fields ("email") that come from another section than the one asked about.
    """

    name: str
    title: str | None
    organisation: str | None
    phone: str | None
    email: str | None
    email_hidden: bool
    topics: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    filled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call with the topics of all the sections that tell it, and its status on the day asked about."""

    call: FundingCall
    topics: tuple[str, ...]
    status: CallStatus
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A source beside an answer: a passage, with the answering words marked (`marks` are spans of `text`).

    `published` is the newsletter's date.
    """

    newsletter_id: str
    newsletter_title: str
    section_id: str
    heading: str
    text: str
    marks: tuple[Span, ...]
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything an answer says, before it is put into words by `rendering`.

    `topic` is the heading of the section that the question was taken to be about; `verdict` a yes or no; `day` the day that
    statuses are of; `fields` the fields of a person that were asked for ("phone", "email", "title", "organisation");
    `quotes` the sentences that answer, verbatim; `topics` the rows of a list of themes; `also` the answers to further
    questions in the same sentence; `understood` the question as completed from earlier turns; `suggestions` what to ask next.
    `count` is how many there are of what is listed.
    `issue` is the newsletter that tells it, where there are several of one series; `changes` what earlier ones told otherwise,
    and for a question about changes what changed.
    """

    status: AnswerStatus
    intent: Intent
    reason: Reason = Reason.NONE
    topic: str | None = None
    verdict: bool | None = None
    day: date | None = None
    fields: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    calls: tuple[CallRow, ...] = ()
    sums: tuple[Money, ...] = ()
    quotes: tuple[Evidence, ...] = ()
    topics: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    understood: str | None = None
    suggestions: tuple[str, ...] = ()
    also: tuple[Answer, ...] = ()
    count: int | None = None
    issue: Issue | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what it was taken to be about: sections best first, persons by name."""

    question: str
    answer: Answer
    section_ids: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns so far; immutable, so that each visitor's is his own."""

    turns: tuple[Turn, ...] = ()

    def with_turn(self, turn: Turn) -> Conversation:
        """The conversation after one more turn."""
        return Conversation((*self.turns, turn))


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with what a refusal is decided by. `rank` counts from 1.

    `score` orders the hits of one question and says nothing across questions. `sentence` is the span of `Passage.text` that
    fits best. `cosine` and `sentence_cosine` are the model's likeness of the question to the passage and to that sentence.
    `cover` is the share of the question's topic words, rare ones counting more, that the passage holds in any form;
    `section_cover` the same for its section. `margin` is how far the score is above the best later hit of another section.
    """

    passage_id: str
    section_id: str
    rank: int
    score: float
    sentence: Span
    cosine: float
    sentence_cosine: float
    cover: float
    section_cover: float
    margin: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The hits of a question, best first, and how its words were taken.

    `corrections` are (as written, as searched) for words repaired from the corpus; `missing` are the topic words, as
    written, that no passage holds in any form.
    """

    hits: tuple[Hit, ...]
    corrections: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
