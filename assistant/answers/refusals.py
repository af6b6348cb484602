"""When the newsletters do not hold the answer.

E5's cosines lie close together whatever is asked, so no threshold on them alone tells; what tells is how much of the
question's own words the best section holds, helped by the cosine where a question paraphrases or is in another language.
"""

from __future__ import annotations

import re
from dataclasses import replace
from math import sqrt

from assistant.answer_records import Answer, Intent, Reason
from assistant.answers.grounds import Grounds
from assistant.retrieval import is_lead

_COSINE, _WHOLE, _COVER, _LEAST = 115.0, 4.2, 3.0, 3.65
"""A question is about a section when 115 (cosine - 0.84) + 4.2 √whole + 3.0 √cover is above 3.65: logistic regression by
`scripts/fit_refusals.py`, over questions that newsletters answer and everyday ones that none does. `cover` is the share of the
question's words that the section holds; in `whole` the parts of compounds count half."""
_USUAL_COSINE = 0.84
_LEAST_WHOLE, _RARE, _ALL = 0.9, 2.5, 0.999
_FAR = -2.5
"""Below this a question is about nothing here even where an earlier turn has set a topic that it may be about."""
_TASK_DOUBT, _PLACE_TRUST = 2.5, 1.5
_TASK = re.compile(
    r"^\W*(?:suosittele|kirjoita|kaanna|keksi|piirra|sepita|runoile|laula|anna\s+(?:\w+\s+)?(?:vinkk|resept)|"
    r"kerro\s+(?:\w+\s+){0,3}(?:vitsi|tarina|satu|juttu|runo)|auta\s+(?:minua|mua)\s+valits)"
)
"""Tasks that people give to a machine that writes: such a sentence is seldom about a newsletter."""
_ASKS_PLACE = re.compile(r"\bmissa\s+(?:kohtaa|kohdassa|osiossa|luvussa)\b")
"""Who asks where something stands takes it that it does."""
_LEAD_DOUBT = 1.5
"""What is taken off for the lead of a letter, which is a little like everything."""
_FOREIGN_COSINE, _SURE_FOREIGN_COSINE, _FOREIGN_MARGIN = 0.775, 0.825, 1.0
"""In English and Swedish no words are shared: the best section must be like the question and clearly ahead of the next."""
_ARITHMETIC = re.compile(r"\d\s*(?:kertaa|plus|miinus|jaettuna|times|ganger|[+*/×x])\s*\d")
_FOREIGN = re.compile(
    r"\b(?:the|what|when|who|how|which|where|is|are|does|did|can|vad|vem|hur|vilken|vilka|när|är|och|för|kan|ska|till|det|som|en|ett)\b",
    re.IGNORECASE,
)


def is_off_topic(grounds: Grounds) -> bool:
    """Whether no section is about what is asked."""
    if not grounds.sections:
        return True
    best = grounds.sections[0]
    if grounds.understood is not None:
        return False  # the topic is an earlier turn's
    if _ARITHMETIC.search(grounds.query.folded):
        return True
    if not grounds.search.topic_words or (grounds.query.intent is Intent.LIST and grounds.query.asks_call):
        return grounds.query.intent is not Intent.LIST
    if _is_foreign(grounds):
        ahead = best.score - grounds.sections[1].score if len(grounds.sections) > 1 else _FOREIGN_MARGIN
        return best.cosine < (_FOREIGN_COSINE if ahead >= _FOREIGN_MARGIN else _SURE_FOREIGN_COSINE)
    return likelihood(grounds) < (_LEAST_WHOLE if _holds_all(grounds) else _LEAST)


def _holds_all(grounds: Grounds) -> bool:
    """Whether the best section holds every word asked, a rare one among them: a name in a table is like no question."""
    rarest = max(grounds.search.rarity(word) for word in grounds.search.topic_words)
    return rarest >= _RARE and grounds.search.cover(grounds.sections[0].section.text, parts=0.5) >= _ALL


def is_far_off(grounds: Grounds) -> bool:
    """Whether a question without its earlier turns, to which no word of it points, is about something else altogether."""
    query = grounds.query
    points = query.returns or query.about_thing or query.and_what or query.about_person or query.fields
    if points or not grounds.search.topic_words or _is_foreign(grounds):
        return False
    return bool(grounds.sections) and likelihood(grounds) < _FAR


def _is_foreign(grounds: Grounds) -> bool:
    return len(_FOREIGN.findall(grounds.query.text)) >= 2


def likelihood(grounds: Grounds) -> float:
    """How much speaks for the best section's being about the question: its likeness, and the question's words in it."""
    cosine, whole, cover = evidence(grounds)
    doubt = _LEAD_DOUBT * is_lead(grounds.sections[0].section) + _TASK_DOUBT * bool(_TASK.search(grounds.query.folded))
    trust = _PLACE_TRUST * bool(_ASKS_PLACE.search(grounds.query.folded))
    return _COSINE * (cosine - _USUAL_COSINE) + _WHOLE * whole + _COVER * cover - doubt + trust


def evidence(grounds: Grounds) -> tuple[float, float, float]:
    """Cosine of the best section, and the roots of the shares of the question's words that it and its like hold."""
    best = grounds.sections[0]
    whole = grounds.search.cover(best.section.text, parts=0.5)
    cover = max(hit.cover for hit in grounds.near_sections)
    return best.cosine, sqrt(whole), sqrt(cover)


def lacks_topic(grounds: Grounds) -> bool:
    """Whether the question says nothing of what it is about, and no earlier turn does."""
    query = grounds.query
    return (
        grounds.understood is None
        and not grounds.search.topic_words
        and query.intent not in {Intent.LIST, Intent.STATUS}
    )


def people_to_ask(grounds: Grounds, answer: Answer) -> Answer:
    """The refusal with the nearest section's contacts, who may know."""
    if answer.reason is not Reason.NOT_TOLD or not grounds.sections or answer.intent is Intent.CONTACT:
        return answer
    section = grounds.sections[0].section
    return replace(answer, people=grounds.knowledge.directory.of_section(section.section_id)[:2])
