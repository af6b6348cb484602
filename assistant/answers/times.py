"""When something is that is no call: the sentence or the row that tells its time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from assistant.answer_records import Answer, Intent, Reason
from assistant.answers.expectations import CLOCK
from assistant.answers.grounds import Grounds
from assistant.answers.sentences import near_best, prose, with_quotes
from assistant.facts.dates import find_times
from assistant.ranking import held_share
from assistant.records import Section
from assistant.retrieval import SentenceHit

_MOST_SECTIONS = 8
_LIMIT_ASKED = re.compile(
    r"\b(?:mihin|mika|milloin|minka)\b.{0,40}\b(?:mennessa|asti|saakka)\b|\bviimei\w+|\bdeadline\b|\bmaaraai\w+"
)
_LIMIT_TOLD = re.compile(
    r"\b(?:mennessä|viimeistään|viimeinen|asti|saakka|päätty\w+|sulkeutu\w+|umpeutu\w+|määräai\w+)\b", re.IGNORECASE
)
DECISION_ASKED = re.compile(
    r"\b(?:paatok\w+|paatos|paatet\w+|tulok\w+|julkiste[td]\w+|julkistu\w+|julkistam\w+|julkaist\w+|ratkais\w+)\b"
)
"""When a decision comes is told by a sentence about it, and not by when the call is open."""
_DECISION_TOLD = re.compile(
    r"\b(?:päät[eö]\w+|pääto\w+|päättää|tulok\w+|julkist\w+|julkais\w+|ratkais\w+|ilmoitet\w+|valit\w+)\b",
    re.IGNORECASE,
)
_PAST_ASKED = re.compile(
    r"\b(?:oli|olivat|pidettiin|jarjestettiin|paattyi\w*|alkoi\w*|\w+(?:ttiin|stiin)|was|were|did)\b"
)
_STILL_ASKED = re.compile(r"^\W*\w+ko\b.{0,120}\b(?:enaa|viela)\b|\b(?:ehti\w*ko|ehtisiko)\b")
_LIMIT_AFTER = re.compile(r"\s*(?:klo\s+[\d.]+\s*)?(?:asti|mennessä|saakka)\b", re.IGNORECASE)
_LIMIT_BEFORE = re.compile(r"\b(?:viimeistään|päätty\w+|sulkeutu\w+|umpeutu\w+)\s+(?:\w+\s+)?$", re.IGNORECASE)
_TAKEN = re.compile(
    r"\b(?:auki|avoinna|ehdot\w+|ilmoittau\w+|äänest\w+|otetaan|hakua\w*|haetaan|jätt\w+|jätet\w+|lähet\w+)\b",
    re.IGNORECASE,
)
"""Words that make a span of days the time in which something is taken in."""
_HEADING_TELLS = 0.5
"""Where the heading holds so much of the question, a sentence below it may be without any of its words."""
_AHEAD_RAISE = 1.0
"""What a time still to come is worth where none in the past is asked for, in the units of a sentence's score."""


def answer_time(grounds: Grounds) -> Answer:
    """The best sentence with a time in it; where that is vague, one of another section that names the topic with a day."""
    for near in grounds.near_sections:
        timed = _timed(grounds, near.section)
        limits = [h for h in timed if _LIMIT_TOLD.search(h.text)] if _LIMIT_ASKED.search(grounds.query.folded) else []
        timed = limits or _ahead_first(grounds, timed, _published(grounds, near.section))
        if timed and (limits or timed[0].cover > 0 or grounds.search.cover(near.section.topic) >= _HEADING_TELLS):
            vague = CLOCK.search(timed[0].text) is None and not _has_day(grounds, near.section, timed[0])
            exact = _with_day_elsewhere(grounds, near.section) if vague else None
            return with_quotes(grounds, Intent.WHEN, [exact] if exact else near_best(timed, 0.5)[:2])
    return grounds.refused(Reason.NOT_TOLD, Intent.WHEN, topic=grounds.topic)


def answer_still(grounds: Grounds) -> Answer | None:
    """Whether there is still time, by the last day that a sentence tells; None where none is told or that is not asked."""
    if _STILL_ASKED.search(grounds.query.folded) is None:
        return None
    for near in grounds.near_sections:
        published = _published(grounds, near.section)
        told = grounds.search.cover(near.section.topic) >= _HEADING_TELLS
        for hit in prose(grounds, near.section):
            last = _last_day(hit.text, published) if told or hit.cover > 0 else None
            if last is not None:
                answer = with_quotes(grounds, Intent.WHETHER, [hit])
                return replace(answer, verdict=grounds.today <= last, day=grounds.today)
    return None


def _last_day(text: str, published: date | None) -> date | None:
    """ "Ilmoittautuminen 4.3. asti", "viimeistään 4.3.", else the end of "auki 1.–31.3."; None where no limit is told."""
    mentions = [mention for mention in find_times(text, published) if not mention.period.vague]
    for mention in mentions:
        before, after = text[: mention.span.start], text[mention.span.stop :]
        if _LIMIT_AFTER.match(after) or _LIMIT_BEFORE.search(before):
            return mention.period.closes or mention.period.opens
    if _TAKEN.search(text) is None:
        return None
    spans = [m.period for m in mentions if m.period.opens and m.period.closes and m.period.opens != m.period.closes]
    return spans[0].closes if spans else None


def _published(grounds: Grounds, section: Section) -> date | None:
    return grounds.knowledge.index.newsletter_by_id[section.newsletter_id].published


def _timed(grounds: Grounds, section: Section) -> list[SentenceHit]:
    """The sentences that tell a time; of decisions alone, where one is asked for."""
    published = _published(grounds, section)
    timed = [h for h in prose(grounds, section) if find_times(h.text, published) or CLOCK.search(h.text)]
    if DECISION_ASKED.search(grounds.query.folded):
        return [h for h in timed if _DECISION_TOLD.search(h.text)]
    return timed


def _has_day(grounds: Grounds, section: Section, hit: SentenceHit) -> bool:
    return any(not mention.period.vague for mention in find_times(hit.text, _published(grounds, section)))


def _with_day_elsewhere(grounds: Grounds, section: Section) -> SentenceHit | None:
    """A sentence or row of the same letter with a day and the rarest word asked, as a table of events has."""
    words_asked = sorted(grounds.search.topic_words, key=grounds.search.rarity)
    if not words_asked:
        return None
    for near in grounds.sections[:_MOST_SECTIONS]:
        if near.section.newsletter_id != section.newsletter_id or near.section is section:
            continue
        for hit in _timed(grounds, near.section):
            told = held_share(words_asked[-1], grounds.search.terms(hit.text)) == 1.0
            if told and _has_day(grounds, near.section, hit):
                return hit
    return None


def _ahead_first(grounds: Grounds, timed: list[SentenceHit], published: date | None) -> list[SentenceHit]:
    """Where a question speaks of now or later, sentences whose time is not over gain."""
    if _PAST_ASKED.search(grounds.query.folded) or grounds.knowledge.newsletters is not None:
        return timed

    def is_ahead(hit: SentenceHit) -> bool:
        ends = [m.period.closes or m.period.opens for m in find_times(hit.text, published)]
        return any(end is not None and end >= grounds.today for end in ends)

    return sorted((replace(h, score=h.score + _AHEAD_RAISE * is_ahead(h)) for h in timed), key=lambda h: -h.score)
