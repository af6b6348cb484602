"""Issues of one newsletter, and which of their sections are about the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from series_samples import DECEMBER, JUNE, LETTERS, OTHER, read

from assistant.records import Issue, Newsletter, Section
from assistant.sections import split_sections
from assistant.series import Series, find_series

JUNE_ISSUE, DECEMBER_ISSUE = Issue("ranta-2032-06", date(2032, 6, 7)), Issue("ranta-2032-12", date(2032, 12, 1))


def series_of(letters: tuple[tuple[str, str], ...]) -> tuple[Series, list[Section]]:
    newsletters = read(letters)
    sections = [section for newsletter in newsletters for section in split_sections(newsletter)]
    return find_series(newsletters, sections), sections


def test_issues_are_ordered_by_their_day_and_other_letters_stand_alone() -> None:
    series, _ = series_of(tuple(reversed(LETTERS)))
    assert set(series.issues) == {(JUNE_ISSUE, DECEMBER_ISSUE), (Issue("metsa-2032-12", date(2032, 12, 5)),)}
    assert series.issue_among_others("ranta-2032-06") == JUNE_ISSUE
    assert series.issue_among_others("metsa-2032-12") is None


def test_threads_have_the_newest_first() -> None:
    series, sections = series_of(LETTERS)
    topics = {section.section_id: section.topic for section in sections}
    by_topic = {topics[thread[0]]: thread for thread in series.threads.values()}
    assert [id_.split("#")[0] for id_ in by_topic["Saunojen kunnostus"]] == ["ranta-2032-12", "ranta-2032-06"]
    assert [id_.split("#")[0] for id_ in by_topic["Uimakoulut"]] == ["ranta-2032-12"]
    assert [id_.split("#")[0] for id_ in by_topic["Venevajat"]] == ["ranta-2032-06"]
    for section in sections:
        assert section.section_id in series.thread(section.section_id)


@pytest.mark.parametrize("heading", ["Saunojen kunnostus kylissä", "Lämpimät tilat"])
def test_a_reworded_heading_continues_its_thread(heading: str) -> None:
    """By the words of the heading, or else by those of the text below it."""
    later = JUNE.replace("## Saunojen kunnostus", f"## {heading}").replace("2032-06-07", "2032-07-07")
    series, sections = series_of((("ranta-2032-06", JUNE), ("ranta-2032-07", later)))
    section = next(s for s in sections if s.topic == heading)
    assert series.thread(section.section_id) == (section.section_id, "ranta-2032-06#1")


def test_letters_of_changing_titles_are_one_series_by_their_headings() -> None:
    later = DECEMBER.replace("Rantaviesti, joulukuu 2032", "Talven haut aukeavat")
    series, _ = series_of((("ranta-2032-06", JUNE), ("ranta-2032-12", later), ("metsa-2032-12", OTHER)))
    assert (JUNE_ISSUE, DECEMBER_ISSUE) in series.issues


def test_letters_of_one_file_name_are_one_series_where_their_titles_share_a_word() -> None:
    first = "# RANTAVÄEN SEURA\n\nSyksy 2031\n\n## Laituri\n\nLaituri maalattiin.\n"
    second = "# Rantaväen seura * Kirje 1/2032\n\nPäivätty 2.3.2032\n\n## Sauna\n\nSauna lämpiää.\n"
    series, _ = series_of((("kirje-2031-syksy", first), ("kirje-2032-1", second)))
    assert [issue.published for issue in series.by_newsletter["kirje-2032-1"]] == [date(2031, 9, 1), date(2032, 3, 2)]
    stranger = second.replace("Rantaväen seura", "Metsäväen liitto")
    series, _ = series_of((("kirje-2031-syksy", first), ("kirje-2032-1", stranger)))
    assert all(len(issues) == 1 for issues in series.issues)


def test_two_issues_of_a_month_are_told_apart_by_their_days() -> None:
    second = DECEMBER.replace("2032-12-01", "2032-12-20").replace("joulukuu 2032", "joulukuu 2032 B")
    series, _ = series_of((("yksi", DECEMBER), ("kaksi", second)))
    assert [issue.by_day for issue in series.by_newsletter["yksi"]] == [True, True]


def test_a_letter_without_a_date_has_no_place_in_a_series() -> None:
    newsletters: list[Newsletter] = [replace(letter, published=None) for letter in read(LETTERS)]
    sections = [section for newsletter in newsletters for section in split_sections(newsletter)]
    series = find_series(newsletters, sections)
    assert series.issues == ()
    assert series.thread(sections[0].section_id) == (sections[0].section_id,)
