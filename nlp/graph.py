"""The network's arithmetic as ONNX graphs, made in memory from its weights and run by ONNX Runtime.

The runtime packs each matrix once and adds up a row's products in an order of its own, whatever rows stand beside it:
a text's scores are the same to the last bit alone and in any batch (tested), which numpy's products are not.
Operators: https://onnx.ai/onnx/operators/, opset 17.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

Floats = NDArray[np.float32]
_OPSET, _IR = 17, 9
_RUNTIME = "com.microsoft"  # operators that ONNX Runtime adds
_EPSILON = 1e-5
_SEVEN_BITS, _EIGHT_BITS = 63, 127


class Graph:
    """Nodes written one after another; every method gives the name of what it adds."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._weights = weights
        self._nodes: list[NodeProto] = []
        self._constants: dict[str, NDArray[np.generic]] = {}

    def apply(self, operator: str, *inputs: str, **attributes: Any) -> str:  # noqa: ANN401 -- as ONNX types them
        name = f"{operator}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [name], **attributes))
        return name

    def constant(self, value: NDArray[np.generic]) -> str:
        name = f"constant_{len(self._constants)}"
        self._constants[name] = value
        return name

    def number(self, value: float) -> str:
        return self.constant(np.array(value, dtype=np.float32))

    def whole(self, *numbers: int) -> str:
        """A list of whole numbers as a constant."""
        return self.constant(np.array(numbers, dtype=np.int64))

    def linear(self, x: str, *names: str) -> str:
        """The layers `names` of one input side by side; without a bias nothing is added."""
        matrix = np.concatenate([self._weights[f"{name}.weight"] for name in names]).T
        found = self.apply("MatMul", x, self.constant(np.ascontiguousarray(matrix)))
        if f"{names[0]}.bias" not in self._weights:
            return found
        bias = np.concatenate([self._weights[f"{name}.bias"] for name in names])
        return self.apply("Add", found, self.constant(bias))

    def rounded(self, x: str, *names: str) -> str:
        """The same in 8 bits, three times as fast.

        Each row of `x` is on a scale of its own, so it never depends on another row; and whole numbers add up to the
        same in any order. The weights, a column on a scale of its own, take 7 bits: without VNNI a processor adds two
        products in 16 bits, which 8 would overflow.
        """
        matrix = np.concatenate([self._weights[f"{name}.weight"] for name in names]).T
        scales = np.maximum(np.abs(matrix).max(axis=0), 1e-9).astype(np.float32) / _SEVEN_BITS
        weights = self.constant(np.rint(matrix / scales).astype(np.int8))
        largest = self.apply("ReduceMax", self.apply("Abs", x), axes=[-1])
        step = self.apply("Mul", self.apply("Max", largest, self.number(1e-9)), self.number(1 / _EIGHT_BITS))
        one, middle = self.number(1.0), self.constant(np.array(128, dtype=np.uint8))
        whole = self.apply("QuantizeLinear", self.apply("Div", x, step), one, middle)
        product = self.apply(
            "MatMulIntegerToFloat", whole, weights, one, self.constant(scales), middle, domain=_RUNTIME
        )
        bias = np.concatenate([self._weights[f"{name}.bias"] for name in names])
        return self.apply("Add", self.apply("Mul", product, step), self.constant(bias))

    def normal(self, x: str, name: str) -> str:
        """Each row with its mean taken off and divided by its spread, then scaled and shifted."""
        parts = (self.constant(self._weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self.apply("LayerNormalization", x, *parts, axis=-1, epsilon=_EPSILON)

    def session(self, inputs: Mapping[str, Sequence[int | None]], output: str) -> Session:
        """The graph made ready; `inputs` give the shapes, None where any size will do."""
        given = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in inputs.items()]
        wanted = [helper.make_tensor_value_info(output, TensorProto.FLOAT, None)]
        constants = [numpy_helper.from_array(array, name) for name, array in self._constants.items()]
        graph = helper.make_graph(self._nodes, "kikitori", given, wanted, constants)
        operators = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_RUNTIME, 1)]
        model = helper.make_model(graph, opset_imports=operators, ir_version=_IR)
        return Session(model.SerializeToString(), tuple(inputs))


