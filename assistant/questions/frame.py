"""What a question asks for, as learned from questions: the operation, what is wanted, and whether it leans on the turn before.

    "Milloin haku päättyy ja kuka neuvoo?" -> Frame(operation=TELL, wanted={"closes": 0.97, "person": 0.95, ...})

A linear model over hashed words and runs of letters ("hashing trick", Weinberger et al. 2009, https://arxiv.org/abs/0902.2206)
and over the mean of what the bundled model's lower layers make of the question's tokens, which knows English and Swedish too;
`training.frame` fits it by logistic regression. No word is listed here: what a word tells is in the weights.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zlib import crc32

from assistant.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRAME_FILE = Path(__file__).parent.parent / "models" / "frame.npz"
BUCKETS = 1 << 14
"""Of the question's own features; as many again are of the question before it."""
_WORD = re.compile(r"\w+")
_CLAUSES = re.compile(r"[,;]?\s+(?:ja|sekä|and|och)\s+|[.?!]\s+")
"""Where one clause ends and another begins; conjunctions are a closed class."""
_LONGEST_RUN = 5


class Operation(StrEnum):
    """What is to be done with what the newsletters say."""

    TELL = "tell"
    LIST = "list"
    COUNT = "count"
    SUM = "sum"
    STATUS = "status"  # is something open or still possible on a day
    CHANGE = "change"  # between issues
    COMPARE = "compare"
    HELP = "help"  # a greeting, thanks, or about the program itself


OPERATIONS = tuple(Operation)
WANTED = (
    *("person", "phone", "email", "title", "organisation", "opens", "closes", "day", "place"),
    *("amount", "number", "yesno", "call", "topic", "explanation"),
)


@dataclass(frozen=True)
class Frame:
    """A question as classified. `wanted` has for each of `WANTED` the probability that the answer must give it."""

    operation: Operation
    wanted: Mapping[str, float]

    def wants(self, *names: str, least: float = 0.5) -> bool:
        """Whether one of these is wanted rather than not."""
        return any(self.wanted[name] >= least for name in names)

    @property
    def likeliest(self) -> str:
        """What is wanted before all else."""
        return max(self.wanted, key=lambda name: self.wanted[name])


class QuestionStates(Protocol):
    """What the classifier needs of the bundled model's lower layers."""

    def question(self, text: str) -> NDArray[np.float32]:
        """A question to (tokens, width)."""


@dataclass(frozen=True)
class FrameModel:
    """The classifier. `weights` is float (labels, 2 * BUCKETS), `bias` (labels,), `state_weights` (labels, width) for what a
    question's state is beside `state_mean` (width,); labels are `OPERATIONS`, then `WANTED`. Without `states` words alone count.
    """

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    state_weights: NDArray[np.float32]
    state_mean: NDArray[np.float32]
    states: QuestionStates | None

    def frame(self, question: str, before: str = "") -> Frame:
        """The frame of a question, `before` being the question of the turn that it may lean on; of two things asked in one
        sentence each is wanted as far as either the sentence or its own clause tells.
        """
        whole = self._frame(question, before)
        clauses = [clause for clause in _CLAUSES.split(question) if len(_WORD.findall(clause)) > 1]
        if len(clauses) < 2:
            return whole
        told = [whole.wanted, *(self._frame(clause, before).wanted for clause in clauses)]
        return Frame(whole.operation, {name: max(wanted[name] for wanted in told) for name in WANTED})

    def _frame(self, question: str, before: str) -> Frame:
        import numpy as np

        places, values = zip(*features(question, before), strict=True)
        scores = self.weights[:, list(places)] @ np.array(values, dtype=np.float32) + self.bias
        if self.states is not None:
            scores = scores + self.state_weights @ (mean_state(self.states, question) - self.state_mean)
        operation = OPERATIONS[int(scores[: len(OPERATIONS)].argmax())]
        chances = 1 / (1 + np.exp(-scores[len(OPERATIONS) :]))
        return Frame(operation, dict(zip(WANTED, chances.tolist(), strict=True)))


def mean_state(states: QuestionStates, question: str) -> NDArray[np.float32]:
    """The mean of a question's tokens, (width,)."""
    mean: NDArray[np.float32] = states.question(question).mean(axis=0)
    return mean


def features(question: str, before: str = "") -> list[tuple[int, float]]:
    """(column, value) of words, pairs of words and runs of letters of a question and of the one before it, of length one each."""
    return [*_normalised(question, 0), *_normalised(before, BUCKETS)] or [(0, 0.0)]


def _normalised(text: str, first: int) -> Iterator[tuple[int, float]]:
    counts = Counter(crc32(name.encode()) % BUCKETS for name in _names(text))
    length = sum(count**0.5 * count**0.5 for count in counts.values()) ** 0.5
    for bucket, count in counts.items():
        yield first + bucket, count**0.5 / length


def _names(text: str) -> Iterator[str]:
    words = _WORD.findall(text.casefold())
    yield from (f"1 {word}" for word in words)
    yield from (f"2 {one} {two}" for one, two in zip(["^", *words], [*words, "$"], strict=True))
    for word in words:
        whole = f" {word} "
        for size in range(2, _LONGEST_RUN + 1):
            yield from (f"{size}:{whole[start : start + size]}" for start in range(len(whole) - size + 1))


def load_frame_model(states: QuestionStates | None = None, path: Path = FRAME_FILE) -> FrameModel:
    """The committed classifier over the bundled model's `states`. Raises ModelError where the file is missing or damaged."""
    return FrameModel(*_read(path), states)


@lru_cache(maxsize=1)
def _read(path: Path) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    import numpy as np

    try:
        with np.load(path) as stored:
            weights = stored["weights"].astype(np.float32) * stored["scale"].astype(np.float32)[:, None]
            return weights, stored["bias"], stored["states"], stored["mean"]
    except (OSError, ValueError, KeyError) as exc:
        raise ModelError(f"Kysymysten luokittelija on vioittunut: {path.name}. Asenna ohjelma uudelleen.") from exc
