"""Lists over sections: the topics of a group, a fund or an office, all calls, all contacts, the items of a list."""

from __future__ import annotations

import re

from assistant.answer_records import Answer, Intent, Person, Reason
from assistant.answers.calls import answer_call_list
from assistant.answers.contacts import answer_contact, people_by_title, showing
from assistant.answers.deeds import asked_deed
from assistant.answers.grounds import Grounds
from assistant.answers.naming import filtered, filters, fully_named, named_newsletter
from assistant.answers.sentences import answer_content, list_after, list_around, prose
from assistant.facts.dates import find_times
from assistant.finnish import fold
from assistant.ranking import held_share
from assistant.records import BlockKind, Evidence, Section, Span
from assistant.retrieval import SentenceHit, evidence_of, is_lead

_ABOUT_EVENTS = re.compile(r"\b\w*(?:tapahtum|tilaisuu|webinaar|koulutu|kurss|seminaar)\w+|\b\w*infot?\b")
_ABOUT_CALLS = re.compile(
    r"\bm(?:ihin|issa)\s+(?:\w+\s+){0,2}?\w*ha(?:kuihin|uissa)\b|"
    r"\bm(?:itka|ita)\s+(?:\w+\s+){0,2}?(?:\w*haut|\w*hakuja)\b|"
    r"\bm(?:itka|ita)\s+(?:[\w-]+\s+){0,2}?\w*(?:avustuks\w+|avustukset|tukia|tuet|rahaa|rahoja|rahoituksia|apurahoja|apurahat)\b.{0,60}?"
    r"\b(?:hakea|haettav\w+|haussa|auki|avoinna|jaossa|jaettavana)\b|"
    r"\b(?:kaikki|listaa|luettele)\s+(?:\w+\s+){0,3}?\w*ha(?:ut|kuja)\b|\bwhich calls|\bvilka utlysningar"
)
_ABOUT_OFFICES = re.compile(r"\bm(?:itka|ita)\s+(?:\w+-)?(?:ely\w*|organisaati\w+|virasto\w*)\b")
_ABOUT_TOPICS = re.compile(r"\b(?:teema(?:t|a|n)?|teemoja|teemat|kokonaisuu\w+|osio\w*|aihee?t|aiheita|themes|teman)\b")
_ABOUT_PEOPLE = re.compile(r"^\s*ketka\b|\b(?:yhteyshenkil\w+|henkilo\w*|yhteystie\w+|kontakt\w*|contacts|people)\b")
_COUNTED_THINGS = re.compile(
    r"\b(?:montako|kuinka\s+mon\w+|moniko|how many|hur manga)\s+(?:[\w+-]+\s+){0,2}?(?:[\w+]+-)?"
    r"(?:(?P<topics>teema\w*|osio\w*|kokonaisuu\w+|aihe\w*|themes?|teman)|(?P<people>yhteyshenkilo\w*|henkilo\w*|contacts?|people)|"
    r"(?P<calls>haku\w*|calls?))\b"
)
_WHERE = re.compile(r"\bmi(?:ssa|hin|sta|lla|lle|ka)\b|\bwhich\b|\bvilka\b")
_SAME_MARGIN = 0.75


def answer_list(grounds: Grounds) -> Answer:
    """What a question with "listaa", "kaikki", "mitkä teemat" asks for."""
    folded = grounds.query.folded
    if _ABOUT_CALLS.search(folded):
        chosen = {section.section_id for section in filtered(grounds, grounds.knowledge.sections)}
        rows = tuple(row for row in grounds.knowledge.calls if any(e.section_id in chosen for e in row.evidence))
        return answer_call_list(grounds, rows)
    events = _events(grounds) if _ABOUT_EVENTS.search(folded) and grounds.query.asked_time else None
    if events is not None:
        return events
    if _ABOUT_PEOPLE.search(folded):
        return _people(grounds)
    if _ABOUT_OFFICES.search(folded):
        return _offices(grounds)
    named = filters(grounds)
    if named and (_ABOUT_TOPICS.search(folded) or fully_named(grounds, grounds.knowledge.groups)):
        return _topics(grounds, filtered(grounds, grounds.knowledge.current_sections), ", ".join(named))
    if _ABOUT_TOPICS.search(folded) and not grounds.search.topic_words:
        return _topics(grounds, grounds.knowledge.current_sections, None)
    if _ABOUT_TOPICS.search(folded):
        return _sections_that_say(grounds)
    return _items(grounds)


