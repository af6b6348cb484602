"""What the whole ranking of a question takes among many passages, by candidates and by all of them, with and without a filter.

    python -m benchmarks.ranking_scale [PASSAGES] [--vectors FILE.npz] [--corpus DIR] [--questions FILE.jsonl]

Prints the milliseconds of a question whose vector is known, and how many of the best ten passages are those that scoring every
passage gives. The passages are of chance sentences of the corpus, with vectors grown from theirs as in `scale.py`; a passage's
own is the mean of its sentences'.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from assistant import ranking
from assistant.dense import DenseIndex
from assistant.embeddings import embed_passages, embed_query, load_encoder
from assistant.finnish import Lemmatizer, load_lemmatizer, written_words
from assistant.index import FORMAT, Manifest, SearchIndex
from assistant.lexical import LexicalIndex, WordForms, lemma_terms, letter_terms
from assistant.newsletters import read_corpus
from assistant.passages import cut_passages
from assistant.records import Newsletter, Passage, Section, Span
from assistant.sections import split_sections
from assistant.word_analyses import WordAnalyses
from benchmarks.scale import QUESTIONS, SQUAD, evenly, grow, unit

POOL, SENTENCES, SECTION, LETTER = (
    2000,
    4,
    4,
    40,
)  # sentences taken, in a passage, passages in a section, sections in a letter


def run(passages: int, corpus: Path, questions: Path, kept: Path | None) -> list[dict[str, Any]]:
    """A row for each way and filter: passages, way, filter, p50_ms, p95_ms, cpu_p50_ms, same_of_10."""
    lemmatizer = load_lemmatizer()
    pool, vectors, asked = pool_of(corpus, questions, kept)
    index = make_index(pool, vectors, passages, lemmatizer)
    every = replace(index, vectors=exact(index.vectors), sentence_vectors=exact(index.sentence_vectors))
    letters = [letter.newsletter_id for letter in index.newsletters]
    filters = {
        "none": None,
        "half": {section.section_id for section in index.sections if section.newsletter_id in set(letters[::2])},
        "one newsletter": {section.section_id for section in index.sections if section.newsletter_id == letters[1]},
    }
    rows = []
    for name, sections in filters.items():
        truth: list[list[str]] = []
        for way, searched in (("all", every), ("candidates", index)):
            figures, found = measured(searched, asked, lemmatizer, sections)
            truth = truth or found
            same = np.mean([len(set(own) & set(true)) for own, true in zip(found, truth, strict=True)])
            rows.append(
                {"passages": passages, "way": way, "filter": name, **figures, "same_of_10": round(float(same), 2)}
            )
    return rows


def measured(
    index: SearchIndex, asked: Sequence[tuple[str, Any]], lemmatizer: Lemmatizer, sections: Any
) -> tuple[dict[str, float], list[list[str]]]:
    """Milliseconds a question, and the passages found for each."""
    seconds, cpu, found = [], [], []
    for number, (question, vector) in enumerate([*asked[:5], *asked]):
        started, busy = time.perf_counter(), time.thread_time()
        words = ranking.read_words(index, question, lemmatizer)
        hits = ranking.rank_vector(index, words, vector, lemmatizer, limit=10, sections=sections).hits
        if number >= 5:  # the first fill the caches of the index
            seconds.append(time.perf_counter() - started)
            cpu.append(time.thread_time() - busy)
            found.append([hit.passage_id for hit in hits])
    percentiles = {f"p{share}_ms": round(1000 * float(np.percentile(seconds, share)), 1) for share in (50, 95)}
    return percentiles | {"cpu_p50_ms": round(1000 * float(np.median(cpu)), 1)}, found


def exact(index: DenseIndex) -> DenseIndex:
    """The same vectors, all as they are."""
    return DenseIndex.build(index.vectors(), exact_rows=len(index))


def pool_of(corpus: Path, questions: Path, kept: Path | None) -> tuple[list[str], Any, list[tuple[str, Any]]]:
    """Sentences of a corpus, their vectors, float32 (n, d), and questions with theirs, (d,)."""
    sections = [section for letter in read_corpus(corpus).newsletters for section in split_sections(letter)]
    passages = [passage for section in sections for passage in cut_passages(section)]
    pool = evenly([span.of(passage.text) for passage in passages for span in passage.sentences], POOL)
    texts = evenly(
        [json.loads(line)["question"] for line in questions.read_text(encoding="utf-8").splitlines()], QUESTIONS
    )
    if kept is not None and kept.exists():
        with np.load(kept) as arrays:
            return pool, arrays["pool"], list(zip(texts, arrays["asked"], strict=True))
    encoder = load_encoder()
    vectors, asked = embed_passages(encoder, pool), np.stack([embed_query(encoder, text) for text in texts])
    if kept is not None:
        np.savez(kept, pool=vectors, asked=asked)
    return pool, vectors, list(zip(texts, asked, strict=True))


def make_index(pool: list[str], vectors: Any, count: int, lemmatizer: Lemmatizer) -> SearchIndex:
    """An index of `count` passages of chance sentences."""
    chosen = np.random.default_rng(1).integers(len(pool), size=(count, SENTENCES))
    newsletters, sections, passages = records([[pool[place] for place in row] for row in chosen.tolist()])
    sentence_vectors = grow(vectors, chosen.size, chosen.ravel())
    passage_vectors = unit(sentence_vectors.reshape(count, SENTENCES, -1).mean(axis=1))
    written = [written_words(sentence) for sentence in pool]
    lemmas = [list(lemma_terms(words, lemmatizer)) for words in written]
    letters = [list(letter_terms(words)) for words in written]
    dense, dense_sentences = DenseIndex.build(passage_vectors), DenseIndex.build(sentence_vectors)
    return SearchIndex(
        manifest=Manifest(
            FORMAT, "", "", dense.dimension, "", len(newsletters), len(sections), count, chosen.size, 0, 0
        ),
        files=(),
        newsletters=newsletters,
        sections=sections,
        passages=passages,
        facts=(),
        vectors=dense,
        sentence_vectors=dense_sentences,
        lemmas=LexicalIndex.build([term for place in row for term in lemmas[place]] for row in chosen.tolist()),
        letters=LexicalIndex.build([term for place in row for term in letters[place]] for row in chosen.tolist()),
        forms=WordForms.of(word for words in written for word in words),
        analyses=WordAnalyses({}),
    )


def records(texts: list[list[str]]) -> tuple[tuple[Newsletter, ...], tuple[Section, ...], tuple[Passage, ...]]:
    """Newsletters and sections that hold the passages, each given as its sentences."""
    newsletters, sections, passages = [], [], []
    for row, sentences in enumerate(texts):
        section_id = f"{row // SECTION // LETTER}#{row // SECTION}"
        if row % (SECTION * LETTER) == 0:
            newsletters.append(Newsletter(section_id.partition("#")[0], "Kirje", date(2031, 1, 1), "kirje.md", "", ()))
        if row % SECTION == 0:
            sections.append(
                Section(section_id, newsletters[-1].newsletter_id, None, f"Kappale {row}", None, "", Span(0, 0), ())
            )
        spans, start = [], 0
        for sentence in sentences:
            spans.append(Span(start, start + len(sentence)))
            start += len(sentence) + 1
        text = " ".join(sentences)
        passages.append(Passage(f"{section_id}.{row}", section_id, text, Span(0, len(text)), tuple(spans)))
    return tuple(newsletters), tuple(sections), tuple(passages)


def main() -> None:
    """Read the arguments, measure, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("passages", type=int, nargs="?", default=100_000)
    parser.add_argument("--corpus", type=Path, default=SQUAD / "corpus")
    parser.add_argument("--questions", type=Path, default=SQUAD / "questions.jsonl")
    parser.add_argument("--vectors", type=Path, help="keeps the real vectors, so that another run needs no model")
    options = parser.parse_args()
    rows = run(options.passages, options.corpus, options.questions, options.vectors)
    print(" | ".join(rows[0]))
    for row in rows:
        print(" | ".join(str(value) for value in row.values()))


if __name__ == "__main__":
    main()
