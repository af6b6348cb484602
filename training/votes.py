"""Fits what the rules' answer counts beside the models, and when the best statement is too little, on the validation split.

python -m training.votes [--indexes FOLDER] -> assistant/models/choosing.json, its votes and its limit
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from assistant.answers import choosing
from assistant.answers.composing import answer_by_rules
from assistant.dialogue import Assistant
from training.candidates import day_of, grounds_of, open_folder, quoted, shares
from training.checking import folders, read_questions
from training.choosing import UNVOTED, store

_REFUSAL_WEIGHT = 0.6
"""A third of the validation questions is not answered by the newsletters: some three times the share of what people ask."""


@dataclass(frozen=True)
class Vote:
    """One question: of each statement read the models' score, how the rules stand to it, and whether it answers."""

    scores: tuple[float, ...]
    stands: tuple[choosing.Stand, ...]
    answers: tuple[bool, ...]
    answerable: bool

    def numbers(self) -> list[list[float]]:
        """What the fit is given of each statement."""
        pairs = zip(self.scores, self.stands, strict=True)
        return [[score, *(float(stand is one) for one in choosing.Stand)] for score, stand in pairs]


def votes_of(assistant: Assistant, folder: Path) -> Iterator[Vote]:
    """The votes on a folder's questions that ask for something told."""
    today = day_of(assistant)
    for question in read_questions(folder):
        if question["operation"] != "tell":
            continue
        grounds = grounds_of(assistant, question, today)
        ruled = answer_by_rules(grounds)
        scored = choosing.choose(grounds, ruled)
        places = quoted(assistant, question)
        near = tuple(
            any(shares(one.statement.span, place) for place in places.get(one.statement.section.section_id, ()))
            for one in scored
        )
        scores, stands = (one.score for one in scored), (one.stand for one in scored)
        yield Vote(tuple(scores), tuple(stands), near, question["answerable"])


def fit(votes: Sequence[Vote]) -> tuple[float, ...]:
    """The weight of the score, and what is added by what the rules say."""
    numbers = np.array([row for vote in votes for row in vote.numbers()], dtype=float)
    answers = np.array([one for vote in votes for one in vote.answers])
    weight, *added = (
        LogisticRegression(C=10, fit_intercept=False, max_iter=1000).fit(numbers, answers).coef_[0].tolist()
    )
    return (weight, *added)


def best_limit(votes: Sequence[Vote], chooser: choosing.Chooser) -> float:
    """The limit with most questions right, refusals weighed; told with its figures."""
    best = []
    for vote in votes:
        scores = [chooser.vote(score, stand) for score, stand in zip(vote.scores, vote.stands, strict=True)]
        place = int(np.argmax(scores)) if scores else None
        best.append((scores[place], vote.answers[place]) if place is not None else (-99.0, False))

    def right(limit: float) -> tuple[float, float]:
        pairs = list(zip(best, votes, strict=True))
        given = sum(score >= limit and hit for (score, hit), vote in pairs if vote.answerable)
        return given, sum(score < limit for (score, _), vote in pairs if not vote.answerable)

    limit: float = max(np.linspace(-6, 2, 81).tolist(), key=lambda one: np.dot(right(one), (1, _REFUSAL_WEIGHT)))
    given, refused = right(limit)
    known = sum(vote.answerable for vote in votes)
    print(f"limit {limit:.2f}: best right {given / known:.3f} of {known}, refused {refused / (len(votes) - known):.3f}")
    return limit


def main() -> None:
    """Fit and store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--indexes", type=Path, default=Path(tempfile.gettempdir()) / "teemahaku-training")
    options = parser.parse_args()
    chooser = replace(choosing.load_chooser(), votes=UNVOTED, least=0.0)
    choosing.load_chooser.cache_clear()
    store(chooser)
    votes = [vote for one in folders("validation") for vote in votes_of(open_folder(one, options.indexes), one)]
    fitted = replace(chooser, votes=fit(votes))
    print("votes", [round(vote, 3) for vote in fitted.votes])
    store(replace(fitted, least=best_limit(votes, fitted)))


if __name__ == "__main__":
    main()
