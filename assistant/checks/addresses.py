"""E-mail addresses, telephone numbers and links that a reader could not use.

"maija.virta@kunta" -> broken_address;  "[email protected]" -> hidden_address;  "P. 0295 123 45" -> broken_phone
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.checks.findings import CheckedIssue, Finding, Sentence, letters
from assistant.facts.contacts import HIDDEN_ADDRESS, PLACEHOLDER, find_odd_phones
from assistant.finnish import fold
from assistant.records import Contact, Span

_WRITTEN = re.compile(
    r"(?P<user>[^\s<>()\[\],;:|\"”’*/]*)(?P<before>\s?)(?P<at>@|\((?:at|a|ät)\)|\[(?:at|a)\])(?P<after>\s?)"
    r"(?P<host>[^\s<>()\[\],;:|\"”*]*)",
    re.IGNORECASE,
)
_USER = re.compile(r"[\w+&'%-]+(?:\.[\w+&'%-]+)*")
_HOST = re.compile(r"(?:\w(?:[\w-]*\w)?\.)+[^\W\d_]{2,}")
_LINKS = (
    (re.compile(r"\bhttps?(?::/(?!/)|//|;//|:\s+//|:///)\S*", re.IGNORECASE), "linkin alku on väärin"),
    (re.compile(r"\b(?:htps|htpp|hhtp|htttp|httpp|hppt|ttps?|htt)s?://\S*", re.IGNORECASE), "linkin alku on väärin"),
    (re.compile(r"\bhttps?://(?=\s|$|https?:)\S*", re.IGNORECASE), "linkin osoite puuttuu tai on kahdesti"),
    (re.compile(r"\bhttps?://(?!localhost)[\w-]+(?=[\s)]|$)", re.IGNORECASE), "linkin verkkotunnus on puutteellinen"),
    (
        re.compile(r"(?:\bhttps?://|\bwww\.)[\w-]*(?:\.[\w-]+)*\.\.[\w-]\S*", re.IGNORECASE),
        "linkissä on kaksi pistettä peräkkäin",
    ),
    (re.compile(r"\bwww(?:,|\s\.|\.\s(?=[\w-]+\.\w))\S*", re.IGNORECASE), "linkin alku on väärin"),
    (re.compile(r"\[[^\]\n]+\]\((?:https?:|mailto:|www\.)[^)\s]*(?=\s|$)", re.IGNORECASE), "linkin sulku puuttuu"),
    (
        re.compile(r"\[[^\]\n]+\]\s+\((?:https?:|mailto:)[^)\s]*\)", re.IGNORECASE),
        "linkki on rikki: hakasulun jälkeen on väli",
    ),
)
_REGULAR = 3
"""So many addresses of one organisation in the form first.last make it the rule there."""
_MOBILE = re.compile(r"0(?:4|50)")
_SLIP = 2
"""Letters by which an address may differ from a name and be the name with a typing error."""


def hidden_addresses(issue: CheckedIssue, others: Sequence[CheckedIssue]) -> Iterator[Finding]:
    """An address that the reader cannot see; expected is the one that another place shows."""
    shown = {contact.name: contact.email for other in (*others, issue) for contact in other.contacts if contact.email}
    for sentence in issue.sentences:
        for match in HIDDEN_ADDRESS.finditer(sentence.text):
            span = Span(*match.span())
            owner = _owner(issue, span.shifted(sentence.start))
            message = "sähköpostiosoite on piilotettu"
            yield sentence.finding(
                "hidden_address", span, f"{owner}: {message}" if owner else message, shown.get(owner or "")
            )


def _owner(issue: CheckedIssue, place: Span) -> str | None:
    """The name of the contact whose words cover a place."""
    return next((contact.name for contact in issue.contacts if contact.evidence.span.overlaps(place)), None)


def broken_addresses(issue: CheckedIssue) -> Iterator[Finding]:
    """ "maija..virta@kunta.example", "maija.virta@", "maija.virta @kunta.example"."""
    for sentence in issue.sentences:
        for match in _WRITTEN.finditer(sentence.text):
            if message := _fault(match):
                stop = match.end() - (len(match["host"]) - len(match["host"].rstrip(".!?")))
                yield sentence.finding("broken_address", Span(match.start(), stop), message)


def _fault(match: re.Match[str]) -> str | None:
    user, host, sign = match["user"], match["host"].rstrip(".!?"), match["at"] == "@"
    spaced = bool(match["before"] or match["after"])
    if not user or PLACEHOLDER.search(user) or match.string[match.start() - 1 : match.start()] == "/":
        return None  # "@kunta" names an account of a social medium
    if spaced and not ("." in user and "." in host):
        return None  # "kohdan (a) mukaan", "seuraa meitä @kunta"
    if ".." in user or ".." in host:
        return "sähköpostiosoitteessa on kaksi pistettä peräkkäin"
    if "." not in host:
        return "sähköpostiosoitteen verkkotunnus puuttuu tai on puutteellinen"
    if not _USER.fullmatch(user) or not _HOST.fullmatch(host):
        return "sähköpostiosoitteen muoto on virheellinen"
    return "sähköpostiosoitteessa on välilyönti" if sign and spaced else None


def foreign_addresses(issue: CheckedIssue) -> Iterator[Finding]:
    """An address that is not its person's name, where the others of the same host are."""
    told: set[tuple[str, str]] = set()
    hosts: dict[str, set[str]] = {}
    for contact in issue.contacts:
        if contact.email and letters(contact.email.partition("@")[0]) == letters(contact.name):
            hosts.setdefault(contact.email.partition("@")[2], set()).add(contact.name)
    for contact in issue.contacts:
        user, _, host = (contact.email or "").partition("@")
        if len(hosts.get(host, ())) < _REGULAR or (contact.name, user) in told:
            continue
        told.add((contact.name, user))
        if finding := _foreign(issue, contact, user, host):
            yield finding