def answer_summary(grounds: Grounds) -> Answer | None:
    """What is asked of the newsletters as a whole: how many themes, calls or persons, and which calls are open at all."""
    folded = grounds.query.folded
    named = filters(grounds)
    if grounds.query.intent is Intent.STATUS and not grounds.search.topic_words and grounds.understood is None:
        return answer_call_list(grounds, grounds.knowledge.calls)
    titled = people_by_title(grounds)
    if (
        titled
        and asked_deed(grounds) is None
        and grounds.query.intent in {Intent.CONTACT, Intent.LIST}
        and re.match(r"\s*(?:ketka|mitka|kuka)\b", folded)
    ):
        return _listed(grounds, tuple(grounds.knowledge.directory.people[name] for name in titled), None)
    if grounds.query.intent is Intent.CONTACT and _only_an_office(grounds):
        return _people(grounds)
    counted = _COUNTED_THINGS.search(folded)
    if grounds.query.intent is not Intent.COUNT or counted is None or (not named and _own_topic(grounds)):
        return None
    if counted["topics"]:
        return _topics(grounds, filtered(grounds, grounds.knowledge.current_sections), ", ".join(named) or None)
    if counted["people"]:
        return _people(grounds) if named else _listed(grounds, grounds.knowledge.people, None)
    chosen = {section.section_id for section in filtered(grounds, grounds.knowledge.sections)}
    rows = tuple(row for row in grounds.knowledge.calls if any(e.section_id in chosen for e in row.evidence))
    return answer_call_list(grounds, rows) if named or grounds.query.day or grounds.query.asked_time else None


def _only_an_office(grounds: Grounds) -> bool:
    """Whether the question names an office and nothing else: "Ketkä ovat X:n ELYn yhteyshenkilöt?"."""
    held = frozenset(
        term for name in fully_named(grounds, grounds.knowledge.organisations) for term in grounds.search.terms(name)
    )
    words_ = grounds.search.topic_words
    return bool(held) and bool(words_) and all(held_share(word, held) > 0 for word in words_)


def _events(grounds: Grounds) -> Answer | None:
    """The rows and items with a day in the time asked about; the first day of a row is the event's, others are for sign-up."""
    asked = grounds.query.asked_time
    start, stop = (asked.opens or asked.closes, asked.closes or asked.opens) if asked else (None, None)
    if start is None or stop is None:
        return None
    chosen = {section.section_id for section in filtered(grounds, grounds.knowledge.current_sections)}
    for near in grounds.near_sections:
        published = grounds.knowledge.index.newsletter_by_id[near.section.newsletter_id].published
        found = []
        for hit in prose(grounds, near.section):
            times = find_times(hit.text, published) if hit.kind in {BlockKind.TABLE_ROW, BlockKind.LIST_ITEM} else []
            day = (times[0].period.opens or times[0].period.closes) if times else None
            if day is not None and start <= day <= stop and near.section.section_id in chosen:
                found.append(hit)
        if found:
            quotes = tuple(evidence_of(near.section, h.span, h.kind.value) for h in sorted(found, key=lambda h: h.span))
            return grounds.answered(Intent.LIST, quotes, topic=near.section.topic, quotes=quotes)
    return None


def _own_topic(grounds: Grounds) -> bool:
    """Whether the question speaks of something of the newsletters beside the newsletters themselves."""
    return any(
        not re.match(r"uutiskirj|kirje|tiedot|yhteens|kaikki|mukana", fold(word.written))
        for word in grounds.search.topic_words
    )


def _topics(grounds: Grounds, sections: tuple[Section, ...], name: str | None) -> Answer:
    topics = tuple(section for section in sections if not is_lead(section))
    real = tuple(section for section in topics if section.group is not None) or topics or sections
    evidence = [evidence_of(section, _heading_span(section), "heading") for section in real]
    return grounds.answered(Intent.LIST, evidence, topic=name, topics=tuple(section.topic for section in real))


def _heading_span(section: Section) -> Span:
    first = section.blocks[0]
    return first.span.shifted(-section.span.start)


