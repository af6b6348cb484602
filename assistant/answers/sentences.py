"""Answers in the newsletter's own sentences: content, organisations, counts, sums, and times that are no call's."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.answers.grounds import Grounds
from assistant.facts.dates import find_times
from assistant.facts.organisations import find_organisations
from assistant.finnish import fold, words
from assistant.records import Answer, Block, BlockKind, Evidence, Intent, Reason, Section, Span
from assistant.retrieval import SentenceHit, evidence_of

MOST_CHARACTERS = 620
_MARGIN = 1.1
_NUMBER = re.compile(
    r"(?<![\d.])\d+(?:[-–]\d+)?(?![\d.]*\.\d)|\b(?:yksi|yhden|kaksi|kahden|kahta|kolme|kolmen|neljä|neljän|viisi|viiden|kuusi|kuuden|seitsemän|"
    r"kahdeksan|yhdeksän|kymmenen|yksitoista|yhdentoista|kaksitoista|kahdentoista|\w*kymmentä|sata|satoja|tuhat|molem\w+|puolet|"
    r"kolmannes|pari|yhtään)\b",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    r"\b(?:kerran|kertaa|kerta|vuosittain|kuukausittain|viikoittain|päivittäin|joka\s+\w+|kahdesti|\w+sin)\b",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"\b[A-ZÅÄÖ]{2,6}\b")
_COUNTED = re.compile(
    r"\b(?:montako|kuinka\s+mon\w+|moniko|monenko|how many|hur manga)\s+(?P<noun>[\w-]+)(?:\s+(?P<second>[\w-]+))?"
)
_IN_ALL = re.compile(r"\b(?:yhteensa|kaikkiaan|kaikki\w*|koko\w*|total|totalt)\b")


def answer_content(grounds: Grounds, intent: Intent = Intent.CONTENT) -> Answer:
    """The sentences of the best section that answer best, and the list that one of them announces."""
    hits = grounds.search.sentences(grounds.sections[0].section.section_id)
    return _with_quotes(grounds, intent, hits, _near_best(hits))


def answer_organisation(grounds: Grounds) -> Answer:
    """The best sentences that name an organisation; of the kind asked for ("mikä ministeriö"), where one does."""
    for hit in grounds.near_sections:
        hits = grounds.search.sentences(hit.section.section_id)
        named = [h for h in hits if _names_organisation(grounds, h.text)]
        if named:
            return _with_quotes(grounds, Intent.ORGANISATION, hits, _near_best(named, 0.6)[:2])
    return grounds.refused(Reason.NOT_TOLD, Intent.ORGANISATION, topic=grounds.topic)


def _names_organisation(grounds: Grounds, text: str) -> bool:
    kind = re.search(r"\b(ely|ministerio|kaupun|kunta|virasto|yhdisty|korkeakoul|yliopisto)", grounds.query.folded)
    named = any(True for _ in find_organisations(text)) or _ABBREVIATION.search(text) is not None
    return named and (
        kind is None or kind.group(1)[:8] in fold(text) or (kind.group(1) == "ministerio" and "M" in text)
    )


def answer_count(grounds: Grounds) -> Answer:
    """The best sentence that tells a number of what is counted; nothing where the topic tells none."""
    often = re.search(r"\busein\b|how often|hur ofta", grounds.query.folded)
    for hit in grounds.near_sections:
        section = hit.section
        hits = grounds.search.sentences(section.section_id)
        order = sorted(hits, key=lambda h: h.span)
        pattern = _OFTEN if often else _NUMBER
        fitting = [h for h in hits if pattern.search(_without_times(h.text)) and (often or _counts(grounds, order, h))]
        if fitting:
            return _with_quotes(grounds, Intent.COUNT, hits, _near_best(fitting, 1.5)[:2])
    return grounds.refused(Reason.NOT_TOLD, Intent.COUNT, topic=grounds.topic)


def _without_times(text: str) -> str:
    """The text with its dates and years blanked: "vuonna 2022" is no count."""
    for mention in reversed(find_times(text)):
        text = text[: mention.span.start] + " " + text[mention.span.stop :]
    return re.sub(r"\b(?:19|20)\d\d(?:[-–](?:19|20)?\d\d)?\b|^\s*\d+[.)]", " ", text)


def _counts(grounds: Grounds, order: list[SentenceHit], hit: SentenceHit) -> bool:
    """Whether a sentence, or the one before it, speaks of what is counted."""
    match = _COUNTED.search(grounds.query.folded)
    if match is None:
        return True
    lemmatizer = grounds.search.lemmatizer
    at = match.start("noun")
    written = grounds.query.bare[at : match.end("noun")]
    counted = set(lemmatizer.lemmatize(written))
    before = order[max(0, order.index(hit) - 1)].text
    held = {term for word in words(f"{before} {hit.text}") for term in lemmatizer.lemmatize(word.text)}
    return not counted.isdisjoint(held - {"hanke"}) or counted <= {"hanke"}


def answer_money(grounds: Grounds) -> Answer:
    """The sums of the sentences that fit best; all sums of the topic where the whole is asked."""
    for hit in grounds.near_sections:
        section = hit.section
        sums = grounds.knowledge.sums_of(section.section_id)
        if not sums:
            continue
        hits = grounds.search.sentences(section.section_id)
        spans = {money.evidence.span for money in sums}
        telling = [h for h in hits if any(h.span.shifted(section.span.start).overlaps(span) for span in spans)]
        margin = 9.0 if _IN_ALL.search(grounds.query.folded) else 0.8
        chosen = _near_best(telling, margin)[:4]
        places = [h.span.shifted(section.span.start) for h in chosen]
        told = tuple(money for money in sums if any(place.overlaps(money.evidence.span) for place in places))
        quotes = _quotes(section, chosen, hits)
        return grounds.answered(Intent.MONEY, quotes, topic=section.topic, sums=told, quotes=quotes)
    return grounds.refused(Reason.NOT_TOLD, Intent.MONEY, topic=grounds.topic)


def answer_time(grounds: Grounds) -> Answer:
    """The best sentence with a time in it."""
    index = grounds.knowledge.index
    for hit in grounds.near_sections:
        published = index.newsletter_by_id[hit.section.newsletter_id].published
        hits = grounds.search.sentences(hit.section.section_id)
        timed = [h for h in hits if find_times(h.text, published)]
        if timed and timed[0].cover > 0:
            return _with_quotes(grounds, Intent.WHEN, hits, _near_best(timed, 0.5)[:2])
    return grounds.refused(Reason.NOT_TOLD, Intent.WHEN, topic=grounds.topic)


# --- which sentences are shown --------------------------------------------------------------------


def _near_best(hits: list[SentenceHit] | tuple[SentenceHit, ...], margin: float = _MARGIN) -> list[SentenceHit]:
    """The best sentence and those nearly as good, at most three."""
    return [hit for hit in hits[:3] if hit.score >= hits[0].score - margin] if hits else []


def _with_quotes(
    grounds: Grounds, intent: Intent, hits: tuple[SentenceHit, ...], chosen: list[SentenceHit], **values: object
) -> Answer:
    if not chosen:
        return grounds.refused(Reason.NOT_TOLD, intent, topic=grounds.topic)
    section = grounds.section(chosen[0].section_id)
    quotes = _quotes(section, chosen, hits)
    return grounds.answered(intent, quotes, topic=section.topic, quotes=quotes, **values)


def _quotes(section: Section, chosen: list[SentenceHit], hits: tuple[SentenceHit, ...]) -> tuple[Evidence, ...]:
    """The chosen sentences in the order of the text, with the lists they announce, up to a length that can be read."""
    spans: list[Span] = []
    length = 0
    for hit in chosen:
        for span in [hit.span, *_announced(section, hit)]:
            size = span.stop - span.start
            if span in spans or (spans and length + size > MOST_CHARACTERS):
                continue
            spans.append(span)
            length += size
    del hits
    return tuple(evidence_of(section, span, "sentence") for span in sorted(spans))


def _announced(section: Section, hit: SentenceHit) -> list[Span]:
    """The list items right after a sentence that ends in a colon."""
    return list_after(section, hit.span.stop) if hit.text.rstrip(" *_").endswith(":") else []


def list_after(section: Section, place: int) -> list[Span]:
    """The run of list items that follows a place of the section's text."""
    return _run(section, lambda block: block.span.start - section.span.start >= place)


def list_around(section: Section, span: Span) -> list[Span]:
    """The whole list that an item belongs to."""
    blocks = section.blocks
    place = next((i for i, b in enumerate(blocks) if b.span.shifted(-section.span.start).overlaps(span)), None)
    if place is None or blocks[place].kind is not BlockKind.LIST_ITEM:
        return []
    while place > 0 and blocks[place - 1].kind is BlockKind.LIST_ITEM:
        place -= 1
    return _run(section, lambda block: block.span.start >= blocks[place].span.start)


def _run(section: Section, begins: Callable[[Block], bool]) -> list[Span]:
    run = []
    for block in section.blocks:
        if not begins(block):
            continue
        if block.kind is not BlockKind.LIST_ITEM:
            break
        run.append(block.span.shifted(-section.span.start))
    return run
