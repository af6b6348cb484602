"""The newsletter as a whole: what it lacks, headings without text or twice, organisations in two spellings."""

from __future__ import annotations

import pytest
from issues import HEADING, issue, issue_of, says, told

from assistant.checks import CheckedIssue
from assistant.checks.structure import empty_sections, missing_parts, organisation_spellings, same_headings
from assistant.newsletters.markdown import parse_markdown
from assistant.sections import split_sections

OFFICE = "Yhteyshenkilöt:\n{0}\nKylien Palvelukeskus\nP. 040 123 4567"


def of_markdown(text: str, source: str = "kirje.md") -> CheckedIssue:
    newsletter = parse_markdown(text, source)
    return CheckedIssue(newsletter, split_sections(newsletter), ())


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("# Kyläkirje 5.2.2032\n\n## Saunat\n\nSaunat lämpiävät.\n\n## Talot\n\nTalot korjataan.", []),
        ("# Kyläkirje\n\n## Saunat\n\nSaunat lämpiävät.\n\n## Talot\n\nTalot korjataan.", ["no_date"]),
        ("saunat lämpiävät 5.2.2032, ja talot korjataan.", ["no_title", "no_date", "no_sections"]),
    ],
)
def test_missing_parts(text: str, rules: list[str]) -> None:
    found = list(missing_parts(of_markdown(text)))
    assert [finding.rule for finding in found] == rules
    assert {(finding.heading, finding.span, finding.quote) for finding in found} <= {(None, None, "")}


def test_a_file_name_may_tell_the_date() -> None:
    assert (
        told(missing_parts(issue_of("Kyläkirje\n\nTervetuloa.\n\n\nSaunat\n\nNe lämpiävät.\n", "kirje-2032-02.txt")))
        == []
    )


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (
            "# Kirje\n\n## Saunat\n\nNe lämpiävät.\n\n### Hakuaika\n\nYmpäri vuoden.\n\n## Talot\n\n## Laiturit\n\nNe uusitaan.",
            ["Talot"],
        ),
        ("# Kirje\n\n## Saunat\n\nNe lämpiävät.\n\n## Laiturit\n\nNe uusitaan.\n\n## Talot\n", ["Talot"]),
        ("# Kirje\n\n## Saunat\n\nNe lämpiävät.\n\n## Talot\n\n### Katto\n\nSe korjataan.", []),
    ],
)
def test_headings_without_text(text: str, headings: list[str]) -> None:
    assert [quote for _, quote, _ in told(empty_sections(of_markdown(text)))] == headings


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("# Kirje\n\n## Saunat\n\nNe lämpiävät.\n\n## Talot\n\nNe korjataan.\n\n## SAUNAT\n\nTaas.", ["SAUNAT"]),
        ("# Kirje\n\n## Saunat\n\nNe lämpiävät.\n\n## Talot\n\nNe korjataan.\n\n## Saunat 2\n\nTaas.", []),
    ],
)
def test_same_headings(text: str, headings: list[str]) -> None:
    assert [quote for _, quote, _ in told(same_headings(of_markdown(text)))] == headings


def test_one_organisation_in_two_spellings() -> None:
    bodies = [OFFICE.format(name) for name in ("Veikko Laurila", "Aune Mäkelä", "Urho Niemi")]
    bodies[1] = bodies[1].replace("Palvelukeskus", "palvelukeskus")
    assert says(organisation_spellings, *bodies) == [
        ("organisation_spelling", "Kylien palvelukeskus", "Kylien Palvelukeskus")
    ]
    assert says(organisation_spellings, *bodies[:2]) == []  # neither is the usual one


def test_a_sound_newsletter_lacks_nothing() -> None:
    sound = issue("Talkoita riittää.")
    assert HEADING in {section.heading for section in sound.sections}
    assert told([*missing_parts(sound), *empty_sections(sound), *same_headings(sound)]) == []
