"""Questions of general knowledge with the sentence that answers: what the reader is trained on before our own questions.

    python -m training.general nq-fi.jsonl.gz OUT [--questions N]   -> OUT/general.jsonl, OUT/general-states.npy

Natural Questions in Finnish (Kwiatkowski et al. 2019, CC BY-SA 3.0; translated by TurkuNLP). A row with one question and one
span is taken: the sentence with the span answers, the others of the passage do not. For every third question the sentence is
left out, so that none answers. States of the lower layers are float16 (tokens, width), all texts one after another.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from assistant.joint_reader import LowerStates, load_lower, matches
from assistant.records import Span
from assistant.sentences import split_sentences
from assistant.settings import default_cache

_LEAST_LINES, _MOST_LINES = 3, 7
_LONGEST = 300  # characters of a sentence
_AT_ONCE = 200


def general_rows(path: Path) -> Iterator[dict[str, Any]]:
    """{"question", "lines", "answers"}: the lines that answer first, `answers` of them. Raises OSError."""
    order = random.Random(0)
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for number, row in enumerate(json.loads(line) for line in rows):
            if len(row["questions"]) != 1 or len(row["spans"]) != 1:
                continue
            told = Span(*row["spans"][0])
            spans = [span for span in split_sentences(row["passage"]) if span.stop - span.start <= _LONGEST]
            right = [span for span in spans if span.overlaps(told)]
            others = [span for span in spans if not span.overlaps(told)]
            if len(right) != 1 or len(others) < _LEAST_LINES - 1:
                continue
            kept = order.sample(others, min(len(others), _MOST_LINES - 1))
            answers = right if number % 3 else []
            lines = [" ".join(span.of(row["passage"]).split()) for span in [*answers, *kept]]
            yield {"question": row["questions"][0], "lines": lines, "answers": len(answers)}


def write_states(rows: list[dict[str, Any]], lower: LowerStates, folder: Path) -> None:
    """Write the rows, each with `tokens` (of the question, then of the lines), and the states of their texts. Raises OSError."""
    states: list[Any] = []
    for start in range(0, len(rows), _AT_ONCE):
        for row in rows[start : start + _AT_ONCE]:
            told = [lower.question(row["question"]), *lower.lines(row["lines"])]
            row["tokens"] = [len(one) for one in told]
            states += [one.astype(np.float16) for one in told]
        print(start + _AT_ONCE, "of", len(rows), flush=True)
    np.save(folder / "general-states.npy", np.concatenate(states))
    with (folder / "general.jsonl").open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def read_general(folder: Path, lower: LowerStates) -> Iterator[tuple[Any, list[Any], list[Any], Any, int]]:
    """States of the question and of the lines, their `matches`, zeros (n,), and how many lines answer, which come first.

    Raises OSError.
    """
    states, start = np.load(folder / "general-states.npy", mmap_mode="r"), 0
    for row in map(json.loads, (folder / "general.jsonl").read_text(encoding="utf-8").splitlines()):
        stops = np.cumsum([start, *row["tokens"]])
        question, *lines = (states[one:two] for one, two in pairwise(stops))
        start = stops[-1]
        asked = lower.question_words(row["question"])
        matched = [matches(asked, lower.line_words(line)) for line in row["lines"]]
        yield question.astype(np.float32), lines, matched, np.zeros(len(lines), np.float32), row["answers"]


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--questions", type=int, default=12_000)
    options = parser.parse_args()
    rows = list(general_rows(options.source))
    random.Random(1).shuffle(rows)
    write_states(rows[: options.questions], load_lower(default_cache()), options.out)


if __name__ == "__main__":
    main()
