"""When a call is open, whether it is open on a day, and which calls are."""

from __future__ import annotations

import re
from datetime import date

from assistant.answer_records import Answer, AnswerStatus, CallRow, CallStatus, Intent, Reason
from assistant.answers.grounds import Grounds
from assistant.answers.times import DECISION_ASKED, answer_time
from assistant.calls import with_status
from assistant.facts.subjects import same_topic
from assistant.records import Evidence, Period, Section

_CLOSING = re.compile(
    r"\b(?:viimei\w+ (?:\w*paiv\w+|jatto\w*)|\w*jattopaiv\w+|maaraai\w+|deadline|sulkeu\w+|"
    r"paatty\w+|umpeu\w+|close\w*|stang\w+)\b"
)
_OPENING = re.compile(r"\b(?:avau\w+|aukea\w*|aukes\w+|avat\w+|alkoi\w*|alka\w+|tulossa|kaynnisty\w+)\b")
_COMING = re.compile(r"\b(?:tulossa|tulevat|tulevia|seuraava\w*|avautuvat|alkavat|aukeavat)\b")
_ASKS_FOR = re.compile(r"\b(?:rahaa|tukea|avustu\w+|apurah\w+|rahoitu\w+|mukaan|hake\w+|pyyta\w+)\b")
_MARGIN = 1.5
_MOST_ROWS = 4


def answer_when(grounds: Grounds) -> Answer:
    """The calls asked about with their times; another time than a call's is looked for in sentences."""
    if grounds.query.asks_call and DECISION_ASKED.search(grounds.query.folded) is None:
        found = _calls_asked(grounds)
        if found is not None:
            section, rows = found
            return _with_rows(grounds, Intent.WHEN, section, rows, grounds.today)
        if grounds.query.kinds and _known_kinds(grounds):
            return grounds.refused(Reason.NOT_TOLD, Intent.WHEN, topic=grounds.topic)
    answer = answer_time(grounds)
    if answer.status is AnswerStatus.ANSWERED or _ASKS_FOR.search(grounds.query.folded) is None:
        return answer
    found = _calls_asked(grounds)  # "Mihin asti kattoon voi pyytää rahaa?" asks for a call without a word of calls
    return _with_rows(grounds, Intent.WHEN, *found, grounds.today) if found is not None else answer


def answer_status(grounds: Grounds) -> Answer | None:
    """Yes or no for the day asked about, else for today; None where no call is told, so that sentences may answer."""
    found = _calls_asked(grounds)
    if found is None:
        return None
    section, rows = found
    day = grounds.query.day or grounds.today
    rows = with_status(rows, day)
    open_now = any(row.status is CallStatus.OPEN for row in rows)
    verdict = True if open_now else None if any(row.status is CallStatus.UNKNOWN for row in rows) else False
    shown = tuple(row for row in rows if row.status is CallStatus.OPEN) if open_now else rows
    return grounds.answered(
        Intent.STATUS, [row.evidence[0] for row in shown], topic=section.topic, calls=shown, day=day, verdict=verdict
    )


def _with_rows(grounds: Grounds, intent: Intent, section: Section, rows: tuple[CallRow, ...], day: date) -> Answer:
    rows = with_status(rows, day)
    quotes: tuple[Evidence, ...] = tuple(dict.fromkeys(row.evidence[0] for row in rows))
    return grounds.answered(intent, quotes, topic=section.topic, calls=rows, quotes=quotes[:2], day=day)


def _calls_asked(grounds: Grounds) -> tuple[Section, tuple[CallRow, ...]] | None:
    """The calls of the best section that has the kind asked for, and those rows of it that fit the question best."""
    for hit in grounds.near_sections:
        rows = [row for row in grounds.knowledge.calls_of(hit.section.section_id) if row.call.period is not None]
        chosen = _of_kind(grounds, rows)
        if chosen:
            best = _best_rows(grounds, hit.section, chosen)
            return _section_about(grounds, hit.section, best), best
    return None


def _section_about(grounds: Grounds, section: Section, rows: tuple[CallRow, ...]) -> Section:
    """The section whose topic a table's rows are about, where the newsletter has one."""
    about = {row.call.about for row in rows}
    if len(about) > 1 or same_topic(next(iter(about)), section.topic):
        return section
    own = (s for s in grounds.knowledge.sections if s.newsletter_id == section.newsletter_id)
    return next((s for s in own if same_topic(rows[0].call.about, s.topic)), section)


def _of_kind(grounds: Grounds, rows: list[CallRow]) -> list[CallRow]:
    """Rows of the kinds that the question names; all where it names none that the index knows."""
    known = _known_kinds(grounds)
    if known:
        return [row for row in rows if any(_fits(stem, row.call.call) for stem in known)]
    hinted = [row for row in rows if _hints(grounds, row.call.call)]
    return hinted or rows