def _foreign(issue: CheckedIssue, contact: Contact, user: str, host: str) -> Finding | None:
    from rapidfuzz.distance import Levenshtein

    first, _, last = contact.name.partition(" ")
    own_first, _, own_last = user.partition(".")
    whole = letters(user)
    if not own_last or ".." in user or not whole.isalpha() or whole == letters(contact.name):
        return None  # "kirjaamo@"
    same_first, same_last = _share_a_name(own_first, first), _share_a_name(own_last, last)
    if Levenshtein.distance(whole, letters(contact.name)) <= _SLIP and not (same_first and same_last):
        namesake = any(whole == letters(other.name) for other in issue.contacts)  # then the name is misspelt
        return None if namesake else _at_address(issue, contact, f"{_address(contact.name)}@{host}?")
    if not same_first and not same_last:
        return _at_address(issue, contact, None)
    return None  # a second first name, or a family name that changed


def _at_address(issue: CheckedIssue, contact: Contact, expected: str | None) -> Finding:
    """The finding at the address itself, where the contact's words hold it so."""
    evidence = contact.evidence
    user, _, host = (contact.email or "").partition("@")
    written = re.search(rf"{re.escape(user)}\S*(?:\s\S+)?{re.escape(host)}", evidence.quote, re.IGNORECASE)
    span = Span(*written.span()).shifted(evidence.span.start) if written else evidence.span
    quote = written.group() if written else evidence.quote
    message = f"osoite ei vastaa nimeä {contact.name}, vaikka muissa osoitteissa on etunimi ja sukunimi"
    return Finding("foreign_address", message, issue.heading_of(evidence.section_id), span, quote, expected)


def _share_a_name(one: str, other: str) -> bool:
    """Whether two names are the same or share a part: "Anna-Maria" and "anna"."""
    return not _names_in(one).isdisjoint(_names_in(other))


def _names_in(name: str) -> set[str]:
    return {letters(name), *(letters(part) for part in re.split(r"[-. ]", name) if part)}


def _address(name: str) -> str:
    """ "Öyvind Mäkelä" -> "oyvind.makela"."""
    return fold(name).replace(" ", ".")


def broken_phones(issue: CheckedIssue) -> Iterator[Finding]:
    """A telephone number with a figure too many or too few, or of no network."""
    for sentence in issue.figures:
        for span in find_odd_phones(sentence.text):
            digits = sum(letter.isdigit() for letter in span.of(sentence.text))
            yield sentence.finding("broken_phone", span, f"puhelinnumero ei ole mahdollinen (numeroita {digits})")


def odd_length_phones(issue: CheckedIssue) -> Iterator[Finding]:
    """A number with more or fewer figures than the others of its network: "0295 123 45" among "0295 123 456"."""
    alike: dict[str, set[str]] = {}
    for contact in issue.contacts:
        if contact.phone:
            alike.setdefault(_network(contact.phone), set()).add(contact.phone)
    for contact in issue.contacts:
        others = alike.get(_network(contact.phone or ""), set()) - {contact.phone}
        lengths = {len(phone) for phone in others}
        if contact.phone and len(others) >= _REGULAR and len(lengths) == 1 and len(contact.phone) not in lengths:
            usual, own = lengths.pop(), len(contact.phone)
            message = f"{contact.name}: puhelinnumerossa on {own} numeroa, muissa samanlaisissa {usual}"
            yield issue.finding("broken_phone", contact, message)


def _network(phone: str) -> str:
    """What numbers of one length begin with: mobile telephones ("04", "050") are alike, others by their area."""
    return "mobile" if _MOBILE.match(phone) else phone[:3]


def broken_links(issue: CheckedIssue) -> Iterator[Finding]:
    """ "http:/kunta.example", "www,kunta.example", "[Hae](https://kunta.example ja ..."."""
    for sentence in issue.sentences:
        yield from _links_of(sentence)


def _links_of(sentence: Sentence) -> Iterator[Finding]:
    taken: list[Span] = []
    for pattern, message in _LINKS:
        for match in pattern.finditer(sentence.text):
            span = Span(match.start(), match.start() + len(match.group().rstrip(".,;")))
            if not any(span.overlaps(other) for other in taken):
                taken.append(span)
                yield sentence.finding("broken_link", span, message)


RULES = (broken_addresses, foreign_addresses, broken_phones, odd_length_phones, broken_links)
RULES_WITH_OTHERS = (hidden_addresses,)
