"""The sum of four z-scores: of all passages, and of candidates where there are too many; filters inside the search."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsletter_samples import make_newsletter
from toy import ToyEncoder

from assistant import fusion
from assistant.dense import DenseIndex
from assistant.embeddings import embed_query
from assistant.finnish import Lemmatizer, load_lemmatizer
from assistant.fusion import Spread
from assistant.index import SearchIndex
from assistant.index_building import build_index
from assistant.ranking import rank_passages

ENCODER = ToyEncoder()
PLACES = ("Kuusamo", "Rauma", "Loimaa", "Sodankylä", "Kokkola", "Hamina")
DEEDS = ("uimaranta kunnostetaan", "kirjasto remontoidaan", "tori päällystetään", "silta maalataan", "satama ruopataan")


@pytest.fixture(scope="module")
def lemmatizer() -> Lemmatizer:
    return load_lemmatizer()


@pytest.fixture(scope="module")
def exact(lemmatizer: Lemmatizer) -> SearchIndex:
    """Thirty sections: each place with each deed."""
    topics = tuple(
        (f"{place}: {deed}", (f"{place}n {deed} kesällä. Työt tekee kunta.",)) for place in PLACES for deed in DEEDS
    )
    newsletter, sections = make_newsletter(topics=topics)
    return build_index([newsletter], sections, (), ENCODER, lemmatizer, model="toy")


@pytest.fixture
def compressed(exact: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> SearchIndex:
    """The same as if it were too large to score every passage."""
    monkeypatch.setattr(fusion, "_FEW", 3)
    monkeypatch.setattr(fusion, "CANDIDATES", 8)
    indexes = (exact.vectors, exact.sentence_vectors)
    vectors, sentence_vectors = (DenseIndex.build(index.vectors(), exact_rows=0) for index in indexes)
    return replace(exact, vectors=vectors, sentence_vectors=sentence_vectors)


QUESTIONS = pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Milloin Rauman kirjasto remontoidaan?", "Rauma: kirjasto remontoidaan"),
        ("hamina silta", "Hamina: silta maalataan"),
        ("satamien ruoppaus Kokkolassa", "Kokkola: satama ruopataan"),
    ],
)


def headings(index: SearchIndex, lemmatizer: Lemmatizer, question: str, **options: object) -> list[str]:
    ranking = rank_passages(index, question, ENCODER, lemmatizer, **options)  # type: ignore[arg-type]
    return [index.section_by_id[hit.section_id].heading for hit in ranking.hits]


@QUESTIONS
def test_candidates_give_the_passages_that_all_give(
    exact: SearchIndex, compressed: SearchIndex, lemmatizer: Lemmatizer, question: str, first: str
) -> None:
    assert exact.scores_all
    assert not compressed.scores_all
    all_found = rank_passages(exact, question, ENCODER, lemmatizer, limit=5).hits
    found = rank_passages(compressed, question, ENCODER, lemmatizer, limit=5).hits
    assert exact.section_by_id[found[0].section_id].heading == first
    assert [hit.passage_id for hit in found] == [hit.passage_id for hit in all_found]
    for hit, other in zip(found, all_found, strict=True):
        assert hit.score == pytest.approx(other.score, abs=0.01)
        assert hit.sentence == other.sentence
        assert (hit.cosine, hit.sentence_cosine) == pytest.approx((other.cosine, other.sentence_cosine), abs=0.001)


@QUESTIONS
@pytest.mark.parametrize("limit", [2, 10])
def test_a_filter_gives_the_allowed_in_the_order_of_all(
    exact: SearchIndex, compressed: SearchIndex, lemmatizer: Lemmatizer, question: str, first: str, limit: int
) -> None:
    """Also passages far down the order of all, with the same scores."""
    place = first.partition(":")[0]
    others = [section for section in exact.sections if not section.heading.startswith(place)]
    allowed = {section.section_id for section in others[::2]}
    order = rank_passages(exact, question, ENCODER, lemmatizer, limit=100).hits
    expected = [hit for hit in order if hit.section_id in allowed][:limit]
    for index in (exact, compressed):
        found = rank_passages(index, question, ENCODER, lemmatizer, limit=limit, sections=allowed).hits
        assert [hit.passage_id for hit in found] == [hit.passage_id for hit in expected]
        assert [hit.score for hit in found] == pytest.approx([hit.score for hit in expected], abs=0.01)


def test_a_filter_that_leaves_few_or_none(compressed: SearchIndex, lemmatizer: Lemmatizer) -> None:
    chosen = [section.section_id for section in compressed.sections if "tori" in section.heading][:2]
    found = headings(compressed, lemmatizer, "Rauman tori", sections=set(chosen))
    assert found == ["Rauma: tori päällystetään", "Kuusamo: tori päällystetään"]
    assert headings(compressed, lemmatizer, "Rauman tori", sections=set()) == []
    assert headings(compressed, lemmatizer, "Rauman tori", sections={"muu#1"}) == []


def test_every_passage_can_be_asked_for(compressed: SearchIndex, lemmatizer: Lemmatizer) -> None:
    found = rank_passages(compressed, "tori", ENCODER, lemmatizer, limit=1000).hits
    assert sorted(hit.passage_id for hit in found) == sorted(passage.passage_id for passage in compressed.passages)


def test_the_sample_is_spread_over_all_passages(exact: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.index.SAMPLED", 3)
    index = replace(exact)  # nothing worked out yet
    np.testing.assert_array_equal(index.sample.passages, index.vectors.vectors()[[0, 14, 29]])
    places = [list(index.sentence_rows(row)) for row in (0, 14, 29)]
    np.testing.assert_array_equal(
        index.sample.sentences, index.sentence_vectors.vectors()[[*places[0], *places[1], *places[2]]]
    )
    assert index.sample.firsts.tolist() == [0, len(places[0]), len(places[0] + places[1])]


def test_the_cosines_of_a_passage_are_those_of_its_sentences(exact: SearchIndex, compressed: SearchIndex) -> None:
    vector = embed_query(ENCODER, "Sodankylän tori")
    for index in (exact, compressed):
        scores = fusion.Fusion(index, vector, (), (), fusion.Weights(1, 1, 1, 1))
        for row in (0, 13, 29):
            expected = [index.sentence_vectors.vectors()[place] @ vector for place in index.sentence_rows(row)]
            np.testing.assert_allclose(scores.sentence_cosines(row), expected, atol=1e-5)


@settings(deadline=None)
@given(st.lists(st.floats(-2, 2, width=16), min_size=1, max_size=40))
def test_spread(values: list[float]) -> None:
    array = np.array(values, dtype=np.float32)
    z = Spread.of(array).z(array)
    assert z.dtype == np.float32
    if array.std() > 1e-3:
        assert (float(z.mean()), float(z.std())) == pytest.approx((0, 1), abs=1e-2)
    elif len(set(values)) == 1:
        assert np.abs(z).max() == 0
    assert (np.argsort(z, kind="stable") == np.argsort(array, kind="stable")).all() or array.std() <= 1e-3
