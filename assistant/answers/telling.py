"""Tells what a question wants from the statements that were chosen, or that the newsletters do not tell it.

statements, best first -> the best, what is nearly as good, and for each wanted thing that these lack the best that holds it
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer_records import Answer, CallRow, Intent, Person, Reason
from assistant.answers.choosing import Scored, Stand
from assistant.answers.grounds import Grounds
from assistant.calls import with_status
from assistant.records import ROWS, BlockKind, Evidence, Money, Section, Span
from assistant.retrieval import block_kind, evidence_of

_SENTENCE_MARGIN, _PERSON_MARGIN, _OTHER_MARGIN = 4.0, 1.5, 0.5
"""So much under the best a sentence of its section is told beside it; a person; anything else, as a row or another section's."""
_SLOT_MARGIN = 3.0
_MOST, _MOST_NEAR = 3, 5
_MOST_CHARACTERS = 620
_FORMS, _SURE = {"amount", "phone", "email"}, 0.7
"""What is told in no other way than by a closed form."""
_PERSON = ("person", "phone", "email", "title")
_SLOTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (_PERSON, "person"),
    (("opens", "closes", "day"), "day"),
    (("amount",), "amount"),
)
"""What is wanted -> the closed form that a statement must hold to give it."""


def tell(grounds: Grounds, scored: Sequence[Scored]) -> Answer:
    """The answer made of the best statements, given best first."""
    parts = _parts(grounds, picked(grounds, scored))
    lacking = _lacking(grounds, parts)
    if lacking is not None:
        return lacking
    return _joined(parts)


def picked(grounds: Grounds, scored: Sequence[Scored]) -> list[Scored]:
    """The statements to tell: the best, those nearly as good, and the best for each wanted thing that they do not hold."""
    chosen = [one for one in scored[:_MOST_NEAR] if _is_near(one, scored[0])][:_MOST]
    return [*chosen, *_lacked(grounds, scored, chosen)]


def _lacked(grounds: Grounds, scored: Sequence[Scored], chosen: Sequence[Scored]) -> list[Scored]:
    """For each wanted thing that no chosen statement holds the best one that does, where one is near enough."""
    found: list[Scored] = []
    least = scored[0].score - _SLOT_MARGIN
    places = {one.statement.section.section_id for one in chosen}
    near = [one for one in scored if one.score >= least and one.statement.section.section_id in places]
    for names, form in _SLOTS:
        held = any(form in one.statement.holds for one in [*chosen, *found])
        if grounds.frame.wants(*names) and not held:
            found += [one for one in near if form in one.statement.holds][:1]
    return found


def _is_near(one: Scored, best: Scored) -> bool:
    """Whether a statement is told beside the best."""
    if one.statement.person is not None:
        return one.score >= best.score - _PERSON_MARGIN
    prose = one.statement.kind not in ROWS
    same = one.statement.section.section_id == best.statement.section.section_id
    return one.score >= best.score - (_SENTENCE_MARGIN if prose and same else _OTHER_MARGIN)


def could_tell(grounds: Grounds, one: Scored) -> bool:
    """Whether a statement holds the closed form that is wanted before all else, where one is."""
    frame = grounds.frame
    first = frame.likeliest
    return first not in _FORMS or frame.wanted[first] < _SURE or first in one.statement.holds


def completed(grounds: Grounds, answer: Answer, scored: Sequence[Scored]) -> Answer:
    """An answer of the rules with what is wanted beside and it does not tell: "Milloin haku päättyy ja kuka neuvoo?"."""
    told = [one for one in scored if one.stand is Stand.TOLD]
    return _joined([answer, *_parts(grounds, _lacked(grounds, scored, told))])


def refuse(grounds: Grounds) -> Answer:
    """What is said where nothing answers: the nearest theme, if one is near."""
    from assistant.answers.refusals import is_off_topic

    reason = Reason.NOT_IN_CORPUS if is_off_topic(grounds) else Reason.NOT_TOLD
    topic = grounds.topic if reason is Reason.NOT_TOLD else None
    return grounds.refused(reason, _intent(grounds), topic=topic)


def _intent(grounds: Grounds) -> Intent:
    wants = grounds.frame.wants
    if wants("opens", "closes", "day"):
        return Intent.WHEN
    if wants("amount"):
        return Intent.MONEY
    if wants(*_PERSON):
        return Intent.CONTACT
    return Intent.COUNT if wants("number") else Intent.CONTENT


# --- parts of an answer ---------------------------------------------------------------------------


