"""Fits the classifier of questions on the training split and tells how it does on the validation split.

python -m training.frame -> assistant/models/frame.npz
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import GroupKFold  # type: ignore[import-untyped]

from assistant.questions.frame import BUCKETS, FRAME_FILE, OPERATIONS, WANTED, QuestionStates, features, mean_state
from assistant.reader import load_states
from assistant.settings import default_cache
from training.checking import folders, read_questions

_REGULARISATION = 30.0
_STATE_SHARE = 0.05
"""Standard deviation of a state beside words of length one, chosen by the validation split."""
_LABELS = len(OPERATIONS) + len(WANTED)


def question_rows(split: str) -> list[dict[str, Any]]:
    """The questions of a split, each with its folder's name."""
    return [question | {"folder": folder.name} for folder in folders(split) for question in read_questions(folder)]


def design(rows: Sequence[dict[str, Any]], states: QuestionStates) -> Any:
    """Features of the last turns as a sparse matrix (n, 2 * BUCKETS + width), the words' lengths one."""
    places, columns, values = [], [], []
    for place, row in enumerate(rows):
        before = row["turns"][-2] if len(row["turns"]) > 1 else ""
        for column, value in features(row["turns"][-1], before):
            places.append(place)
            columns.append(column)
            values.append(value)
    told = csr_matrix((values, (places, columns)), shape=(len(rows), 2 * BUCKETS))
    means = np.array([mean_state(states, row["turns"][-1]) for row in rows], dtype=np.float64)
    return hstack([told, csr_matrix(means)]).tocsr()


def labels(rows: Sequence[dict[str, Any]]) -> NDArray[np.bool_]:
    """bool (n, labels): the operation, then what is wanted."""
    told = [[row["operation"] == one for one in OPERATIONS] + [one in row["wanted"] for one in WANTED] for row in rows]
    return np.array(told)


def fit(matrix: Any, targets: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights (labels, columns) and biases (labels,) of one logistic regression a label."""
    states = matrix[:, 2 * BUCKETS :].toarray()
    mean, scale = states.mean(axis=0), states.std(axis=0) / _STATE_SHARE
    matrix = hstack([matrix[:, : 2 * BUCKETS], csr_matrix((states - mean) / scale)]).tocsr()
    weights, bias = np.zeros((_LABELS, matrix.shape[1])), np.full(_LABELS, -6.0)
    for label in range(_LABELS):
        if targets[:, label].any():
            model = LogisticRegression(C=_REGULARISATION, max_iter=1000).fit(matrix, targets[:, label])
            weights[label], bias[label] = model.coef_[0], model.intercept_[0]
    weights[:, 2 * BUCKETS :] /= scale
    return weights, bias - weights[:, 2 * BUCKETS :] @ mean


def out_of_fold(rows: Sequence[dict[str, Any]], states: QuestionStates) -> NDArray[np.float64]:
    """Probabilities (n, labels) for training questions, each by a model that saw no question of its folder."""
    matrix, targets = design(rows, states), labels(rows)
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
    states = load_states(default_cache())
    train, validation = question_rows("train"), question_rows("validation")
    matrix = design(train, states)
    weights, bias = fit(matrix, labels(train))
    chances = 1 / (1 + np.exp(-(design(validation, states) @ weights.T + bias)))
    print(f"{len(train)} training, {len(validation)} validation questions: {report(chances, labels(validation))}")
    mean = np.array(matrix[:, 2 * BUCKETS :].mean(axis=0)).ravel()
    words, of_states = weights[:, : 2 * BUCKETS], weights[:, 2 * BUCKETS :]
    scale = np.maximum(np.abs(words).max(axis=1), 1e-9) / 127
    FRAME_FILE.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        FRAME_FILE,
        weights=np.round(words / scale[:, None]).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=(bias + of_states @ mean).astype(np.float32),
        states=of_states.astype(np.float32),
        mean=mean.astype(np.float32),
    )
    print(f"{FRAME_FILE.name}: {FRAME_FILE.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
