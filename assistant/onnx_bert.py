"""The bundled model run by onnxruntime with eight-bit arithmetic, behind a `SentenceTransformer`.

    build_encoder(find_weights(), prompts, cache) -> SentenceTransformer: OnnxBert, mean of the tokens, length one

Every text is run by itself: nothing is spent on padding, and since activations are rounded by call, a text's vector depends
on nothing but the text. As many texts as there are cores run at once; one alone has them all. The graph is
written once and kept in the cache folder (`onnx_graph`, `prepared_files`).

Imports torch and onnxruntime at once; import it only when the model is needed.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from assistant.bundled_model import Weights, dequantise, read_weights
from assistant.bundled_text import BundledText, assemble
from assistant.prepared_files import file_digest, prepared

# onnxruntime would join a sum and the layer normalisation after it into one step, which takes twice as long as the two.
_LEFT_OUT = ["SkipLayerNormFusion"]


class OnnxBert(BundledText):
    """Tokenizer and BERT of the bundled model; gives `token_embeddings`, float32 (n, t, width)."""

    def __init__(self, weights: Weights, graph: bytes) -> None:
        """`graph` is what `write_graph(weights)` gives."""
        super().__init__(weights)
        self._session = open_session(graph)
        self._weights = weights

    def forward(self, features: dict[str, Any], **_options: Any) -> dict[str, Any]:
        """Add `token_embeddings` to the features; zeros where the mask is."""
        ids, lengths = features["input_ids"].numpy(), features["attention_mask"].sum(dim=1).tolist()
        tokens = np.zeros((*ids.shape, self._weights.width), dtype=np.float32)

        def fill(row: int, length: int) -> None:
            tokens[row, :length] = self._run(ids[row, :length])

        if len(ids) == 1:  # a question: threads would take a tenth of its time
            fill(0, lengths[0])
        else:
            with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
                list(pool.map(fill, range(len(ids)), lengths))
        return features | {"token_embeddings": torch.from_numpy(tokens)}

    def _run(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Token ids (t,) of one text to (t, width)."""
        hidden: NDArray[np.float32] = self._session.run(None, {"embedded": embed_tokens(self._weights, ids)[None]})[0][
            0
        ]
        return hidden


def open_session(graph: bytes) -> Any:
    """A graph of `onnx_graph` ready to run."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # Waiting in a loop gains a little where the machine is idle and loses much where other work wants its cores.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(
        graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=_LEFT_OUT
    )


def embed_tokens(weights: Weights, ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """Token ids (t,) to what the first layer is given, float32 (t, width): words, places and type."""
    words = dequantise(weights.blocks("emb.word", weights.width)[ids])
    return words + weights.places[: len(ids)]


def build_encoder(path: Path, prompts: dict[str, str], cache: Path) -> SentenceTransformer:
    """A `SentenceTransformer` on the CPU from the bundled model file, its graph kept in `cache`. Raises ModelError."""
    weights = read_weights(path)

    def write() -> bytes:
        from assistant import onnx_graph

        return onnx_graph.write_graph(weights)

    # Another model, or other code that writes the graph, has a file of its own.
    key = file_digest(path, Path(__file__).with_name("onnx_graph.py"))
    return assemble(OnnxBert(weights, prepared(cache / f"bundled-{key}.onnx", write)), weights, prompts)
