"""Times told in the wrong tense for the day of publishing, mostly a wrong year.

    "Haku päättyi 15.3.2032" in a newsletter of February 2032 -> told_as_past
    "Haku avautuu 1.1.2030" in a newsletter of June 2031 -> told_as_coming

Only a verb that happens at the time itself counts ("päättyi"), with nothing between that could have a time of its own: a body
that decided in March on a call of next autumn is no slip. A year that the words lack was chosen by the tense and is no witness.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from assistant.checks.findings import CheckedIssue, Finding, Sentence
from assistant.facts.dates import TimeMention
from assistant.facts.exact_times import year_before
from assistant.records import Span

_BEGAN = re.compile(
    r"\b(?:alkoi(?:vat)?|avautui(?:vat)?|aukesi(?:vat)?|käynnistyi(?:vät)?|käynnistettiin|avattiin|"
    r"(?:on|ovat)\s+(?:jo\s+)?(?:alkanut|alkaneet|käynnistynyt|käynnistyneet|avautunut|auennut|aloittanut|aloittaneet))\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:päättyi(?:vät)?|sulkeutui(?:vat)?|umpeutui(?:vat)?|pidettiin|järjestettiin|vietettiin|toteutettiin|suljettiin|"
    r"kokoontui(?:vat)?|valmistui(?:vat)?|(?:oli|olivat)\s+(?:auki|avoinna|haettav\w+|haussa|käynnissä)|"
    r"(?:on|ovat)\s+(?:jo\s+)?(?:päättynyt|päättyneet|sulkeutunut|umpeutunut|päässyt|päässeet|valmistunut|"
    r"järjestetty|pidetty|(?:ollut|olleet)\s+(?:auki|avoinna|haussa|haettav\w+)))\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"\b(?:avautuu|avautuvat|aukeaa|aukeavat|alkaa|alkavat|käynnistyy|käynnistyvät|avataan|järjestetään|pidetään)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:päättyy|päättyvät|sulkeutuu|umpeutuu|haetaan|voi(?:vat)?\s+hakea|ilmoittaudu(?:taan)?|"
    r"(?:on|ovat)\s+(?:auki|avoinna|haettavana|haettavissa|toimitettava|jätettävä|lähetettävä|tehtävä))\b",
    re.IGNORECASE,
)
_APPLYING = re.compile(
    r"\b\w*(?:haku|haut|haun|hakuaika|haetaan|hakea|ilmoittaudu|ilmoittautumi|hakemus|hakemuk)", re.IGNORECASE
)
_ANNOUNCED = re.compile(
    r"\W*(?P<label>(?:hakuaika|hakuajat|haku|ilmoittautuminen|ilmoittautumisaika)(?:\s+on)?)\b\W*", re.IGNORECASE
)
_PARTICIPLE = (
    r"\w*[aeiouyäö]v(?:a|ä|aa|ää|at|ät|i|an|än|aan|ään|iin|ien|alla|ällä|alle|älle|assa|ässä|asta|ästä|aksi|äksi|ia|iä|"
    r"illa|illä|ille|issa|issä|ista|istä)\b"
)
_BETWEEN = re.compile(
    r"[,;:()–]|\b(?:ja|sekä|mutta|että|jotka|joka|tarkoitu\w+|tavoit\w+|suunnit\w+|valmistel\w+|määrä)\b"
    rf"|\b{_PARTICIPLE}",
    re.IGNORECASE,
)
"""What could give a time to something else: another clause, an intention, or a participle ("keväällä 2032 alkavaan")."""
_DONE = r"\w+(?:ne(?:e\w+|isiin|iden|ille|ista|istä|ita|itä)|t[uy](?:n|ja|jä|jen|ihin|issa|issä|ista|istä|ille))\b"
_PARTICIPLE_AFTER = re.compile(rf"^\s+(?:alkaen\s+)?(?:{_PARTICIPLE}|{_DONE})", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"n\s+(?:19|20)\d\d$")
""" "syksyn 2032" before a noun says which one, not when."""
_FARTHEST = 60
_LONG_AGO = timedelta(days=60)


def told_as_past(issue: CheckedIssue) -> Iterator[Finding]:
    """A time after the day of publishing told as gone by."""
    limit = issue.last_day
    if limit is None:
        return
    for sentence, mention in issue.times:
        first = mention.period.opens or mention.period.closes
        last = first if mention.period.vague else mention.period.closes or first
        for verbs, day in ((_BEGAN, first), (_HAPPENED, last)):
            verb = _verb_of(sentence.text, mention.span, verbs)
            if verb and day and day > limit:
                message = "aika on uutiskirjeen julkaisupäivän jälkeen, mutta siitä kerrotaan menneenä"
                yield _finding("told_as_past", sentence, mention, verb, message, _right_year(day, limit))
                break


def told_as_coming(issue: CheckedIssue) -> Iterator[Finding]:
    """A time before the day of publishing told as coming: a beginning long ago, or a closing that has gone by."""
    published = issue.newsletter.published
    if published is None:
        return
    for sentence, mention in issue.times:
        last = mention.period.closes or mention.period.opens
        limits = [(_BEGINS, published - _LONG_AGO)]
        if _APPLYING.search(sentence.text):
            limits.append((_ENDS, published))
        for verbs, limit in limits:
            verb = _verb_of(sentence.text, mention.span, verbs) or (
                _label_of(sentence.text, mention.span) if verbs is _ENDS else None
            )
            if verb and last and last < limit:
                message = "aika on mennyt ennen uutiskirjeen julkaisupäivää, mutta siitä kerrotaan tulevana"
                yield _finding("told_as_coming", sentence, mention, verb, message, None)
                break


def _verb_of(text: str, time: Span, verbs: re.Pattern[str]) -> Span | None:
    """The verb that tells what happens at the time, if it is one of `verbs`."""
    if _ATTRIBUTE.search(time.of(text)) or _PARTICIPLE_AFTER.match(text[time.stop :]):
        return None
    for match in verbs.finditer(text):
        verb = Span(*match.span())
        between = text[verb.stop : time.start] if verb.stop <= time.start else text[time.stop : verb.start]
        others = (_BEGAN, _HAPPENED, _BEGINS, _ENDS)
        clean = not _BETWEEN.search(between) and not any(other.search(between) for other in others)
        if not verb.overlaps(time) and len(between) <= _FARTHEST and clean:
            return verb
        if verb.overlaps(time):  # "avautui 3.4.2032 ja päättyi 5.5.2032" is one time
            return verb
    return None


def _label_of(text: str, time: Span) -> Span | None:
    """ "Hakuaika: 1.3.–31.3.2031", where nothing in the sentence says that this is over."""
    match = _ANNOUNCED.fullmatch(text[: time.start])
    return Span(*match.span("label")) if match and not (_BEGAN.search(text) or _HAPPENED.search(text)) else None


def _right_year(day: date, limit: date) -> str | None:
    """The year before, where that makes the time one that has gone by."""
    earlier = year_before(day)
    return f"vuosi {earlier.year}?" if earlier <= limit else None


def _finding(
    rule: str, sentence: Sentence, mention: TimeMention, verb: Span, message: str, expected: str | None
) -> Finding:
    shown = Span(min(verb.start, mention.span.start), max(verb.stop, mention.span.stop))
    return sentence.finding(rule, mention.span, message, expected, shown=shown)


RULES = (told_as_past, told_as_coming)
