"""Who answers for a topic, and what is known of a named person."""

from __future__ import annotations

import re

from assistant.answer_records import Answer, Intent, Person, Reason
from assistant.answers.grounds import Grounds
from assistant.answers.sentences import prose, with_quotes
from assistant.directory import mention_span
from assistant.finnish import words
from assistant.newsletters.shapes import EMAIL_LIKE, without_details
from assistant.ranking import held_share
from assistant.records import BlockKind, Evidence, Section, Span
from assistant.retrieval import SentenceHit, block_kind, evidence_of

_TITLE_COVER = 0.4
_HELD, _TELLING, _AS_WELL = 0.5, 1.0, 0.7
"""A word is a person's that holds so much of it; such words count when so rare together; others' that hold nearly as much too."""
_RARE = 2.5
_WHO = re.compile(r"\b(?:kuka|ketka|kenelta)\b")
_FULL_NAME = re.compile(
    r"\b(?:vastaa|huolehtii|hoitaa|neuvoo|auttaa|palvelee|ohjaa|opastaa)\b[^.]*?\b[A-ZÅÄÖ][a-zåäö-]+ [A-ZÅÄÖ][a-zåäö-]+"
)
_LEAST_LETTERS, _MOST_TOLD = 3, 4
_ROWS = {BlockKind.TABLE_ROW, BlockKind.LIST_ITEM}
_ENDS = (". ", "! ", "? ", "\n")
_WAY = re.compile(r"\betunimi\.sukunimi\s?(?:@|\(at\)|\[at\])\S+(?:\s+\([^()\n]+\))?\.?", re.IGNORECASE)
_REMARK = re.compile(r"[^\w(]{0,3}\([^()@]{3,80}\)|:\s+[a-zåäö][^.:@\n]{3,120}")
_SENTENCE_END = re.compile(r"(?<=[a-zåäö\d)]{2})[.!?]\s+(?=[A-ZÅÄÖ])")


def answer_contact(grounds: Grounds) -> Answer:
    """The contacts of the best section; of one about as good where the best has none."""
    directory = grounds.knowledge.directory
    for hit in grounds.near_sections:
        people = directory.of_section(hit.section.section_id)
        if people:
            return _with_contacts(grounds, hit.section, people)
        mentioned = _mentioned_for_the_question(grounds, hit.section, people)
        if mentioned is not None:
            return with_quotes(grounds, Intent.CONTACT, [mentioned])
    return _by_title(grounds) or grounds.refused(Reason.NOT_TOLD, Intent.CONTACT, topic=grounds.topic)


def _by_title(grounds: Grounds) -> Answer | None:
    """The one person of the same newsletter whose title tells the topic: "kokemustoiminnan koordinaattori"."""
    directory = grounds.knowledge.directory
    newsletter_id = grounds.sections[0].section.newsletter_id
    covers = []
    for person in directory.people.values():
        home = grounds.section(person.evidence[0].section_id)
        if home.newsletter_id == newsletter_id and person.title:
            covers.append((grounds.search.cover(person.title), person.name, home))
    covers.sort(key=lambda one: -one[0])
    if not covers or covers[0][0] < _TITLE_COVER or (len(covers) > 1 and covers[1][0] > covers[0][0] / 2):
        return None
    _, name, home = covers[0]
    people = (directory.person(name, home.section_id),)
    return grounds.answered(Intent.CONTACT, people[0].evidence[:1], topic=home.topic, people=people)


def _with_contacts(grounds: Grounds, section: Section, people: tuple[Person, ...]) -> Answer:
    narrowed = _named_for_the_question(grounds, section, people)
    mentioned = _mentioned_for_the_question(grounds, section, people) if len(narrowed) == len(people) else None
    if mentioned is not None:
        return with_quotes(grounds, Intent.CONTACT, [mentioned])
    evidence = [e for person in narrowed for e in own_evidence(grounds, section, person)]
    if grounds.query.fields == ("email",) and all(p.email is None and p.email_hidden for p in narrowed):
        return grounds.refused(Reason.HIDDEN, Intent.CONTACT, evidence, topic=section.topic, people=narrowed)
    return grounds.answered(Intent.CONTACT, evidence, topic=section.topic, people=narrowed, fields=grounds.query.fields)


