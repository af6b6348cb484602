"""Fit the sum by which `assistant.answers.refusals` decides whether a question is about the newsletters at all.

    python scripts/fit_refusals.py QUESTIONS.jsonl=INDEX OTHERS.jsonl=THEIR_INDEX ...

Each question file goes with an index of its newsletters. Its questions, unanswerable ones included, are about them; those of the
category out_of_domain and the everyday ones of tests/data/arki are not. Prints the weights of a logistic regression, and how
many of both kinds the present limit would let through. Questions of one turn, in Finnish, with a topic of their own count.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.answers import Grounds
from assistant.answers.refusals import evidence, is_off_topic
from assistant.batches import read_questions, turns_of
from assistant.dialogue import load_assistant
from assistant.questions import parse_question
from assistant.retrieval import Search
from assistant.settings import load_settings

EVERYDAY = Path(__file__).parents[1] / "tests" / "data" / "arki" / "kysymykset.txt"
TODAY = date(2025, 2, 10)
_NOT_OF_A_TOPIC = {"aggregate", "changes"}


def rows_of(questions: Path, index: Path) -> list[tuple[tuple[float, float, float], bool, bool]]:
    """For each question: what speaks for it, whether it is about the newsletters, whether it is let through now."""
    assistant = load_assistant(replace(load_settings(), index=index))
    asked = [
        (turns_of(item)[0], item["category"] != "out_of_domain")
        for item in read_questions(questions)
        if len(turns_of(item)) == 1 and item["category"] not in _NOT_OF_A_TOPIC and item.get("lang", "fi") == "fi"
    ]
    asked += [(text, False) for text in EVERYDAY.read_text(encoding="utf-8").splitlines()]
    rows = []
    for text, about in asked:
        query = parse_question(text, assistant.lemmatizer, TODAY)
        search = Search(assistant.index, assistant.encoder, assistant.lemmatizer, query.bare, query.topic)
        grounds = Grounds(query, search, assistant.knowledge, TODAY)
        if grounds.sections and search.topic_words:
            rows.append((evidence(grounds), about, not is_off_topic(grounds)))
    return rows


def main(arguments: list[str]) -> None:
    """Fit over all the files given."""
    pairs = [argument.rpartition("=") for argument in arguments]
    rows = [row for questions, _, index in pairs for row in rows_of(Path(questions), Path(index))]
    features = np.array([row[0] for row in rows])
    about, passed = np.array([row[1] for row in rows]), np.array([row[2] for row in rows])
    model = LogisticRegression(C=10, max_iter=5_000).fit(features * [50, 5, 5], about)
    print(
        "weights of cosine, √whole, √cover:",
        (model.coef_[0] * [50, 5, 5]).round(2),
        "constant:",
        model.intercept_[0].round(2),
    )
    print(f"let through now: {(about & passed).sum()} of {about.sum()} about the newsletters,", end=" ")
    print(f"{(~about & passed).sum()} of {(~about).sum()} not about them")


if __name__ == "__main__":
    main(sys.argv[1:])
