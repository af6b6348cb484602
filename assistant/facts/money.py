"""Sums of money in a section -> `Money`.

    "13 milj. euroa (STM) ja 10 milj. euroa (OKM)" -> 13 000 000 EUR (STM), 10 000 000 EUR (OKM)

A sum needs its currency; a number alone is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.records import Evidence, Money, Section, Span
from assistant.sentences import section_sentences

_SCALES = {"milj": 1_000_000, "mrd": 1_000_000_000, "tuh": 1_000, "t": 1_000, "k": 1_000, "M": 1_000_000}
_NUMBER = r"\d{1,3}(?:[ .]\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_SCALE = r"milj(?:\.|oona\w*)?|mrd\.?|miljardi\w*|tuhat\w*|tuhan\w*|t(?=\s?€)|k(?=\s?€)|M(?=\s?€)"
SUM = re.compile(
    rf"(?<![\d.,])(?:(?P<low>{_NUMBER})\s?[-–—]\s?)?(?P<number>{_NUMBER})\s?(?P<scale>{_SCALE})?\s?(?P<currency>euro\w*|€|eur\b)"
    rf"|(?:€|EUR)\s?(?P<number2>{_NUMBER})\s?(?P<scale2>{_SCALE})?",
    re.IGNORECASE,
)
_OWNER_AFTER = re.compile(r"^\s*\((?P<owner>[A-ZÅÄÖ]{2,6})\)")
_OWNER_BEFORE = re.compile(r"(?P<owner>\b[A-ZÅÄÖ]{2,6})(?::n)?[ -]+(?:\w+\s+){0,3}$")


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum in a text. A range "5 000–20 000 euroa" gives two, the lower first."""

    amount: Decimal
    span: Span


def find_sums(text: str) -> Iterator[Sum]:
    """Every sum of `text` in euros, in order."""
    for match in SUM.finditer(text):
        scale = _scale(match["scale"] or match["scale2"])
        if match["low"]:
            yield Sum(_whole(_decimal(match["low"]) * scale), Span(*match.span()))
        yield Sum(_whole(_decimal(match["number"] or match["number2"]) * scale), Span(*match.span()))


def _decimal(written: str) -> Decimal:
    return Decimal(re.sub(r"[ .]", "", written).replace(",", "."))


def _whole(amount: Decimal) -> Decimal:
    """38800000.0 -> 38800000; cents stay."""
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount


def _scale(written: str | None) -> int:
    if not written:
        return 1
    if written.casefold().startswith("miljardi"):
        return _SCALES["mrd"]
    return next(
        value for start, value in _SCALES.items() if written.startswith(start) or written.casefold().startswith(start)
    )


def find_money(section: Section) -> tuple[Money, ...]:
    """The sums of a section; `purpose` is the sentence or list item that tells the sum."""
    found = []
    for sentence in section_sentences(section):
        text = sentence.of(section.text)
        for one in find_sums(text):
            evidence = Evidence(section.section_id, sentence.shifted(section.span.start), text, "currency")
            found.append(
                Money(one.amount, "EUR", one.span.of(text), " ".join(text.split()), _owner(text, one.span), evidence)
            )
    return tuple(found)


def _owner(text: str, span: Span) -> str | None:
    after = _OWNER_AFTER.match(text[span.stop :])
    before = _OWNER_BEFORE.search(text[: span.start])
    match = after or before
    return match["owner"] if match else None
