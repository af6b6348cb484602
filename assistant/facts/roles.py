"""Parts that organisations have in a theme or a project -> `Role`s.

    "Teeman välittävänä toimielimenä toimii Lounaisrannan ELY-keskus." -> Role("Lounaisrannan ELY-keskus", "välittävä toimielin")

A role is told where a word of the genre says so right before the organisation's name in the nominative; other ways of telling it
are left to the sentence itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.facts.organisations import HEAD
from assistant.records import Evidence, Role, Section
from assistant.sentences import section_sentences

_IS = r"(?:toimii|toimivat|on|ovat|valittiin|valikoitui|valikoituivat|oli)"
_RULES: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "välittävä toimielin",
        "intermediate_body",
        re.compile(rf"välittävi?[än]+n?ä toimielimi?e?nä {_IS}\s+", re.IGNORECASE),
    ),
    (
        "toteuttaja",
        "implementer",
        re.compile(rf"toteuttaj(?:aksi|iksi|ana|ina)\s+{_IS}\s+|^\W*toteuttaja(?:t)?\W*:\W*", re.IGNORECASE),
    ),
    (
        "rahoittaja",
        "funder",
        re.compile(rf"rahoittaj(?:ana|ina)\s+{_IS}\s+|^\W*rahoittaja(?:t)?\W*:\W*", re.IGNORECASE),
    ),
    (
        "käsittelijä",
        "handler",
        re.compile(r"hakemukset\s+(?:käsittelee|käsittelevät|arvioi|arvioivat)\s+", re.IGNORECASE),
    ),
    ("päättäjä", "decider", re.compile(r"päätöks(?:en|et)\s+(?:tekee|tekevät)\s+", re.IGNORECASE)),
)
_NAME = re.compile(rf"(?:[\w’&-]+\s+){{0,6}}?[\w’&-]*?{HEAD.pattern}(?![\w-])(?:\s+(?:ry|Oy|sr)\b)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|\bja\b|\bsekä\b|&)\s*")


def find_roles(section: Section) -> tuple[Role, ...]:
    """The roles that a section's sentences tell, each once."""
    roles: dict[tuple[str, str], Role] = {}
    for sentence in section_sentences(section):
        text = sentence.of(section.text)
        for role, rule, pattern in _RULES:
            for match in pattern.finditer(text):
                for name in _names(text[match.end() :]):
                    evidence = Evidence(section.section_id, sentence.shifted(section.span.start), text, rule)
                    roles.setdefault((role, name), Role(name, role, section.topic, evidence))
    return tuple(roles.values())


def _names(text: str) -> Iterator[str]:
    """The organisations that `text` begins with: "A:n yliopisto, B Oy ja C ry, joka ..." -> three."""
    while match := _NAME.match(text):
        yield " ".join(match.group().split())
        between = _BETWEEN.match(text, match.end())
        if between is None or not text[between.end() :][:1].isupper():
            return
        text = text[between.end() :]
