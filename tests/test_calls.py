"""Calls joined over sections, and their status on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsletter_samples import make_newsletter

from assistant.answer_records import CallRow, CallStatus
from assistant.calls import merge_calls, status_on, with_status
from assistant.facts.funding_calls import find_calls
from assistant.finnish import load_lemmatizer
from assistant.newsletters.markdown import parse_markdown
from assistant.records import Period
from assistant.sections import split_sections

FIRST, LAST = date(2032, 3, 1), date(2032, 4, 15)
DAY = timedelta(days=1)
OPEN, CLOSED, COMING, UNKNOWN = CallStatus.OPEN, CallStatus.CLOSED, CallStatus.COMING, CallStatus.UNKNOWN

EXACT = Period(FIRST, LAST, False, "1.3.–15.4.2032")
VAGUE = Period(date(2032, 3, 1), date(2032, 5, 31), True, "keväällä 2032")
UNTIL = Period(None, LAST, False, "15.4.2032")
FROM = Period(FIRST, None, False, "1.3.2032")
ALWAYS = Period(None, None, True, "jatkuva haku")
VAGUE_UNTIL = Period(None, LAST, True, "huhtikuun puoliväliin")


@pytest.mark.parametrize(
    ("period", "day", "status"),
    [
        (EXACT, FIRST - DAY, COMING),
        (EXACT, FIRST, OPEN),
        (EXACT, LAST, OPEN),
        (EXACT, LAST + DAY, CLOSED),
        (VAGUE, date(2032, 2, 29), COMING),
        (VAGUE, date(2032, 4, 1), UNKNOWN),
        (VAGUE, date(2032, 6, 1), UNKNOWN),
        (UNTIL, LAST, OPEN),
        (UNTIL, LAST + DAY, CLOSED),
        (FROM, FIRST - DAY, COMING),
        (FROM, FIRST, UNKNOWN),
        (ALWAYS, FIRST, OPEN),
        (VAGUE_UNTIL, FIRST, UNKNOWN),
        (None, FIRST, UNKNOWN),
    ],
)
def test_status(period: Period | None, day: date, status: CallStatus) -> None:
    assert status_on(period, day) is status


@given(st.dates(), st.dates(), st.dates())
def test_exact_status_never_goes_back(one: date, other: date, day: date) -> None:
    first, last = sorted((one, other))
    status = status_on(Period(first, last, False, "kokeilu"), day)
    assert status is (COMING if day < first else CLOSED if day > last else OPEN)


SHARED = "Saariston yhteisen koordinaatiohankkeen haku oli avoinna kaikille saarille 1.3.–15.4.2032."


def rows(*topics: tuple[str, tuple[str, ...]]) -> tuple[CallRow, ...]:
    newsletter, sections = make_newsletter(topics=topics)
    lemmatizer = load_lemmatizer()
    calls = [call for section in sections for call in find_calls(section, newsletter.published, lemmatizer)]
    assert calls
    return merge_calls(calls, {section.section_id: section for section in sections})


def test_one_call_told_in_two_sections_is_one_row() -> None:
    (row,) = rows(("Laiturit", (SHARED,)), ("Saunat", (SHARED,)))
    assert row.topics == ("Laiturit", "Saunat")
    assert [evidence.section_id for evidence in row.evidence] == ["2031-05#1", "2031-05#2"]


def test_two_calls_of_the_same_time_are_two_rows() -> None:
    found = rows(
        ("Laiturit", ("Laitureiden haku on auki 1.3.–15.4.2032.",)), ("Saunat", ("Haku 1.3.–15.4.2032 on saunoille.",))
    )
    assert [row.topics for row in found] == [("Laiturit",), ("Saunat",)]


def test_a_section_that_tells_twice_tells_one_call() -> None:
    (row,) = rows(
        ("Laiturit", ("Haku on auki 1.3.–15.4.2032.", "Muista: haku päättyy aikanaan, 1.3.–15.4.2032 se on auki."))
    )
    assert (row.topics, len(row.evidence)) == (("Laiturit",), 1)


def test_kinds_and_times_keep_rows_apart() -> None:
    found = rows(("Laiturit", ("Pilottihaku on auki 1.3.–15.4.2032. Ideahaku on auki 1.3.–15.4.2032.",)))
    assert [row.call.call for row in found] == ["pilottihaku", "ideahaku"]


def test_vague_times_of_two_sections_are_not_one_call() -> None:
    vague = "Saariston yhteisen koordinaatiohankkeen haku avataan kaikille saarille keväällä 2032."
    assert len(rows(("Laiturit", (vague,)), ("Saunat", (vague,)))) == 2


def test_rows_get_their_status() -> None:
    (row,) = rows(("Laiturit", ("Haku on auki 1.3.–15.4.2032.",)))
    assert row.status is UNKNOWN
    assert [with_status([row], day)[0].status for day in (FIRST - DAY, FIRST, LAST + DAY)] == [COMING, OPEN, CLOSED]


OVERVIEW = """# Kylakirje

## Haut

| Haku | Hakuaika |
|---|---|
| Rantasaunojen tuki seuroille | 1.3.–15.4.2032 |
| Rantasaunojen tuki kunnille | 1.3.–15.4.2032 |

## Rantasaunoille tukea kunnille

Haku on auki 1.3.–15.4.2032.
"""


def test_a_call_of_an_overview_is_its_sections_and_no_row_is_lost() -> None:
    newsletter = parse_markdown(OVERVIEW, "kylakirje.md")
    sections = {section.section_id: section for section in split_sections(newsletter)}
    lemmatizer = load_lemmatizer()
    calls = [replace(c, call="haku") for s in sections.values() for c in find_calls(s, date(2032, 2, 1), lemmatizer)]
    assert [row.topics for row in merge_calls(calls, sections)] == [
        ("Rantasaunojen tuki seuroille", "Rantasaunojen tuki kunnille", "Rantasaunoille tukea kunnille"),
    ]
