"""Sums of money in a section -> `Money`.

    "7 milj. euroa (STM) ja 4 milj. euroa (OKM)" -> 7 000 000 EUR (STM), 4 000 000 EUR (OKM)

A sum needs its currency; a number alone is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.records import Evidence, Money, Section, Span
from assistant.sentences import section_sentences

_SCALES = {"milj": 1_000_000, "mrd": 1_000_000_000, "tuh": 1_000, "t": 1_000, "k": 1_000, "m": 1_000_000}
_WORDS = {
    "puoli": Decimal("0.5"),
    "puolitoista": Decimal("1.5"),
    "yksi": Decimal(1),
    "kaksi": Decimal(2),
    "kolme": Decimal(3),
    "neljä": Decimal(4),
    "viisi": Decimal(5),
    "kuusi": Decimal(6),
    "seitsemän": Decimal(7),
    "kahdeksan": Decimal(8),
    "yhdeksän": Decimal(9),
    "kymmenen": Decimal(10),
}
_NUMBER = r"\d{1,3}(?:[ .]\d{3}|\n\d00(?!\d))+(?:,\d+)?|\d+(?:,\d+)?"  # a line may end within a round sum: "15\n000"
_SCALE = r"milj(?:\.|oona\w*)?|mrd\.?|miljardi\w*|tuhat\w*|tuhan\w*|t(?=\s?€)|[kM](?=\s?(?:€|eur|e\b))"
SUM = re.compile(
    rf"(?<![\d.,])(?:(?P<low>{_NUMBER})\s?[-–—]\s?)?(?P<number>{_NUMBER})\s?(?P<scale>{_SCALE})?\s?"
    r"(?P<currency>euro\w*|€|eur\b|(?-i:e)(?=[\s.,;:)/]|$))"
    rf"|(?:€|EUR)\s?(?P<number2>{_NUMBER})\s?(?P<scale2>{_SCALE})?"
    rf"|\b(?:(?P<word>{'|'.join(_WORDS)})\s+)?(?P<scale3>miljoona\w*|miljardi\w*|tuhat\w*)\s+euro\w*",
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
        scale = _scale(match["scale"] or match["scale2"] or match["scale3"])
        written = match["number"] or match["number2"]
        number = _decimal(written) if written else _WORDS.get(_lower(match["word"] or ""), Decimal(1))
        if match["low"]:
            low = _decimal(match["low"])
            shared = scale if low < number else 1  # "500 000–1 miljoonaa": the scale is the upper bound's own
            yield Sum(_whole(low * shared), Span(*match.span()))
        yield Sum(_whole(number * scale), Span(*match.span()))


def _decimal(written: str) -> Decimal:
    return Decimal(re.sub(r"[ .\n]", "", written).replace(",", "."))


def _whole(amount: Decimal) -> Decimal:
    """38800000.0 -> 38800000; cents stay."""
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount


def _scale(written: str | None) -> int:
    if not written:
        return 1
    if _lower(written).startswith("miljardi"):
        return _SCALES["mrd"]
    return next(value for start, value in _SCALES.items() if _lower(written).startswith(start))


def _lower(written: str) -> str:
    """Small letters; a dotless i matches "i" where case is ignored."""
    return written.casefold().replace("ı", "i")


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
