"""Questions over articles, each with the section that answers: the corpus of the encoder and the ranking.

read_questions(folder) -> [Question("Kuka ...?", "artikkeli", "Kappale 3"), ...]
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.index import SearchIndex

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and the newsletter and heading of the section that answers it."""

    text: str
    newsletter: str
    section: str


def read_questions(folder: Path) -> list[Question]:
    """The questions in `folder`/questions.jsonl."""
    rows = map(json.loads, (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines())
    return [Question(row["question"], row["newsletter"], row["section"]) for row in rows]


def tuning_half(questions: Sequence[Question]) -> NDArray[np.bool_]:
    """Which questions are of every second newsletter by name: the weights of the fusion were chosen on these."""
    names = sorted({question.newsletter for question in questions})
    return np.array([names.index(question.newsletter) % 2 == 0 for question in questions])


def section_rank(index: SearchIndex, section_ids: Sequence[str], question: Question) -> int:
    """The 1-based rank among sections of the one that answers, 0 beyond ten; `section_ids` are the passages' own, best first."""
    unique = list(dict.fromkeys(section_ids))[:DEPTH]
    for rank, section_id in enumerate(unique, 1):
        section = index.section_by_id[section_id]
        source = Path(index.newsletter_by_id[section.newsletter_id].source).stem
        if (source, section.heading) == (question.newsletter, question.section):
            return rank
    return 0


def measures(ranks: NDArray[np.int64]) -> dict[str, float]:
    """MRR@10, R@1, R@3 and R@10 of ranks."""
    found = ranks > 0
    reciprocal = float(np.mean(np.where(found, 1 / np.maximum(ranks, 1), 0)))
    return {"MRR@10": reciprocal} | {f"R@{k}": float(np.mean(found & (ranks <= k))) for k in (1, 3, DEPTH)}
