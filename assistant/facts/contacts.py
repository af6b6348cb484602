"""Contact persons of a section -> `Contact`s.

    "Rahoitusasiantuntija Maija Virta\\nLounaisrannan ELY-keskus\\nP. 0295 123 456\\nmaija.virta(at)ely-keskus.fi" -> one contact

A name opens a contact; title, office, telephone and e-mail near it belong to it until the next name. A name without
any detail is a contact only under a label that promises contacts. The telephone's form and validity are phonenumbers'.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from assistant.facts.organisations import is_organisation
from assistant.facts.people import PersonWords, find_people, is_title, may_be_person, nominative
from assistant.facts.placed_people import find_people_in_row, find_signature
from assistant.finnish import Lemmatizer, fold
from assistant.newsletters.shapes import EMAIL_LIKE, is_contact_detail, is_contact_label
from assistant.records import BlockKind, Contact, Evidence, Section, Span

_SEPARATOR = re.compile(r"(?:\s*(?:[,;|•\t]|\s[–—-]\s|\s{3,}|\(|\)(?!\w))\s*|:\s+|\n|(?<=\w\w)\.\s+(?=[A-ZÅÄÖ]))")
_ADDRESS = re.compile(
    r"(?:mailto:)?(?P<user>[\w.+-]+)\s?(?:@|\(at\)|\[at\]|\(a\)|\[a\]|\(ät\)|\{at\})\s?(?P<host>[\w-]+(?:\.[\w-]+)+)",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(r"etunimi|firstname|förnamn", re.IGNORECASE)
_LONGEST_LABELLED = 150
HIDDEN_ADDRESS = re.compile(r"\[(?:email|sähköposti)[^\]]*\]|sähköposti (?:piilotettu|suojattu)", re.IGNORECASE)
_SENT_TO = re.compile(r"\w(?:[td]|ll|nn|rr|st)(?:aan|ään) (?:\w+ )?osoitteeseen\b")
_WORD = re.compile(r"[^\W\d_]{2,}")
_CONTACT_LABEL = re.compile(
    r"yhteyshenkilö|yhteystie|lisätie|contact|kontakt|ota yhteyttä|vastaa kysymyksiin", re.IGNORECASE
)

_TITLE_LIKE = re.compile(
    r"(?!(?:puh|p|s-posti|sähköposti|email|klo|tai|sekä|joka|jolta|on)\b)[a-zåäö]{4,}[a-zåäö-]*(?: [a-zåäö-]{2,}){0,3}"
)
_INLINE_LABEL = re.compile(
    rf"^\W*(?:(?:{_CONTACT_LABEL.pattern})\w*\s*:|(?:lisätieto\w*|lisätiedot)\s+(?:\w+\s+)?antaa?(?:vat)?\b)",
    re.IGNORECASE,
)
"""A label with the names on its own line: "Yhteyshenkilöt: Veikko Laurila ja Aune Mäkelä"."""


@dataclass(slots=True)
class _Draft:
    """A contact while its lines are being read; spans refer to the section's text."""

    name: Span
    title: str | None
    place: Span
    organisation: str | None = None
    phone: str | None = None
    email: str | None = None
    hidden: bool = False
    promised: bool = False
    guessed: bool = False  # whether the title is one by its place alone
    prose: bool = False  # whether the name stands in a long paragraph, where what is below belongs to others
    past: bool = False  # whether its sentence has ended
    spans: list[Span] = field(default_factory=list)


def find_contacts(section: Section, lemmatizer: Lemmatizer | None = None) -> tuple[Contact, ...]:
    """Contacts in the order they stand; one person twice in a section is given once.

    With a lemmatizer, names that prose has in another case are given in the nominative: "Laurilalta" -> "Laurila".
    """
    contacts: dict[str, Contact] = {}
    for draft in _drafts(section, lemmatizer):
        contact = _contact(section, draft, lemmatizer)
        known = contacts.get(contact.name)
        if known is None or (known.phone is None and contact.phone is not None):
            contacts[contact.name] = contact
    return tuple(contacts.values())


def _contact(section: Section, draft: _Draft, lemmatizer: Lemmatizer | None) -> Contact:
    span = draft.place.shifted(section.span.start)
    quote = draft.place.of(section.text)
    name = " ".join(draft.name.of(section.text).split())
    return Contact(
        name=nominative(name, lemmatizer, draft.email) if lemmatizer else name,
        title=None if draft.guessed and lemmatizer and not _names_a_post(draft.title, lemmatizer) else draft.title,
        organisation=draft.organisation,
        phone=draft.phone,
        email=draft.email,
        email_hidden=draft.hidden and draft.email is None,
        evidence=Evidence(section.section_id, span, quote, "contact_block" if "\n" in quote else "contact_line"),
    )