def _named_for_the_question(grounds: Grounds, section: Section, people: tuple[Person, ...]) -> tuple[Person, ...]:
    """Of several people, those whose own words tell what the question asks beside the section's topic; else all.

    "Kuka neuvoo saunojen maksatuksessa?" -> the one who is there "talous ja maksatus", not the one for "saunan rakenteet".
    """
    if len(people) < 2:
        return people
    heading = grounds.search.terms(f"{section.heading} {section.group or ''}")
    own = [grounds.search.terms(without_details(" ".join(_told_of(grounds, section, person)))) for person in people]
    scores = [0.0] * len(people)
    for word in grounds.search.topic_words:
        shares = [held_share(word, terms) for terms in own]
        if held_share(word, heading) < _HELD and max(shares) >= _HELD > min(shares):
            scores = [
                score + grounds.search.rarity(word) * (share >= _HELD) * share
                for score, share in zip(scores, shares, strict=True)
            ]
    best = max(scores)
    if best < _TELLING:
        return people
    return tuple(person for person, score in zip(people, scores, strict=True) if score >= best * _AS_WELL)


def _mentioned_for_the_question(grounds: Grounds, section: Section, people: tuple[Person, ...]) -> SentenceHit | None:
    """The sentence that names somebody without details for just what is asked: "Veneistä huolehtii Liisa Koski."; or an
    office's address, where no person is asked for: "Vikailmoitukset tehdään osoitteeseen viat@...".
    """
    person_asked = people and _WHO.search(grounds.query.folded) is not None
    heading = grounds.search.terms(f"{section.heading} {section.group or ''}")
    told = grounds.search.terms(" ".join(without_details(t) for p in people for t in _told_of(grounds, section, p)))
    asked = [w for w in grounds.search.topic_words if held_share(w, heading) < _HELD and held_share(w, told) < _HELD]
    for hit in prose(grounds, section):
        held = grounds.search.terms(hit.text)
        rare = sum(grounds.search.rarity(word) for word in asked if held_share(word, held) == 1.0)
        names = _FULL_NAME.search(hit.text) or (not person_asked and EMAIL_LIKE.search(hit.text))
        if rare >= _RARE and names and hit.kind is BlockKind.PARAGRAPH:
            return hit
    return None


def _told_of(grounds: Grounds, section: Section, person: Person) -> tuple[str, ...]:
    """A person's title, and the words of a section that are of that person alone."""
    own = [e for e in person.evidence if e.section_id == section.section_id]
    return (person.title or "", *(_telling_span(grounds, section, e).of(section.text) for e in own))


def _telling_span(grounds: Grounds, section: Section, evidence: Evidence) -> Span:
    """The row, the item, or the sentence as far as no other person's begins, with a remark in parentheses behind it."""
    places = grounds.knowledge.contact_places(section.section_id)
    before = [span.stop for span in places if span.stop <= evidence.span.start]
    start = max([_beginning(section, evidence.span), *before]) - section.span.start
    stop = evidence.span.stop - section.span.start
    remark = _REMARK.match(section.text[stop:])
    return Span(start, stop + (remark.end() if remark else 0))


def _responsibilities(grounds: Grounds, person: Person) -> tuple[Evidence, ...]:
    """Where sections tell what a person is asked about, beside the name and the details."""
    found = []
    for evidence in person.evidence:
        section = grounds.section(evidence.section_id)
        span = _telling_span(grounds, section, evidence)
        known = f"{person.name} {person.title or ''} {person.organisation or ''}".casefold()
        told = [w.text for w in words(without_details(span.of(section.text))) if w.text.casefold() not in known]
        if sum(len(word) > _LEAST_LETTERS for word in told):
            found.append(evidence_of(section, span, block_kind(section, span).value))
        rows = (b for b in section.blocks if b.kind in _ROWS and not b.span.overlaps(evidence.span))
        places = (block.span.shifted(-section.span.start) for block in rows)
        found += [evidence_of(section, place, "table_row") for place in places if person.name in place.of(section.text)]
    return tuple(found)


def _way_of_addresses(grounds: Grounds, people: tuple[Person, ...]) -> tuple[Evidence, ...]:
    """Where a newsletter that tells of these people says how its addresses are made, and does not give theirs."""
    letters = {grounds.section(e.section_id).newsletter_id for person in people for e in person.evidence}
    for section in grounds.knowledge.sections:
        match = _WAY.search(section.text) if section.newsletter_id in letters else None
        if match is not None:
            start = max(section.text.rfind(mark, 0, match.start()) for mark in _ENDS) + 1
            start += len(section.text[start:]) - len(section.text[start:].lstrip())
            return (evidence_of(section, Span(start, match.end()), "sentence"),)
    return ()


