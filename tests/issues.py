"""Newsletters of invented villages for the tests of checks: text -> `CheckedIssue`, and what a rule says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from assistant.checks import CheckedIssue, Finding
from assistant.facts import find_facts
from assistant.finnish import Lemmatizer, load_lemmatizer
from assistant.newsletters.text import parse_text
from assistant.sections import split_sections

HEADING = "Kylätalojen korjaukset"
_INTRODUCTION = "Johdanto kertoo, mitä kylissä tehdään."


@cache
def lemmatizer() -> Lemmatizer:
    """One for all tests: loading takes time."""
    return load_lemmatizer()


def issue_of(text: str, source: str = "kylakirje.txt") -> CheckedIssue:
    """A plain-text newsletter as `check` reads it."""
    newsletter = parse_text(text, source)
    sections = split_sections(newsletter)
    facts = (fact for section in sections for fact in find_facts(section, newsletter.published, lemmatizer()))
    return CheckedIssue(newsletter, sections, tuple(facts))


def issue(*bodies: str, when: str = "Julkaistu 5.2.2032", source: str = "kylakirje.txt") -> CheckedIssue:
    """A newsletter with a topic for each body: "Kylätalojen korjaukset", "Kylätalojen korjaukset 2", ..."""
    names = [HEADING if number == 1 else f"{HEADING} {number}" for number in range(1, len(bodies) + 1)]
    topics = "\n\n\n".join(
        f"{name}\n\nKylissä korjataan taloja.\n\n{body}" for name, body in zip(names, bodies, strict=True)
    )
    return issue_of(f"Kyläkirje\n\n{when}\n\n{_INTRODUCTION}\n\n\n{topics}\n", source)


def told(found: Iterable[Finding]) -> list[tuple[str, str, str | None]]:
    """(rule, quote, expected) of each finding."""
    return [(finding.rule, " ".join(finding.quote.split()), finding.expected) for finding in found]


def says(
    rule: Callable[[CheckedIssue], Iterable[Finding]], *bodies: str, **options: str
) -> list[tuple[str, str, str | None]]:
    """What a rule finds in a newsletter of these bodies; every quote must stand where it is said to."""
    checked = issue(*bodies, **options)
    found = list(rule(checked))
    assert all(one.span is None or one.span.of(checked.newsletter.text) == one.quote for one in found)
    return told(found)