def _people(grounds: Grounds) -> Answer:
    """All contacts of an office, a group or a newsletter that the question names; else of the best section."""
    directory = grounds.knowledge.directory
    titled = people_by_title(grounds)
    if titled:
        return _listed(grounds, tuple(directory.people[name] for name in titled), None)
    offices = fully_named(grounds, grounds.knowledge.organisations)
    if offices:
        wanted = {fold(name) for name in offices}
        people = tuple(p for p in grounds.knowledge.people if p.organisation and fold(p.organisation) in wanted)
        return _listed(grounds, people, offices[0])
    if filters(grounds):
        sections = filtered(grounds, grounds.knowledge.current_sections)
        names = dict.fromkeys(name for s in sections for name in directory.by_section.get(s.section_id, ()))
        return _listed(grounds, tuple(directory.people[name] for name in names), ", ".join(filters(grounds)))
    if grounds.knowledge.newsletters is not None and not grounds.search.topic_words:
        return _listed(grounds, grounds.knowledge.people, None)
    newsletter = named_newsletter(grounds)
    if newsletter:
        mine = {s.section_id for s in grounds.knowledge.index.sections if s.newsletter_id == newsletter}
        people = tuple(p for p in grounds.knowledge.people if any(e.section_id in mine for e in p.evidence))
        return _listed(grounds, people, grounds.knowledge.index.newsletter_by_id[newsletter].title)
    return answer_contact(grounds)


def _offices(grounds: Grounds) -> Answer:
    """The offices of the contacts, each once, with a person who shows it."""
    shown: dict[str, tuple[str, Evidence]] = {}
    for person in grounds.knowledge.people:
        if person.organisation:
            shown.setdefault(
                fold(person.organisation), (person.organisation, showing(grounds, person, ("organisation",))[0])
            )
    if not shown:
        return grounds.refused(Reason.NOT_TOLD, Intent.LIST)
    return grounds.answered(
        Intent.LIST, [evidence for _, evidence in shown.values()], topics=tuple(name for name, _ in shown.values())
    )


def _listed(grounds: Grounds, people: tuple[Person, ...], topic: str | None) -> Answer:
    if not people:
        return answer_contact(grounds)
    evidence: list[Evidence] = []
    for person in people:
        evidence += showing(grounds, person, ())[:1]
    return grounds.answered(Intent.LIST, evidence, topic=topic, people=people)


# --- what several sections say, and the items of one list ---------------------------------------


def _sections_that_say(grounds: Grounds) -> Answer:
    """The topics whose best sentence fits the question as well as the very best one's, each with that sentence."""
    best: list[SentenceHit] = []
    for hit in grounds.sections[:12]:
        sentences = grounds.search.sentences(hit.section.section_id)
        best += sentences[:1]
    if not best:
        return answer_content(grounds)
    top = max(hit.score for hit in best)
    kept = [hit for hit in best if hit.score >= top - _SAME_MARGIN]
    sections = tuple(grounds.section(hit.section_id) for hit in kept)
    evidence = [evidence_of(s, hit.span, "sentence") for s, hit in zip(sections, kept, strict=True)]
    return grounds.answered(
        Intent.LIST, evidence, topics=tuple(section.topic for section in sections), quotes=tuple(evidence[:1])
    )


def _items_holding(grounds: Grounds, section: Section) -> list[Span]:
    """The items of one list that hold a word of the question which most of the list does not: "Missä hankkeissa X on mukana?"."""
    words_ = sorted(grounds.search.topic_words, key=lambda word: -grounds.search.rarity(word))
    items = [hit for hit in grounds.search.sentences(section.section_id) if hit.kind is BlockKind.LIST_ITEM]
    for word in words_:
        holding = [hit.span for hit in items if held_share(word, grounds.search.terms(hit.text)) == 1.0]
        for span in holding[:1]:
            run = list_around(section, span)
            mine = [item for item in run if any(item.overlaps(one) for one in holding)]
            if len(mine) * 2 <= len(run):
                return mine
    return []


def _items(grounds: Grounds) -> Answer:
    """The list that fits the question: the one that a good sentence announces or stands in; else the sentences."""
    section = grounds.sections[0].section
    best = answer_content(grounds, Intent.LIST)
    if sum(quote.rule == BlockKind.LIST_ITEM for quote in best.quotes) > 1:
        return best
    holding = _items_holding(grounds, section) if _WHERE.search(grounds.query.folded) else []
    if holding:
        quotes = tuple(evidence_of(section, span, BlockKind.LIST_ITEM) for span in holding)
        return grounds.answered(Intent.LIST, quotes, topic=section.topic, quotes=quotes)
    for hit in prose(grounds, section)[:4]:
        items = list_after(section, hit.span.stop) or list_around(section, hit.span)
        if len(items) > 1:
            quotes = tuple(evidence_of(section, span, BlockKind.LIST_ITEM) for span in items)
            return grounds.answered(Intent.LIST, quotes, topic=section.topic, quotes=quotes)
    return best
