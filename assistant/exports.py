"""Facts -> files that other programs open: vCard, iCalendar, CSV.

    write_vcards([Person("Maija Virta", ...)]) -> "BEGIN:VCARD\\r\\nVERSION:3.0\\r\\nFN:Maija Virta..."

The words (headers, summaries, notes) come in ready; nothing here speaks Finnish, reads a clock or touches a disk.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assistant.answer_records import Person
from assistant.records import Period

CSV_TYPE = "text/csv"
VCARD_TYPE = "text/vcard"
CALENDAR_TYPE = "text/calendar"

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FOLD = 75  # octets a line, line end left out


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as Finnish spreadsheets open it by a double click: semicolons, and a byte order mark for å, ä and ö.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it: the words come from files of others.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + stream.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def write_vcards(people: Iterable[Person], note: str = "{topics}") -> str:
    """Contact cards, version 3.0, which every address book reads. `note` is filled with the person's topics."""
    lines: list[str] = []
    for person in people:
        lines += _vcard(person, note)
    return "".join(_folded(line) for line in lines)


def _vcard(person: Person, note: str) -> list[str]:
    first, _, last = person.name.rpartition(" ")
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{_value(person.name)}", f"N:{_value(last)};{_value(first)};;;"]
    if person.title:
        lines.append(f"TITLE:{_value(person.title)}")
    if person.organisation:
        lines.append(f"ORG:{_value(person.organisation)}")
    if person.phone:
        lines.append(f"TEL;TYPE=WORK,VOICE:{_value(person.phone)}")
    if person.email:
        lines.append(f"EMAIL;TYPE=INTERNET,WORK:{_value(person.email)}")
    if person.topics and note:
        lines.append(f"NOTE:{_value(note.format(topics=', '.join(person.topics)))}")
    return [*lines, "END:VCARD"]


def _value(text: str) -> str:
    """A value of a vCard line: the signs that part values are escaped, line ends written as \\n."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """A line and its end, cut to 75 octets with a space before each further piece, never inside a letter."""
    pieces: list[str] = []
    piece, octets = "", 0
    for letter in line:
        size = len(letter.encode("utf-8"))
        if octets + size > _FOLD:
            pieces.append(piece)
            piece, octets = " ", 1
        piece, octets = piece + letter, octets + size
    return "\r\n".join([*pieces, piece]) + "\r\n"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A call in a calendar. `key` tells it from the others, so that saving it twice gives one entry."""

    key: str
    summary: str
    description: str
    period: Period


def write_calendar(entries: Iterable[CalendarEntry], name: str, stamp: datetime) -> str:
    """Whole-day entries from a call's first to its last day; those without a day are left out.

    A vague time is marked tentative. `stamp` is when the file is made.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Teemahaku//FI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        days = _days(entry.period)
        if days is None:
            continue
        event = Event()
        event.add("uid", hashlib.sha256(entry.key.encode()).hexdigest()[:32] + "@teemahaku")
        event.add("dtstamp", stamp)
        event.add("dtstart", days[0])
        event.add("dtend", days[1] + timedelta(days=1))  # the end is the first day that no longer belongs
        event.add("summary", entry.summary)
        event.add("description", entry.description)
        event.add("transp", "TRANSPARENT")
        event.add("status", "TENTATIVE" if entry.period.vague else "CONFIRMED")
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def _days(period: Period) -> tuple[date, date] | None:
    first, last = period.opens or period.closes, period.closes or period.opens
    return (first, last) if first and last else None
