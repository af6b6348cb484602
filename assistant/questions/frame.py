"""What a question asks for, as learned from questions: the operation, what is wanted, and whether it leans on the turn before.

    "Milloin haku päättyy ja kuka neuvoo?" -> Frame(operation=TELL, wanted={"closes": 0.97, "person": 0.95, ...})

A linear model over hashed words and runs of letters ("hashing trick", Weinberger et al. 2009, https://arxiv.org/abs/0902.2206);
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
from typing import TYPE_CHECKING
from zlib import crc32

from assistant.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRAME_FILE = Path(__file__).parent.parent / "models" / "frame.npz"
BUCKETS = 1 << 14
"""Of the question's own features; as many again are of the question before it."""
_WORD = re.compile(r"\w+")
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


class FrameModel:
    """The classifier. `weights` is float (labels, 2 * BUCKETS), `bias` (labels,); labels are `OPERATIONS`, then `WANTED`."""

    def __init__(self, weights: NDArray[np.float32], bias: NDArray[np.float32]) -> None:
        self._weights, self._bias = weights, bias

    def frame(self, question: str, before: str = "") -> Frame:
        """The frame of a question, `before` being the question of the turn that it may lean on."""
        import numpy as np

        places, values = zip(*features(question, before), strict=True)
        scores = self._weights[:, list(places)] @ np.array(values, dtype=np.float32) + self._bias
        operation = OPERATIONS[int(scores[: len(OPERATIONS)].argmax())]
        chances = 1 / (1 + np.exp(-scores[len(OPERATIONS) :]))
        return Frame(operation, dict(zip(WANTED, chances.tolist(), strict=True)))


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


@lru_cache(maxsize=1)
def load_frame_model(path: Path = FRAME_FILE) -> FrameModel:
    """The committed classifier. Raises ModelError where the file is missing or damaged."""
    import numpy as np

    try:
        with np.load(path) as stored:
            weights = stored["weights"].astype(np.float32) * stored["scale"].astype(np.float32)[:, None]
            return FrameModel(weights, stored["bias"].astype(np.float32))
    except (OSError, ValueError, KeyError) as exc:
        raise ModelError(f"Kysymysten luokittelija on vioittunut: {path.name}. Asenna ohjelma uudelleen.") from exc
