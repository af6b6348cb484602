"""Which newsletters a question names, and whether it asks what changed.

    "Mitä syyskuun 2024 uutiskirjeessä sanottiin hakuajasta?" -> published 2024-09-01…30, text without "syyskuun 2024"
    "Mitä muuttui joulukuun jälkeen?"                         -> changes, published after December

Knows nothing of the corpus: which newsletters these are, `answers/issues.py` finds out.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.facts.dates import find_times
from assistant.finnish import fold
from assistant.questions.cues import find_fields
from assistant.records import ChangeKind, Span

_LETTER = r"(?:\w*uutiskirj\w+|\w*kirjee\w+|\w*tiedottee\w+|numero(?:ssa|n|sta)|newsletter\w*|nyhetsbrev\w*)"
_TIME_THEN_LETTER = re.compile(rf"^\s+(?:(?:julkaistu|ilmesty|lähetet|päivät|tull)\w+\s+)?{_LETTER}\b", re.IGNORECASE)
_LETTER_THEN_TIME = re.compile(rf"\b{_LETTER}\s*\(?$", re.IGNORECASE)
_PLACED_LETTER = re.compile(
    rf"\b(?:(?P<newest>uusim\w+|viimeisi\w+|tuorei\w+|viime)|(?P<previous>edelli\w+|edeltäv\w+|aiem\w+|aikaisem\w+|vanhem\w+)|"
    rf"(?P<first>ensimmäi\w+|vanhim\w+))\s+{_LETTER}\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b(?P<number>\d{1,2}/20\d\d)\b")
_YEAR = re.compile(r"\bvuo(?:den|sien|den)\s+(?P<year>20\d\d)(?=\s)", re.IGNORECASE)
_LAST_YEAR = re.compile(r"\bviime\s+vuo(?:den|nna|tiste\w*)\b", re.IGNORECASE)
_AFTER = re.compile(r"^\s+(?:\w*uutiskirj\w+\s+)?(?:jälkeen|lähtien|alkaen|verrattuna|nähden|sitten)\b", re.IGNORECASE)
_LETTER_AFTER = re.compile(rf"^\s+(?:\w+\s+)?{_LETTER}\s+(?:jälkeen|verrattuna|nähden)\b", re.IGNORECASE)
_AFTER_LETTER = re.compile(rf"{_LETTER}\s+(?:jälkeen|verrattuna|nähden)", re.IGNORECASE)

_NEWS = re.compile(
    r"^\W*(?:no\s+|ja\s+|enta\s+)?(?:"
    r"mita\s+uu(?:tta|sia)\b|(?:tuliko|onko(?:\s+tullut)?)\s+(?:\w+\s+)?uusia\b|mika\s+on\s+(?:uutta|muuttunut)\b|mitka\s+asiat\s+ovat\s+muuttuneet\b|onko\s+(?:jotain\s+|mitaan\s+)?uutta\b|"
    r"mita\s+(?:kaikkea\s+)?(?:on\s+)?(?:muuttu\w+|vaihtu\w+)\b|mitka\s+(?:\w+\s+){0,3}?(?:ovat|on)\s+(?:\w+\s+){0,2}?(?:muuttuneet|vaihtuneet|siirtyneet|poistuneet|uusia|poistunut|jaaneet\s+pois|jaanyt\s+pois|lisatty|tulleet)\b|"
    r"mitka\s+(?:\w+\s+){0,3}?(?:muuttui\w*|vaihtui\w*|siirtyi\w*|poistui\w*)\b|"
    r"(?:kenen|ketka|kuka)\s+(?:\w+\s+){0,3}?(?:vaihtu\w+|muuttu\w+|poistu\w+)\b|"
    r"mitka\s+(?:\w+\s+){0,2}?(?:ovat\s+uusia)\b|what(?:'s| is)\s+new\b|what\s+(?:has\s+)?changed\b|vad\s+ar\s+nytt\b|"
    r"(?:luettele|listaa|kerro|nayta)\s+muutokset\b)"
)
_WHETHER_CHANGED = re.compile(
    r"\b(?:onko|ovatko|oliko)\b.{0,120}\b(?:vaihtu\w+|muuttu\w+|siirty\w+|siirretty|pidennetty|jatkettu|korotettu|nostettu|noussut|laskenut|kasvanut|poistu\w+|lakannut|tullut\s+(?:uus\w+|lisaa)|paivit\w+)\b|"
    r"\b(?:vaihtui|muuttui|siirtyi|siirrettii|nousi|laski|kasvoi|poistui|pidennettii|jatkettii)(?:vat|n)?ko\b|\bhas\b.{0,80}\bchanged\b"
)
_HOW_CHANGED = re.compile(
    r"\bmi(?:ten|lla tavalla)\b.{0,80}\b(?:muuttunut|muuttui|muuttuneet|vaihtunut)\b|"
    r"\b(?:milloin|koska)\b.{0,80}\b(?:vaihtui|muuttui|siirtyi|siirrettiin)\b"
)
CONTACT_KINDS = frozenset(
    {ChangeKind.REPLACED_CONTACT, ChangeKind.CHANGED_CONTACT, ChangeKind.NEW_CONTACT, ChangeKind.GONE_CONTACT}
)
_KINDS: tuple[tuple[str, Collection[ChangeKind]], ...] = (
    (
        r"yhteyshenkil\w*|yhteystie\w*|vastuuhenkil\w*|henkilo\w*|kuka\b|ketka\b|kenen\b|puhelin\w*|numero\w*|sahkoposti\w*|osoite\w*|nimike\w*|contact\w*",
        CONTACT_KINDS,
    ),
    (
        r"\w*ha(?:ku|ut|kua|kuja|un|kuaika\w*|kuaja\w*)\b|\w*hakuai\w+|\w*hakuaj\w+|deadline|calls?\b",
        (ChangeKind.MOVED_CALL, ChangeKind.NEW_CALL),
    ),
    (
        r"\w*(?:ylaraja|alaraja|enimmais|vahimmais|hinta|hinna|palkkio|maksu)\w*|raho?i?tu\w*|raha\w*|summa\w*|euro\w*|maararaha\w*|budjet\w*|tuki\w*|tuen\b|avustuks\w+",
        (ChangeKind.CHANGED_SUM, ChangeKind.NEW_SUM),
    ),
    (r"teema\w*|teemo\w*|osio\w*|aihe\w*|aihei\w*|topics?\b|themes?\b", (ChangeKind.NEW_TOPIC, ChangeKind.GONE_TOPIC)),
)
_CONTACT_VERB = re.compile(r"\bvaihtu\w+|\bvaihdoks\w+")
_CALL_VERB = re.compile(r"\b(?:siirty|siirre|siirret|pidenne|jatke)\w+")
_RISING = re.compile(r"\b(?:nous|noste|kasva|kasvo|korote)\w+")
_FALLING = re.compile(r"\b(?:lask(?:i|en)|piene|alen|leika)\w*")
"""Verbs that say themselves what has changed, whatever the nouns beside them are."""
_ONLY_NEW = re.compile(r"\b(?:uut\w+|uudet|uusia|uusi|new|nytt)\b")
_ONLY_GONE = re.compile(r"\b(?:poistu\w+|poissa|jaanyt\s+pois|lakan\w+|ei\s+enaa|gone)\b")
_NEW_KINDS = {
    ChangeKind.NEW_TOPIC,
    ChangeKind.NEW_CALL,
    ChangeKind.NEW_CONTACT,
    ChangeKind.NEW_SUM,
    ChangeKind.REPLACED_CONTACT,
}
_GONE_KINDS = {ChangeKind.GONE_TOPIC, ChangeKind.GONE_CONTACT, ChangeKind.REPLACED_CONTACT}


_OF_CHANGE = re.compile(
    r"\b(?:pois|uu(?:tta|sia|det|si)|(?:muuttu|vaihtu|siirty|siirre|pidenne|jatke|korote|noste|nous|lask|kasva|poistu|lakan|paivit|jään)\w+|muutoks\w+|"
    r"jälkeen|verrattuna|nähden|lähtien|alkaen|sitten|tul(?:lut|leet|iko)|lisää|asiat?|kaikkea|enää|edelli\w+|aiem\w+|aikaisem\w+|viime|"
    r"changed|new)\b",
    re.IGNORECASE,
)
"""What says that a change is meant; the topic is in the other words."""


class Place(StrEnum):
    """Which issue of a series, without a time."""

    NEWEST = "newest"
    PREVIOUS = "previous"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class AskedIssue:
    """The newsletters a question is about: published from `opens` to `closes`, or by their place in the series.

    `number` is "3/2024" as written, which may be a month or an issue's number. `after` asks for what came later. `named` tells
    that the question speaks of a newsletter; otherwise only of a time, in which the newest newsletter of the time is meant.
    """

    opens: date | None = None
    closes: date | None = None
    place: Place | None = None
    number: str | None = None
    after: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class AskedChanges:
    """A question about changes; `kinds` are those it names, all where it names none; `whether` wants a yes or a no.

    `fields` are the fields of a person that it names; `rises` says whether it asks for a rise (True) or a fall of a sum.
    """

    kinds: frozenset[ChangeKind]
    whether: bool
    fields: tuple[str, ...] = ()
    rises: bool | None = None


def find_issue(text: str, today: date) -> tuple[AskedIssue | None, str]:
    """The newsletters or the time that `text` names, and the text without the time; (None, text) where it names none."""
    placed = _PLACED_LETTER.search(text)
    if placed and placed.lastgroup:
        after = _AFTER_LETTER.match(text[placed.end(placed.lastgroup) :].lstrip()) is not None
        return AskedIssue(place=Place(placed.lastgroup), after=after, named=True), text
    for span, opens, closes, number in _times(text, today):
        before, behind = text[: span.start], text[span.stop :]
        after = _AFTER.match(behind) is not None or _LETTER_AFTER.match(behind) is not None
        named = _TIME_THEN_LETTER.match(behind) is not None or _LETTER_THEN_TIME.search(before) is not None
        if not named and number:
            continue
        rest = " ".join((before + " " + behind).split())
        return AskedIssue(opens, closes, number=number, after=after, named=named), rest
    return None, text


def _times(text: str, today: date) -> list[tuple[Span, date | None, date | None, str | None]]:
    """Every time of the text with its bounds; a month without a year is the last one that has begun."""
    found: list[tuple[Span, date | None, date | None, str | None]] = []
    for mention in find_times(text, today, whole=True):
        opens, closes = mention.period.opens, mention.period.closes
        if mention.period.year_inferred and opens and opens > today:
            opens = opens.replace(year=opens.year - 1, day=min(opens.day, 28))
            closes = closes and closes.replace(
                year=closes.year - 1, day=min(closes.day, 28) if closes.month == 2 else closes.day
            )
        found.append((mention.span, opens, closes, None))
    for match in _NUMBER.finditer(text):
        found.append((Span(*match.span()), None, None, match["number"]))
    for match in _YEAR.finditer(text):
        year = int(match["year"])
        found.append((Span(*match.span()), date(year, 1, 1), date(year, 12, 31), None))
    for match in _LAST_YEAR.finditer(text):
        found.append((Span(*match.span()), date(today.year - 1, 1, 1), date(today.year - 1, 12, 31), None))
    return found


def asks_changes(text: str) -> AskedChanges | None:
    """Whether a question asks what is new or changed, and of what kind; None where it does not."""
    folded = fold(text)
    whether = _WHETHER_CHANGED.search(folded) is not None
    if not whether and not _HOW_CHANGED.search(folded) and not _NEWS.search(folded):
        return None
    fields = tuple(field for field in find_fields(folded) if field != "topics")
    rises = True if _RISING.search(folded) else False if _FALLING.search(folded) else None
    return AskedChanges(_kinds_asked(folded, fields, rises), whether, fields, rises)


def _kinds_asked(folded: str, fields: tuple[str, ...], rises: bool | None) -> frozenset[ChangeKind]:
    if rises is not None:
        return frozenset({ChangeKind.CHANGED_SUM})
    if _CALL_VERB.search(folded):
        return frozenset({ChangeKind.MOVED_CALL})
    if _CONTACT_VERB.search(folded):
        return CONTACT_KINDS if fields else CONTACT_KINDS - {ChangeKind.CHANGED_CONTACT}
    named = {kind for pattern, kinds in _KINDS if re.search(rf"\b(?:{pattern})", folded) for kind in kinds}
    kinds = named or set(ChangeKind)
    if _ONLY_GONE.search(folded):
        return frozenset(kinds & _GONE_KINDS or kinds)
    if _ONLY_NEW.search(folded) and named:
        return frozenset(kinds & _NEW_KINDS or kinds)
    return frozenset(kinds)


def without_change(text: str) -> str:
    """The words of a question about changes that tell its topic: "Mitä uutta saunoista?" -> "Mitä saunoista?"."""
    return " ".join(_OF_CHANGE.sub(" ", text).split())
