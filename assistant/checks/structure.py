"""A newsletter as a whole: title, date, sections; headings without text or told twice; one organisation in two spellings.

two sections "Kylien palvelut" -> same_heading
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from assistant.checks.findings import CheckedIssue, Finding, at_heading, topics_of
from assistant.finnish import fold
from assistant.newsletters.shapes import is_label
from assistant.records import BlockKind, Contact, Section, Span


def missing_parts(issue: CheckedIssue) -> Iterator[Finding]:
    """No title, no date, no section with a heading of its own."""
    letter = issue.newsletter
    titled = any(block.kind is BlockKind.TITLE for block in letter.blocks) or letter.title != letter.newsletter_id
    if not titled:
        yield Finding("no_title", "uutiskirjeen otsikkoa ei löytynyt")
    if letter.published is None:
        yield Finding("no_date", "julkaisupäivää ei löytynyt otsikosta, tekstin alusta eikä tiedoston nimestä")
    if next(topics_of(issue), None) is None:
        yield Finding("no_sections", "osioita ei löytynyt: tekstissä ei ole väliotsikoita")


def empty_sections(issue: CheckedIssue) -> Iterator[Finding]:
    """A heading with no text below it."""
    for section in topics_of(issue):
        if all(block.kind is BlockKind.HEADING for block in section.blocks):
            yield at_heading("empty_section", section, "otsikon alla ei ole tekstiä")


def same_headings(issue: CheckedIssue) -> Iterator[Finding]:
    """A topic told twice under one group. "Yhteystiedot" and other labels of the genre may come again."""
    seen: set[tuple[str, str]] = set()
    for section in topics_of(issue):
        key = (_folded(section.group or ""), _folded(section.heading))
        if key in seen and not is_label(section.heading):
            yield at_heading("same_heading", section, "sama otsikko on jo aiemmin")
        seen.add(key)


def _folded(words: str) -> str:
    return " ".join(fold(words).split())


def organisation_spellings(issue: CheckedIssue) -> Iterator[Finding]:
    """ "ELY-Keskus" among "ELY-keskus": the rarer way, once."""
    spellings: dict[str, Counter[str]] = {}
    first: dict[str, Contact] = {}
    for contact in issue.contacts:
        if contact.organisation:
            spellings.setdefault(_folded(contact.organisation), Counter())[contact.organisation] += 1
            first.setdefault(contact.organisation, contact)
    for counter in spellings.values():
        (usual, most), *rarer = counter.most_common()
        for written, times in rarer:
            if times < most:
                yield _at_organisation(issue, first[written], written, usual)


def _at_organisation(issue: CheckedIssue, contact: Contact, written: str, usual: str) -> Finding:
    section: Section = issue.section_by_id[contact.evidence.section_id]
    message = "organisaation nimi on kirjoitettu muualla toisin"
    place = issue.newsletter.text.find(written, contact.evidence.span.start, contact.evidence.span.stop)
    if place < 0:
        return issue.finding("organisation_spelling", contact, message, usual)
    return Finding("organisation_spelling", message, section.heading, Span(place, place + len(written)), written, usual)


RULES = (missing_parts, empty_sections, same_headings, organisation_spellings)
