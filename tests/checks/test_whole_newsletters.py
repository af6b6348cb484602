"""One slip put into a sound newsletter is found, and nothing is found in the sound one that is right."""

from __future__ import annotations

from pathlib import Path

import pytest
from issues import lemmatizer

from assistant.checks import find_findings
from assistant.checks.files import read_issue

DATA = Path(__file__).parents[1] / "data"
CITY = DATA / "kaupunki" / "kaupunkiavustukset-2025-02.txt"
HEALTH = DATA / "kaupunki" / "hyvinvointi-tiedote-2025-03.md"
HARD = DATA / "tarkistus" / "maaseutukirje-2032-02.txt"
"""Right in every detail, and full of what looks wrong: clauses with two times, participles, numbers that are no telephones."""

SLIPS = [
    (CITY, "p. 040 765 4310, joonas", "p. 040 765 4301, joonas", "other_phone"),
    (CITY, "11.3.2025 klo 17", "keskiviikkona 11.3.2025 klo 17", "wrong_weekday"),
    (CITY, "1.–28.2.2025", "1.–30.2.2025", "impossible_day"),
    (CITY, "3.–21.3.2025", "3.–21.3.2015", "far_year"),
    (CITY, "18.11.2024–10.1.2025", "18.11.2024–10.1.2024", "ends_before_beginning"),
    (CITY, "oli auki 18.11.2024–10.1.2025", "oli auki 18.11.2025–10.1.2026", "told_as_past"),
    (CITY, "oskari.mantyranta@kuusniemi.fi", "oskari.mantyranta@kuusniemi", "broken_address"),
    (CITY, "oskari.mantyranta@kuusniemi.fi", "oskari.mantyrata@kuusniemi.fi", "foreign_address"),
    (CITY, "016 310 1218", "016 310 121899999", "broken_phone"),
    (CITY, "klo 16.15 mennessä", "klo 16.75 mennessä", "impossible_clock"),
    (CITY, "haetaan keväällä 2026", "haetaan keväällä 2206", "odd_year"),
    (CITY, "Yhteystiedot\n\nJoonas Äijälä", "Yhteystiedot\n\nJonas Äijälä", "near_name"),
    (CITY, "järjestetään alkuvuodesta 2026", "järjestetään alkuvuodesta 2016", "told_as_coming"),
    (CITY, "31.3.2025 klo 16.15 mennessä", "31.1.2025 klo 16.15 mennessä", "told_as_coming"),
    (CITY, "hakea maalis–huhtikuussa 2025", "hakea maalis–huhtikuussa 2023", "told_as_coming"),
    (CITY, "Tapahtumatuki\n\n", "Taiteilijoiden työskentelyapurahat\n\n", "same_heading"),
    (HEALTH, "10.3.–11.4.2025", "10.3.–11.4.2024", "told_as_coming"),
    (HEALTH, "10.3.–11.4.2025", "10.3.–11.2.2025", "ends_before_beginning"),
    (HEALTH, "**18.3.2025 klo 14", "**ke 18.3.2025 klo 14", "wrong_weekday"),
    (HEALTH, "| minttu.ojaharju@", "| minttu.ojanharju@", "other_address"),
    (HEALTH, "044 729 3385", "044 729 338", "broken_phone"),
    (HEALTH, "[Minttu Ojaharju]", "[Mintu Ojaharju]", "near_name"),
    (HEALTH, "tapio.ronnqvist@havurannanhva.fi", "tapio.ronnqvist@havurannanhva,fi", "broken_address"),
    (HEALTH, "24.3.2025 mennessä", "24.3.2205 mennessä", "odd_year"),
    (HEALTH, "1.1.2024–30.6.2026", "1.1.2024–30.6.2023", "ends_before_beginning"),
]


def rules(path: Path) -> list[str]:
    return [finding.rule for finding in find_findings(read_issue(path, lemmatizer()))]


@pytest.mark.parametrize(("path", "right", "wrong", "rule"), SLIPS)
def test_one_slip_is_found(path: Path, right: str, wrong: str, rule: str, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert right in text
    changed = tmp_path / path.name
    changed.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    assert rule not in rules(path)
    assert rule in rules(changed)


def test_a_section_that_loses_its_contact_is_found(tmp_path: Path) -> None:
    lines = CITY.read_text(encoding="utf-8").splitlines(keepends=True)
    changed = tmp_path / CITY.name
    changed.write_text("".join(line for line in lines if "Kaisa-Leena Viitanen" not in line), encoding="utf-8")
    assert rules(changed).count("no_contact") == rules(CITY).count("no_contact") + 1


def test_what_is_right_is_left_alone() -> None:
    assert rules(HARD) == []
