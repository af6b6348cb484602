"""Days, ranges, clock times and weekdays that cannot be, and the like that can."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from issues import says

from assistant.checks.days import clock_times, reversed_bounds, slips, weekdays
from assistant.forms import format_day

WEEKDAYS = ("maanantaina", "tiistaina", "keskiviikkona", "torstaina", "perjantaina", "lauantaina", "sunnuntaina")


@pytest.mark.parametrize(
    ("body", "rule", "quote"),
    [
        ("Päätökset tehdään 31.11.2032.", "impossible_day", "31.11.2032"),
        ("Hae viimeistään 30.2. klo 12.", "impossible_day", "30.2."),
        ("Hae viimeistään 29.2.2033.", "impossible_day", "29.2.2033"),
        ("Haku on auki 1.2.–29.2.2033.", "impossible_day", "1.2.–29.2.2033"),
        ("Haku on auki 1.–31.4.2032.", "impossible_day", "1.–31.4.2032"),
        ("Haku alkaa 1.13.2032.", "impossible_day", "1.13.2032"),
        ("Talkoot pidetään 31. kesäkuuta.", "impossible_day", "31. kesäkuuta"),
        ("Julkaistaan 2032-02-30.", "impossible_day", "2032-02-30"),
        ("Haku on auki 15.11.2033–10.1.2033.", "ends_before_beginning", "15.11.2033–10.1.2033"),
        ("Haku on auki 28.–1.3.2032.", "ends_before_beginning", "28.–1.3.2032"),
        ("Haku on auki 28.–3. maaliskuuta 2032.", "ends_before_beginning", "28.–3. maaliskuuta 2032"),
        ("Haku päättyy 31.3.2302.", "odd_year", "31.3.2302"),
        ("Haku päättyy 31.3.203.", "odd_year", "31.3.203"),
        ("Haku päättyy 31.3.20322.", "odd_year", "31.3.20322"),
        ("Haku avataan syksyllä 2302.", "odd_year", "syksyllä 2302"),
    ],
)
def test_slips(body: str, rule: str, quote: str) -> None:
    assert says(slips, body) == [(rule, quote, None)]


@pytest.mark.parametrize(
    "body",
    [
        "Hae viimeistään 29.2.2032.",
        "Haku on auki 15.11.2032–10.1.2033.",
        "Haku on auki 30.9.2032–15.1.",
        "Haku on auki 15.11.–10.1.2033.",
        "Talo valmistui 12.5.1809, ja sitä korjattiin vuonna 1799.",
        "Avustusta on 31.11 euroa.",
        "Kohta 12.14.3 kertoo ehdoista.",
        "Katso sivut 20–15.",
        "Tavoite on hiilineutraalius vuoteen 2100 mennessä.",
        "Ohjelman versio on 3.45.2032.",
        "Summa on 12.500,00 euroa.",
    ],
)
def test_no_slips(body: str) -> None:
    assert says(slips, body) == []


@pytest.mark.parametrize(
    ("body", "quotes"),
    [
        ("Haku avautuu 3.4.2033 ja päättyy 5.5.2032.", ["3.4.2033 ja päättyy 5.5.2032"]),
        ("Haku avautuu 3.4.2032 ja päättyy 5.5.2032.", []),
        ("Haku avautuu 3.11. ja päättyy 5.5.2032.", []),
        ("Uusi haku avautuu 3.4.2033, ja edellinen päättyi 5.5.2032.", []),
    ],
)
def test_bounds_in_two_clauses(body: str, quotes: list[str]) -> None:
    assert [quote for _, quote, _ in says(reversed_bounds, body)] == quotes


@pytest.mark.parametrize(
    ("body", "quotes"),
    [
        ("Info pidetään 3.3.2032 klo 25.", ["klo 25"]),
        ("Info pidetään 3.3.2032 klo 16.75.", ["klo 16.75"]),
        ("Info pidetään 3.3.2032 kello 24:30.", ["kello 24:30"]),
        ("Info pidetään klo 14–15.30, ja ovet avataan klo 13.45. Haku päättyy 5.3. klo 24.", []),
        ("Info pidetään klo 9.3.2032.", []),
    ],
)
def test_clock_times(body: str, quotes: list[str]) -> None:
    assert [quote for _, quote, _ in says(clock_times, body)] == quotes


@pytest.mark.parametrize(
    ("body", "quote", "expected"),
    [
        ("Info pidetään tiistaina 3.3.2032.", "tiistaina 3.3.2032", "3.3.2032 on keskiviikko"),
        ("Info pidetään ti 3.3.2032.", "ti 3.3.2032", "3.3.2032 on keskiviikko"),
        ("Info pidetään 3.3.2032 (ti).", "3.3.2032 (ti)", "3.3.2032 on keskiviikko"),
        ("Info pidetään 3.3.2032 (tiistai).", "3.3.2032 (tiistai)", "3.3.2032 on keskiviikko"),
        ("Auki perjantaista 5.3. sunnuntaihin 8.3.2032.", "sunnuntaihin 8.3.2032", "8.3.2032 on maanantai"),
        ("Talkoot ovat pe 5.3.–su 8.3.2032.", "5.3.–su 8.3.2032", "8.3.2032 on maanantai"),
        ("Info pidetään tiistaina 3.3.", "tiistaina 3.3.", "3.3.2032 on keskiviikko"),
    ],
)
def test_wrong_weekdays(body: str, quote: str, expected: str) -> None:
    assert says(weekdays, body) == [("wrong_weekday", quote, expected)]


@pytest.mark.parametrize(
    "body",
    [
        "Info pidetään keskiviikkona 3.3.2032 ja to 4.3.2032 (torstai).",
        "Talkoot ovat pe 5.3.–su 7.3.2032.",
        "Kerho kokoontuu tiistaisin 3.3.–30.5.2032.",
        "Kerho kokoontuu torstai–perjantai 4.–5.3.2032.",
        "Lähetä se 3.3.2032 mennessä.",
        "Kerho kokoontuu ma ja ke 3.3.2032.",
    ],
)
def test_right_weekdays(body: str) -> None:
    assert says(weekdays, body) == []


@settings(deadline=None)
@given(st.dates(date(2030, 1, 1), date(2034, 12, 31)), st.sampled_from(WEEKDAYS))
def test_a_weekday_is_wrong_exactly_when_the_calendar_says_so(day: date, name: str) -> None:
    found = says(weekdays, f"Info pidetään {name} {format_day(day)}.")
    assert bool(found) == (WEEKDAYS[day.weekday()] != name)


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_no_day_of_the_calendar_is_a_slip(day: date) -> None:
    assert says(slips, f"Haku päättyy {format_day(day)} ja hakuinfo on {day.day}.{day.month}.") == []
