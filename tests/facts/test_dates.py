"""Times in all the forms in which newsletters write them; what is no time; years that the words lack."""

from __future__ import annotations

from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.facts.dates import find_times

PUBLISHED = date(2031, 10, 1)
NOW = date(2031, 2, 14)


def bounds(text: str, published: date | None = PUBLISHED) -> list[str]:
    """ "2031-05-16…2031-09-30", with "~" before a vague time, "?" after an inferred year, "…" alone for an open bound."""
    return [
        f"{'~' if m.period.vague else ''}{m.period.opens or ''}…{m.period.closes or ''}{'?' if m.period.year_inferred else ''}"
        for m in find_times(text, published)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Haku on auki 16.5.-30.9.2032.", ["2032-05-16…2032-09-30"]),
        ("Auki 16.5. – 17.8.2032", ["2032-05-16…2032-08-17"]),
        ("Ideahaku 31.10 – 2.12.2032", ["2032-10-31…2032-12-02"]),
        ("2.5.–8.6. ja 1.9.–9.10.2032", ["2032-05-02…2032-06-08", "2032-09-01…2032-10-09"]),
        ("12.5.–18.8.2032 sekä 8.9.–19.10.2033", ["2032-05-12…2032-08-18", "2033-09-08…2033-10-19"]),
        ("Haku 15.6.-15.9.32, sitten tauko", ["2032-06-15…2032-09-15"]),
        ("auki 15.1-15.3.2033", ["2033-01-15…2033-03-15"]),
        ("1.–28.2.2035", ["2035-02-01…2035-02-28"]),
        ("1-28.2.2035", ["2035-02-01…2035-02-28"]),
        ("2.5.2032 - 30.5.2032", ["2032-05-02…2032-05-30"]),
        ("15.11.–10.1.2033", ["2032-11-15…2033-01-10"]),
        ("15.11.2032–10.1.2033", ["2032-11-15…2033-01-10"]),
        ("30.9.2032–15.1.", ["2032-09-30…2033-01-15"]),
        ("pe 30.5.–su 1.6.2032", ["2032-05-30…2032-06-01"]),
        ("15. tammikuuta – 14. helmikuuta 2033", ["2033-01-15…2033-02-14"]),
        ("3.–28. maaliskuuta 2033", ["2033-03-03…2033-03-28"]),
        ("1. toukokuuta–15. elokuuta", ["2032-05-01…2032-08-15?"]),
        ("perjantaina 7. helmikuuta 2033", ["2033-02-07…2033-02-07"]),
        ("20 joulukuuta 2032", ["2032-12-20…2032-12-20"]),
        ("tammikuun 15. päivä", ["2032-01-15…2032-01-15?"]),
        ("04.03.2032", ["2032-03-04…2032-03-04"]),
        ("4. 3. 2032", ["2032-03-04…2032-03-04"]),
        ("2032-03-04", ["2032-03-04…2032-03-04"]),
        ("29.2.2032", ["2032-02-29…2032-02-29"]),
        ("Avajaiset ovat la 5.6.2032 klo 12", ["2032-06-05…2032-06-05"]),
    ],
)
def test_days_and_ranges(text: str, expected: list[str]) -> None:
    assert bounds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Haku päättyy 31.3.2034", ["…2034-03-31"]),
        ("viimeistään 31.3.2034", ["…2034-03-31"]),
        ("Viimeinen hakupäivä on torstaina 1.4.2032", ["…2032-04-01"]),
        ("Jätä hakemus 31.3.2034 mennessä", ["…2034-03-31"]),
        ("auki 5.5.2032 saakka", ["…2032-05-05"]),
        ("15.3 mennessä", ["…2032-03-15?"]),
        ("tammikuun 15. päivään mennessä", ["…2032-01-15?"]),
        ("Haku avautuu 3.4.2032", ["2032-04-03…"]),
        ("Alkaa 15. tammikuuta 2035", ["2035-01-15…"]),
        ("1.1.2035 alkaen", ["2035-01-01…"]),
        ("1.1.2035 klo 9.00 alkaen", ["2035-01-01…"]),
        ("avautuu 3.4.2032 ja päättyy 5.5.2032", ["2032-04-03…2032-05-05"]),
        ("16.5.2032 alkaen ja 30.9.2032 asti", ["2032-05-16…2032-09-30"]),
        ("16.5. alkaen 30.9. saakka", ["2032-05-16…2032-09-30?"]),
        ("avautuu 3.4.2032. Toinen haku päättyy 5.5.2032", ["2032-04-03…", "…2032-05-05"]),
        ("avautuu 5.5.2032 ja edellinen päättyy 3.4.2032", ["2032-05-05…", "…2032-04-03"]),
    ],
)
def test_words_around_a_day_make_it_a_bound(text: str, expected: list[str]) -> None:
    assert bounds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("helmi-maaliskuun aikana", ["~2032-02-01…2032-03-31?"]),
        ("maalis–huhtikuussa 2035", ["~2035-03-01…2035-04-30"]),
        ("kesä- ja heinäkuussa 2032", ["~2032-06-01…2032-07-31"]),
        ("touko-, kesä- ja elokuussa", ["~2032-05-01…2032-08-31?"]),
        ("toukokuusta elokuuhun 2032", ["~2032-05-01…2032-08-31"]),
        ("joulu-tammikuussa", ["~2031-12-01…2032-01-31?"]),
        ("tammikuussa 2033", ["~2033-01-01…2033-01-31"]),
        ("tammikuussa 15 yhdistystä", ["~2032-01-01…2032-01-31?"]),
        ("syyskuun alussa", ["~2032-09-01…2032-09-10?"]),
        ("kesäkuun puolivälissä", ["~2032-06-11…2032-06-20?"]),
        ("syyskuun lopussa 2032", ["~2032-09-21…2032-09-30"]),
        ("syyskuun 2032 lopussa", ["~2032-09-21…2032-09-30"]),
        ("huhtikuun 2032 loppuun mennessä", ["~…2032-04-30"]),
        ("viimeinen jättöpäivä on maaliskuussa 2032", ["~2032-03-01…2032-03-31"]),
        ("keväällä 2034", ["~2034-03-01…2034-05-31"]),
        ("kevään 2034 aikana", ["~2034-03-01…2034-05-31"]),
        ("kesän 2034 aikana", ["~2034-06-01…2034-08-31"]),
        ("syksy 2032", ["~2032-09-01…2032-11-30"]),
        ("syksyllä", ["~2031-09-01…2031-11-30?"]),
        ("ensi keväänä", ["~2032-03-01…2032-05-31?"]),
        ("viime keväänä", ["~2031-03-01…2031-05-31?"]),
        ("vuoden 2033 alussa", ["~2033-01-01…2033-03-31"]),
        ("vuoden 2033 lopussa", ["~2033-10-01…2033-12-31"]),
        ("vuoden loppuun mennessä", ["~…2031-12-31?"]),
        ("alkuvuodesta", ["~2032-01-01…2032-04-30?"]),
        ("alkuvuodesta 2033", ["~2033-01-01…2033-04-30"]),
        ("loppuvuodesta 2032", ["~2032-10-01…2032-12-31"]),
        ("vuoden 2033 aikana", ["~2033-01-01…2033-12-31"]),
        ("Vuonna 2033", ["~2033-01-01…2033-12-31"]),
        ("ensi vuonna", ["~2032-01-01…2032-12-31?"]),
        ("tämän vuoden loppuun", ["~2031-10-01…2031-12-31?"]),
        ("viime vuonna", ["~2030-01-01…2030-12-31?"]),
        ("viikolla 12", ["~2032-03-15…2032-03-21?"]),
        ("viikoilla 10–12/2033", ["~2033-03-07…2033-03-27"]),
        ("vko 40/2031", ["~2031-09-29…2031-10-05"]),
    ],
)
def test_vague_times_stay_spans(text: str, expected: list[str]) -> None:
    assert bounds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "31.2.2033",
        "29.2.2033",
        "32.5.2032 ja 12.13.2032",
        "versio 2.1.3",
        "kohta 3.2. ja luku 4.1.",
        "§ 3.4. momentti",
        "Laituri maksaa 5.10 euroa",
        "klo 10.30–12.15",
        "puh. 040 123 4567",
        "kaudella 2031–2037",
        "Rahaa on 1.200.000 euroa",
        "Haku on jatkuva.",
        "Kevät on kaunis, mutta kesä lyhyt.",
        "viikko 54",
        "",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert bounds(text) == []


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("Haku päättyy 31.3.2034 klo 16.15.", time(16, 15)),
        ("31.3.2034 klo 16:15 mennessä", time(16, 15)),
        ("31.3.2034 mennessä klo 16", time(16)),
        ("31.3.2034 (klo 15)", time(15)),
        ("1.2.–31.3.2034 kello 12", time(12)),
        ("1.2.–31.3.2034, päättyy klo 15.00", time(15)),
        ("31.3.2034 klo 25.00", None),
        ("31.3.2034. Ovet aukeavat klo 10.", None),
    ],
)
def test_clock_times(text: str, clock: time | None) -> None:
    (mention,) = find_times(text, PUBLISHED)
    assert mention.period.closes_at == clock


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Haku päättyy 15.1.", PUBLISHED, ["…2032-01-15?"]),
        ("Haku oli auki 1.2.–28.2.", PUBLISHED, ["2031-02-01…2031-02-28?"]),
        ("Haku päättyi 15.12.", PUBLISHED, ["…2030-12-15?"]),
        ("Avajaiset ovat 3.10.", PUBLISHED, ["2031-10-03…2031-10-03?"]),
        ("ensi vuoden alussa", NOW, ["~2032-01-01…2032-03-31?"]),
        ("viime syksynä", NOW, ["~2030-09-01…2030-11-30?"]),
        ("29.2.", PUBLISHED, ["2032-02-29…2032-02-29?"]),
        ("29.2.", date(2033, 5, 1), []),
        ("15.1. ja 3.2.2035", PUBLISHED, ["2035-01-15…2035-01-15", "2035-02-03…2035-02-03"]),
        ("15.6. 22 hakijaa", PUBLISHED, ["2032-06-15…2032-06-15?"]),
        ("15.1.", None, []),
        ("ensi vuonna", None, []),
        ("keväällä 2034", None, ["~2034-03-01…2034-05-31"]),
    ],
)
def test_missing_years(text: str, published: date | None, expected: list[str]) -> None:
    assert bounds(text, published) == expected


