"""Levels of headings."""

from __future__ import annotations

import pytest

from assistant.newsletters.outline import CONTENTS, GROUP, PART, SECTION, HeadingLine, assign_levels


def plain(text: str, body: int = 300, style: str = "plain") -> HeadingLine:
    return HeadingLine(text, style, None, body)


def deep(text: str, depth: int, body: int = 300, generic: bool = False, of_all: bool = False) -> HeadingLine:
    return HeadingLine(text, "", depth, body, generic, of_all)


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ([], []),
        ([plain("A"), plain("B")], [SECTION, SECTION]),
        ([plain("Ryhmä", 0), plain("A"), plain("B")], [GROUP, SECTION, SECTION]),
        ([plain("Ryhmä", 0), plain("A"), plain("Toinen", 0), plain("B")], [GROUP, SECTION, GROUP, SECTION]),
        ([plain("A", 0), plain("B", 0), plain("A"), plain("B")], [CONTENTS, CONTENTS, SECTION, SECTION]),
        ([plain("RYHMÄ", 0, "capitals"), plain("A"), plain("TOINEN", 0, "capitals"), plain("B")], [GROUP, SECTION] * 2),
        ([plain("RYHMÄ", 50, "capitals"), plain("B")], [SECTION, SECTION]),
        ([plain("A"), HeadingLine("Lisätietoja", "plain", None, 90, generic=True)], [SECTION, PART]),
        ([plain("A"), HeadingLine("Lisätietoja", "plain", None, 90, generic=True, of_all=True)], [SECTION, SECTION]),
    ],
)
def test_by_look(headings: list[HeadingLine], expected: list[int]) -> None:
    assert assign_levels(headings) == expected


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ([deep("Ryhmä", 2, 0), deep("A", 3), deep("B", 3)], [GROUP, SECTION, SECTION]),
        ([deep("A", 2, 900), deep("Alaosa", 3), deep("B", 2, 900)], [SECTION, PART, SECTION]),
        ([deep("A", 2, 50), deep("Hakuaika", 3, generic=True), deep("B", 2, 50)], [SECTION, PART, SECTION]),
        ([deep("A", 2), deep("Hakuaika", 2, generic=True), deep("B", 2)], [SECTION, PART, SECTION]),
        ([deep("A", 2), deep("B", 2), deep("Yhteystiedot", 2, generic=True)], [SECTION, SECTION, SECTION]),
        ([deep("A", 2), deep("Yhteystiedot", 2, generic=True, of_all=True), deep("B", 2)], [SECTION] * 3),
        ([deep("A", 2, 900), deep("Yhteystiedot", 3, generic=True, of_all=True)], [SECTION, PART]),
        ([deep("Ryhmä", 2, 0), deep("A", 3), deep("Infot", 2)], [GROUP, SECTION, SECTION]),
    ],
)
def test_by_depth(headings: list[HeadingLine], expected: list[int]) -> None:
    assert assign_levels(headings) == expected
