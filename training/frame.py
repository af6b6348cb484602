"""Fits the classifier of questions on the training split and tells how it does on the validation split.

python -m training.frame -> assistant/models/frame.npz
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import GroupKFold  # type: ignore[import-untyped]

from assistant.questions.frame import BUCKETS, FRAME_FILE, OPERATIONS, WANTED, features
from training.checking import folders, read_questions

_REGULARISATION = 30.0
_LABELS = len(OPERATIONS) + len(WANTED)


def question_rows(split: str) -> list[dict[str, Any]]:
    """The questions of a split, each with its folder's name."""
    return [question | {"folder": folder.name} for folder in folders(split) for question in read_questions(folder)]


def design(rows: Iterable[dict[str, Any]]) -> Any:
    """Features of the last turns as a sparse matrix (n, 2 * BUCKETS)."""
    places, columns, values = [], [], []
    for place, row in enumerate(rows):
        before = row["turns"][-2] if len(row["turns"]) > 1 else ""
        for column, value in features(row["turns"][-1], before):
            places.append(place)
            columns.append(column)
            values.append(value)
    return csr_matrix((values, (places, columns)), shape=(max(places) + 1, 2 * BUCKETS))


def labels(rows: Sequence[dict[str, Any]]) -> NDArray[np.bool_]:
    """bool (n, labels): the operation, then what is wanted."""
    told = [[row["operation"] == one for one in OPERATIONS] + [one in row["wanted"] for one in WANTED] for row in rows]
    return np.array(told)


def fit(matrix: Any, targets: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights (labels, columns) and biases (labels,) of one logistic regression a label."""
    weights, bias = np.zeros((_LABELS, matrix.shape[1])), np.full(_LABELS, -6.0)
    for label in range(_LABELS):
        if targets[:, label].any():
            model = LogisticRegression(C=_REGULARISATION, max_iter=1000).fit(matrix, targets[:, label])
            weights[label], bias[label] = model.coef_[0], model.intercept_[0]
    return weights, bias


def out_of_fold(rows: Sequence[dict[str, Any]]) -> NDArray[np.float64]:
    """Probabilities (n, labels) for training questions, each by a model that saw no question of its folder."""
    matrix, targets = design(rows), labels(rows)
    chances = np.zeros(targets.shape)
    groups = [row["folder"] for row in rows]
    for seen, unseen in GroupKFold(5).split(matrix, groups=groups):
        weights, bias = fit(matrix[seen], targets[seen])
        chances[unseen] = 1 / (1 + np.exp(-(matrix[unseen] @ weights.T + bias)))
    return chances


def report(chances: NDArray[np.float64], targets: NDArray[np.bool_]) -> str:
    """Accuracy of the operation; F1 of what is wanted; how often the likeliest of what is wanted is."""
    count = len(OPERATIONS)
    right = (chances[:, :count].argmax(1) == targets[:, :count].argmax(1)).mean()
    said, true = chances[:, count:] >= 0.5, targets[:, count:]
    agreed = (said & true).sum()
    asked = true.any(axis=1)
    first = np.take_along_axis(true, chances[:, count:].argmax(1)[:, None], 1)[asked].mean()
    return (
        f"operation {right:.3f}, wanted F1 {2 * agreed / (said.sum() + true.sum()):.3f}, likeliest wanted {first:.3f}"
    )


def main() -> int:
    """Fit, report and store."""
    train, validation = question_rows("train"), question_rows("validation")
    weights, bias = fit(design(train), labels(train))
    chances = 1 / (1 + np.exp(-(design(validation) @ weights.T + bias)))
    print(f"{len(train)} training, {len(validation)} validation questions: {report(chances, labels(validation))}")
    scale = np.maximum(np.abs(weights).max(axis=1), 1e-9) / 127
    FRAME_FILE.parent.mkdir(exist_ok=True)
    stored = np.round(weights / scale[:, None]).astype(np.int8)
    np.savez_compressed(FRAME_FILE, weights=stored, scale=scale.astype(np.float32), bias=bias.astype(np.float32))
    print(f"{FRAME_FILE.name}: {FRAME_FILE.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