def test_a_slip_of_years_never_turns_a_range_around() -> None:
    assert bounds("31.12.2035–1.1.2030") == []


LETTERS = st.text("0123456789.–- /:ınkuitaeäö")
FRAGMENTS = st.sampled_from(
    [
        "16.5.",
        "31.2.",
        "2032",
        "–",
        "-",
        " ",
        " ja ",
        "klo 16.15",
        "mennessä",
        "alkaen",
        "keväällä",
        "huhtıkuussa",
        "syys",
        "tammi-",
        "helmikuuta",
        "viikolla 53",
        "vuoden",
        "alussa",
        "ensi vuonna",
        "22",
        ".",
        "\n",
        "päättyy ",
        "oli ",
    ]
)
TEXTS = st.one_of(st.text(), LETTERS, st.lists(FRAGMENTS, max_size=9).map("".join))


@given(TEXTS, st.one_of(st.none(), st.dates()))
def test_no_text_is_too_odd(text: str, published: date | None) -> None:
    mentions = find_times(text, published)
    for mention in mentions:
        period = mention.period
        assert mention.span.of(text) == period.as_written
        assert period.opens or period.closes
        if period.opens and period.closes:
            assert period.opens <= period.closes
        assert not (period.year_inferred and published is None)
    assert all(before.span.stop <= after.span.start for before, after in pairwise(mentions))


@given(st.dates(date(1950, 1, 1), date(2098, 12, 31)), st.integers(0, 360))
def test_reads_back_any_range(first: date, days: int) -> None:
    last = date.fromordinal(first.toordinal() + days)
    written = f"{first.day}.{first.month}.{first.year}–{last.day}.{last.month}.{last.year}"
    assert bounds(f"Haku on auki {written}.") == [f"{first}…{last}"]
