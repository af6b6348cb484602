"""What both ways to run the bundled model share: its tokenizer, and the `SentenceTransformer` around it.

    assemble(module, weights, prompts) -> SentenceTransformer: the module, mean of the tokens, length one

This module imports torch at once; import it only when the model is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule, Normalize
from sentence_transformers.sentence_transformer.modules import Pooling

from assistant.bundled_model import Weights


class BundledText(InputModule):
    """The tokenizer of the bundled model; a subclass runs the model in `forward`."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.tokenizer = weights.tokenizer
        self.max_seq_length = weights.positions

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_options: Any) -> dict[str, Any]:
        """Texts to `input_ids` and `attention_mask`, int64 (n, t)."""
        encodings = self.tokenizer.encode_batch([(prompt or "") + text.strip() for text in inputs])
        return {
            "input_ids": torch.tensor([encoding.ids for encoding in encodings]),
            "attention_mask": torch.tensor([encoding.attention_mask for encoding in encodings]),
        }

    def save(self, output_path: str, *_args: Any, **_options: Any) -> None:
        """Not supported: the package that brings the weights is the saved form."""
        raise NotImplementedError(f"the bundled model is not saved ({output_path})")


def assemble(module: BundledText, weights: Weights, prompts: dict[str, str]) -> SentenceTransformer:
    """The `SentenceTransformer` around a module that gives token embeddings."""
    modules = [module, Pooling(weights.width, "mean"), Normalize()]
    return SentenceTransformer(modules=modules, prompts=dict(prompts), device="cpu", similarity_fn_name="cosine")
