"""Sections to passages: nothing lost, nothing twice, lengths near the target, lists whole."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsletter_samples import make_newsletter

from assistant.passages import TARGET, Context, cut_passages, section_contexts
from assistant.records import Block, BlockKind, Section, Span

SENTENCE = "Hankkeen toimijat kertovat tuloksista seuraavassa tilaisuudessa. "


def make_section(pieces: list[tuple[BlockKind, str]], offset: int = 100) -> Section:
    text, blocks = "", []
    for kind, words in pieces:
        blocks.append(Block(kind, Span(offset + len(text), offset + len(text) + len(words))))
        text += words + "\n\n"
    text = text.rstrip()
    return Section("2031-05#1", "2031-05", None, "Otsikko", None, text, Span(offset, offset + len(text)), tuple(blocks))


@pytest.mark.parametrize(("sentences", "expected"), [(1, 1), (12, 1), (25, 2), (50, 4)])
def test_lengths_are_near_the_target_and_even(sentences: int, expected: int) -> None:
    passages = cut_passages(make_section([(BlockKind.PARAGRAPH, (SENTENCE * sentences).strip())]))
    lengths = [len(passage.text) for passage in passages]
    assert len(passages) == expected
    assert max(lengths) - min(lengths) <= 2 * len(SENTENCE)
    assert max(lengths) < 1.3 * TARGET


def test_ids_count_from_one() -> None:
    passages = cut_passages(make_section([(BlockKind.PARAGRAPH, SENTENCE * 30)]))
    assert [passage.passage_id for passage in passages] == ["2031-05#1.1", "2031-05#1.2"]


def test_cuts_before_a_paragraph_and_keeps_a_heading_with_its_words() -> None:
    first, second = (SENTENCE * 11).strip(), (SENTENCE * 14).strip()
    section = make_section(
        [
            (BlockKind.HEADING, "Otsikko"),
            (BlockKind.PARAGRAPH, first),
            (BlockKind.HEADING, "Väliotsikko"),
            (BlockKind.PARAGRAPH, second),
        ]
    )
    assert [passage.text.split()[0] for passage in cut_passages(section)] == ["Otsikko", "Väliotsikko"]


def test_a_contact_list_stays_whole() -> None:
    contacts = [(BlockKind.LIST_ITEM, f"Neuvoja Nimi {letter}, puh. 040 123 456") for letter in "ABCD"]
    section = make_section(
        [(BlockKind.PARAGRAPH, (SENTENCE * 12).strip()), (BlockKind.LABEL, "Lisätietoja:"), *contacts]
    )
    holders = {passage.passage_id for passage in cut_passages(section) if "puh." in passage.text}
    assert len(holders) == 1


@settings(deadline=None)  # machines that run other things too
@given(
    st.lists(
        st.tuples(
            st.sampled_from([BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.LABEL]),
            st.text(st.sampled_from("aä. 1.\nB"), min_size=1, max_size=2000),
        ),
        max_size=8,
    )
)
def test_passages_hold_all_of_the_text_in_order(pieces: list[tuple[BlockKind, str]]) -> None:
    section = make_section(pieces)
    passages = cut_passages(section)
    newsletter_text = "x" * section.span.start + section.text
    for passage in passages:
        assert passage.text
        assert passage.span.of(newsletter_text) == passage.text
        assert all(span.of(passage.text).strip() for span in passage.sentences)
    assert all(before.span.stop <= after.span.start for before, after in pairwise(passages))
    assert "".join("".join(p.text.split()) for p in passages) == "".join(section.text.split())


def test_headings_that_only_count_tell_nothing() -> None:
    topics = tuple((f"Kappale {number}", (SENTENCE,)) for number in range(1, 6))
    _, sections = make_newsletter(topics=topics)
    assert set(section_contexts(sections).values()) == {Context("", "")}


def test_headings_with_a_topic_tell() -> None:
    _, sections = make_newsletter()
    assert [context.heading for context in section_contexts(sections).values()] == [s.heading for s in sections]
