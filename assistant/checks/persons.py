"""Persons that two places tell differently, topics that name nobody to ask.

Maija Virta, 040 123 4567 in one section, 040 123 4568 in another -> other_phone
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.checks.findings import CheckedIssue, Finding, at_heading, letters, topics_of
from assistant.directory import mention_span
from assistant.finnish import fold
from assistant.forms import format_phone, lower_first
from assistant.newsletters.shapes import is_contact_detail
from assistant.records import Contact, Section

_YEAR = 366
"""Days between two newsletters after which another title or number is news and no slip."""
_MOST_HAVE = 0.75
_FEWEST_TOPICS = 4


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a contact that should be the same everywhere; `same` compares two values."""

    name: str
    rule: str
    words: str
    shown: Callable[[str], str]
    same: Callable[[str, str], bool]


def _same_title(one: str, other: str) -> bool:
    """One may say more: "projektipäällikkö, maaseutu"."""
    first, second = fold(one), fold(other)
    return first in second or second in first


_FIELDS = (
    _Field("phone", "other_phone", "puhelinnumero eroaa", format_phone, str.__eq__),
    _Field("email", "other_address", "sähköpostiosoite eroaa", str, str.__eq__),
    _Field("title", "other_title", "nimike eroaa", lower_first, _same_title),
)


def differing_details(issue: CheckedIssue, others: Sequence[CheckedIssue]) -> Iterator[Finding]:
    """The same person with another number, address or title in another section, or in another newsletter of the same year."""
    known = _in_near_issues(issue, others)
    for name, contacts in _by_name(issue.contacts).items():
        for field in _FIELDS:
            inside = [*_differing_inside(issue, field, contacts)]
            yield from inside or _differing_outside(issue, field, contacts, known.get(name, []))


def _by_name(contacts: Iterable[Contact]) -> dict[str, list[Contact]]:
    found: dict[str, list[Contact]] = {}
    for contact in contacts:
        found.setdefault(contact.name, []).append(contact)
    return found


def _in_near_issues(
    issue: CheckedIssue, others: Sequence[CheckedIssue]
) -> dict[str, list[tuple[CheckedIssue, Contact]]]:
    """The issue's persons in the newsletters of about the same time, the newest of these first."""
    here = issue.newsletter.published
    dated = [(day, other) for other in others if (day := other.newsletter.published)]
    near = [(day, other) for day, other in dated if here and abs((here - day).days) <= _YEAR]
    found: dict[str, list[tuple[CheckedIssue, Contact]]] = {}
    for _, other in sorted(near, key=lambda one: one[0], reverse=True):
        for contact in other.contacts:
            found.setdefault(contact.name, []).append((other, contact))
    return found


def _differing_inside(issue: CheckedIssue, field: _Field, contacts: list[Contact]) -> Iterator[Finding]:
    told = [(contact, value) for contact in contacts if (value := getattr(contact, field.name))]
    if not told:
        return
    usual = Counter(value for _, value in told).most_common(1)[0][0]
    home = next(contact for contact, value in told if value == usual)
    for contact, value in told:
        if not field.same(value, usual):
            place = issue.heading_of(home.evidence.section_id)
            message = f"{contact.name}: {field.words}: {field.shown(value)}, osiossa ”{place}” {field.shown(usual)}"
            yield issue.finding(field.rule, contact, message)


def _differing_outside(
    issue: CheckedIssue, field: _Field, contacts: list[Contact], known: list[tuple[CheckedIssue, Contact]]
) -> Iterator[Finding]:
    """Against the newest other newsletter that tells the field of the same person of the same office."""
    contact = next((contact for contact in contacts if getattr(contact, field.name)), None)
    for other, twin in known:
        if contact and getattr(twin, field.name) and _same_office(contact, twin):
            value, usual = getattr(contact, field.name), getattr(twin, field.name)
            if not field.same(value, usual):
                message = (
                    f"{contact.name}: {field.words}: {field.shown(value)}, "
                    f"uutiskirjeessä ”{other.newsletter.title}” {field.shown(usual)}"
                )
                yield issue.finding(field.rule, contact, message)
            return


def _same_office(one: Contact, other: Contact) -> bool:
    """Two persons may share a name; they share no office or address."""
    offices = one.organisation and other.organisation and fold(one.organisation) == fold(other.organisation)
    hosts = [contact.email.partition("@")[2] for contact in (one, other) if contact.email]
    return (
        bool(offices)
        or (len(hosts) == 2 and hosts[0] == hosts[1])
        or (one.phone is not None and one.phone == other.phone)
    )


def near_names(issue: CheckedIssue, others: Sequence[CheckedIssue]) -> Iterator[Finding]:
    """One person in two spellings: names a letter apart that share a telephone or an address.

    The spelling that the address has is right, else the more usual one, else the first.
    """
    from rapidfuzz.distance import Levenshtein

    everywhere = [contact for known in (issue, *others) for contact in known.contacts]
    counts = Counter(contact.name for contact in everywhere)
    addressed = {contact.name for contact in everywhere if _is_in_address(contact)}
    worth = {name: (name in addressed, counts[name], -place) for place, name in enumerate(counts)}
    sharing: dict[str, list[str]] = {}
    for contact in everywhere:
        for detail in _details(contact):
            sharing.setdefault(detail, []).append(contact.name)
    told: set[str] = set()
    for contact in issue.contacts:
        twins = dict.fromkeys(name for detail in _details(contact) for name in sharing[detail] if name != contact.name)
        for twin in twins:
            near = Levenshtein.distance(fold(contact.name), fold(twin)) <= 1
            if near and contact.name not in told and twin not in told and worth[contact.name] < worth[twin]:
                told.add(contact.name)
                message = f"nimi on kirjoitettu kahdella tavalla: {contact.name} ja {twin}"
                yield issue.finding("near_name", contact, message, f"{twin}?")


def _details(contact: Contact) -> tuple[str, ...]:
    return tuple(detail for detail in (contact.phone, contact.email) if detail)


def _is_in_address(contact: Contact) -> bool:
    return contact.email is not None and letters(contact.email.partition("@")[0]) == letters(contact.name)


def unreachable(issue: CheckedIssue, others: Sequence[CheckedIssue]) -> Iterator[Finding]:
    """A contact person without telephone and address here and everywhere else."""
    reached = {
        contact.name
        for known in (issue, *others)
        for contact in known.contacts
        if contact.phone or contact.email or contact.email_hidden
    }
    for contact in issue.contacts:
        if contact.name not in reached:
            reached.add(contact.name)
            yield issue.finding(
                "unreachable", contact, f"{contact.name}: puhelinnumeroa ja sähköpostiosoitetta ei kerrota"
            )


def topics_without_contact(issue: CheckedIssue) -> Iterator[Finding]:
    """A topic with nobody to ask, where most of the others name somebody."""
    topics = [section for section in topics_of(issue) if section.text.strip() != section.heading]
    lacking = [section for section in topics if not _names_somebody(issue, section)]
    if len(topics) < _FEWEST_TOPICS or len(topics) - len(lacking) < _MOST_HAVE * len(topics):
        return
    for section in lacking:
        yield at_heading("no_contact", section, "osiossa ei ole yhteystietoja, vaikka useimmissa muissa on")


def _names_somebody(issue: CheckedIssue, section: Section) -> bool:
    if is_contact_detail(section.text):
        return True
    return any(mention_span(section, contact.name) for contact in issue.contacts)


RULES = (topics_without_contact,)
RULES_WITH_OTHERS = (differing_details, near_names, unreachable)
