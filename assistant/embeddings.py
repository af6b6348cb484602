"""Texts to vectors: float32 (n, d), rows of length one.

    load_encoder("bundled")                     -> SentenceTransformer
    embed_passages(encoder, ["Haku on auki."])  -> (1, 384)
    embed_query(encoder, "Milloin haku on?")    -> (384,)

The bundled model never reaches the network. Any other name or folder is given to `SentenceTransformer` as it is.
E5 wants to be told which text is a question: https://huggingface.co/intfloat/multilingual-e5-small.
"""

from __future__ import annotations

import logging
import os
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from assistant.bundled_model import find_weights
from assistant.errors import ModelError
from assistant.prepared_files import file_digest
from assistant.settings import BUNDLED_MODEL, default_cache

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

BUNDLED_FLOAT32 = "bundled-float32"
"""The bundled model in torch's whole arithmetic (`bert`): slow, and what the eight bits of "bundled" are measured against."""
_ARITHMETIC = {BUNDLED_MODEL: "bundled, int8 by text, 2", BUNDLED_FLOAT32: "bundled, float32"}
"""Name -> how the vectors are made; to be changed with it, since an index made in another way is stale."""
PROMPTS = {"query": "query: ", "document": "passage: "}
BATCH = 16

Progress = Callable[[int, int], None]  # done, of all


class Encoder(Protocol):
    """What the search needs of a model; `SentenceTransformer` is one, and tests have a small true one."""

    def encode_query(self, inputs: str, **options: Any) -> Any:
        """One question to a vector (d,)."""

    def encode_document(self, inputs: Sequence[str], **options: Any) -> Any:
        """Passages to an array (n, d)."""


def load_encoder(name: str = BUNDLED_MODEL, cache: Path | None = None) -> SentenceTransformer:
    """The model called "bundled" (onnxruntime, eight bits), "bundled-float32" (torch), else what `SentenceTransformer` accepts.

    What is prepared of "bundled" is kept in `cache`, by default the user's own cache folder. Raises ModelError.
    """
    _quiet_libraries()
    if name == BUNDLED_MODEL:
        from assistant import onnx_bert

        return onnx_bert.build_encoder(find_weights(), PROMPTS, cache or default_cache())
    if name == BUNDLED_FLOAT32:
        from assistant import bert

        return bert.build_encoder(find_weights(), PROMPTS)
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
    bundled = _ARITHMETIC.get(name)
    path = find_weights() if bundled else Path(name)
    if path.is_file():
        files = [path]
    elif path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.is_file())
    else:
        return name
    return f"{bundled or name}:{file_digest(*files)}"


def embed_passages(encoder: Encoder, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
    """Passages to float32 (n, d), rows of length one, in the order of `texts`; `progress` hears after each batch."""
    import numpy as np

    # Texts of like length share a batch, so that little is spent on padding; the batches come in a mixed order, so that the
    # share done tells the time left.
    order = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
    batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    random.Random(0).shuffle(batches)
    vectors = np.empty((0, 0), dtype=np.float32)
    done = 0
    for rows in batches:
        encoded = _unit_rows(encoder.encode_document([texts[row] for row in rows], **_OPTIONS))
        if not done:
            vectors = np.empty((len(texts), encoded.shape[1]), dtype=np.float32)
        vectors[rows] = encoded
        done += len(rows)
        if progress:
            progress(done, len(texts))
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
