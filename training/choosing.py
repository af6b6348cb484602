"""Fits the linear model that weighs statements, and tells how it does on the validation split.

python -m training.choosing TRAIN.jsonl VALIDATION.jsonl -> assistant/models/choosing.json   (rows of `training.candidates`)
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from assistant.answers.choosing import CHOOSING_FILE, Chooser, Stand, features
from assistant.questions.frame import OPERATIONS, WANTED, QuestionStates, load_frame_model
from assistant.reader import load_states
from assistant.settings import default_cache
from training.frame import out_of_fold

UNVOTED = (1.0, *(0.0 for _ in Stand))
_MOST_POSITIVE, _MOST_NEGATIVE = 5, 14


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of `training.candidates`."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def with_frames(rows: list[dict[str, Any]], states: QuestionStates, *, seen: bool) -> list[dict[str, Any]]:
    """The rows with the chances of what is wanted: of training questions by models that have not `seen` their folder."""
    if seen:
        chances = out_of_fold(rows, states)[:, len(OPERATIONS) :]
        frames = [dict(zip(WANTED, row.tolist(), strict=True)) for row in chances]
    else:
        model = load_frame_model(states)
        frames = [dict(model.frame(row["turns"][-1], "".join(row["turns"][-2:-1])).wanted) for row in rows]
    return [row | {"chances": frame} for row, frame in zip(rows, frames, strict=True)]


def matrix(row: dict[str, Any]) -> NDArray[np.float64]:
    """The features of a row's statements, (n, features)."""
    return np.array([features(one["numbers"], one["held"], row["chances"]) for one in row["statements"]])


def likeliest(row: dict[str, Any], scores: Sequence[float]) -> tuple[list[int], list[int]]:
    """Places of the statements that answer and of those that do not but are likeliest, best first."""
    order = sorted(range(len(scores)), key=lambda place: -scores[place])
    answers = [place for place in order if row["statements"][place]["answers"]]
    others = [place for place in order if not row["statements"][place]["answers"]]
    return answers[:_MOST_POSITIVE], others[:_MOST_NEGATIVE]


def fit(rows: Iterable[dict[str, Any]]) -> Chooser:
    """Logistic regression over all statements, each feature at unit variance."""
    rows = [row for row in rows if row["statements"]]
    values = np.concatenate([matrix(row) for row in rows])
    answers = np.array([one["answers"] for row in rows for one in row["statements"]])
    mean, scale = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-6)
    model = LogisticRegression(max_iter=2000).fit((values - mean) / scale, answers)
    return Chooser(mean, scale, model.coef_[0], float(model.intercept_[0]), UNVOTED, 0.0)


def report(rows: Iterable[dict[str, Any]], chooser: Chooser) -> str:
    """How often the best statement answers, and one of the best ten does, where any does."""
    first, read = [], []
    for row in rows:
        answers = np.array([one["answers"] for one in row["statements"]])
        if answers.any():
            ordered = answers[np.argsort(-chooser.scores(matrix(row)))]
            first.append(ordered[0])
            read.append(ordered[:10].any())
    return f"best right {np.mean(first):.3f}, in ten {np.mean(read):.3f} of {len(first)}"


def main() -> int:
    """Fit, report and store."""
    states = load_states(default_cache())
    train = with_frames(read_rows(Path(sys.argv[1])), states, seen=True)
    chooser = fit(train)
    print("training:", report(train, chooser))
    print("validation:", report(with_frames(read_rows(Path(sys.argv[2])), states, seen=False), chooser))
    store(chooser)
    return 0


def store(chooser: Chooser) -> None:
    """Write the weights where the program reads them."""
    stored = {
        "mean": chooser.mean.round(6).tolist(),
        "scale": chooser.scale.round(6).tolist(),
        "weights": chooser.weights.round(6).tolist(),
        "bias": round(chooser.bias, 6),
        "votes": [round(vote, 4) for vote in chooser.votes],
        "least": round(chooser.least, 4),
    }
    CHOOSING_FILE.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
