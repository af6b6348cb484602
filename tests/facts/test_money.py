"""Sums in every way of writing them, and whose they are."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letters import letter

from assistant.facts.money import find_money, find_sums


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("38,8 miljoonaa euroa", [38_800_000]),
        ("5 milj.€", [5_000_000]),
        ("3,6 milj. €", [3_600_000]),
        ("3 milj euroa", [3_000_000]),
        ("3 miljoonan euron avustus", [3_000_000]),
        ("2,5 M€", [2_500_000]),
        ("2 m€", [2_000_000]),
        ("3 Meur", [3_000_000]),
        ("3 M euroa", [3_000_000]),
        ("250 k€", [250_000]),
        ("250 t€", [250_000]),
        ("250 tuhatta euroa", [250_000]),
        ("1,2 mrd. €", [1_200_000_000]),
        ("1,2 miljardia euroa", [1_200_000_000]),
        ("15 000 €", [15_000]),
        ("apuraha on 15\n000 euroa", [15_000]),
        ("mukana on 60\n45 euroa", [45]),
        ("15.000,00 €", [15_000]),
        ("1500 eur", [1_500]),
        ("EUR 1 500", [1_500]),
        ("€ 500", [500]),
        ("10 e/osallistuja", [10]),
        ("5 000 e", [5_000]),
        ("12,50 €/hlö", ["12.50"]),
        ("7.000.000 €", [7_000_000]),
        ("miljoona euroa", [1_000_000]),
        ("puoli miljoonaa euroa", [500_000]),
        ("kaksi miljoonaa euroa", [2_000_000]),
        ("5 000–20 000 euroa", [5_000, 20_000]),
        ("10 000 - 50 000 €", [10_000, 50_000]),
        ("1,5–2 miljoonaa euroa", [1_500_000, 2_000_000]),
        ("500 000–1 miljoonaa euroa", [500_000, 1_000_000]),
        ("enintään 70 % eli 7 000 euroa", [7_000]),
        ("vuonna 2032 5 000 euroa", [5_000]),
        ("1.2.2032 5 000 euroa", [5_000]),
        ("laituriin 4 milj. euroa, saunaan 20 000 €", [4_000_000, 20_000]),
        ("5 000 e-lomaketta", []),
        ("15 000 asukasta", []),
        ("3 miljoonaa litraa", []),
        ("eurooppalainen", []),
        ("puh. 040 123 4567", []),
        ("€", []),
        ("", []),
    ],
)
def test_sums(text: str, expected: list[int | str]) -> None:
    assert [one.amount for one in find_sums(text)] == [Decimal(amount) for amount in expected]


@pytest.mark.parametrize(
    ("body", "owners"),
    [
        ("Rahaa on 7 milj. euroa (STM) ja 4 milj. euroa (OKM).", ["STM", "OKM"]),
        ("Käytössä on STM:n 5 000 euroa.", ["STM"]),
        ("Rahaa on 5 000 euroa (arvio).", [None]),
    ],
)
def test_owners(body: str, owners: list[str | None]) -> None:
    _, section = letter(body)
    assert [money.owner for money in find_money(section)] == owners


def test_a_sum_keeps_its_sentence() -> None:
    newsletter, section = letter("Laitureihin  annetaan 20 000 €. Saunat maksavat itsensä.")
    (money,) = find_money(section)
    assert money.evidence.span.of(newsletter.text) == money.evidence.quote == "Laitureihin  annetaan 20 000 €."
    assert (money.purpose, money.as_written) == ("Laitureihin annetaan 20 000 €.", "20 000 €")


@given(st.one_of(st.text(), st.text("0123456789 .,–-€eukKMmirdljiıtahn")))
def test_no_text_is_too_odd(text: str) -> None:
    for one in find_sums(text):
        assert one.span.of(text)
        assert one.amount >= 0


@given(st.integers(0, 10**12))
def test_reads_back_any_grouped_sum(amount: int) -> None:
    written = f"{amount:,}".replace(",", " ")
    assert [one.amount for one in find_sums(f"Avustus on {written} euroa.")] == [amount]
