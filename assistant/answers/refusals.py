"""When the newsletters do not hold the answer.

E5's cosines lie close together whatever is asked, so no threshold on them alone tells; what tells is how much of the
question's own words the best section holds, helped by the cosine where a question paraphrases or is in another language.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers.grounds import Grounds
from assistant.records import Answer, Intent, Reason

_LEAST_COSINE = 0.8
_LEAST_COVER, _LIKELY_COSINE = 0.3, 0.865
_LEAST_WHOLE_COVER, _LIKELY_WHOLE_COSINE = 0.6, 0.82
"""A section that holds less of the question's words than a cover says must be at least so like it in meaning. For the second pair
parts of compounds count half. Chosen on the development questions and on questions of daily life that no newsletter answers."""
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
    if len(_FOREIGN.findall(grounds.query.text)) >= 2:
        ahead = best.score - grounds.sections[1].score if len(grounds.sections) > 1 else _FOREIGN_MARGIN
        return best.cosine < (_FOREIGN_COSINE if ahead >= _FOREIGN_MARGIN else _SURE_FOREIGN_COSINE)
    cover = max(hit.cover for hit in grounds.near_sections)
    whole = grounds.search.cover(best.section.text, parts=0.5)
    return (
        best.cosine < _LEAST_COSINE
        or (cover < _LEAST_COVER and best.cosine < _LIKELY_COSINE)
        or (whole < _LEAST_WHOLE_COVER and best.cosine < _LIKELY_WHOLE_COSINE)
    )


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
