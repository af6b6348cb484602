"""Calls for applications in a section -> `FundingCall`s.

    "Teeman koordinoivan hankkeen haku on auki 3.4.-31.5.2024." -> koordinaatiohankehaku, 2024-04-03…2024-05-31

A sentence tells a call when a clause of it has a word of applying ("haku", "hakuaika", "haetaan", "hakemus") and a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from assistant.facts.call_kinds import call_kinds, kind_of_name
from assistant.facts.call_tables import cells_of, periods_of_row
from assistant.facts.dates import TimeMention, find_times
from assistant.finnish import Lemmatizer
from assistant.records import BlockKind, Evidence, FundingCall, Period, Section, Span
from assistant.sentences import section_sentences

_CLAUSE = re.compile(r";\s|,\s+(?:ja|sekä|mutta|jolloin|minkä jälkeen|jonka jälkeen|joka|jotka)\s|\s–\s(?=[a-zåäö]{3})")
_CONTINUOUS = re.compile(
    r"\b(?:jatkuva(?:lla|ssa|an|n)?\s+\w*(?:haku(?:aika)?|haulla|haussa|hakuun|haun)\b|\w*(?:haku|hakuaika)\s+on\s+jatkuva\b|"
    r"jatkuvasti\s+haettav\w+|"
    r"(?:hae\w+|hakea|haettav\w+)\b[^.]{0,40}\b(?:ympäri\s+vuoden|jatkuvasti|milloin tahansa))",
    re.IGNORECASE,
)
_SEASON_OF = re.compile(r"(?:kevään|kesän|syksyn|talven)\b(?!(?:\s+\d{4})?\s+(?:ha[ku]|kierro))", re.IGNORECASE)
"""A season that is something else's: "Syksyn 2032 vuoroja voi hakea 30.4. mennessä"."""
_HANDLED = re.compile(
    r"\b(?:käsitellään|käsiteltiin|käsittely\w*|arvioidaan|arvioitiin|saapui|saapuivat|saapunut|tuli|tulivat|vastaanotettiin|"
    r"päätö(?:s|kse|stä)\w*|päätetään)\b",
    re.IGNORECASE,
)
"""What is done to applications that have come in: "Hakemukset käsitellään 30.4. mennessä" gives no time of applying."""
_ABOUT_CALL = re.compile(
    r"\b\w*(?:haun|hakujen)\s+(?:jälkeen|päätyttyä|tulo\w+|päätö\w+|voittaj\w+|hakij\w+)\b"
    r"|\b\w*(?:hausta|hauista)\b(?=.*\b(?:päät|kerro|tiedot|lisätie|ilmoit))"
    r"|(?:\bpäät|\bkerro|\btiedot|\blisätie|\bilmoit)\w*\s+(?:\w+\s+)?\w*(?:hausta|hauista)\b",
    re.IGNORECASE,
)
"""Words about a call, not of its time: "Päätökset hauista tehdään toukokuussa"; but "hauista ensimmäinen on toukokuussa"."""
_CARRIED_OUT = re.compile(
    r"\b(?:toteut\w+|kestä\w+|pidetään|käynnistetään|(?:toiminta|hanke|tuki|käyttö|toteutus)-?ai[kj]\w+|maksetaan|päätetään|"
    r"julkist\w+)\b",
    re.IGNORECASE,
)
_EVENT = re.compile(r"\b(?:\w*info\w*|\w*tilaisuu\w*|webinaari\w*|seminaari\w*|työpaj\w*|klinik\w*)\b", re.IGNORECASE)
_EVENT_BEFORE = re.compile(_EVENT.pattern + r"\s*$", re.IGNORECASE)
"""An event about a call: "Hauista kerrotaan hakuinfossa 8.12.2022" gives the info's day."""
_CALL_RIGHT_BEFORE = re.compile(r"\w*(?:haku|haun|hausta|haussa|hakua|hakuun|haulla|haulle|haut)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of a sentence: its place in the sentence and the kinds of calls it names ("haku" where it gives none)."""

    span: Span
    kinds: tuple[str, ...]
    applies: bool


def find_calls(section: Section, published: date | None, lemmatizer: Lemmatizer) -> tuple[FundingCall, ...]:
    """The calls of a section with their times, in the order they stand; one kind with the same time is given once."""
    calls: dict[tuple[str, Period, str], FundingCall] = {}
    heads = _table_heads(section)
    for sentence, context in _sentences_in_context(section):
        text = sentence.of(section.text)
        evidence_span = sentence.shifted(section.span.start)
        for kind, period, rule in (
            *_calls_of(text, context, published, lemmatizer),
            *_calls_of_row(text, heads.get(sentence.start, ""), published, lemmatizer),
        ):
            evidence = Evidence(section.section_id, evidence_span, text, rule)
            about = cells_of(text)[0] if sentence.start in heads else section.topic
            calls.setdefault((kind, period, about), FundingCall(kind, about, period, evidence))
    return tuple(call for call in calls.values() if not _is_said_better(call, calls.values(), section))


def _is_said_better(call: FundingCall, others: Iterable[FundingCall], section: Section) -> bool:
    """Whether a heading's month ("Kylätuet haettavaksi huhtikuussa") frames the days that the text below it gives."""
    heading = section.blocks[0].span if section.blocks else None
    period = call.period
    if heading is None or period is None or not period.vague or not call.evidence.span.overlaps(heading):
        return False
    return any(
        (period.opens or date.min) <= other.period.opens <= (period.closes or date.max)
        for other in others
        if other.period is not None and not other.period.vague and other.period.opens is not None
    )


def _sentences_in_context(section: Section) -> Iterator[tuple[Span, str]]:
    """Each sentence with the label right above it ("Hakuaika:"), else ""."""
    labels = {
        block.span.stop - section.span.start: block.span.shifted(-section.span.start).of(section.text)
        for block in section.blocks
        if block.kind is BlockKind.LABEL or (block.kind is BlockKind.HEADING and block.level > 2)
    }
    for sentence in section_sentences(section):
        if sentence.stop in labels:
            continue
        above = section.text[: sentence.start].rstrip(" \n*-#")
        yield sentence, labels.get(len(above), "")


def _table_heads(section: Section) -> dict[int, str]:
    """Start of each row of a table -> the table's first row."""
    heads: dict[int, str] = {}
    head = ""
    for before, block in pairwise((None, *section.blocks)):
        if block is None or block.kind is not BlockKind.TABLE_ROW:
            continue
        words = block.span.shifted(-section.span.start)
        if before is None or before.kind is not BlockKind.TABLE_ROW:
            head = words.of(section.text)
        else:
            heads[words.start] = head
    return heads


def _calls_of_row(
    row: str, head: str, published: date | None, lemmatizer: Lemmatizer
) -> Iterator[tuple[str, Period, str]]:
    """The calls of a table's row: what is applied for stands in its first cell."""
    for period in periods_of_row(head, row, published) if head else ():
        yield kind_of_name(cells_of(row)[0], lemmatizer), period, "table"


def _calls_of(
    text: str, context: str, published: date | None, lemmatizer: Lemmatizer
) -> Iterator[tuple[str, Period, str]]:
    continuous = _CONTINUOUS.search(text)
    if continuous:
        yield _best_kinds([call_kinds(text, lemmatizer)])[0], Period(None, None, True, continuous.group()), "continuous"
    times = find_times(text, published)
    if not times:
        return
    clauses = [_clause(text, span, lemmatizer) for span in _clauses(text)]
    announced = bool(context) and bool(call_kinds(context, lemmatizer))
    if not announced and not any(clause.applies for clause in clauses):
        return
    everywhere = _best_kinds([clause.kinds for clause in clauses] or [("haku",)])
    named = _kinds_by_time(text, times, lemmatizer)
    for mention, right_before in zip(times, named, strict=True):
        if _EVENT_BEFORE.search(text[: mention.span.start]) or _frames_another(mention, times):
            continue
        if mention.period.vague and _SEASON_OF.match(text[mention.span.start :]) and len(times) > 1:
            continue
        clause = next(c for c in clauses if c.span.start <= mention.span.start < c.span.stop)
        if not (clause.applies or announced or _is_exact_range(mention)):
            continue
        if _tells_of_carrying_out(text, times, mention, lemmatizer):
            continue
        own = right_before or _best_kinds([clause.kinds])
        for kind in own if own != ("haku",) and not _shares_time(clauses, times) else everywhere:
            yield kind, mention.period, "sentence" if clause.applies else "label"


def _kinds_by_time(text: str, times: tuple[TimeMention, ...], lemmatizer: Lemmatizer) -> list[tuple[str, ...]]:
    """For each time the specific kinds named right before it: "Pilottihaku (1.–28.2.) ja ideahaku (1.–31.3.)".

    () for all where no two times have kinds of their own; a time without any goes with the one before.
    """
    starts = [0, *(mention.span.stop for mention in times[:-1])]
    named = [
        tuple(
            kind
            for kind in call_kinds(text[start : mention.span.start], lemmatizer)
            if kind not in {"haku", "hankehaku"}
        )
        for start, mention in zip(starts, times, strict=True)
    ]
    if not named[0] or sum(map(bool, named)) < 2:
        return [()] * len(times)
    for i, kinds in enumerate(named):
        named[i] = kinds or named[i - 1]
    return named


def _tells_of_carrying_out(
    text: str, times: tuple[TimeMention, ...], mention: TimeMention, lemmatizer: Lemmatizer
) -> bool:
    """Whether the words since the time before speak of the work and not of applying: "... ja hankkeet toteutetaan 2032–2033"."""
    before = [other.span.stop for other in times if other.span.stop <= mention.span.start]
    words_between = text[max(before) : mention.span.start] if before else ""
    return _CARRIED_OUT.search(words_between) is not None and not call_kinds(words_between, lemmatizer)


def _frames_another(mention: TimeMention, times: tuple[TimeMention, ...]) -> bool:
    """ "Tänä vuonna kahdella kierroksella: 3.–21.3. ja ...": the longer time only says where the exact ones lie."""
    frame = mention.period
    return frame.vague and any(
        not period.vague
        and (frame.opens is None or (first := period.opens or period.closes) is None or frame.opens <= first)
        and (frame.closes is None or (last := period.closes or period.opens) is None or last <= frame.closes)
        for period in (other.period for other in times)
    )


def _shares_time(clauses: list[_Clause], times: tuple[TimeMention, ...]) -> bool:
    """One time for the whole sentence: "auki 15.1.–15.3., jolloin haetaan ... sekä avataan haku ..."."""
    return len(times) == 1 and sum(clause.applies for clause in clauses) > 1


def _is_exact_range(mention: TimeMention) -> bool:
    period = mention.period
    return not period.vague and period.opens is not None and period.closes is not None and period.opens != period.closes


def _clauses(text: str) -> Iterator[Span]:
    start = 0
    for match in _CLAUSE.finditer(text):
        relative = re.match(r",\s+(?:joka|jotka)\s", match.group())
        if relative and _CALL_RIGHT_BEFORE.search(text[: match.start()]):
            continue  # "selvityshankehaku, joka järjestettiin syksyllä 2023"
        yield Span(start, match.start())
        start = match.start()
    yield Span(start, len(text) + 1)


def _clause(text: str, span: Span, lemmatizer: Lemmatizer) -> _Clause:
    words_of_clause = _ABOUT_CALL.sub(" ", span.of(text))
    if _HANDLED.search(words_of_clause):
        words_of_clause = re.sub(r"\b\w*hakemu\w+", " ", words_of_clause, flags=re.IGNORECASE)
    kinds = call_kinds(words_of_clause, lemmatizer)
    return _Clause(span, kinds, bool(kinds))


def _best_kinds(found: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Specific kinds where there are any: "pilottihaku" before "hankehaku" before "haku"."""
    kinds = tuple(dict.fromkeys(kind for kinds in found for kind in kinds))
    specific = tuple(kind for kind in kinds if kind not in {"haku", "hankehaku"})
    general = tuple(kind for kind in kinds if kind == "hankehaku")
    return specific or general or ("haku",)
