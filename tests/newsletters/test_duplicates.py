"""The same issue in another format is known again; another issue or a correction is not taken for it."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_formats import FILES, FORMATS, SOURCES

from assistant.newsletters import read_newsletter
from assistant.newsletters.duplicates import Issues, Words, stands_for
from assistant.newsletters.reading import parse_newsletter

ISSUE = """# Kyläkirje 3/2032

## Saunojen kunnostus

Pilottihaku on auki 1.3.–15.4.2032. Saunoihin annetaan 15 000 euroa, ja hakemukset jätetään kylätoimikunnalle.

Lisätietoja: saunavastaava Aune Mäkelä, 040 123 4567

## Laiturit

Laiturit maalataan kesällä talkoilla, ja kylien venekunnat tuovat siveltimet itse mukanaan. Maalit hankkii kyläyhdistys,
joka kertoo talkoiden päivät ilmoitustaululla.
"""
FOOTER = """
Saat tämän kirjeen, koska olet tilannut sen. Peruuta tilaus tai muuta tietojasi.

Kyläyhdistys, Rantatie 12, 99999 Kuvitteila, toimisto@kylat.example
"""


def words(text: str, name: str = "kirje.md") -> Words:
    return Words(parse_newsletter(text.encode(), name))


def is_candidate(first: Words, second: Words) -> bool:
    """Whether the sketch of the second finds the first."""
    issues = Issues()
    newsletter = parse_newsletter(" ".join(first.words).encode(), "ensin.txt")
    issues.add(newsletter, first.sketch())
    return [source for source, _ in issues.candidates(second.sketch())] == ["ensin.txt"]


@pytest.mark.parametrize("name", SOURCES)
def test_every_format_is_the_same_issue(name: str) -> None:
    files = [FORMATS / file for file in FILES if file.startswith(name)]
    read = [Words(read_newsletter(path)) for path in [SOURCES[name], *files]]
    assert len(read) >= 7
    for first, second in combinations(read, 2):
        assert is_candidate(first, second)
        assert stands_for(first, second)
        assert stands_for(second, first)


def test_other_newsletters_are_no_candidates() -> None:
    for first, second in combinations([Words(read_newsletter(path)) for path in SOURCES.values()], 2):
        assert not is_candidate(first, second)
        assert not stands_for(first, second)


@pytest.mark.parametrize(
    "more",
    [
        ISSUE + FOOTER,
        "Avaa kirje selaimessa\n\n" + ISSUE,
        "Kyläkirje Saunojen kunnostus\n\nKyläkirje 3/2032 selaimessa\n\n" + ISSUE + FOOTER,
        ISSUE.replace("## Laiturit", "Lue lisää\n\n## Laiturit"),
        ISSUE.replace("15.4.2032.", "15.4.2032. https://kylat.example/saunat/2032"),
        ISSUE.replace("kylätoimikunnalle", "kylä-\ntoimikunnalle").replace("hakemukset", "hake­mukset"),
        ISSUE.replace("## ", "### ").replace("–", "-"),
    ],
)
def test_the_same_issue_with_something_around_it(more: str) -> None:
    shorter, longer = words(ISSUE), words(more)
    assert is_candidate(shorter, longer)
    assert stands_for(longer, shorter)


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("15.4.2032", "22.4.2032"),
        ("15.4.2032", "1.5.42032"),
        ("15 000", "16 000"),
        ("Aune Mäkelä", "Aino Mäkelä"),
        ("040 123 4567", "040 123 4568"),
        ("Kyläkirje 3/2032", "Kyläkirje 4/2032"),
        ("Pilottihaku on auki", "Pilottihaku ei ole auki"),
        ("maalataan kesällä", "maalataan syksyllä"),
        ("Lisätietoja:", "Lisätietoja: kylänvanhin Eero Niemi, 040 765 4321\n\nLisätietoja:"),
        ("Lisätietoja: saunavastaava Aune Mäkelä, 040 123 4567", ""),
        ("## Laiturit", "Haku siirtyy viikolla 12.\n\n## Laiturit"),
    ],
)
def test_a_correction_is_not_the_same(written: str, instead: str) -> None:
    corrected = ISSUE.replace(written, instead)
    assert corrected != ISSUE
    assert not stands_for(words(ISSUE), words(corrected))
    assert not stands_for(words(corrected), words(ISSUE))


def test_two_issues_with_much_in_common() -> None:
    standing = " ".join(f"Kylätalo {name} on auki arkisin, ja avaimen saa naapurista." for name in "ABCDEFGHIJKLMNOP")
    issues = [words(f"# Kyläkirje\n\nTalkoot pidetään {day}.5.2032.\n\n{standing}\n") for day in (3, 10)]
    assert is_candidate(*issues)
    assert not stands_for(*issues)
    months = [words(f"# {month}n kyläkirje\n\n{standing}\n") for month in ("Toukokuu", "Kesäkuu")]
    assert not stands_for(*months)


def test_a_section_more_stands_for_the_rest_but_not_the_other_way() -> None:
    more = ISSUE + "\n## Aidat\n\nAidat korjataan 3.6.2032.\n"
    assert stands_for(words(more), words(ISSUE))
    assert not stands_for(words(ISSUE), words(more))


def test_a_part_of_a_newsletter_is_not_the_newsletter() -> None:
    part = ISSUE[: ISSUE.index("## Laiturit")]
    assert not stands_for(words(ISSUE), words(part))
    assert not stands_for(words(part), words(ISSUE))


@given(
    st.lists(st.sampled_from(["haku", "auki", "kylä", "3.6.2032", "ja", "sauna"]), max_size=30),
    st.integers(0, 30),
    st.sampled_from(["haku", "kylä", "4.6.2032", "lammas"]),
)
def test_whatever_is_replaced_in_the_text_is_seen(tail: list[str], place: int, instead: str) -> None:
    body = [*re.findall(r"\S+", ISSUE.replace("#", "")), *tail]
    changed = list(body)
    place += 10
    changed[place % len(body)] = instead
    first, second = words(" ".join(body), "a.txt"), words(" ".join(changed), "b.txt")
    assert stands_for(first, first)
    assert stands_for(first, second) == (first.words == second.words)


def test_two_endless_texts_are_not_aligned() -> None:
    def endless(word: str) -> Words:
        text = Words(parse_newsletter(b"alku", "a.txt"))
        text.words = ["alku", *([word, "ja"] * 10_000), "loppu"]
        return text

    assert not stands_for(endless("haku"), endless("hanke"))


def test_a_newsletter_taken_away_is_no_candidate() -> None:
    issues = Issues()
    newsletter = parse_newsletter(ISSUE.encode(), "kirje.md")
    issues.add(newsletter, Words(newsletter).sketch())
    assert "kirje.md" in issues
    issues.remove("kirje.md")
    assert "kirje.md" not in issues
    assert list(issues.candidates(Words(newsletter).sketch())) == []