class Session:
    """One graph, run on one thread of the caller's; safe to share."""

    def __init__(self, model: bytes, inputs: tuple[str, ...]) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._inner = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._inputs = inputs

    def __call__(self, *arrays: Floats) -> Floats:
        found: Floats = self._inner.run(None, dict(zip(self._inputs, arrays, strict=True)))[0]
        return found


def composer(weights: Mapping[str, Floats]) -> Session:
    """Lexicon vectors (words, l), sub-word vectors (words, p), summed spellings (words, width) to composed words."""
    graph = Graph(weights)
    known = graph.apply("Add", graph.linear("lexicon", "composer.lexicon"), graph.linear("pieces", "composer.pieces"))
    output = graph.normal(graph.apply("Add", known, "spellings"), "composer.norm")
    sizes = {name: weights[f"composer.{name}.weight"].shape[1] for name in ("lexicon", "pieces", "spellings")}
    return graph.session({name: [None, size] for name, size in sizes.items()}, output)


def reader(weights: Mapping[str, Floats], heads: int, pools: Sequence[str]) -> Session:
    """Words (texts, words, width), all texts of one length, to what the layers `pools` want of each, side by side."""
    graph = Graph(weights)
    width = weights["mask"].shape[0]
    x = graph.apply("Add", "words", graph.apply("Relu", graph.rounded(_around(graph, "words"), "window")))
    for layer in range(1 + max(int(name.split(".")[1]) for name in weights if name.startswith("blocks."))):
        x = _block(graph, x, f"blocks.{layer}", heads, width)
    output = graph.rounded(graph.normal(x, "final"), *pools)
    return graph.session({"words": [None, None, width]}, output)


def labeller(weights: Mapping[str, Floats], scope: str) -> Session:
    """Pooled spans (spans, 2 width) to label scores."""
    graph = Graph(weights)
    output = graph.linear(graph.apply("Relu", graph.linear("pooled", f"{scope}_hidden")), f"{scope}_labels")
    return graph.session({"pooled": [None, weights[f"{scope}_hidden.weight"].shape[1]]}, output)


def _around(graph: Graph, x: str) -> str:
    """Each word between its neighbours, zeros outside the text: (texts, words, 3 width)."""
    padded = graph.apply("Pad", x, graph.whole(0, 1, 0, 0, 1, 0))
    middle = graph.whole(1)
    before = graph.apply("Slice", padded, graph.whole(0), graph.whole(-2), middle)
    after = graph.apply("Slice", padded, graph.whole(2), graph.whole(np.iinfo(np.int64).max), middle)
    return graph.apply("Concat", before, x, after, axis=2)


def _block(graph: Graph, x: str, name: str, heads: int, width: int) -> str:
    """Attention, then two linear layers with ReLU between; both on normalised input, both added."""
    parts = graph.rounded(graph.normal(x, f"{name}.before_attention"), f"{name}.query_key_value")
    split = graph.apply("Reshape", parts, graph.whole(0, 0, 3, heads, width // heads))
    query, key, value = (
        graph.apply("Gather", split, graph.constant(np.array(part, dtype=np.int64)), axis=2) for part in range(3)
    )
    key = graph.apply("Transpose", key, perm=[0, 2, 3, 1])
    query, value = (graph.apply("Transpose", part, perm=[0, 2, 1, 3]) for part in (query, value))
    scale = graph.constant(np.array(1 / np.sqrt(width // heads), dtype=np.float32))
    told = graph.apply("Softmax", graph.apply("Mul", graph.apply("MatMul", query, key), scale), axis=-1)
    mixed = graph.apply("Transpose", graph.apply("MatMul", told, value), perm=[0, 2, 1, 3])
    flat = graph.apply("Reshape", mixed, graph.whole(0, 0, width))
    x = graph.apply("Add", x, graph.rounded(flat, f"{name}.attended"))
    inner = graph.apply("Relu", graph.rounded(graph.normal(x, f"{name}.before_inner"), f"{name}.inner"))
    return graph.apply("Add", x, graph.rounded(inner, f"{name}.outer"))
