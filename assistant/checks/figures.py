"""Sums that do not add up, and one sentence with other figures in two places.

"3 milj. euroa (STM) ja 4 milj. euroa (OKM), yhteensä 8 milj. euroa" -> wrong_total, expected "7 milj. euroa"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.checks.findings import CheckedIssue, Finding, Sentence
from assistant.facts.dates import find_times
from assistant.facts.money import Sum, find_sums
from assistant.finnish import fold, words
from assistant.forms import format_amount
from assistant.records import Span

_TOTAL = re.compile(r"\byhteensä\s+(?:noin\s+)?$", re.IGNORECASE)
_NO_PARTS = re.compile(
    r"\b(?:jo(?:i)?sta|enintään|vähintään|noin|yli|alle|kumpikin|kukin|kullekin|molem\w+|kohden|lisäksi|per|à)\b|/|\s[x×]\s"
    r"|[.;:]\s",
    re.IGNORECASE,
)
_LONGEST_GAP = 60
_FEWEST_WORDS = 12
"""Shorter sentences ("Avustus on enintään 5 000 euroa.") are rightly the same in two sections but for their figures."""
_TOPIC_WORDS = 3


def totals(issue: CheckedIssue) -> Iterator[Finding]:
    """Two or more sums and their total in one sentence, "eli yhteensä", where the total is another."""
    for sentence in issue.figures:
        sums = [*find_sums(sentence.text)]
        for i, total in enumerate(sums):
            parts = _parts(sentence.text, sums[: i + 1])
            if len(parts) >= 2 and (added := sum((part.amount for part in parts), Decimal(0))) != total.amount:
                span = Span(parts[0].span.start, total.span.stop)
                yield sentence.finding("wrong_total", span, "summa ei täsmää", format_amount(added))


def _parts(text: str, sums: list[Sum]) -> list[Sum]:
    """The sums before the last that it is the total of, by the words between them; () where that is not sure."""
    total = sums[-1]
    if not _TOTAL.search(text[: total.span.start]):
        return []
    parts: list[Sum] = []
    after = total
    for part in reversed(sums[:-1]):
        between = text[part.span.stop : after.span.start]
        if part.span.overlaps(after.span) or len(between) > _LONGEST_GAP or _NO_PARTS.search(between):
            return []
        parts.insert(0, part)
        after = part
    return [] if _NO_PARTS.search(text[max(0, after.span.start - 20) : after.span.start]) else parts


def same_words_other_figures(issue: CheckedIssue) -> Iterator[Finding]:
    """A long sentence that two sections share but for a day or a sum, and that names a topic of the newsletter."""
    topics = [_masked(section.topic) for section in issue.sections if len(words(section.topic)) >= _TOPIC_WORDS]
    seen: dict[str, Sentence] = {}
    for sentence in issue.figures:
        if len(words(sentence.text)) < _FEWEST_WORDS:
            continue
        key = _masked(sentence.text)
        if not any(topic in key for topic in topics):
            continue
        first = seen.setdefault(key, sentence)
        told, earlier = _figures(sentence, issue), _figures(first, issue)
        if told != earlier and first.section is not sentence.section:
            message = f"sama asia kerrotaan osiossa ”{first.section.heading}” toisin: {', '.join(earlier)}"
            yield sentence.finding("other_figures", Span(0, len(sentence.text)), message)


def _masked(text: str) -> str:
    return " ".join(re.sub(r"\d+", "#", fold(text)).split())


def _figures(sentence: Sentence, issue: CheckedIssue) -> list[str]:
    """The times and sums of a sentence as written."""
    times = [mention.span for mention in find_times(sentence.text, issue.newsletter.published)]
    sums = [one.span for one in find_sums(sentence.text)]
    return [" ".join(span.of(sentence.text).split()) for span in sorted([*times, *sums])]


RULES = (totals, same_words_other_figures)
