"""How much money: the sums of the sentences that fit, of several themes side by side, or of a table elsewhere."""

from __future__ import annotations

import re

from assistant.answer_records import Answer, Intent, Reason
from assistant.answers.expectations import PERCENT
from assistant.answers.grounds import Grounds
from assistant.answers.naming import fully_named
from assistant.answers.sentences import near_best, prose, quotes_of
from assistant.records import BlockKind, Evidence, Money, Section, Span
from assistant.retrieval import SentenceHit, block_kind

_IN_ALL = re.compile(r"\b(?:yhteensa|kaikkiaan|kaikki\w*|koko\w*|total|totalt)\b")
_TOTAL = re.compile(r"\b(?:yhteensä|kaikkiaan)\b", re.IGNORECASE)
_SHARE_ASKED = re.compile(
    r"\b(?:tukea|avustusta|rahaa|rahoitusta)\b.{0,40}\b(?:saa|saada|saavat|voi|voivat|myonne\w+)\b|"
    r"\b(?:saa|saada|voi|voivat)\b.{0,60}\b(?:tukea|avustusta|rahoitusta|korvausta)\b|\btukiprosent\w+|\btukitaso\w*|\bosuu\w+"
)
"""What one applicant can get is often told as a share of the costs."""
_ONLY = (
    (re.compile(r"\bprosent\w+"), PERCENT),
    (
        re.compile(r"\b(?:haettiin|haettu|hakivat|haki)\b"),
        re.compile(r"\b(?:haettiin|haettu|hak[ie]\w*|hakemu\w+)\b", re.I),
    ),
)
"""Where a question asks for a share, or for what was applied for, another sum is no answer."""
_LIMIT = re.compile(r"\b(?:enintään|korkeintaan|kohden|kohti|alkaen)\b|/\s?hlö", re.IGNORECASE)


def answer_money(grounds: Grounds) -> Answer:
    """The sums of the sentences that fit best; of each theme, where the question names several."""
    named = _sections_named(grounds)
    if len(named) > 1:
        return _side_by_side(grounds, named)
    for hit in grounds.near_sections:
        answer = _of_section(grounds, hit.section)
        if answer is not None:
            return answer
    return _of_table(grounds) or grounds.refused(Reason.NOT_TOLD, Intent.MONEY, topic=grounds.topic)


def _sections_named(grounds: Grounds) -> list[Section]:
    """The sections with sums whose whole topic the question names."""
    sections = [hit.section for hit in grounds.sections[:5] if grounds.knowledge.sums_of(hit.section.section_id)]
    names = set(fully_named(grounds, [section.topic for section in sections]))
    return [section for section in sections if section.topic in names]


def _of_section(grounds: Grounds, section: Section) -> Answer | None:
    chosen = _telling(grounds, section)
    if not chosen:
        return None
    quotes = quotes_of(section, chosen)
    return grounds.answered(
        Intent.MONEY, quotes, topic=section.topic, sums=_sums(grounds, section, chosen), quotes=quotes
    )


def _telling(grounds: Grounds, section: Section) -> list[SentenceHit]:
    """The sentences whose sums are asked for; where the whole is asked, that of the total, and never a limit per applicant."""
    places = [money.evidence.span for money in grounds.knowledge.sums_of(section.section_id)]
    shares = _SHARE_ASKED.search(grounds.query.folded) is not None or "prosent" in grounds.query.folded
    telling = [
        hit
        for hit in prose(grounds, section)
        if any(_at(section, hit, span) for span in places) or (shares and PERCENT.search(hit.text))
    ]
    for asked, told in _ONLY:
        if asked.search(grounds.query.folded):
            telling = [hit for hit in telling if told.search(hit.text)]
    if _IN_ALL.search(grounds.query.folded) is None:
        return near_best(telling, 0.8)
    telling = [h for h in telling if not _LIMIT.search(h.text)]
    return [h for h in telling if _TOTAL.search(h.text)][:1] or near_best(telling, 2.5)


def _at(section: Section, hit: SentenceHit, span: Span) -> bool:
    return hit.span.shifted(section.span.start).overlaps(span)


def _sums(grounds: Grounds, section: Section, chosen: list[SentenceHit]) -> tuple[Money, ...]:
    sums = grounds.knowledge.sums_of(section.section_id)
    return tuple(money for money in sums if any(_at(section, hit, money.evidence.span) for hit in chosen))


def _side_by_side(grounds: Grounds, sections: list[Section]) -> Answer:
    """Each theme's best sentence with its sums."""
    sums: list[Money] = []
    quotes: list[Evidence] = []
    for section in sections:
        chosen = _telling(grounds, section)[:1]
        sums += _sums(grounds, section, chosen)
        quotes += quotes_of(section, chosen)
    return grounds.answered(Intent.MONEY, quotes, sums=tuple(sums), quotes=tuple(quotes))


def _of_table(grounds: Grounds) -> Answer | None:
    """A row of a table or list in another section that names the best section's topic and a sum."""
    topic = grounds.sections[0].section
    for money in (fact for fact in grounds.knowledge.facts if isinstance(fact, Money)):
        section = grounds.section(money.evidence.section_id)
        kind = block_kind(section, money.evidence.span.shifted(-section.span.start))
        if kind not in {BlockKind.TABLE_ROW, BlockKind.LIST_ITEM} or section.newsletter_id != topic.newsletter_id:
            continue
        if grounds.search.terms(topic.topic) <= grounds.search.terms(money.evidence.quote):
            return grounds.answered(
                Intent.MONEY, [money.evidence], topic=topic.topic, sums=(money,), quotes=(money.evidence,)
            )
    return None
