"""Files for other programs: what their own parsers read out of them."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from assistant.answer_records import Person
from assistant.exports import CalendarEntry, write_calendar, write_csv, write_vcards
from assistant.records import Period

STAMP = datetime(2022, 12, 24, 12, 0, tzinfo=UTC)


def person(**values: object) -> Person:
    known: dict[str, object] = {
        "name": "Åsa Mäki-Öhman",
        "title": "Rahoitusasiantuntija",
        "organisation": "Keski-Suomen ELY-keskus",
        "phone": "0295024019",
        "email": "asa.maki-ohman@ely-keskus.fi",
        "email_hidden": False,
        "topics": ("Jatkuva oppiminen",),
        "evidence": (),
    }
    return Person(**{**known, **values})  # type: ignore[arg-type]  # the test's own table


def card_lines(text: str) -> list[str]:
    """A vCard's lines, unfolded as RFC 2425 tells."""
    assert text.endswith("\r\n")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_vcard_holds_every_field() -> None:
    assert card_lines(write_vcards([person()], "Teemat: {topics}")) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "FN:Åsa Mäki-Öhman",
        "N:Mäki-Öhman;Åsa;;;",
        "TITLE:Rahoitusasiantuntija",
        "ORG:Keski-Suomen ELY-keskus",
        "TEL;TYPE=WORK,VOICE:0295024019",
        "EMAIL;TYPE=INTERNET,WORK:asa.maki-ohman@ely-keskus.fi",
        "NOTE:Teemat: Jatkuva oppiminen",
        "END:VCARD",
    ]


def test_vcard_leaves_out_what_is_not_known() -> None:
    text = write_vcards([person(title=None, organisation=None, phone=None, email=None, topics=())])
    assert [line.split(":")[0] for line in card_lines(text)] == ["BEGIN", "VERSION", "FN", "N", "END"]


def test_vcard_escapes_what_would_part_values() -> None:
    text = write_vcards([person(organisation="Virasto; osasto, yksikkö\\tiimi\r\nTEL:112")])
    assert "ORG:Virasto\\; osasto\\, yksikkö\\\\tiimi\\nTEL:112" in card_lines(text)
    assert "TEL:112" not in card_lines(text)


def test_vcard_lines_are_at_most_75_octets() -> None:
    topics = tuple(f"Työelämän kehittäminen ja öljyyntyneiden älymystöjen äänetön yö {n}" for n in range(9))
    text = write_vcards([person(topics=topics)], "{topics}")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "NOTE:" + "\\, ".join(topics) in card_lines(text)


@pytest.mark.parametrize(
    ("period", "first", "end", "status"),
    [
        (
            Period(date(2022, 5, 16), date(2022, 9, 30), False, "16.5.-30.9.2022"),
            date(2022, 5, 16),
            date(2022, 10, 1),
            "CONFIRMED",
        ),
        (
            Period(date(2024, 3, 1), date(2024, 5, 31), True, "keväällä 2024"),
            date(2024, 3, 1),
            date(2024, 6, 1),
            "TENTATIVE",
        ),
        (
            Period(None, date(2025, 3, 31), False, "31.3.2025 mennessä"),
            date(2025, 3, 31),
            date(2025, 4, 1),
            "CONFIRMED",
        ),
        (Period(date(2025, 3, 1), None, False, "1.3.2025 alkaen"), date(2025, 3, 1), date(2025, 3, 2), "CONFIRMED"),
    ],
)
def test_calendar_has_whole_days(period: Period, first: date, end: date, status: str) -> None:
    entry = CalendarEntry("avain", "Pilottihaku; ääkköset, pilkku", "Kuvaus\nkahdella rivillä", period)
    calendar = Calendar.from_ical(write_calendar([entry], "Rahoitushaut", STAMP))
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == first
    assert event.decoded("dtend") == end
    assert str(event["summary"]) == "Pilottihaku; ääkköset, pilkku"
    assert str(event["description"]) == "Kuvaus\nkahdella rivillä"
    assert str(event["status"]) == status
    assert event.decoded("dtstamp") == STAMP


def test_calendar_leaves_out_a_time_without_days_and_knows_a_call_again() -> None:
    dated = Period(date(2022, 5, 16), date(2022, 9, 30), False, "16.5.-30.9.2022")
    entries = [
        CalendarEntry("a", "A", "", dated),
        CalendarEntry("b", "B", "", dated),
        CalendarEntry("c", "C", "", Period(None, None, True, "myöhemmin")),
    ]
    once, again = (Calendar.from_ical(write_calendar(entries, "Haut", STAMP)).walk("VEVENT") for _ in range(2))
    assert [str(event["summary"]) for event in once] == ["A", "B"]
    assert [str(event["uid"]) for event in once] == [str(event["uid"]) for event in again]
    assert len({str(event["uid"]) for event in once}) == 2


def test_csv_is_read_back_as_written() -> None:
    rows = [["Åsa Öhman", "rivi\nja toinen", 'lainaus "näin"; puolipiste']]
    text = write_csv(["Nimi", "Teemat", "Muuta"], rows)
    assert text.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert read == [["Nimi", "Teemat", "Muuta"], *rows]


@pytest.mark.parametrize("cell", ["=1+1", "+358 1", "-2", "@SUM(A1)", "\tx"])
def test_csv_cell_is_no_formula(cell: str) -> None:
    text = write_csv(["a"], [[cell]])
    assert f"'{cell}" in text