def _names_a_post(title: str | None, lemmatizer: Lemmatizer) -> bool:
    """Whether words beside a name end in a noun in its base form, or in a word of its own: "vastaa tiloista" is no title."""
    last = (title or "").split()[-1:]
    analyses = [lemmatizer.analyse(word) for word in last]
    return all(not a.known or ("nimisana" in a.classes and a.written in a.baseforms) for a in analyses)


def _drafts(section: Section, lemmatizer: Lemmatizer | None) -> Iterator[_Draft]:
    current: _Draft | None = None
    head = ""
    promised = is_contact_label(section.heading)
    for line, has_detail, kind in _contact_lines(section):
        words = line.of(section.text)
        if kind is BlockKind.LABEL and not has_detail:
            promised = _CONTACT_LABEL.search(words) is not None
            yield from _completed(current)
            current = None
            continue
        inline = _INLINE_LABEL.search(words) is not None and len(words) <= _LONGEST_LABELLED
        promised = promised or inline or (_CONTACT_LABEL.search(words) is not None and has_detail)
        near = has_detail or _details_follow(section, line)
        head = (head or words) if kind is BlockKind.TABLE_ROW else ""
        placed = [] if near or promised else list(_placed(section, line, kind, head))
        if placed or (current and current.prose):
            yield from (*_completed(current), *placed)
            current = None
        prose = kind is BlockKind.PARAGRAPH and len(words) > _LONGEST_LABELLED
        for piece, before in _with_one_before(_pieces(section.text, line)):
            between = section.text[before.stop : piece.start] if before else ""
            if current is not None:
                current.past |= between.startswith(". ")
            for person in _people(section.text, piece, lemmatizer) if near or promised else ():
                yield from _completed(current)
                current = _opened(section.text, person, promised=promised, prose=prose)
            if current is not None:
                beside = before is not None and before.overlaps(current.name) and "\n" not in between
                _add_rest(current, section.text, piece, beside=beside)
        if len(words) > 90 and not has_detail:
            promised = False
    yield from _completed(current)


def _placed(section: Section, line: Span, kind: BlockKind, head: str) -> Iterator[_Draft]:
    """The signer of the section, or the persons in a row's columns."""
    signer = find_signature(section.text, line) if kind is BlockKind.PARAGRAPH else None
    if signer and signer.title:
        ends = (signer.title, signer.name)
        place = Span(min(end.start for end in ends), max(end.stop for end in ends))
        yield _Draft(signer.name, signer.title.of(section.text), place, promised=True)
    for person, title in find_people_in_row(section.text, head, line) if kind is BlockKind.TABLE_ROW else ():
        yield _Draft(person.name, title.lower() if title else None, person.name, promised=True)


def _people(text: str, piece: Span, lemmatizer: Lemmatizer | None) -> list[PersonWords]:
    people = find_people(text, piece)
    return [p for p in people if lemmatizer is None or may_be_person(p.name.of(text), lemmatizer)]


def _opened(text: str, person: PersonWords, *, promised: bool, prose: bool) -> _Draft:
    title = " ".join(person.title.of(text).split()) if person.title else None
    start = person.title.start if person.title else person.name.start
    return _Draft(person.name, title, Span(start, person.name.stop), promised=promised, prose=prose)


def _completed(draft: _Draft | None) -> tuple[_Draft, ...]:
    """The draft, if it is a contact's."""
    told = draft is not None and (draft.promised or draft.phone is not None or draft.email is not None or draft.hidden)
    return (draft,) if draft is not None and told else ()


def _with_one_before(pieces: Iterable[Span]) -> Iterator[tuple[Span, Span | None]]:
    """Each piece with the one before it in its line."""
    before: Span | None = None
    for piece in pieces:
        yield piece, before
        before = piece


def _contact_lines(section: Section) -> Iterator[tuple[Span, bool, BlockKind]]:
    """Lines of the blocks that may hold contacts, with whether a telephone number or address is in them."""
    for block in section.blocks:
        if block.kind in {BlockKind.TITLE, BlockKind.LINK} or (block.kind is BlockKind.HEADING and block.level < 3):
            continue
        start = block.span.start - section.span.start
        words = block.span.shifted(-section.span.start).of(section.text)
        kind = BlockKind.LABEL if block.kind is BlockKind.HEADING else block.kind
        yield Span(start, start + len(words)), is_contact_detail(words.replace("\n", " ")), kind


def _details_follow(section: Section, line: Span) -> bool:
    """Whether one of the next three short lines holds a detail."""
    following = [text.strip() for text in section.text[line.stop :].split("\n") if text.strip()][:3]
    for text in following:
        if len(text) > 90 or text.endswith(":"):
            return False
        if is_contact_detail(text):
            return len(line.of(section.text)) <= 90
    return False