def _beginning(section: Section, span: Span) -> int:
    """Where the row, the item or the sentence begins that a span stands in; a place in the newsletter's text."""
    block = next((b for b in section.blocks if b.span.overlaps(span)), None)
    if block is None:
        return span.start
    if block.kind in {BlockKind.TABLE_ROW, BlockKind.LIST_ITEM}:
        return block.span.start
    before = section.text[block.span.start - section.span.start : span.start - section.span.start]
    ends = [match.end() for match in _SENTENCE_END.finditer(before)]
    return block.span.start + (ends[-1] if ends else 0)


def own_evidence(grounds: Grounds, section: Section, person: Person) -> tuple[Evidence, ...]:
    """Where the section tells of the person, then where what it lacks is told."""
    own = tuple(e for e in person.evidence if e.section_id == section.section_id)
    if not own:
        span = mention_span(section, person.name)
        own = (evidence_of(section, span, "mention"),) if span else ()
    others = [e for e in person.evidence if e.section_id != section.section_id]
    filled = [e for e in others if any(_tells(grounds, e, person.name, field) for field in person.filled)]
    return (
        *own,
        *(filled[:1] if person.filled else ()),
        *(others[:1] if not own or not _is_contact(grounds, section, person) else ()),
    )


def _is_contact(grounds: Grounds, section: Section, person: Person) -> bool:
    return (section.section_id, person.name) in grounds.knowledge.directory.contacts


def _tells(grounds: Grounds, evidence: Evidence, name: str, field: str) -> bool:
    contact = grounds.knowledge.directory.contacts.get((evidence.section_id, name))
    return contact is not None and getattr(contact, field) is not None


def people_by_title(grounds: Grounds) -> tuple[str, ...]:
    """The persons whose title the question names: "Ketkä ovat rahoituspäälliköitä?"."""
    asked = {form for term in grounds.query.terms for form in term.analysis.baseforms}
    lemmatizer = grounds.search.lemmatizer
    knowledge = grounds.knowledge
    titled = {
        name
        for word, names in knowledge.people_by_title.items()
        if not asked.isdisjoint(lemmatizer.analyse(word).baseforms)
        for name in names
    }
    return tuple(name for name in knowledge.directory.people if name in titled) if titled else ()


def answer_person(grounds: Grounds) -> Answer:
    """What is asked of the named persons; the sources that show it come first."""
    directory = grounds.knowledge.directory
    titled = [name for name in people_by_title(grounds) if name in grounds.people]
    people = tuple(directory.person(name) for name in titled or grounds.people)
    fields = tuple(f for f in grounds.query.fields if f != "topics")
    evidence = [e for person in people for e in showing(grounds, person, fields)]
    if fields and not any(getattr(person, f) for person in people for f in fields):
        way = _way_of_addresses(grounds, people) if fields == ("email",) else ()
        if way:
            return grounds.answered(Intent.PERSON, [*way, *evidence], people=people, quotes=way, fields=fields)
        hidden = "email" in fields and any(person.email_hidden for person in people)
        reason = Reason.HIDDEN if hidden else Reason.NOT_TOLD
        return grounds.refused(reason, Intent.PERSON, evidence, people=people, fields=grounds.query.fields)
    told = (
        [e for person in people for e in _responsibilities(grounds, person)] if "topics" in grounds.query.fields else []
    )
    quotes = tuple(dict.fromkeys(told))[:_MOST_TOLD]
    return grounds.answered(
        Intent.PERSON, [*evidence, *quotes], people=people, quotes=quotes, fields=grounds.query.fields
    )


def showing(grounds: Grounds, person: Person, fields: tuple[str, ...]) -> tuple[Evidence, ...]:
    """One source where one shows all that is known of what was asked, else a few."""
    wanted = [f for f in fields or ("phone", "email", "title", "organisation") if getattr(person, f)]

    def shown(evidence: Evidence) -> int:
        return sum(_tells(grounds, evidence, person.name, field) for field in wanted)

    best = sorted(person.evidence, key=lambda e: -shown(e))  # stable: the newest and first stays first among equals
    return (
        tuple(best[:1])
        if best and shown(best[0]) == len(wanted) and "topics" not in grounds.query.fields
        else tuple(best[:3])
    )
