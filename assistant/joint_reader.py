"""The network of the reader, and the `CrossEncoder` around it.

    build_reader(READER_FILE, cache) -> CrossEncoder of one module, JointReader

Imports torch and onnxruntime at once; import it only when the reader is needed.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import CrossEncoder
from sentence_transformers.base.modules import InputModule
from torch import Tensor, nn

from assistant.bundled_model import Weights, find_weights, read_weights
from assistant.embeddings import PROMPTS
from assistant.errors import ModelError
from assistant.onnx_bert import embed_tokens, open_session
from assistant.prepared_files import file_digest, prepared

LOWER = 10
"""Layers of the bundled model that read a question and a statement apart."""
_LONGEST_QUESTION, _LONGEST_LINE = 72, 72  # tokens
_KEPT_LINES = 2048
"""Texts whose states are kept, some 30 kB each."""
_WIDTH, _LAYERS, _HEADS, _POOLED = 128, 2, 4, 96

Array = NDArray[np.float32]


class LowerStates:
    """The lower layers of the bundled model over one text: float32 (tokens, width)."""

    def __init__(self, weights: Weights, graph: bytes) -> None:
        """`graph` is what `write_graph(weights, LOWER)` gives."""
        self._weights, self._session = weights, open_session(graph)
        self.width = weights.width
        self._kept = lru_cache(maxsize=_KEPT_LINES)(self._half)

    def question(self, text: str) -> Array:
        """Of a question, with the prompt that the bundled model wants before one."""
        return self._run(PROMPTS["query"] + text, _LONGEST_QUESTION)

    def lines(self, texts: Sequence[str]) -> list[Array]:
        """Of statements, those read lately from memory, the others as many at once as there are cores."""
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            return [half.astype(np.float32) for half in pool.map(self._kept, texts)]

    def _half(self, text: str) -> NDArray[np.float16]:
        return self._run(text, _LONGEST_LINE).astype(np.float16)

    def _run(self, text: str, longest: int) -> Array:
        ids = self._weights.tokenizer.encode(text).ids
        kept = np.array(ids if len(ids) <= longest else [*ids[: longest - 1], ids[-1]])
        states: Array = self._session.run(None, {"embedded": embed_tokens(self._weights, kept)[None]})[0][0]
        return states


class JointNetwork(nn.Module):
    """States of a question and of n statements to n scores: means of both compared, and a transformer over all their tokens."""

    def __init__(self, width: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.mean = nn.Parameter(torch.zeros(width), requires_grad=False)
        self.scale = nn.Parameter(torch.ones(width), requires_grad=False)
        self.drop = nn.Dropout(dropout)
        self.of_question, self.of_line = nn.Linear(width, _POOLED), nn.Linear(width, _POOLED)
        self.likeness = nn.Parameter(torch.tensor(0.1))
        self.compare = nn.Sequential(nn.Linear(3 * _POOLED, 64), nn.GELU(), nn.Dropout(dropout), nn.Linear(64, 1))
        self.narrow = nn.Linear(width, _WIDTH)
        self.kinds = nn.Parameter(torch.randn(2, _WIDTH) * 0.02)
        self.first = nn.Parameter(torch.randn(_WIDTH) * 0.02)
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(_WIDTH, _HEADS, 2 * _WIDTH, dropout, "gelu", batch_first=True, norm_first=True)
            for _ in range(_LAYERS)
        )
        self.norm, self.head = nn.LayerNorm(_WIDTH), nn.Linear(_WIDTH, 1)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def forward(self, question: Tensor, lines: Tensor, mask: Tensor) -> Tensor:
        """(tq, width), (n, t, width) and bool (n, t), False at padding, to scores (n,)."""
        question, lines = (question - self.mean) / self.scale, (lines - self.mean) / self.scale
        lines = lines * mask[:, :, None]
        means = lines.sum(1) / mask.sum(1, keepdim=True)
        asked = self.of_question(self.drop(2 * question.mean(0))).expand(len(lines), -1)
        said = self.of_line(self.drop(2 * means))
        product = asked * said
        scores = self.likeness * product.sum(-1) / 10 + self.compare(torch.cat([product / 3, asked, said], -1))[:, 0]
        tokens = torch.cat(
            [
                self.first.expand(len(lines), 1, -1),
                (self.narrow(self.drop(question)) + self.kinds[0]).expand(len(lines), -1, -1),
                self.narrow(self.drop(lines)) + self.kinds[1],
            ],
            1,
        )
        hidden = torch.cat([torch.zeros(len(lines), 1 + len(question), dtype=torch.bool), ~mask], 1)
        for layer in self.layers:
            tokens = layer(tokens, src_key_padding_mask=hidden)
        joint: Tensor = scores + self.head(self.norm(tokens[:, 0]))[:, 0]
        return joint


def padded(states: Sequence[Array]) -> tuple[Tensor, Tensor]:
    """States of texts of different lengths as one tensor (n, t, width), and where they are, bool (n, t)."""
    longest = max(len(one) for one in states)
    joined = torch.zeros(len(states), longest, states[0].shape[1])
    mask = torch.zeros(len(states), longest, dtype=torch.bool)
    for place, one in enumerate(states):
        joined[place, : len(one)] = torch.from_numpy(one)
        mask[place, : len(one)] = True
    return joined, mask


class JointReader(InputModule):
    """Reads pairs: the lower layers apart, the network together; gives `scores`, float32 (n, 1)."""

    def __init__(self, lower: LowerStates, network: JointNetwork) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.lower, self.network = lower, network

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_options: Any) -> dict[str, Any]:
        """Pairs are left as they are: each text is read once, however many pairs have it."""
        return {"pairs": [((prompt or "") + question, line) for question, line in inputs]}

    def forward(self, features: dict[str, Any], **_options: Any) -> dict[str, Any]:
        """Add `scores`."""
        pairs = features["pairs"]
        scores = torch.zeros(len(pairs), 1)
        for question in dict.fromkeys(question for question, _ in pairs):
            places = [place for place, pair in enumerate(pairs) if pair[0] == question]
            lines = padded(self.lower.lines([pairs[place][1] for place in places]))
            scores[places, 0] = self.network(torch.from_numpy(self.lower.question(question)), *lines)
        return features | {"scores": scores}

    def save(self, output_path: str, *_args: Any, **_options: Any) -> None:
        """Not supported: the committed file is the saved form."""
        raise NotImplementedError(f"the reader is not saved ({output_path})")


def build_reader(path: Path, cache: Path) -> CrossEncoder:
    """A `CrossEncoder` on the CPU from the reader's file and the bundled weights. Raises ModelError."""
    lower = load_lower(cache)
    network = JointNetwork(lower.width)
    try:
        with np.load(path) as stored:
            network.load_state_dict({name: torch.from_numpy(stored[name]).float() for name in stored.files})
    except (OSError, ValueError, KeyError, RuntimeError, BadZipFile, EOFError) as exc:
        raise ModelError(f"Lukijamalli on vioittunut: {path.name}. Asenna ohjelma uudelleen.") from exc
    network.train(False).requires_grad_(False)
    reader: CrossEncoder = CrossEncoder(
        modules=[JointReader(lower, network)], device="cpu", activation_fn=nn.Identity()
    )
    return reader


def load_lower(cache: Path) -> LowerStates:
    """The lower layers, their graph kept in `cache`. Raises ModelError."""
    source = find_weights()
    weights = read_weights(source)

    def write() -> bytes:
        from assistant import onnx_graph

        return onnx_graph.write_graph(weights, LOWER)

    key = file_digest(source, Path(__file__).with_name("onnx_graph.py"))
    return LowerStates(weights, prepared(cache / f"reader-{LOWER}-{key}.onnx", write))
