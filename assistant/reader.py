"""The reader: a cross-encoder that tells how well a statement answers a question.

    reader = load_reader(load_states(cache))                               -> sentence_transformers.CrossEncoder
    reader.predict([("Milloin haku päättyy?", "Kylät: Haku on auki 31.3. asti.")]) -> float32 (1,), a score without bounds

The lower layers of the bundled model read question and statement apart, so that what they make of a statement is kept from
question to question; a small transformer reads both together (`joint_reader`, trained by `training.reader`). So in DeFormer
(Cao et al. 2020, https://arxiv.org/abs/2005.00697). The score is what reading adds to how well the statement fits otherwise
(`answers.choosing`).

torch and onnxruntime are imported when the reader is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

    from assistant.joint_reader import LowerStates

READER_FILE = Path(__file__).parent / "models" / "reader.npz"


class Reader(Protocol):
    """What the answers need of a reader; `CrossEncoder` is one, and tests have a small true one."""

    def predict(self, inputs: list[tuple[str, str]], **options: Any) -> Any:
        """(question, line) pairs to scores (n,)."""


def load_states(cache: Path) -> LowerStates:
    """The bundled model's lower layers, for reader and `questions.frame`; their graph is kept in `cache`. Raises ModelError."""
    from assistant import joint_reader

    return joint_reader.load_lower(cache)


def load_reader(states: LowerStates) -> CrossEncoder:
    """The committed reader over the bundled model's lower layers. Raises ModelError."""
    from assistant import joint_reader

    return joint_reader.build_reader(READER_FILE, states)


def read(reader: Reader, question: str, lines: Sequence[str]) -> list[float]:
    """The score of each line for a question; none for no lines."""
    if not lines:
        return []
    scores = reader.predict([(question, line) for line in lines], show_progress_bar=False, batch_size=len(lines))
    return [float(score) for score in scores]
