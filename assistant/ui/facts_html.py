"""Persons, calls and sources -> HTML, the same wherever they stand: beside an answer or in a tab of their own.

person_card(Person("Maija Virta", ...)) -> '<li class="card"><p class="card-name">Maija Virta</p>...'
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from assistant.answer_records import CallRow, Citation, Person
from assistant.exports import CALENDAR_TYPE, VCARD_TYPE, CalendarEntry, write_calendar, write_vcards
from assistant.forms import format_period, format_phone
from assistant.records import Section, Span
from assistant.ui import texts
from assistant.ui.safe_html import (
    escape,
    file_link,
    mail_link,
    marked,
    section_address,
    section_link,
    tel_link,
    unbroken,
)


def phone_html(person: Person) -> str:
    """The telephone as a link, or the words that say there is none."""
    return tel_link(person.phone, format_phone(person.phone)) if person.phone else escape(texts.NO_PHONE)


def email_html(person: Person) -> str:
    """The address as a link, or the words that say that it is hidden or missing."""
    if person.email:
        return mail_link(person.email)
    return escape(texts.HIDDEN_EMAIL if person.email_hidden else texts.NO_EMAIL)


def person_card(person: Person, reference: str = "") -> str:
    """One person as a list item. `reference` is HTML that leads to the source."""
    title = person.title and person.title[:1].upper() + person.title[1:]
    office = ", ".join(part for part in (title, person.organisation) if part)
    lines = [f'<p class="card-name">{escape(person.name)}{reference}</p>']
    if office:
        lines.append(f'<p class="card-office">{unbroken(office)}</p>')
    lines.append(
        f'<dl class="card-ways"><div><dt>{texts.PHONE}</dt><dd>{phone_html(person)}</dd></div>'
        f"<div><dt>{texts.EMAIL}</dt><dd>{email_html(person)}</dd></div></dl>"
    )
    if person.filled:
        fields = " ja ".join(texts.FIELDS[field] for field in person.filled)
        lines.append(f'<p class="note">{escape(texts.FILLED.format(fields=fields))}</p>')
    lines.append(f'<p class="card-file">{vcard_link(person)}</p>')
    return f'<li class="card">{"".join(lines)}</li>'


def vcard_link(person: Person) -> str:
    """A link that saves one person to an address book."""
    card = write_vcards([person], texts.VCARD_NOTE)
    return file_link(card, f"{_file_name(person.name)}.vcf", VCARD_TYPE, texts.SAVE_CONTACT, person.name)


def status_badge(row: CallRow) -> str:
    """A call's status in words; colour only repeats them."""
    return f'<span class="badge badge-{row.status.value}">{texts.STATUSES[row.status]}</span>'


def call_title(row: CallRow) -> str:
    """What is called for: kind and subject, the kind with a capital letter."""
    title = call_kind(row)
    return f"{title}: {row.call.about}" if row.call.about and row.call.about not in title else title


def call_kind(row: CallRow) -> str:
    """The kind of call with a capital letter."""
    return row.call.call[:1].upper() + row.call.call[1:]


def call_item(row: CallRow, reference: str = "") -> str:
    """One call as a list item: status, what, when, and a link to a calendar where there are days."""
    period = row.call.period
    time = format_period(period)
    topics = ", ".join(row.topics)
    lines = [
        f'<p class="call-head">{status_badge(row)} <span class="call-name">{escape(call_title(row))}{reference}</span></p>',
        f'<p class="call-time"><span class="term">{texts.TIME}:</span> {escape(time)}</p>',
    ]
    if topics and topics not in call_title(row):
        lines.append(f'<p class="note"><span class="term">{texts.TOPIC}:</span> {escape(topics)}</p>')
    if link := calendar_link(row):
        lines.append(f'<p class="card-file">{link}</p>')
    return f'<li class="call">{"".join(lines)}</li>'


def calendar_entry(row: CallRow) -> CalendarEntry | None:
    """A call as an entry of a calendar; None where its time is not told."""
    period = row.call.period
    if period is None or (period.opens is None and period.closes is None):
        return None
    evidence = row.evidence[0] if row.evidence else row.call.evidence
    told = f"{texts.TIME}: {format_period(period)}\n\n{' '.join(evidence.quote.split())}"
    about = f" ({', '.join(row.topics)})" if row.topics else ""
    key = f"{evidence.section_id}\n{row.call.call}\n{row.call.about}\n{period.as_written}"
    return CalendarEntry(key, call_title(row) + about, told, period)


def calendar_file(rows: Sequence[CallRow]) -> str:
    """The calls that have days, as an iCalendar file."""
    entries = [entry for entry in map(calendar_entry, rows) if entry]
    return write_calendar(entries, texts.CALENDAR_NAME, datetime.now(UTC))


def calendar_link(row: CallRow) -> str:
    """A link that saves one call to a calendar; "" where it has no day."""
    if calendar_entry(row) is None:
        return ""
    name = f"{_file_name(call_title(row))}.ics"
    return file_link(calendar_file([row]), name, CALENDAR_TYPE, texts.SAVE_CALL, call_title(row))


def source_item(citations: Sequence[Citation], number: int, anchor: str, section: Section | None) -> str:
    """A source as a list item: a section, which unfolds to its passages in their place, the answering words marked.

    The passages are here, the section around them (`section`, None where the index no longer holds it) is fetched from
    its address once the source is unfolded: an answer stays light however long its sections are.
    """
    first = citations[0]
    passages = "".join(map(passage_html, citations))
    address = link = ""
    if section:
        marks = [mark for citation in citations for mark in citation_places(citation, section.text)]
        address = f' data-section="{escape(section_address(first.section_id, marks))}"'
        link = f'<p class="source-more">{section_link(first.section_id, texts.OPEN_SECTION, marks, first.heading)}</p>'
    return (
        f'<li id="{anchor}"><details class="source"><summary><span class="num">{number}</span>'
        f'<span class="source-heading">{escape(first.heading)}</span>'
        f'<span class="source-letter">{escape(first.newsletter_title)}</span></summary>'
        f'<div class="source-text" tabindex="0" role="region" aria-label="{escape(first.heading)}"{address}>{passages}</div>'
        f"{link}</details></li>"
    )


def by_section(citations: Sequence[Citation]) -> list[list[Citation]]:
    """The citations of an answer, those of one section together, in the order of the first of each."""
    found: dict[str, list[Citation]] = {}
    for citation in citations:
        found.setdefault(citation.section_id, []).append(citation)
    return list(found.values())


def passage_html(citation: Citation) -> str:
    """A passage with its marks; the heading, which stands above it already, is left out."""
    body = citation.text.removeprefix(citation.heading).lstrip()
    cut = len(citation.text) - len(body) if body else 0
    marks = [Span(max(0, mark.start - cut), mark.stop - cut) for mark in citation.marks if mark.stop > cut]
    return f'<blockquote class="passage">{marked(body or citation.text, marks)}</blockquote>'


def citation_places(citation: Citation, section_text: str) -> tuple[Span, ...]:
    """Where the marked words of a passage (the passage, if none are marked) stand in its section's text."""
    start = section_text.find(citation.text)
    if start < 0:
        return ()
    marks = citation.marks or (Span(0, len(citation.text)),)
    return tuple(mark.shifted(start) for mark in marks)


def _file_name(words: str) -> str:
    """Words as the name of a file: letters and digits, the rest as hyphens."""
    kept = "".join(letter if letter.isalnum() else "-" for letter in words.casefold())
    return "-".join(part for part in kept.split("-") if part)[:60] or "teemahaku"
