"""Every value that travels through the program: frozen, slotted, and flowing one way.

    Newsletter -> Section -> Passage, Contact, FundingCall, Money, ... -> (index) -> Hit -> Answer

Whatever has a place in a newsletter keeps it as a `Span` of `Newsletter.text`, and this always holds:
`newsletter.text[span.start:span.stop] == quote`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

FUND_SUFFIX = re.compile(r"\s*\((?P<fund>[A-ZÅÄÖ]{2,6}(?:-[A-Z]{2})?\s?\+?)\)\s*$")
"""A fund in parentheses at the end of a heading: "(ESR+)", "(ESR +)", "(EAKR)"."""

HEADING_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.)]\s+(?=\D)")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters: `text[start:stop]`."""

    start: int
    stop: int

    def of(self, text: str) -> str:
        """The words that the span covers in `text`."""
        return text[self.start : self.stop]

    def shifted(self, offset: int) -> Span:
        """The same range seen from a text that begins `offset` characters earlier."""
        return Span(self.start + offset, self.stop + offset)

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a character."""
        return self.start < other.stop and other.start < self.stop


# --- what is read -------------------------------------------------------------------------------


class BlockKind(StrEnum):
    """The shape of a piece of a newsletter, whatever the file's format was."""

    TITLE = "title"  # the newsletter's own title
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LABEL = "label"  # "Lisätietoja:" — a line that announces what follows
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    LINK = "link"  # "Kylien palvelut | Rakennerahastot"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines of one shape. `level` ranks headings: 1 opens a theme group, 2 a section, 3 a part of a section."""

    kind: BlockKind
    span: Span
    level: int = 0


@dataclass(frozen=True, slots=True)
class Newsletter:
    """One newsletter as read from a file.

    `text` is what every span refers to: decoded, line ends as LF, NFC, odd spaces made plain. `source` is the file's path in the
    corpus, `newsletter_id` its name without ending, with the folder where another file has the same.
    `published` is the first day that the given issue can have (a month alone gives its first day), None when unknown.
    """

    newsletter_id: str
    title: str
    published: date | None
    source: str
    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One topic of a newsletter: heading, body, lists, contact block.

    `text` is `newsletter.text` at `span`, heading line included; the spans of `blocks` refer to the newsletter.
    `heading` is as written, `fund` the fund named at its end ("ESR+"), `group` the heading of the theme group above.
    """

    section_id: str
    newsletter_id: str
    group: str | None
    heading: str
    fund: str | None
    text: str
    span: Span
    blocks: tuple[Block, ...]

    @property
    def topic(self) -> str:
        """The heading without number and fund: "2. Kylien palvelut (ESR+)" -> "Kylien palvelut"."""
        return HEADING_NUMBER.sub("", FUND_SUFFIX.sub("", self.heading)) or self.heading


@dataclass(frozen=True, slots=True)
class Passage:
    """What is embedded and found: some neighbouring sentences or lines of one section.

    `sentences` are spans of `text` (not of the newsletter), in order.
    """

    passage_id: str
    section_id: str
    text: str
    span: Span
    sentences: tuple[Span, ...]


# --- facts --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact stands: the section, the place in the newsletter, its words, and the name of the rule that found it."""

    section_id: str
    span: Span
    quote: str
    rule: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact person as one section tells. `phone` is the national number without spaces ("0295123456")."""

    name: str
    title: str | None
    organisation: str | None
    phone: str | None
    email: str | None
    email_hidden: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Period:
    """A time as Finnish newsletters write it, at the precision they give it.

    "16.5.-30.9.2022" is opens 2022-05-16, closes 2022-09-30, exact. "keväällä 2024" is 2024-03-01 to 2024-05-31, vague:
    the bounds of the time meant, never days that the text names. `year_inferred` tells that the year came from the context.
    """

    opens: date | None
    closes: date | None
    vague: bool
    as_written: str
    year_inferred: bool = False
    closes_at: time | None = None


@dataclass(frozen=True, slots=True)
class FundingCall:
    """A call for applications: its kind ("koordinaatiohankehaku"), what it is about, and its time, if one is given."""

    call: str
    about: str
    period: Period | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Money:
    """A sum. `purpose` is the clause around it; `owner` the body named beside it ("STM"), if any."""

    amount: Decimal
    currency: str
    as_written: str
    purpose: str
    owner: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Role:
    """An organisation's part: role "välittävä toimielin", "toteuttaja", ...; `of` is the project or theme, if the words tell."""

    organisation: str
    role: str
    of: str | None
    evidence: Evidence


Fact = Contact | FundingCall | Money | Role


# --- issues of one newsletter -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Issue:
    """A newsletter as one of its series. `by_day` tells that its month has another issue too, so that its day must be said."""

    newsletter_id: str
    published: date
    by_day: bool = False


class ChangeKind(StrEnum):
    """What another issue tells otherwise than the one before it that was about the same."""

    NEW_TOPIC = "new_topic"
    GONE_TOPIC = "gone_topic"
    NEW_CALL = "new_call"
    MOVED_CALL = "moved_call"
    NEW_CONTACT = "new_contact"
    GONE_CONTACT = "gone_contact"
    REPLACED_CONTACT = "replaced_contact"
    CHANGED_CONTACT = "changed_contact"
    NEW_SUM = "new_sum"
    CHANGED_SUM = "changed_sum"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between issues: the facts `before` and `after` (None for a topic, or where there was none).

    `topics` are those of all the sections that tell it; `fields` the fields of a contact that differ; `old` the issue that told
    it last as it was, `new` the issue that differs. `evidence` has the new place first, then the old one.
    """

    kind: ChangeKind
    topics: tuple[str, ...]
    old: Issue | None
    new: Issue
    before: Fact | None = None
    after: Fact | None = None
    fields: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


# --- answers ------------------------------------------------------------------------------------


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
