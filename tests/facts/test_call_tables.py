"""Calls in tables' rows."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.facts.call_tables import cells_of, periods_of_row
from assistant.facts.funding_calls import find_calls
from assistant.finnish import load_lemmatizer
from assistant.newsletters.markdown import parse_markdown
from assistant.sections import split_sections

Days = tuple[date | None, date | None]


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        (
            "Avustus | Haku alkaa | Haku päättyy",
            "Kohdeavustus | 1.3.2025 | 31.3.2025",
            [(date(2025, 3, 1), date(2025, 3, 31))],
        ),
        ("Avustus | Hakuaika", "Kohdeavustus | 1.3.–31.3.2025", [(date(2025, 3, 1), date(2025, 3, 31))]),
        ("Avustus | Hakuaika päättyy", "Kohdeavustus | 31.3.2025", [(None, date(2025, 3, 31))]),
        (
            "Avustus | Hakuaika | Päätökset",
            "Kohdeavustus | 1.3.–31.3.2025 | kesäkuu 2025",
            [(date(2025, 3, 1), date(2025, 3, 31))],
        ),
        ("Nimi | Puhelin", "Maija Lehto | 040 123 4567", []),
        ("Tapahtuma | Päivä", "Kevätmessut | 4.5.2025", []),
        ("Avustus | Hakuaika | Summa", "Kohdeavustus | 1.3.–31.3.2025", []),
    ],
)
def test_periods(head: str, row: str, expected: list[Days]) -> None:
    assert [(p.opens, p.closes) for p in periods_of_row(head, row, date(2025, 2, 1))] == expected


def test_cells() -> None:
    assert (
        cells_of("| Kohdeavustus |  1.3.2025 |") == cells_of("Kohdeavustus | 1.3.2025") == ["Kohdeavustus", "1.3.2025"]
    )


def test_calls_row_by_row() -> None:
    text = """# Kirje 2/2025

## Haut

| Avustus | Haku alkaa | Haku päättyy |
| --- | --- | --- |
| Kohdeavustus | 1.3.2025 | 31.3.2025 |
| Matkastipendit | 1.9.2025 | 30.9.2025 |

## Tilat

Tilat ovat auki.
"""
    newsletter = parse_markdown(text, "k.md")
    section = next(section for section in split_sections(newsletter) if section.heading == "Haut")
    calls = find_calls(section, newsletter.published, load_lemmatizer())
    found = [(c.call, c.period.opens, c.period.closes) for c in calls if c.period]
    assert found == [
        ("kohdeavustushaku", date(2025, 3, 1), date(2025, 3, 31)),
        ("matkastipendihaku", date(2025, 9, 1), date(2025, 9, 30)),
    ]
    for call in calls:
        assert call.evidence.span.of(newsletter.text) == call.evidence.quote
