"""How well the section that answers is found: vectors alone, the usual hybrid, and ours, on the same questions and passages.

The usual hybrid is the vectors and BM25 of words stemmed as English, joined by reciprocal rank fusion with k = 60 (Cormack et
al. 2009, https://doi.org/10.1145/1571941.1572114).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bm25s  # type: ignore[import-untyped]
import numpy as np
import Stemmer  # type: ignore[import-not-found]
from numpy.typing import NDArray

from assistant import ranking
from assistant.embeddings import BUNDLED_FLOAT32, embed_passages, embed_query, load_encoder, model_fingerprint
from assistant.finnish import load_lemmatizer
from assistant.index import SearchIndex
from assistant.index_building import build_index
from assistant.newsletters import read_corpus
from assistant.sections import split_sections
from assistant.settings import BUNDLED_MODEL
from benchmarks.squad import Question, measures, read_questions, section_rank, tuning_half

RRF_K = 60
SEARCHED = 60

Order = NDArray[np.int64]  # rows of passages, best first


def run(squad: Path) -> list[dict[str, Any]]:
    """A row for each way and half of the articles."""
    newsletters = read_corpus(squad / "corpus").newsletters
    sections = [section for newsletter in newsletters for section in split_sections(newsletter)]
    encoder, lemmatizer = load_encoder(BUNDLED_MODEL), load_lemmatizer("auto")
    index = build_index(newsletters, sections, (), encoder, lemmatizer, model=model_fingerprint(BUNDLED_MODEL))
    questions = read_questions(squad)
    vectors = np.array([embed_query(encoder, question.text) for question in questions])
    float32 = load_encoder(BUNDLED_FLOAT32)
    whole_vectors = float32.encode_query([question.text for question in questions], show_progress_bar=False)
    whole_passages = embed_passages(float32, _texts(index))
    ours = []
    for question, vector in zip(questions, vectors, strict=True):
        words = ranking.read_words(index, question.text, lemmatizer)
        hits = ranking.rank_vector(index, words, vector, lemmatizer, limit=SEARCHED).hits
        ours.append(section_rank(index, [hit.section_id for hit in hits], question))
    dense = _orders(vectors @ embed_passages(encoder, _texts(index)).T)
    whole = _orders(whole_vectors @ whole_passages.T)
    words_orders = _english_bm25(index, questions)
    ways = {
        "vectors, torch float32": _ranks(index, whole, questions),
        "vectors, ours": _ranks(index, dense, questions),
        "usual hybrid, torch float32": _ranks(index, _fused(whole, words_orders), questions),
        "usual hybrid, our vectors": _ranks(index, _fused(dense, words_orders), questions),
        "ours": np.array(ours),
    }
    tuning = tuning_half(questions)
    return [
        {"ranking": name, "questions": half, "n": int(chosen.sum())} | measures(ranks[chosen])
        for name, ranks in ways.items()
        for half, chosen in (("tuning half", tuning), ("held-out half", ~tuning))
    ]


def _texts(index: SearchIndex) -> list[str]:
    """The passages with their headings, as any assistant would embed them."""
    return [f"{index.section_by_id[p.section_id].heading}\n{p.text}" for p in index.passages]


def _orders(scores: NDArray[np.float32]) -> list[Order]:
    return [np.argsort(-row, kind="stable") for row in scores]


def _english_bm25(index: SearchIndex, questions: Sequence[Question]) -> list[Order]:
    stemmer, size = Stemmer.Stemmer("english"), len(index.passages)
    retriever = bm25s.BM25()
    retriever.index(
        bm25s.tokenize(_texts(index), stopwords="en", stemmer=stemmer, show_progress=False), show_progress=False
    )
    asked = bm25s.tokenize(
        [question.text for question in questions],
        stopwords="en",
        stemmer=stemmer,
        return_ids=False,
        show_progress=False,
    )
    return [np.argsort(-retriever.get_scores(words), kind="stable") if words else np.arange(size) for words in asked]


def _fused(first: Sequence[Order], second: Sequence[Order]) -> list[Order]:
    """Reciprocal rank fusion of two orders for each question."""
    fused = []
    for one, other in zip(first, second, strict=True):
        scores = np.zeros(len(one))
        for order in (one, other):
            scores[order] += 1 / (RRF_K + 1 + np.arange(len(order)))
        fused.append(np.argsort(-scores, kind="stable"))
    return fused


def _ranks(index: SearchIndex, orders: Sequence[Order], questions: Sequence[Question]) -> NDArray[np.int64]:
    sections = [passage.section_id for passage in index.passages]
    pairs = zip(orders, questions, strict=True)
    return np.array(
        [section_rank(index, [sections[row] for row in order[:SEARCHED]], question) for order, question in pairs]
    )
