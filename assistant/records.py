"""Every value that travels through the program: frozen, slotted, and flowing one way.

    Newsletter -> Section -> Passage, Contact, FundingCall, Money, ... -> (index) -> Hit -> Answer (`answer_records`)

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


ROWS = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_ROW})
"""What stands on a line of its own."""


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
