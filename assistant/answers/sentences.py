"""Answers in the newsletter's own sentences: content and counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer_records import Answer, Intent, Reason
from assistant.answers.expectations import OFTEN, PERCENT, RAISE, expected, meets
from assistant.answers.grounds import Grounds
from assistant.facts.dates import find_times
from assistant.facts.money import SUM
from assistant.finnish import words
from assistant.newsletters.shapes import is_contact_detail, without_details
from assistant.ranking import held_share
from assistant.records import Block, BlockKind, Evidence, Section, Span
from assistant.retrieval import SentenceHit, block_kind, evidence_of

MOST_CHARACTERS = 620
_MARGIN, _FAR_MARGIN = 1.1, 3.5
_LEAST_WORDS = 4
"""A sentence with an address or a number has so many words beside it, where it tells more than them."""
_NUMBER_WORDS = """
    yksi yhden yhtä kaksi kahden kahta kolme kolmen kolmea neljä neljän viisi viiden kuusi kuuden seitsemän kahdeksan
    yhdeksän kymmenen yksitoista yhdentoista kaksitoista kahdentoista sata satoja tuhat molemmat pari yhtään
"""
_NUMBER = re.compile(
    rf"(?<![\d.])\d+(?:[-–]\d+)?(?![\d.]*\.\d)|\b(?:{'|'.join(_NUMBER_WORDS.split())}|\w+kymmentä|\w+sataa)\b",
    re.IGNORECASE,
)
_ARRIVED = re.compile(
    r"\b(?:hakuun|hakuihin|haussa)\b.*\b(?:saapui|saapuivat|tuli|tulivat|jätettiin|saatiin)\b", re.IGNORECASE
)
"""Applications told without the word: "Hakuun saapui kolme hankekokonaisuutta"."""
_PEOPLE = {"ihminen", "henkilö", "osallistuja", "henki", "osanottaja"}
"""Who takes part is counted by one of these words for another."""
_COUNTED = re.compile(r"\b(?:montako|kuinka\s+mon\w+|moniko|monenko|how many|hur manga)\s+(?P<noun>[\w-]+)")


def answer_content(grounds: Grounds, intent: Intent = Intent.CONTENT) -> Answer:
    """The sentences of the best section that answer best, and the list that one of them announces."""
    hits = prose(grounds, grounds.sections[0].section)
    if hits and hits[0].kind is BlockKind.LIST_ITEM:
        items = _alike_items(grounds, hits)
        if len(items) > 1:
            return with_quotes(grounds, intent, items)
    return with_quotes(grounds, intent, _completed(grounds, hits, near_best(hits)))


def _completed(grounds: Grounds, hits: list[SentenceHit], chosen: list[SentenceHit]) -> list[SentenceHit]:
    """The chosen sentences, one more that meets what the question expects, and one that holds a word of it they all lack."""
    patterns = expected(grounds.query.folded)
    more = [h for h in hits if patterns and meets(h.text, patterns) and h.score >= hits[0].score - _FAR_MARGIN][:2]
    chosen = _with_replies(hits, chosen)
    held = grounds.search.terms(" ".join(hit.text for hit in chosen))
    heading = grounds.search.terms(grounds.section(chosen[0].section_id).heading) if chosen else frozenset()
    for word in grounds.search.topic_words:
        if held_share(word, held | heading) < 1.0:
            more += [h for h in hits[:8] if held_share(word, grounds.search.terms(h.text)) == 1.0][:1]
    return list(dict.fromkeys([*chosen, *more]))[:4]


def _with_replies(hits: list[SentenceHit], chosen: list[SentenceHit]) -> list[SentenceHit]:
    """The chosen sentences, and after a question among them what is said to it: "Saako saunaan tuoda vieraan?" "Saa."."""
    if not any(hit.text.rstrip(" *_").endswith("?") for hit in chosen):
        return chosen
    order = sorted(hits, key=lambda hit: hit.span)
    replies = [
        order[i + 1] for i, hit in enumerate(order[:-1]) if hit in chosen and hit.text.rstrip(" *_").endswith("?")
    ]
    return list(dict.fromkeys([*chosen[:1], *replies, *chosen[1:]]))


def prose(grounds: Grounds, section: Section) -> list[SentenceHit]:
    """The sentences that can answer, best first: no labels without their list, no links, no contacts, no heads of tables."""
    patterns = expected(grounds.query.folded)
    contacts = grounds.knowledge.contact_places(section.section_id)
    hits = []
    for hit in grounds.search.sentences(section.section_id):
        if hit.kind is BlockKind.LINK or _is_contact_line(section, hit, contacts) or _is_table_head(section, hit):
            continue
        if hit.kind in {BlockKind.LABEL, BlockKind.HEADING, BlockKind.TITLE} and not _announced(section, hit):
            continue
        hits.append(replace(hit, score=hit.score + RAISE * meets(hit.text, patterns)))
    return sorted(hits, key=lambda hit: -hit.score)


def _is_contact_line(section: Section, hit: SentenceHit, contacts: Sequence[Span]) -> bool:
    """Details of a person, or little else than details: "Palautteen voi lähettää osoitteeseen sauna@..." tells where to."""
    if not is_contact_detail(hit.text):
        return False
    of_person = any(hit.span.shifted(section.span.start).overlaps(span) for span in contacts)
    return of_person or len(words(without_details(hit.text))) < _LEAST_WORDS


def _is_table_head(section: Section, hit: SentenceHit) -> bool:
    """Whether a row is the first of its table and without a number, as the names of columns are."""
    if hit.kind is not BlockKind.TABLE_ROW or any(letter.isdigit() for letter in hit.text):
        return False
    rows = [block.span.shifted(-section.span.start) for block in section.blocks]
    place = next((i for i, span in enumerate(rows) if span.overlaps(hit.span)), 0)
    kinds = [block.kind for block in section.blocks]
    first = place == 0 or kinds[place - 1] is not BlockKind.TABLE_ROW
    return first and place + 1 < len(kinds) and kinds[place + 1] is BlockKind.TABLE_ROW


def _alike_items(grounds: Grounds, hits: list[SentenceHit]) -> list[SentenceHit]:
    """The list items that hold the same words of the question as the best one does, beyond what the whole list is about."""
    section = grounds.section(hits[0].section_id)
    run = list_around(section, hits[0].span)
    items = [hit for hit in hits if any(hit.span.overlaps(span) for span in run)]
    held = {
        word: [held_share(word, grounds.search.terms(item.text)) for item in items]
        for word in grounds.search.topic_words
    }
    telling = [
        word for word, shares in held.items() if shares[0] > 0.3 and sum(s > 0.3 for s in shares) * 2 <= len(items)
    ]
    return [item for i, item in enumerate(items) if telling and all(held[word][i] > 0.3 for word in telling)]


def answer_count(grounds: Grounds) -> Answer:
    """The best sentence that tells a number of what is counted; nothing where the topic tells none."""
    often = re.search(r"\busein\b|\bvalein\b|\bkertaa\b|how often|hur ofta", grounds.query.folded) is not None
    for near in grounds.near_sections:
        hits = prose(grounds, near.section)
        order = sorted(hits, key=lambda h: h.span)
        fitting = []
        for hit in hits:
            nearness = 1.0 if often else _counts(grounds, order, hit)
            if nearness and (OFTEN.search(hit.text) if often else _tells_number(grounds, hit.text)):
                fitting.append(replace(hit, score=hit.score + RAISE * nearness))
        if fitting:
            return with_quotes(grounds, Intent.COUNT, near_best(sorted(fitting, key=lambda h: -h.score), 1.5)[:2])
    return grounds.refused(Reason.NOT_TOLD, Intent.COUNT, topic=grounds.topic)


def _tells_number(grounds: Grounds, text: str) -> bool:
    """Whether a sentence has a number of things, in figures or in words of any case: "oikeus kolmeen vapaaseen"."""
    rest = _without_other_numbers(text)
    if _NUMBER.search(rest):
        return True
    analyses = (grounds.search.lemmatizer.analyse(word.text) for word in words(rest))
    return any("lukusana" in a.classes and not a.baseforms[0].endswith(("nen", "s")) for a in analyses)


def _without_other_numbers(text: str) -> str:
    """The text with its dates, years, sums and shares blanked: "vuonna 2022" is no count."""
    for mention in reversed(find_times(text)):
        text = text[: mention.span.start] + " " + text[mention.span.stop :]
    text = PERCENT.sub(" ", re.sub(r"\d+(?:,\d+)?\s+prosent\w+", " ", SUM.sub(" ", text)))
    return re.sub(r"\b(?:19|20)\d\d(?:[-–](?:19|20)?\d\d)?\b|^\s*\d+[.)]|\d+(?:[–-]\d+)?-\w*vuoti\w+", " ", text)


def _counts(grounds: Grounds, order: list[SentenceHit], hit: SentenceHit) -> float:
    """How near a sentence speaks of what is counted: 1 by its very word, less by a part of it, less in the sentence before."""
    match = _COUNTED.search(grounds.query.folded)
    if match is None:
        return 0.5
    counted = grounds.search.lemmatizer.analyse(grounds.query.bare[match.start("noun") : match.end("noun")])
    own = grounds.search.terms(hit.text)
    before = grounds.search.terms(order[max(0, order.index(hit) - 1)].text)
    parts = set(counted.parts) - {"hanke"} or set(counted.parts)
    if not _PEOPLE.isdisjoint(counted.baseforms):
        parts |= _PEOPLE
    if re.search(r"\b(?:haki|hakivat|haki(?:ja\w*)?|hakenut|hakeneet|applied)\b", grounds.query.folded):
        parts |= {"hakemus", "hakija"}  # whoever applied sent an application
    if "hakemus" in {*counted.baseforms, *parts} and _ARRIVED.search(hit.text):
        return 0.8
    for held, nearness in ((own, 1.0), (before, 0.5)):
        if not held.isdisjoint(counted.baseforms):
            return nearness
        if not held.isdisjoint(parts):
            return nearness * 0.6
    return 0.0


# --- which sentences are shown --------------------------------------------------------------------


def near_best(hits: list[SentenceHit] | tuple[SentenceHit, ...], margin: float = _MARGIN) -> list[SentenceHit]:
    """The best sentence and those nearly as good, at most three."""
    return [hit for hit in hits[:3] if hit.score >= hits[0].score - margin] if hits else []


def with_quotes(grounds: Grounds, intent: Intent, chosen: list[SentenceHit]) -> Answer:
    """An answer of these sentences of one section; a refusal where there is none."""
    if not chosen:
        return grounds.refused(Reason.NOT_TOLD, intent, topic=grounds.topic)
    section = grounds.section(chosen[0].section_id)
    quotes = quotes_of(section, chosen)
    return grounds.answered(intent, quotes, topic=section.topic, quotes=quotes)


def quotes_of(section: Section, chosen: list[SentenceHit]) -> tuple[Evidence, ...]:
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
    return tuple(evidence_of(section, span, block_kind(section, span).value) for span in sorted(spans))


def _announced(section: Section, hit: SentenceHit) -> list[Span]:
    """The list items right after a sentence that ends its block without a full stop: "Avustusta voi saada seura,"."""
    if hit.kind is BlockKind.LIST_ITEM or hit.text.rstrip(" *_")[-1:] in {".", "!", "?"}:
        return []
    return list_after(section, hit.span.stop)


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
