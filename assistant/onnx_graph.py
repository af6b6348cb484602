"""The bundled model as an ONNX graph with eight-bit arithmetic, written in code from the four-bit weights.

    write_graph(weights) -> bytes: a model from `embedded`, float32 (n, t, width), to the last layer's tokens, the same shape

The texts of a batch must be equally long: there is no mask. Weights are rounded to eight bits by column, activations by call as
they come. Single channels of a BERT's activations are far greater than the rest and would take all of the eight bits; as in
SmoothQuant (Xiao et al. 2023, https://arxiv.org/abs/2211.10438) a part of their scale is moved into the weights. How great a
channel gets is not measured on texts but told by the weights themselves: by the gain and shift of the layer normalisation
before it. That halves the error of the cosines. After GELU single tokens are far greater than the rest, too: there every token is
divided by its greatest value, which takes a third off the error that is left.

Imports onnx at once; import it only when a graph is to be written.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from assistant.bundled_model import Weights

Array = NDArray[np.float32]

# Of the scale, in powers, from activations to weights; 0.5 is SmoothQuant's, more suits one scale for all tokens.
_MOVED, _MOVED_BY_TOKEN = 0.85, 0.7
_LAYER_NORM_REACH, _INNER_REACH = 3.0, 8.0  # standard deviations that a channel's greatest value is taken to be at
_FUSED = "com.microsoft"  # onnxruntime's own operators
_OPSETS = (("", 17), (_FUSED, 1))
_IR_VERSION = 9


def write_graph(weights: Weights) -> bytes:
    """The whole model, serialised; some 22 MB."""
    content: bytes = _Graph(weights).model().SerializeToString()
    return content


class _Graph:
    """Writes the encoder as an ONNX model, operator by operator."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def model(self) -> onnx.ModelProto:
        """The whole model."""
        weights = self._weights
        gain, shift = weights.tensor("emb.ln.w"), weights.tensor("emb.ln.b")
        self._node("LayerNormalization", ["embedded", gain, shift], "state0", domain="", epsilon=weights.epsilon)
        for layer in range(weights.layers):
            gain, shift = self._layer(layer, gain, shift)
        sizes: list[str | int | None] = ["n", "t", weights.width]
        graph = helper.make_graph(
            self._nodes,
            "encoder",
            [helper.make_tensor_value_info("embedded", TensorProto.FLOAT, sizes)],
            [helper.make_tensor_value_info(f"state{weights.layers}", TensorProto.FLOAT, sizes)],
            self._constants,
        )
        opsets = [helper.make_opsetid(domain, version) for domain, version in _OPSETS]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)

    def _layer(self, layer: int, gain: Array, shift: Array) -> tuple[Array, Array]:
        """One layer, from `state<layer>` to the next; gain and shift of the layer normalisation before it, and of its last."""
        width = self._weights.width
        state, after, following = f"state{layer}", f"after{layer}", f"state{layer + 1}"

        def tensor(name: str, columns: int | None = None) -> Array:
            return self._weights.tensor(f"l{layer}.{name}", columns)

        rows = np.concatenate([tensor(f"{part}.w", width) for part in "qkv"])
        joined = self._product(state, rows, f"qkv{layer}", _normalised_reach(gain, shift))
        parts = [f"{part}{layer}" for part in "qkv"]
        self._node("Split", [joined, np.array([width] * 3, dtype=np.int64)], *parts, domain="", axis=-1)
        bias = np.concatenate([tensor(f"{part}.b") for part in "qkv"])
        attended = self._node("MultiHeadAttention", [*parts, bias], f"attended{layer}", num_heads=self._weights.heads)
        output = self._product(attended, tensor("ao.w", width), f"output{layer}", None)
        gain, shift = tensor("aln.w"), tensor("aln.b")
        self._add_and_normalise([output, state, gain, shift, tensor("ao.b")], after)
        rows, bias = tensor("fi.w", width), tensor("fi.b")
        inner = self._product(after, rows, f"inner{layer}", _normalised_reach(gain, shift))
        active = self._node("BiasGelu", [inner, bias], f"active{layer}")
        reach = _active_reach(rows, bias, gain, shift)
        outer = self._product_by_token(active, tensor("fo.w", self._weights.inner_width), f"outer{layer}", reach)
        gain, shift = tensor("oln.w"), tensor("oln.b")
        self._add_and_normalise([outer, after, gain, shift, tensor("fo.b")], following)
        return gain, shift

    def _product(self, name: str, rows: Array, output: str, reach: Array | None) -> str:
        """`name` times the transpose of `rows` (out, in) in eight bits; `reach` is how great each channel of `name` gets."""
        if reach is not None:
            name, rows = self._smooth(name, rows, output, reach, _MOVED)
        return self._multiply(name, rows, output)

    def _product_by_token(self, name: str, rows: Array, output: str, reach: Array) -> str:
        """The same with a scale for each token: divided by its greatest value before, multiplied by it after."""
        name, rows = self._smooth(name, rows, output, reach, _MOVED_BY_TOKEN)
        sizes = self._node("Abs", [name], f"{output}_sizes", domain="")
        greatest = self._node("ReduceMax", [sizes], f"{output}_greatest", domain="", axes=[-1], keepdims=1)
        divided = self._node("Div", [name, greatest], f"{output}_divided", domain="")
        return self._node("Mul", [self._multiply(divided, rows, f"{output}_small"), greatest], output, domain="")

    def _smooth(self, name: str, rows: Array, output: str, reach: Array, power: float) -> tuple[str, Array]:
        """Move a part of the scale of each channel of `name` into `rows`."""
        moved = np.maximum(reach, 1e-3) ** power / np.maximum(np.abs(rows).max(axis=0), 1e-4) ** (1 - power)
        moved = (moved / np.exp(np.log(moved).mean())).astype(np.float32)
        return self._node("Mul", [name, 1 / moved], f"{output}_smooth", domain=""), rows * moved

    def _multiply(self, name: str, rows: Array, output: str) -> str:
        scales = np.abs(rows).max(axis=1) / 127
        columns = np.round(rows / scales[:, None]).astype(np.int8).T
        return self._node("DynamicQuantizeMatMul", [name, columns, scales.astype(np.float32)], output)

    def _add_and_normalise(self, inputs: list[Any], output: str) -> None:
        self._node("SkipLayerNormalization", inputs, output, epsilon=self._weights.epsilon)

    def _node(self, operator: str, inputs: list[Any], *outputs: str, domain: str = _FUSED, **attributes: Any) -> str:
        """Add an operator; arrays among its inputs become constants. Gives the name of its first output."""
        names = []
        for value in inputs:
            if not isinstance(value, str):
                constant = numpy_helper.from_array(np.ascontiguousarray(value), f"constant{len(self._constants)}")
                self._constants.append(constant)
                value = constant.name
            names.append(value)
        self._nodes.append(helper.make_node(operator, names, list(outputs), domain=domain, **attributes))
        return outputs[0]


def _normalised_reach(gain: Array, shift: Array) -> Array:
    """How great each channel gets after a layer normalisation."""
    return (np.abs(shift) + _LAYER_NORM_REACH * np.abs(gain)).astype(np.float32)


def _active_reach(rows: Array, bias: Array, gain: Array, shift: Array) -> Array:
    """How great each channel gets after GELU of `rows` times normalised channels; GELU itself is never below -0.17."""
    mean, deviation = rows @ shift + bias, np.sqrt(np.square(rows * gain).sum(axis=1))
    reach: Array = np.maximum(mean + _INNER_REACH * deviation, 0.17).astype(np.float32)
    return reach
