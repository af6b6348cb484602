"""A newsletter of one topic for the tests of facts: a village letter of October 2031."""

from __future__ import annotations

from datetime import date

from assistant.newsletters.text import parse_text
from assistant.records import Newsletter, Section
from assistant.sections import split_sections

HEADING = "Kylätalojen korjaukset"
PUBLISHED = date(2031, 10, 1)
_LEAD = "Kylät korjaavat talojaan avustuksella."


def letter(body: str) -> tuple[Newsletter, Section]:
    """A newsletter and its one topic, whose text is a line of prose and `body`."""
    text = f"Kyläkirje - lokakuu 2031\n\nJohdanto kertoo kirjeen sisällön.\n\n{HEADING}\n\n{_LEAD}\n\n{body}\n"
    newsletter = parse_text(text, "kylakirje.txt")
    assert newsletter.published == PUBLISHED
    return newsletter, next(s for s in split_sections(newsletter) if s.heading == HEADING)
