"""Texts to vectors: float32 (n, d), rows of length one.

    load_encoder("bundled")                     -> SentenceTransformer
    embed_passages(encoder, ["Haku on auki."])  -> (1, 384)
    embed_query(encoder, "Milloin haku on?")    -> (384,)

The bundled model never reaches the network. Any other name or folder is given to `SentenceTransformer` as it is.
E5 wants to be told which text is a question: https://huggingface.co/intfloat/multilingual-e5-small.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from assistant.bundled_model import find_weights
from assistant.errors import ModelError
from assistant.settings import BUNDLED_MODEL

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

BUNDLED_INT8 = "bundled-int8"
"""The bundled model in eight-bit arithmetic: a third of the time for a question, vectors a little off (`onnx_bert`)."""
PROMPTS = {"query": "query: ", "document": "passage: "}
BATCH = 16
_HASHED_BYTES = 1 << 20

Progress = Callable[[int, int], None]  # done, of all


class Encoder(Protocol):
    """What the search needs of a model; `SentenceTransformer` is one, and tests have a small true one."""

    def encode_query(self, inputs: str, **options: Any) -> Any:
        """One question to a vector (d,)."""

    def encode_document(self, inputs: Sequence[str], **options: Any) -> Any:
        """Passages to an array (n, d)."""


def load_encoder(name: str = BUNDLED_MODEL) -> SentenceTransformer:
    """The model called "bundled" (torch) or "bundled-int8" (onnxruntime), else whatever `SentenceTransformer(name)` accepts.

    Raises ModelError.
    """
    _quiet_libraries()
    if name == BUNDLED_MODEL:
        from assistant.bert import build_encoder

        return build_encoder(find_weights(), PROMPTS)
    if name == BUNDLED_INT8:
        from assistant.onnx_bert import build_int8_encoder

        return build_int8_encoder(find_weights(), PROMPTS)
    from sentence_transformers import SentenceTransformer

    try:
        encoder = SentenceTransformer(name)
    except Exception as exc:  # a hub name, a folder and a broken file fail each in their own way
        raise ModelError(
            f"Kielimallia {name!r} ei saatu ladattua. Tarkista TEEMAHAKU_MODEL tai jätä se pois, niin käytetään"
            " mukana tulevaa mallia."
        ) from exc
    if "e5" in Path(name).name.lower() and not any(encoder.prompts.values()):
        encoder.prompts.update(PROMPTS)
    return encoder


def model_fingerprint(name: str = BUNDLED_MODEL) -> str:
    """A short text that changes when the model does; does not load the model.

    The bundled model and a folder are told by the sizes and first bytes of their files, another name by itself.
    Raises ModelError when the bundled model is missing.
    """
    bundled = name in {BUNDLED_MODEL, BUNDLED_INT8}
    path = find_weights() if bundled else Path(name)
    if path.is_file():
        files = [path]
    elif path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.is_file())
    else:
        return name
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as content:
            digest.update(f"{file.name} {file.stat().st_size}\n".encode() + content.read(_HASHED_BYTES))
    return f"{name}:{digest.hexdigest()[:16]}"


def embed_passages(encoder: Encoder, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
    """Passages to float32 (n, d), rows of length one, in the order of `texts`; `progress` hears after each batch."""
    import numpy as np

    # Texts of like length share a batch, so that little is spent on padding.
    order = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
    batches = []
    for start in range(0, len(order), BATCH):
        rows = order[start : start + BATCH]
        batches.append(_unit_rows(encoder.encode_document([texts[row] for row in rows], **_OPTIONS)))
        if progress:
            progress(start + len(rows), len(texts))
    if not batches:
        return np.empty((0, 0), dtype=np.float32)
    vectors = np.empty((len(texts), batches[0].shape[1]), dtype=np.float32)
    vectors[order] = np.concatenate(batches)
    return vectors


def embed_query(encoder: Encoder, text: str) -> NDArray[np.float32]:
    """One question to a float32 (d,) of length one."""
    vector: NDArray[np.float32] = _unit_rows(encoder.encode_query(text, **_OPTIONS)[None, :])[0]
    return vector


_OPTIONS: dict[str, Any] = {"batch_size": BATCH, "show_progress_bar": False, "convert_to_numpy": True}


def _unit_rows(vectors: Any) -> NDArray[np.float32]:
    import numpy as np

    rows: NDArray[np.float32] = np.asarray(vectors, dtype=np.float32)
    lengths = np.sqrt(np.einsum("nd,nd->n", rows, rows))[:, None]
    unit: NDArray[np.float32] = rows / np.maximum(lengths, np.float32(1e-12))
    return unit


def _quiet_libraries() -> None:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
    for name in ("sentence_transformers", "transformers"):
        logging.getLogger(name).setLevel(logging.ERROR)