def _known_kinds(grounds: Grounds) -> tuple[str, ...]:
    """Stems of the kinds asked for that some call of the index has; another "kind" is only a topic in disguise."""
    heading = grounds.search.terms(grounds.sections[0].section.heading) if grounds.sections else frozenset()
    stems = (kind.removesuffix("haku") for kind in grounds.query.kinds if not _in_heading(grounds, kind, heading))
    return tuple(stem for stem in stems if any(_fits(stem, known + "haku") for known in grounds.knowledge.call_stems))


def _in_heading(grounds: Grounds, kind: str, heading: frozenset[str]) -> bool:
    """Whether the heading has what makes the kind: "kylähankehaku" under "Kylien yhteishankkeet" is that section's call."""
    parts = set(grounds.search.lemmatizer.analyse(kind).parts) - {"haku", "hanke"}
    return bool(parts) and parts <= heading


def _fits(stem: str, kind: str) -> bool:
    """ "koordinaatio" fits "koordinaatiohankehaku", and "pilottihanke" fits "pilottihaku"."""
    own = kind.removesuffix("haku")
    return own == stem or own.removesuffix("hanke") == stem.removesuffix("hanke")


def _hints(grounds: Grounds, kind: str) -> bool:
    """Whether another word of the question names the kind: "pilottiin pitää jättää hakemus", "ensimmäinen hankehaku"."""
    stem = kind.removesuffix("haku")
    if not stem:
        return False
    named = {
        form for word in grounds.search.topic_words for form in (*word.analysis.baseforms, word.searched.casefold())
    }
    parts = {part for word in grounds.search.topic_words for part in word.analysis.parts}
    short = stem.removesuffix("hanke")
    return kind in named or stem in named or (short in parts | named and "hanke" not in short and len(short) > 3)


def _best_rows(grounds: Grounds, section: Section, rows: list[CallRow]) -> tuple[CallRow, ...]:
    """Rows whose sentences fit about as well as the best one's, in the order of time."""
    scores = {hit.span.shifted(section.span.start): hit.score for hit in grounds.search.sentences(section.section_id)}

    def score(row: CallRow) -> float:
        return max((s for span, s in scores.items() if span.overlaps(row.evidence[0].span)), default=-9.0)

    best = max(map(score, rows))
    kept = [row for row in rows if score(row) >= best - _MARGIN]
    kept = sorted(kept, key=lambda row: -score(row))[:_MOST_ROWS]
    return tuple(sorted(kept, key=lambda row: _start(row.call.period)))


def _start(period: Period | None) -> date:
    return (period.opens or period.closes or date.max) if period else date.max


def answer_call_list(grounds: Grounds, rows: tuple[CallRow, ...]) -> Answer:
    """The calls among `rows` that were open, opened or closed on the day or in the time asked about."""
    query = grounds.query
    day = query.day or grounds.today
    rows = tuple(_of_kind(grounds, list(rows))) if _known_kinds(grounds) else rows
    chosen = tuple(row for row in with_status(rows, day) if _in_time(grounds, row))
    if not chosen and _asks_open(grounds):
        return grounds.answered(Intent.STATUS, (), verdict=False, day=day)
    if not chosen:
        return grounds.refused(Reason.NOT_TOLD, Intent.LIST, day=day)
    evidence = [row.evidence[0] for row in chosen]
    return grounds.answered(Intent.LIST, evidence, calls=chosen, day=query.day)


def _asks_open(grounds: Grounds) -> bool:
    return (
        re.search(
            r"\b(?:auki|voi\w* hakea|saa hakea|avoinna|kaynnissa|haettavana|haettavissa|open|oppna)\b",
            grounds.query.folded,
        )
        is not None
    )


def _in_time(grounds: Grounds, row: CallRow) -> bool:
    query, period = grounds.query, row.call.period
    if period is None:
        return False
    asked = query.time
    if asked is None:
        if _COMING.search(query.folded):
            return row.status is CallStatus.COMING
        return row.status is CallStatus.OPEN or not _asks_open(grounds)
    start, stop = asked.opens or asked.closes, asked.closes or asked.opens
    if start is None or stop is None:
        return False
    if _CLOSING.search(query.folded):
        return not period.vague and period.closes is not None and start <= period.closes <= stop
    if _OPENING.search(query.folded) and not re.search(r"\bauki\b|\bavoinna\b", query.folded):
        return period.opens is not None and start <= period.opens <= stop
    if period.vague and period.opens is None and period.closes is None:
        return row.status is CallStatus.OPEN  # a continuous call
    if period.vague:
        return query.asked_time is not None and period.opens is not None and start <= period.opens <= stop
    return (period.opens or date.min) <= stop and start <= (period.closes or date.max)