def _parts(grounds: Grounds, chosen: Sequence[Scored]) -> list[Answer]:
    """An answer for each section and kind of what is told, the best first."""
    parts: dict[tuple[str, bool], list[Scored]] = {}
    for one in chosen:
        parts.setdefault((one.statement.section.section_id, one.statement.person is not None), []).append(one)
    told = []
    for (_, people), group in parts.items():
        told.append(_people(grounds, group) if people else _sentences(grounds, group))
    return told


def _people(grounds: Grounds, group: Sequence[Scored]) -> Answer:
    section = group[0].statement.section
    directory = grounds.knowledge.directory
    names = dict.fromkeys(one.statement.person for one in group if one.statement.person)
    people = tuple(directory.person(name, section.section_id) for name in names)
    evidence = [person.evidence[0] for person in people]
    return grounds.answered(Intent.CONTACT, evidence, topic=section.topic, people=people, fields=asked_fields(grounds))


def asked_fields(grounds: Grounds) -> tuple[str, ...]:
    """The fields of a person that are wanted, in the order of a card."""
    return tuple(field for field in ("phone", "email", "title", "organisation") if grounds.frame.wants(field))


def _sentences(grounds: Grounds, group: Sequence[Scored]) -> Answer:
    section = group[0].statement.section
    quotes = _quotes(section, [one.statement.span for one in group])
    rows = _calls(grounds, section, quotes) if grounds.frame.wants("opens", "closes") else ()
    if rows:
        return grounds.answered(Intent.WHEN, quotes, topic=section.topic, calls=rows, quotes=quotes, day=grounds.today)
    sums = _sums(grounds, section, quotes) if grounds.frame.wants("amount") else ()
    intent = Intent.MONEY if sums else _intent(grounds)
    return grounds.answered(intent, quotes, topic=section.topic, sums=sums, quotes=quotes)


def _quotes(section: Section, spans: Sequence[Span]) -> tuple[Evidence, ...]:
    """Statements in the order of the text, up to a length that can be read; lists that they announce are told whole."""
    chosen: dict[Span, None] = {}
    length = 0
    for span in spans:
        length += span.stop - span.start
        if not chosen or length <= _MOST_CHARACTERS:
            chosen |= dict.fromkeys([span, *_announced(section, span)])
    return tuple(evidence_of(section, span, block_kind(section, span).value) for span in sorted(chosen))


def _announced(section: Section, span: Span) -> list[Span]:
    """The list items right after a statement that ends without a full stop: "Avustusta voi saada:"."""
    if block_kind(section, span) is BlockKind.LIST_ITEM or span.of(section.text).rstrip(" *_")[-1:] in {".", "!", "?"}:
        return []
    items = []
    for block in section.blocks:
        place = block.span.shifted(-section.span.start)
        if place.start < span.stop:
            continue
        if block.kind is not BlockKind.LIST_ITEM:
            break
        items.append(place)
    return items


def _calls(grounds: Grounds, section: Section, quotes: Sequence[Evidence]) -> tuple[CallRow, ...]:
    """The calls that the quotes tell, with their status today."""
    rows = (row for row in grounds.knowledge.calls_of(section.section_id) if row.call.period is not None)
    told = [row for row in rows if any(e.span.overlaps(q.span) for e in row.evidence for q in quotes)]
    return with_status(told, grounds.today)


def _sums(grounds: Grounds, section: Section, quotes: Sequence[Evidence]) -> tuple[Money, ...]:
    sums = grounds.knowledge.sums_of(section.section_id)
    return tuple(money for money in sums if any(money.evidence.span.overlaps(quote.span) for quote in quotes))


def _lacking(grounds: Grounds, parts: Sequence[Answer]) -> Answer | None:
    """A refusal where a detail of a person is all that is asked, and it is not told."""
    people: tuple[Person, ...] = parts[0].people
    asked = [field for field in asked_fields(grounds) if field in {"phone", "email"}]
    if not people or not asked or grounds.frame.wants("person"):
        return None
    if any(getattr(person, field) for person in people for field in asked):
        return None
    hidden = "email" in asked and any(person.email_hidden for person in people)
    reason = Reason.HIDDEN if hidden else Reason.NOT_TOLD
    evidence = [person.evidence[0] for person in people]
    return grounds.refused(reason, Intent.PERSON, evidence, people=people, fields=tuple(asked))


def _joined(parts: Sequence[Answer]) -> Answer:
    """One answer of all parts, the first leading."""
    first, *others = parts
    known = {(citation.section_id, citation.text) for citation in first.citations}
    citations = list(first.citations)
    for part in others:
        for citation in part.citations:
            if (citation.section_id, citation.text) not in known:
                known.add((citation.section_id, citation.text))
                citations.append(citation)
    also = tuple(replace(part, understood=None) for part in others)
    return replace(first, also=(*first.also, *also), citations=tuple(citations))
