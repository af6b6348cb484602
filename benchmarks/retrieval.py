"""How well and how fast the search finds the section that answers, on questions in the form of `search --batch`.

    python benchmarks/retrieval.py CORPUS QUESTIONS.jsonl [--index DIR] [--tune]

Prints MRR@10, R@1, R@3 and R@10 over sections for all questions and for each half of the newsletters, every second by name,
and the milliseconds of a question. `--index` keeps the index, so that another run embeds only what changed. `--tune` looks for
the weights of the fusion that suit the first half and shows what they give on the second.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from pathlib import Path
from typing import Any

import numpy as np

from assistant import ranking
from assistant.embeddings import Encoder, load_encoder, model_fingerprint
from assistant.errors import SearchIndexError
from assistant.finnish import Lemmatizer, load_lemmatizer
from assistant.index import SearchIndex
from assistant.index_building import build_index
from assistant.index_files import load_index, save_index
from assistant.newsletters import read_corpus
from assistant.sections import split_sections

STEPS = {
    "SENTENCE": (0.5, 0.75, 1.0, 1.25, 1.5),
    "LEMMAS": (0.2, 0.3, 0.45, 0.6, 0.8),
    "LETTERS": (0.0, 0.2, 0.35, 0.5, 0.7),
}


def main() -> None:
    """Read the arguments, build or load the index, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--model", default="bundled")
    parser.add_argument("--lemmatizer", default="auto")
    parser.add_argument("--tune", action="store_true")
    options = parser.parse_args()
    encoder, lemmatizer = load_encoder(options.model), load_lemmatizer(options.lemmatizer)
    index = make_index(options.corpus, options.index, encoder, lemmatizer, model_fingerprint(options.model))
    questions = [json.loads(line) for line in options.questions.read_text(encoding="utf-8").splitlines()]
    started = time.perf_counter()
    vectors = encoder.encode_query([row["question"] for row in questions], show_progress_bar=False)
    print(f"encoding {1000 * (time.perf_counter() - started) / len(questions):.1f} ms a question, in batches")
    if options.tune:
        tune(index, questions, vectors, lemmatizer)
    report(index, questions, vectors, lemmatizer)


def make_index(
    corpus: Path, folder: Path | None, encoder: Encoder, lemmatizer: Lemmatizer, fingerprint: str
) -> SearchIndex:
    """The index of a corpus; taken from and kept in `folder` where given."""
    previous = None
    try:
        previous = load_index(folder) if folder else None
    except SearchIndexError as error:
        print(error)
    newsletters = read_corpus(corpus).newsletters
    sections = [section for newsletter in newsletters for section in split_sections(newsletter)]
    started = time.perf_counter()
    index = build_index(newsletters, sections, (), encoder, lemmatizer, model=fingerprint, previous=previous)
    print(f"{index.manifest}\nbuilt in {time.perf_counter() - started:.1f} s")
    if folder:
        save_index(index, folder)
        started = time.perf_counter()
        index = load_index(folder)
        print(f"loaded in {time.perf_counter() - started:.2f} s")
    return index


def ranks(index: SearchIndex, questions: list[Any], vectors: Any, lemmatizer: Lemmatizer) -> Any:
    """The 1-based rank of each question's section among sections, 0 beyond ten."""
    found = []
    for row, vector in zip(questions, vectors, strict=True):
        words = ranking.read_words(index, row["question"], lemmatizer)
        hits = ranking.rank_vector(index, words, vector, lemmatizer, limit=40).hits
        names = []
        for hit in hits:
            section = index.section_by_id[hit.section_id]
            names.append((Path(index.newsletter_by_id[section.newsletter_id].source).stem, section.heading))
        unique = list(dict.fromkeys(names))[:10]
        wanted = (row["newsletter"], row["section"])
        found.append(unique.index(wanted) + 1 if wanted in unique else 0)
    return np.array(found)


def halves(questions: list[Any]) -> Any:
    """Which questions belong to the first half: every second newsletter by name."""
    names = sorted({row["newsletter"] for row in questions})
    return np.array([names.index(row["newsletter"]) % 2 == 0 for row in questions])


def mean_reciprocal(found: Any) -> float:
    """MRR@10 of ranks."""
    return float(np.mean([1 / rank if rank else 0 for rank in found]))


def report(index: SearchIndex, questions: list[Any], vectors: Any, lemmatizer: Lemmatizer) -> None:
    """Print the measures."""
    ranks(index, questions[:20], vectors[:20], lemmatizer)  # caches of lemmas and of the index
    started = time.perf_counter()
    found = ranks(index, questions, vectors, lemmatizer)
    print(f"searching {1000 * (time.perf_counter() - started) / len(questions):.2f} ms a question beyond encoding")
    print(f"vectors of passages alone: MRR@10 {mean_reciprocal(dense_ranks(index, questions, vectors)):.3f}")
    first = halves(questions)
    for name, chosen in (("all", found), ("first half", found[first]), ("second half", found[~first])):
        shares = "  ".join(f"R@{k} {np.mean((chosen > 0) & (chosen <= k)):.3f}" for k in (1, 3, 10))
        print(f"{name:12} n {len(chosen)}  MRR@10 {mean_reciprocal(chosen):.3f}  {shares}")


def dense_ranks(index: SearchIndex, questions: list[Any], vectors: Any) -> Any:
    """The same by the vectors of the passages alone, to compare models and arithmetics."""
    found = []
    for row, vector in zip(questions, vectors, strict=True):
        sections = [
            index.section_by_id[index.passages[n].section_id] for n in np.argsort(-index.vectors.scores(vector))
        ]
        names = [(Path(index.newsletter_by_id[s.newsletter_id].source).stem, s.heading) for s in sections[:40]]
        unique = list(dict.fromkeys(names))[:10]
        wanted = (row["newsletter"], row["section"])
        found.append(unique.index(wanted) + 1 if wanted in unique else 0)
    return np.array(found)


def tune(index: SearchIndex, questions: list[Any], vectors: Any, lemmatizer: Lemmatizer) -> None:
    """Set the weights of the fusion to the best for the first half."""
    first = halves(questions)
    own = [row for row, chosen in zip(questions, first, strict=True) if chosen]
    best = (0.0, {name: getattr(ranking, name) for name in STEPS})
    for values in itertools.product(*STEPS.values()):
        weights = dict(zip(STEPS, values, strict=True))
        for name, value in weights.items():
            setattr(ranking, name, value)
        best = max(best, (mean_reciprocal(ranks(index, own, vectors[first], lemmatizer)), weights), key=lambda b: b[0])
    for name, value in best[1].items():
        setattr(ranking, name, value)
    print(f"best for the first half: {best}")


if __name__ == "__main__":
    main()
