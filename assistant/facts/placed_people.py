"""Persons whom their place tells, without telephone, address or label: signatures, and columns of tables.

"Terveisin Aune Mäkelä, kylänvanhin"                    -> signed
"Sauna | Emäntä" above "Rantasauna | Aune Mäkelä"        -> "Aune Mäkelä" under "Emäntä"
"""

from __future__ import annotations

import re

from assistant.facts.people import PersonWords, find_people, is_title
from assistant.records import Span

_GREETING = re.compile(
    r"\W*(?:[\wåäö-]+[ ,]+){0,4}?(?:\w*terveisin|\w*terveisiä|toivottaen|toivottavat|toivoen|kiittäen|kunnioittaen)\b[\s,:–-]*",
    re.IGNORECASE,
)
_LONGEST = 120
_MOST_AFTER = 60
"""Characters that may stand below a signature in its section: a link, a label of the next topic."""
_PERSON = re.compile(r"yhteyshenkilö|vastuuhenkilö|vetäjä|yhteystie", re.IGNORECASE)


def find_signature(text: str, line: Span) -> PersonWords | None:
    """The person who signs a section at `line`, with the title before the name or after it, there or on the next line."""
    stop = _end_of_signature(text, line)
    greeting = _GREETING.match(text, line.start, stop)
    start = greeting.end() if greeting else line.start
    if stop - line.start > _LONGEST or len(text[stop:].strip()) > _MOST_AFTER or start >= line.stop:
        return None
    end = min((text.find(mark, start, stop) for mark in ",\n" if mark in text[start:stop]), default=stop)
    people = find_people(text, Span(start, end))
    if len(people) != 1 or text[people[0].name.stop : end].strip() or text[end:stop].count("\n") > 2:
        return None
    (person,) = people
    before = text[start : (person.title or person.name).start].strip()
    title = person.title or _title_after(text, Span(end, stop))
    return PersonWords(person.name, title) if title and not before else None


def _end_of_signature(text: str, line: Span) -> int:
    """The end of the line at `line`, or of the next one where that has the signer's title."""
    below = re.compile(r"\s*\n\s*([^\n]{1,80})").match(text, line.stop)
    if below and "\n" not in text[line.start : line.stop].strip() and is_title(below.group(1).split(",")[0]):
        return below.end()
    return line.stop


def _title_after(text: str, rest: Span) -> Span | None:
    """A title right after a name's comma or line end."""
    match = re.compile(r"[\s,]*([^\n,]+)").match(text, rest.start, rest.stop)
    return Span(*match.span(1)) if match and is_title(match.group(1)) else None


def find_people_in_row(text: str, head: str, row: Span) -> list[tuple[PersonWords, str | None]]:
    """The persons in the cells of a row whose column is headed by a title or a word for persons, with that title."""
    heads = head.split(" | ")
    cells = list(re.finditer(r"[^|]+", row.of(text)))
    if len(heads) != len(cells):
        return []
    found = []
    for name, cell in zip(heads, cells, strict=True):
        inside = Span(*cell.span()).shifted(row.start)
        people = find_people(text, inside) if is_title(name) or _PERSON.search(name) else []
        if people and "".join(person.name.of(text) for person in people) == inside.of(text).strip():
            found += [(person, name.strip() if is_title(name) else None) for person in people]
    return found
