"""What rows and lines are about, and which section's topic that is."""

from __future__ import annotations

import pytest
from series_samples import read

from assistant.facts.subjects import same_topic, subjects_at
from assistant.sections import split_sections


@pytest.mark.parametrize(
    ("subject", "topic", "same"),
    [
        ("Saunat", "Saunat", True),
        ("SAUNAT", "Saunat – lämpöä kylille", True),
        ("Kylien saunat ja laiturit", "Kylien saunat", True),
        ("Saunat", "Saunojen kunnostus", False),
        ("Laiturit", "Saunat", False),
        ("", "Saunat", False),
        ("Tuki", "Tuki", False),  # too short to tell anything
    ],
)
def test_same_topic(subject: str, topic: str, same: bool) -> None:
    assert same_topic(subject, topic) is same


@pytest.mark.parametrize(
    ("line", "subjects"),
    [
        ("| Saunat, Laiturit | Aune Mäkelä | 040 123 4567 |", ("Saunat, Laiturit", "Saunat", "Laiturit")),
        ("Saunat: Aune Mäkelä, 040 123 4567", ("Saunat",)),
        ("Aune Mäkelä, 040 123 4567", ()),
    ],
)
def test_subjects(line: str, subjects: tuple[str, ...]) -> None:
    head = "| Aihe | Nimi | Puhelin |\n|---|---|---|\n" if line.startswith("|") else ""
    (newsletter,) = read([("kirje", f"# Kyläkirje\n\n## Yhteystiedot\n\n{head}{line}\n\n## Muuta\n\nLoppu.\n")])
    section = next(s for s in split_sections(newsletter) if s.topic == "Yhteystiedot")
    assert subjects_at(section, section.blocks[-1].span) == subjects
