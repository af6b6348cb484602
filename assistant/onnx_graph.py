"""The bundled model as an ONNX graph with eight-bit arithmetic, written in code from the four-bit weights.

    write_graph(weights) -> bytes: a model from `embedded`, float32 (n, t, width), to the last layer's tokens, the same shape
    write_graph(weights, 10) -> the same up to the tenth layer

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

_MOVED = 0.85  # of the scale, in powers, from activations to weights; SmoothQuant's 0.5 is for a scale for each token
_REACH = 3.0  # standard deviations that a channel's greatest value is taken to be at
_LEAST_REACH = 0.17  # GELU's least value is -0.17
_FUSED = "com.microsoft"  # onnxruntime's own operators
_OPSETS = (("", 23), (_FUSED, 1))
_IR_VERSION = 11


def write_graph(weights: Weights, layers: int | None = None) -> bytes:
    """The model, serialised: all its layers, some 22 MB, or the first so many."""
    content: bytes = _Graph(weights).model(layers or weights.layers).SerializeToString()
    return content


class _Graph:
    """Writes the encoder as an ONNX model, operator by operator."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def model(self, layers: int) -> onnx.ModelProto:
        """The first so many layers."""
        weights = self._weights
        gain, shift = weights.tensor("emb.ln.w"), weights.tensor("emb.ln.b")
        self._normalise("embedded", gain, shift, "state0")
        for layer in range(layers):
            gain, shift = self._layer(layer, gain, shift)
        sizes: list[str | int | None] = ["n", "t", weights.width]
        graph = helper.make_graph(
            self._nodes,
            "encoder",
            [helper.make_tensor_value_info("embedded", TensorProto.FLOAT, sizes)],
            [helper.make_tensor_value_info(f"state{layers}", TensorProto.FLOAT, sizes)],
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
        bias = np.concatenate([tensor(f"{part}.b") for part in "qkv"])
        joined = self._smooth_product(state, rows, bias, gain, shift, f"qkv{layer}")
        parts = [f"{part}{layer}" for part in "qkv"]
        self._node("Split", [joined], *parts, axis=-1, num_outputs=3)
        heads = self._weights.heads
        attended = self._node("Attention", parts, f"attended{layer}", q_num_heads=heads, kv_num_heads=heads)
        output = self._product(attended, tensor("ao.w", width), tensor("ao.b"), f"output{layer}")
        gain, shift = tensor("aln.w"), tensor("aln.b")
        self._add_and_normalise(output, state, gain, shift, after)
        inner = self._smooth_product(after, tensor("fi.w", width), tensor("fi.b"), gain, shift, f"inner{layer}")
        active = self._node("FastGelu", [inner], f"active{layer}", domain=_FUSED)
        outer = self._product_by_token(
            active, tensor("fo.w", self._weights.inner_width), tensor("fo.b"), f"outer{layer}"
        )
        gain, shift = tensor("oln.w"), tensor("oln.b")
        self._add_and_normalise(outer, after, gain, shift, following)
        return gain, shift

    def _smooth_product(self, name: str, rows: Array, bias: Array, gain: Array, shift: Array, output: str) -> str:
        """`_product` of what `gain` and `shift` have normalised: a part of the scale of each channel moves into `rows`."""
        reach = np.abs(shift) + _REACH * np.abs(gain)  # how great each channel gets
        moved = np.maximum(reach, 1e-3) ** _MOVED / np.maximum(np.abs(rows).max(axis=0), 1e-4) ** (1 - _MOVED)
        moved = (moved / np.exp(np.log(moved).mean())).astype(np.float32)
        smooth = self._node("Mul", [name, 1 / moved], f"{output}_smooth")
        return self._product(smooth, rows * moved, bias, output)

    def _product(self, name: str, rows: Array, bias: Array | None, output: str) -> str:
        """`name` times the transpose of `rows` (out, in), in eight bits, and `bias` added."""
        scales = np.abs(rows).max(axis=1) / 127
        columns = np.round(rows / scales[:, None]).astype(np.int8).T
        inputs = [name, columns, scales.astype(np.float32), *(() if bias is None else ("", bias))]
        return self._node("DynamicQuantizeMatMul", inputs, output, domain=_FUSED)

    def _product_by_token(self, name: str, rows: Array, bias: Array, output: str) -> str:
        """The same with a scale for each token of GELU's values: divided by its greatest before, multiplied by it after."""
        last, least = np.array([-1], dtype=np.int64), np.array(_LEAST_REACH, dtype=np.float32)
        greatest = self._node("ReduceMax", [name, last], f"{output}_greatest", keepdims=1)
        reach = self._node("Max", [greatest, least], f"{output}_reach")
        divided = self._node("Div", [name, reach], f"{output}_divided")
        product = self._product(divided, rows, None, f"{output}_small")
        multiplied = self._node("Mul", [product, reach], f"{output}_multiplied")
        return self._node("Add", [multiplied, bias], output)

    def _add_and_normalise(self, name: str, other: str, gain: Array, shift: Array, output: str) -> None:
        self._normalise(self._node("Add", [name, other], f"{output}_sum"), gain, shift, output)

    def _normalise(self, name: str, gain: Array, shift: Array, output: str) -> None:
        self._node("LayerNormalization", [name, gain, shift], output, axis=-1, epsilon=self._weights.epsilon)

    def _node(self, operator: str, inputs: list[Any], *outputs: str, domain: str = "", **attributes: Any) -> str:
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
