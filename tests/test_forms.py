"""Facts in words: forms of days, sums, telephones, persons and calls, and the way back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from fact_samples import AUNE, CALL, EVIDENCE, MONEY, PERIOD, ROW
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer_records import CallStatus
from assistant.facts.contacts import find_phone
from assistant.facts.dates import find_times
from assistant.facts.money import find_sums
from assistant.forms import (
    call_status_words,
    clean_quote,
    format_amount,
    format_call,
    format_day,
    format_fact,
    format_money,
    format_period,
    format_person,
    format_phone,
    lower_first,
)
from assistant.records import Contact, FundingCall, Money, Period, Role

TODAY = date(2032, 3, 10)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (PERIOD, "1.3.–15.4.2032"),
        (replace(PERIOD, opens=date(2031, 12, 1)), "1.12.2031–15.4.2032"),
        (replace(PERIOD, closes_at=time(16, 5)), "1.3.–15.4.2032 klo 16.05"),
        (replace(PERIOD, opens=None, closes_at=time(9)), "15.4.2032 klo 9.00 asti"),
        (replace(PERIOD, closes=None), "1.3.2032 alkaen"),
        (replace(PERIOD, closes=date(2032, 3, 1)), "1.3.2032"),
        (Period(date(2032, 3, 1), date(2032, 5, 31), True, "Keväällä 2032"), "keväällä 2032"),
        (Period(None, date(2032, 4, 30), True, "huhtikuun 2032 loppuun"), "huhtikuun 2032 loppuun asti"),
        (Period(None, None, True, "Jatkuva haku"), "jatkuva"),
        (Period(None, None, True, "haku on jatkuva"), "jatkuva"),
        (Period(None, None, True, "ympäri vuoden"), "ympäri vuoden"),
        (None, "aikaa ei kerrota"),
    ],
)
def test_periods(period: Period | None, words: str) -> None:
    assert format_period(period) == words


@pytest.mark.parametrize("vague", [False, True])
def test_an_inferred_year_is_said_to_be_one(vague: bool) -> None:
    assert "vuosi päätelty" in format_period(replace(PERIOD, vague=vague, year_inferred=True))
    assert "päätelty" not in format_period(replace(PERIOD, vague=vague))


DAYS = st.dates(date(1950, 1, 1), date(2098, 12, 31))


@given(DAYS, st.integers(0, 365), st.one_of(st.none(), st.times()))
def test_an_exact_period_can_be_read_back(first: date, days: int, clock: time | None) -> None:
    last = date.fromordinal(first.toordinal() + days)
    clock = clock and time(clock.hour, clock.minute)
    for opens, closes in ((first, last), (None, last), (first, None)):
        period = Period(opens, closes, False, "", closes_at=clock)
        (mention,) = find_times(format_period(period))
        assert (mention.period.opens, mention.period.closes, mention.period.closes_at) == (opens, closes, clock)


@given(DAYS)
def test_a_day_can_be_read_back(day: date) -> None:
    (mention,) = find_times(f"Talkoot pidetään {format_day(day)}.")
    assert mention.period.opens == mention.period.closes == day


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("38800000", "38,8 milj. euroa"),
        ("5000000", "5 milj. euroa"),
        ("10000000", "10 milj. euroa"),
        ("1250000", "1,25 milj. euroa"),
        ("1234567", "1 234 567 euroa"),
        ("999999", "999 999 euroa"),
        ("15000", "15 000 euroa"),
        ("500", "500 euroa"),
        ("0", "0 euroa"),
        ("12.50", "12,50 euroa"),
        ("1500.05", "1 500,05 euroa"),
    ],
)
def test_amounts(amount: str, words: str) -> None:
    assert format_amount(Decimal(amount)) == words


@given(st.decimals(0, 10**11, places=2))
def test_an_amount_can_be_read_back(amount: Decimal) -> None:
    whole = amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount
    assert [one.amount for one in find_sums(format_amount(whole))] == [whole]


def test_money_says_whose_it_is() -> None:
    assert format_money(MONEY) == "15 000 euroa (MMM)"
    assert format_money(replace(MONEY, owner=None)) == "15 000 euroa"


@pytest.mark.parametrize(
    ("phone", "words"),
    [
        ("0295024019", "0295 024 019"),
        ("0401234567", "040 123 4567"),
        ("0501234567", "050 123 4567"),
        ("0400123456", "0400 123 456"),
        ("0931012345", "09 310 12345"),
        ("0163101212", "016 310 1212"),
        ("086155411", "086 155 411"),
        ("10060", "10060"),
        ("+46812345678", "+46812345678"),
    ],
)
def test_phones(phone: str, words: str) -> None:
    assert format_phone(phone) == words


@given(st.from_regex(r"(?:0295\d{6}|0(?:40|41|44|45|50)\d{7}|09\d{6,8}|0[235-8]\d{6,8}|\+467\d{8})", fullmatch=True))
def test_formatting_a_phone_changes_no_digit(phone: str) -> None:
    assert re.sub(r"[^\d+]", "", format_phone(phone)) == phone
    known = find_phone(phone)
    assert known is None or find_phone(f"puh. {format_phone(known)}") == known


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Saunavastaava", "saunavastaava"),
        ("TKI-johtaja", "TKI-johtaja"),
        ("A-luokan luotsi", "A-luokan luotsi"),
        ("", ""),
    ],
)
def test_lower_first(words: str, expected: str) -> None:
    assert lower_first(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("• **Saunat**\n lämpiävät", "Saunat lämpiävät"),
        ("- Saunat", "Saunat"),
        ("1. Saunat", "Saunat"),
        ("1.3. alkaen", "1.3. alkaen"),
        ("3,5 saunaa", "3,5 saunaa"),
        ("", ""),
    ],
)
def test_clean_quote(words: str, expected: str) -> None:
    assert clean_quote(words) == expected


def test_a_person_on_one_line() -> None:
    assert format_person(AUNE) == "Aune Mäkelä, saunavastaava, Kylät ry, puh. 040 123 4567, aune@kylat.example"
    bare = replace(AUNE, title=None, organisation=None, phone=None, email=None)
    assert format_person(bare) == "Aune Mäkelä"
    assert "ei näy" in format_person(replace(bare, email_hidden=True))


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (Contact("Aune Mäkelä", None, None, "0401234567", None, False, EVIDENCE), "Aune Mäkelä, puh. 040 123 4567"),
        (CALL, "Pilottihaku: 1.3.–15.4.2032"),
        (MONEY, "15 000 euroa (MMM): Saunoihin annetaan 15 000 €."),
        (Role("Kylät ry", "toteuttaja", None, EVIDENCE), "Kylät ry (toteuttaja)"),
    ],
)
def test_facts(fact: Contact | FundingCall | Money | Role, words: str) -> None:
    assert format_fact(fact) == words


def test_calls() -> None:
    assert format_call(ROW) == "Pilottihaku: 1.3.–15.4.2032"
    assert len({call_status_words(status) for status in CallStatus}) == len(CallStatus)
