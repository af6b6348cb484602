"""The bundled model run by torch in float32, the reference: a BERT built in code, behind a `SentenceTransformer`.

    build_encoder(find_weights(), prompts) -> SentenceTransformer: BundledBert, mean of the tokens, length one

This module imports torch at once; import it only when the model is needed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from sentence_transformers import SentenceTransformer
from transformers import BertConfig, BertModel

from assistant.bundled_model import Weights, dequantise, read_weights
from assistant.bundled_text import BundledText, assemble


class QuantisedEmbedding(torch.nn.Module):
    """Word embeddings kept at four bits and unpacked a batch at a time: 54 MB in a memory map, not 384 MB in memory."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self._blocks = weights.blocks("emb.word", weights.width)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Token ids, int64 (n, t), to float32 (n, t, width)."""
        unique, places = torch.unique(ids, return_inverse=True)
        return torch.from_numpy(dequantise(self._blocks[unique.numpy()]))[places]


class BundledBert(BundledText):
    """Tokenizer and BERT of the bundled model; gives `token_embeddings`, float32 (n, t, width)."""

    def __init__(self, weights: Weights) -> None:
        super().__init__(weights)
        self.bert = _build_bert(weights)

    def forward(self, features: dict[str, Any], **_options: Any) -> dict[str, Any]:
        """Add `token_embeddings` to the features."""
        output = self.bert(input_ids=features["input_ids"], attention_mask=features["attention_mask"])
        return features | {"token_embeddings": output.last_hidden_state}


def build_encoder(path: Path, prompts: dict[str, str]) -> SentenceTransformer:
    """A `SentenceTransformer` on the CPU from the bundled model file. Raises ModelError."""
    weights = read_weights(path)
    return assemble(BundledBert(weights), weights, prompts)


def _build_bert(weights: Weights) -> BertModel:
    config = BertConfig(
        vocab_size=weights.vocabulary_size,
        hidden_size=weights.width,
        num_hidden_layers=weights.layers,
        num_attention_heads=weights.heads,
        intermediate_size=weights.inner_width,
        max_position_embeddings=weights.positions,
        layer_norm_eps=weights.epsilon,
        pad_token_id=weights.pad,
    )
    with torch.device("meta"):  # the weights come below: no time and memory for random ones
        bert = BertModel(config, add_pooling_layer=False)
    state = {name: torch.from_numpy(values) for name, values in _state(weights)}
    bert.embeddings.word_embeddings = QuantisedEmbedding(weights)  # type: ignore[assignment]
    bert.load_state_dict(state, strict=True, assign=True)
    for name in ("position_ids", "token_type_ids"):  # not part of the state, so still without memory
        buffer = getattr(bert.embeddings, name)
        values = torch.arange(weights.positions) if name == "position_ids" else torch.zeros(weights.positions)
        bert.embeddings.register_buffer(name, values.long().expand(buffer.shape), persistent=False)
    bert.train(False).requires_grad_(False)
    return bert


_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def _state(weights: Weights) -> Any:
    """Pairs of (name in BERT, float32 array) for all but the word embeddings."""
    yield "embeddings.position_embeddings.weight", weights.tensor("emb.pos", weights.width)
    yield "embeddings.token_type_embeddings.weight", weights.tensor("emb.type", weights.width)
    yield "embeddings.LayerNorm.weight", weights.tensor("emb.ln.w")
    yield "embeddings.LayerNorm.bias", weights.tensor("emb.ln.b")
    for layer in range(weights.layers):
        for short, long in _LAYER_NAMES.items():
            columns = {"aln": None, "oln": None, "fo": weights.inner_width}.get(short, weights.width)
            yield f"encoder.layer.{layer}.{long}.weight", weights.tensor(f"l{layer}.{short}.w", columns)
            yield f"encoder.layer.{layer}.{long}.bias", weights.tensor(f"l{layer}.{short}.b")
