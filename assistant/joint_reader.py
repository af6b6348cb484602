"""The network of the reader, and the `CrossEncoder` around it.

    build_reader(READER_FILE, load_lower(cache)) -> CrossEncoder of one module, JointReader

Imports torch and onnxruntime at once; import it only when the reader is needed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
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
_KEPT_QUESTIONS = 16
_STEM, _ENDING = 4, 3
"""Words that begin alike have so many letters in common; so many at a word's end may be its ending."""
_WORD = re.compile(r"\w+")
_WIDTH, _LAYERS, _HEADS, _POOLED = 128, 2, 4, 96

Array = NDArray[np.float32]


class LowerStates:
    """The lower layers of the bundled model over one text: float32 (tokens, width)."""

    def __init__(self, weights: Weights, graph: bytes) -> None:
        """`graph` is what `write_graph(weights, LOWER)` gives."""
        self._weights, self._session = weights, open_session(graph)
        self.width = weights.width
        self._kept = lru_cache(maxsize=_KEPT_LINES)(self._half)
        self.question = lru_cache(maxsize=_KEPT_QUESTIONS)(self._question)

    def _question(self, text: str) -> Array:
        """Of a question, with the prompt that the bundled model wants before one."""
        return self._run(PROMPTS["query"] + text, _LONGEST_QUESTION)

    def lines(self, texts: Sequence[str]) -> list[Array]:
        """Of statements, those read lately from memory, the others as many at once as there are cores."""
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            return [half.astype(np.float32) for half in pool.map(self._kept, texts)]

    def question_words(self, text: str) -> list[str]:
        """The word that each token of a question is of, case folded; "" for tokens of none."""
        prompt = len(PROMPTS["query"])
        return self._words(" " * prompt + text, PROMPTS["query"] + text, _LONGEST_QUESTION)

    def line_words(self, text: str) -> list[str]:
        """As `question_words`, of a statement."""
        return self._words(text, text, _LONGEST_LINE)

    def _words(self, shown: str, text: str, longest: int) -> list[str]:
        spans = [(match.start(), match.end(), match.group().casefold()) for match in _WORD.finditer(shown)]
        ends = [end for _, end in self._weights.tokenizer.encode(text).offsets]
        ends = ends if len(ends) <= longest else [*ends[: longest - 1], ends[-1]]
        return [next((word for start, stop, word in spans if start < end <= stop), "") for end in ends]

    def _half(self, text: str) -> NDArray[np.float16]:
        return self._run(text, _LONGEST_LINE).astype(np.float16)

    def _run(self, text: str, longest: int) -> Array:
        ids = self._weights.tokenizer.encode(text).ids
        kept = np.array(ids if len(ids) <= longest else [*ids[: longest - 1], ids[-1]])
        states: Array = self._session.run(None, {"embedded": embed_tokens(self._weights, kept)[None]})[0][0]
        return states


def matches(asked: Sequence[str], said: Sequence[str]) -> tuple[Array, Array]:
    """How far the words of a question's tokens and of a statement's stand in the other text, 0 to 1: (tq,), (t,).

    Words of one stem match by the letters that they share, "rahasto" and "rahastosta"; what a compound begins with or ends in
    matches too. Such features help readers beside attention (DrQA, Chen et al. 2017, https://arxiv.org/abs/1704.00051).
    """
    known = {(one, other): _alike(one, other) for one in set(asked) for other in set(said)}
    table = np.array([[known[one, other] for other in said] for one in asked], dtype=np.float32)
    return table.max(axis=1), table.max(axis=0)


def _alike(one: str, other: str) -> float:
    if one == other:
        return float(bool(one))
    short, long = sorted((one, other), key=len)
    if len(short) < _STEM or short.isdigit():
        return 0.0
    stem = short[: max(_STEM, len(short) - _ENDING)]
    begins = takewhile(lambda pair: pair[0] == pair[1], zip(short, long, strict=False))
    common = len(stem) if stem in long else sum(1 for _ in begins)
    return common / len(long) if common >= _STEM else 0.0


@dataclass(frozen=True)
class Pairs:
    """A question and n statements as the network reads them.

    States `question` (tq, width) and `lines` (n, t, width); `mask` bool (n, t), False at padding; `asked` (n, tq) and `said`
    (n, t) tell how far their words match.
    """

    question: Tensor
    lines: Tensor
    mask: Tensor
    asked: Tensor
    said: Tensor


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
        self.matched = nn.Parameter(torch.randn(2, _WIDTH) * 0.02)
        self.first = nn.Parameter(torch.randn(_WIDTH) * 0.02)
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(_WIDTH, _HEADS, 2 * _WIDTH, dropout, "gelu", batch_first=True, norm_first=True)
            for _ in range(_LAYERS)
        )
        self.norm, self.head = nn.LayerNorm(_WIDTH), nn.Linear(_WIDTH, 1)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def forward(self, pairs: Pairs) -> Tensor:
        """Scores (n,)."""
        question, lines = (pairs.question - self.mean) / self.scale, (pairs.lines - self.mean) / self.scale
        lines = lines * pairs.mask[:, :, None]
        means = lines.sum(1) / pairs.mask.sum(1, keepdim=True)
        asked = self.of_question(self.drop(2 * question.mean(0))).expand(len(lines), -1)
        said = self.of_line(self.drop(2 * means))
        product = asked * said
        scores = self.likeness * product.sum(-1) / 10 + self.compare(torch.cat([product / 3, asked, said], -1))[:, 0]
        tokens = torch.cat(
            [
                self.first.expand(len(lines), 1, -1),
                self.narrow(self.drop(question)) + self.kinds[0] + pairs.asked[:, :, None] * self.matched[0],
                self.narrow(self.drop(lines)) + self.kinds[1] + pairs.said[:, :, None] * self.matched[1],
            ],
            1,
        )
        hidden = torch.cat([torch.zeros(len(lines), 1 + len(question), dtype=torch.bool), ~pairs.mask], 1)
        for layer in self.layers:
            tokens = layer(tokens, src_key_padding_mask=hidden)
        joint: Tensor = scores + self.head(self.norm(tokens[:, 0]))[:, 0]
        return joint


def pairs_of(question: Array, lines: Sequence[Array], matched: Sequence[tuple[Array, Array]]) -> Pairs:
    """States and `matches` of texts of different lengths as padded tensors."""
    longest = max(len(one) for one in lines)
    joined = torch.zeros(len(lines), longest, question.shape[1])
    mask = torch.zeros(len(lines), longest, dtype=torch.bool)
    said = torch.zeros(len(lines), longest)
    for place, (one, (_, match)) in enumerate(zip(lines, matched, strict=True)):
        joined[place, : len(one)] = torch.from_numpy(one)
        said[place, : len(one)] = torch.from_numpy(match)
        mask[place, : len(one)] = True
    asked = torch.from_numpy(np.stack([match for match, _ in matched]))
    return Pairs(torch.from_numpy(question), joined, mask, asked, said)


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
            lines = [pairs[place][1] for place in places]
            asked = self.lower.question_words(question)
            matched = [matches(asked, self.lower.line_words(line)) for line in lines]
            scores[places, 0] = self.network(pairs_of(self.lower.question(question), self.lower.lines(lines), matched))
        return features | {"scores": scores}

    def save(self, output_path: str, *_args: Any, **_options: Any) -> None:
        """Not supported: the committed file is the saved form."""
        raise NotImplementedError(f"the reader is not saved ({output_path})")


def build_reader(path: Path, lower: LowerStates) -> CrossEncoder:
    """A `CrossEncoder` on the CPU from the reader's file and the lower layers. Raises ModelError."""
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
