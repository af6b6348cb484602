"""Which passage comes first, with a toy model and the true lemmatizer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsletter_samples import CITY, SCHOOLS, WOODS, make_newsletter
from toy import ToyEncoder

from assistant.answer_records import Ranking
from assistant.finnish import Lemmatizer, load_lemmatizer
from assistant.index import SearchIndex
from assistant.index_building import build_index
from assistant.ranking import rank_passages, read_words

ENCODER = ToyEncoder()


@pytest.fixture(scope="module")
def lemmatizer() -> Lemmatizer:
    return load_lemmatizer()


@pytest.fixture(scope="module")
def index(lemmatizer: Lemmatizer) -> SearchIndex:
    newsletter, sections = make_newsletter()
    return build_index([newsletter], sections, (), ENCODER, lemmatizer, model="toy")


def search(index: SearchIndex, lemmatizer: Lemmatizer, question: str, **options: object) -> Ranking:
    return rank_passages(index, question, ENCODER, lemmatizer, **options)  # type: ignore[arg-type]


def headings(index: SearchIndex, ranking: Ranking) -> list[str]:
    return [index.section_by_id[hit.section_id].heading for hit in ranking.hits]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Milloin kuusentaimet istutetaan?", WOODS),
        ("Kuka on metsäneuvoja?", WOODS),
        ("Minne ratikka eli raitiovaunu laajenee?", CITY),
        ("Paljonko linja maksaa?", CITY),
        ("pyorateiden rakentaminen", CITY),
        ("raitovaunuliikenteen laajenmninen", CITY),
        ("Onko opettajille koulutusta verkossa?", SCHOOLS),
        ("Milloin hankehakuun voi hakea?", SCHOOLS),
        ("Mitkä ovat EAKR:n ehdot?", SCHOOLS),
        ("tietokoneet", SCHOOLS),
    ],
)
def test_the_first_section(index: SearchIndex, lemmatizer: Lemmatizer, question: str, first: str) -> None:
    assert headings(index, search(index, lemmatizer, question))[0] == first


def test_the_whole_order_for_words_of_two_sections(index: SearchIndex, lemmatizer: Lemmatizer) -> None:
    ranking = search(index, lemmatizer, "liikennesuunnittelija kysymykset raitiovaunu hakemukset")
    assert headings(index, ranking) == [CITY, WOODS, SCHOOLS]
    assert [hit.rank for hit in ranking.hits] == [1, 2, 3]
    scores = [hit.score for hit in ranking.hits]
    assert scores == sorted(scores, reverse=True)
    assert ranking.hits[0].margin == pytest.approx(scores[0] - scores[1])
    assert ranking.hits[-1].margin == 0


def test_the_best_sentence(index: SearchIndex, lemmatizer: Lemmatizer) -> None:
    hit = search(index, lemmatizer, "Paljonko linjat maksavat?").hits[0]
    assert hit.sentence.of(index.passage_by_id[hit.passage_id].text) == ("Uudet linjat maksavat 12,5 miljoonaa euroa.")


def test_limit_and_sections_act_inside_the_search(index: SearchIndex, lemmatizer: Lemmatizer) -> None:
    question = "Milloin kuusentaimet istutetaan?"
    assert len(search(index, lemmatizer, question, limit=2).hits) == 2
    allowed = {section.section_id for section in index.sections if section.heading == SCHOOLS}
    only = search(index, lemmatizer, question, limit=1, sections=allowed)
    assert headings(index, only) == [SCHOOLS]
    assert only.hits[0].rank == 1
    assert search(index, lemmatizer, question, sections=frozenset()).hits == ()


def test_cover_tells_what_is_held(index: SearchIndex, lemmatizer: Lemmatizer) -> None:
    held = search(index, lemmatizer, "Milloin kuusentaimia istutetaan?")
    assert held.hits[0].cover == held.hits[0].section_cover == 1
    assert held.hits[-1].cover == 0
    assert held.missing == ()
    absent = search(index, lemmatizer, "Milloin ydinvoimala istutetaan?")
    assert absent.missing == ("ydinvoimala",)
    assert 0 < absent.hits[0].cover < 0.5


@pytest.mark.parametrize(("word", "cover"), [("taimikauppa", 0.5), ("taimihaku", 1.0)])
def test_part_of_a_compound_covers_in_part(index: SearchIndex, lemmatizer: Lemmatizer, word: str, cover: float) -> None:
    """A call about something is about that thing; of another compound the parts count."""
    assert max(hit.cover for hit in search(index, lemmatizer, word).hits) == pytest.approx(cover)


@pytest.mark.parametrize(
    ("question", "corrections"),
    [
        ("Milloin kuusentaimien istutus alkaa?", ()),
        ("pyorateita", (("pyorateita", "pyöräteitä"),)),
        ("Mihin raitiovaunuliikene laajenee?", (("raitiovaunuliikene", "raitiovaunuliikenne"),)),
        ("Mitä on kvanttitietokone?", ()),
    ],
)
def test_words_are_repaired_from_the_corpus(
    index: SearchIndex, lemmatizer: Lemmatizer, question: str, corrections: tuple[tuple[str, str], ...]
) -> None:
    assert search(index, lemmatizer, question).corrections == corrections
    text = read_words(index, question, lemmatizer).text
    for written, searched in corrections:
        question = question.replace(written, searched)
    assert text == question


@settings(deadline=None)  # machines that run other things too
@given(st.text(max_size=60))
def test_any_question_ranks_all_passages_once(text: str) -> None:
    lemmatizer = load_lemmatizer()
    newsletter, sections = make_newsletter()
    index = _SHARED.setdefault("index", build_index([newsletter], sections, (), ENCODER, lemmatizer, model="toy"))
    ranking = rank_passages(index, text, ENCODER, lemmatizer, limit=100)
    assert sorted(hit.passage_id for hit in ranking.hits) == sorted(passage.passage_id for passage in index.passages)
    for hit in ranking.hits:
        assert 0 <= hit.cover <= hit.section_cover + 1e-9
        assert hit.section_cover <= 1 + 1e-9
        assert hit.sentence in index.passage_by_id[hit.passage_id].sentences


_SHARED: dict[str, SearchIndex] = {}