def _pieces(text: str, line: Span) -> Iterator[Span]:
    """The parts of a line between commas, bars, dashes and brackets; an address is never cut."""
    addresses = [Span(m.start() + line.start, m.end() + line.start) for m in EMAIL_LIKE.finditer(line.of(text))]
    start = line.start
    for match in _SEPARATOR.finditer(text, line.start, line.stop):
        cut = Span(*match.span())
        if any(cut.overlaps(address) for address in addresses) or _inside_number(text, cut):
            continue
        if cut.of(text) == "\n" and _is_wrapped(text, line, cut):
            continue
        if start < cut.start:
            yield Span(start, cut.start)
        start = cut.stop
    if start < line.stop:
        yield Span(start, line.stop)


def _is_wrapped(text: str, line: Span, cut: Span) -> bool:
    """Whether a long line goes on below, since the file breaks lines at a fixed width: "Kaisa-Leena\\nViitanen"."""
    return cut.start - max(line.start, text.rfind("\n", line.start, cut.start) + 1) >= 45


def _inside_number(text: str, cut: Span) -> bool:
    """ "(09) 310 1234", "040 - 123 4567"."""
    return (
        text[: cut.start].rstrip()[-1:].isdigit()
        and text[cut.stop : cut.stop + 1].isdigit()
        and text[cut.start : cut.stop].strip() in "-–)"
    )


def _add_detail(draft: _Draft, text: str, piece: Span, *, beside: bool = False) -> None:
    """What a piece tells of the person; right beside the name, words in small letters are the title, whatever it is called."""
    words = piece.of(text)
    used = False
    address = _ADDRESS.search(words)
    if address and _is_of_others(draft, text, address["user"], words):
        draft.promised |= not draft.past
    elif address and PLACEHOLDER.search(address["user"]) is None and draft.email is None:
        draft.email, used = f"{address['user']}@{address['host']}".lower(), True
    elif HIDDEN_ADDRESS.search(words):
        draft.hidden = used = True
    number = find_phone(words.replace("\n", " ")) if draft.phone is None else None
    if number:
        draft.phone, used = number, True
    if not used and draft.title is None and is_title(words) and len(words) < 60:
        draft.title, used = " ".join(words.strip(" .*").split()), True
    elif not used and draft.organisation is None and is_organisation(words):
        draft.organisation, used = " ".join(words.strip(" .*").split()), True
    elif not used and draft.title is None and beside and _TITLE_LIKE.fullmatch(words.strip()):
        draft.title, draft.guessed, used = words.strip(), True, True
    if used:
        draft.place = Span(draft.place.start, max(draft.place.stop, piece.start + len(words.rstrip(" .*"))))


def _is_of_others(draft: _Draft, text: str, user: str, words: str) -> bool:
    """Whether an address is an office's: without the name, in a later sentence or where bookings and the like are sent."""
    own = any(fold(part)[:4] in fold(user) for part in _WORD.findall(draft.name.of(text)))
    return not own and (draft.past or _SENT_TO.search(words) is not None)


def _add_rest(draft: _Draft, text: str, piece: Span, *, beside: bool) -> None:
    """A piece's detail, or what stands after the name in the name's own: "Veikko Laurila 040 123 4567", "... Kainuun liitto"."""
    if not piece.overlaps(draft.name):
        _add_detail(draft, text, piece, beside=beside)
        return
    rest = Span(draft.name.stop, piece.stop)
    words = rest.of(text)
    if words[:1].isspace() and (is_contact_detail(words) or is_organisation(words) or len(words.split()) == 1):
        _add_detail(draft, text, rest)


_NUMBER = r"(?:\+|\(?0)[\d ()–-]{3,}\d"
_LABELLED_NUMBER = re.compile(
    rf"\b(?:p|puh|puhelin|puhelinnumero|puhelimella|tel|gsm|matkapuhelin)\b[.:]*\s*(?P<number>{_NUMBER})(?!\d)"
    rf"|^\W*(?P<alone>{_NUMBER})\W*$",
    re.IGNORECASE | re.MULTILINE,
)
_FEWEST_DIGITS = 6
"""An emergency or service number has fewer; a line of fewer figures may be a room."""


def find_odd_phones(words: str) -> tuple[Span, ...]:
    """Where `words` give a telephone number, by a label or a line of its own, that phonenumbers knows to be none."""
    found = []
    for match in _LABELLED_NUMBER.finditer(words):
        span = Span(*match.span("number" if match["number"] else "alone"))
        digits = re.sub(r"\D", "", span.of(words))
        if len(digits) >= _FEWEST_DIGITS and find_phone(span.of(words)) is None:
            found.append(span)
    return tuple(found)


def find_phone(words: str) -> str | None:
    """The first valid telephone number, national and without spaces: "P. 0295 123 456" -> "0295123456"."""
    import phonenumbers  # imported late: its tables take a tenth of a second

    for match in phonenumbers.PhoneNumberMatcher(words, "FI", phonenumbers.Leniency.VALID):
        number = match.number
        if number.country_code == 358:
            return re.sub(r"\D", "", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL))
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None
