"""A small true embedding model and reader for tests: texts that share letters are near each other.

Hashed runs of three letters, projected to 256 dimensions by a fixed random matrix; needs no weights and no network.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.finnish import fold

DIMENSION = 256
_BUCKETS = 2048


class ToyEncoder:
    """An `embeddings.Encoder`; counts the passages that it has embedded."""

    def __init__(self, dimension: int = DIMENSION) -> None:
        self.embedded: list[str] = []
        self._projection = np.random.default_rng(0).normal(size=(_BUCKETS, dimension)).astype(np.float32)

    def encode_query(self, inputs: str, **_options: Any) -> NDArray[np.float32]:
        """One question to (d,)."""
        return self._encode(inputs)

    def encode_document(self, inputs: Sequence[str], **_options: Any) -> NDArray[np.float32]:
        """Passages to (n, d)."""
        self.embedded += inputs
        return np.stack([self._encode(text) for text in inputs])

    def _encode(self, text: str) -> NDArray[np.float32]:
        marked = f" {fold(text)} "
        counts = np.zeros(_BUCKETS, dtype=np.float32)
        for start in range(len(marked) - 2):
            counts[zlib.crc32(marked[start : start + 3].encode()) % _BUCKETS] += 1
        vector: NDArray[np.float32] = np.sqrt(counts) @ self._projection
        return vector


class ToyReader:
    """A `reader.Reader`: the cosine of question and line."""

    def __init__(self) -> None:
        self._encoder = ToyEncoder()

    def predict(self, inputs: list[tuple[str, str]], **_options: Any) -> NDArray[np.float32]:
        """(question, line) pairs to (n,)."""
        pairs = [(self._encoder.encode_query(question), self._encoder.encode_query(line)) for question, line in inputs]
        return np.array([one @ other / np.linalg.norm(one) / np.linalg.norm(other) for one, other in pairs])
