"""A piper voice of a kilobyte: hums a note for as long as its phonemes take, with a little noise."""

from __future__ import annotations

import json
from math import pi
from typing import TYPE_CHECKING

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FRAMES = 850
"""For each id; a phoneme has two."""


def make(folder: Path, name: str, *hertz: float, speakers: Mapping[str, int] | None = None) -> Path:
    """Write the voice *name*: what goes in is called as by piper, the scales are noise, length, noise.

    With several notes it has as many speakers, which may have names.
    """
    several = len(hertz) > 1

    def constant(name: str, value: object, kind: type) -> onnx.TensorProto:
        return numpy_helper.from_array(np.array(value, dtype=kind), name)

    nodes = [
        helper.make_node("Cast", ["input_lengths"], ["ids"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["scales", "one"], ["length"]),
        helper.make_node("Gather", ["scales", "zero"], ["noise"]),
        helper.make_node("Mul", ["ids", "length"], ["long"]),
        helper.make_node("Mul", ["long", "per_id"], ["frames"]),
        helper.make_node("Squeeze", ["frames"], ["end"]),
        helper.make_node("Range", ["start", "end", "step"], ["time"]),
        helper.make_node("Gather", ["turns", "sid" if several else "zero"], ["turn"]),
        helper.make_node("Mul", ["time", "turn"], ["phase"]),
        helper.make_node("Sin", ["phase"], ["sine"]),
        helper.make_node("RandomNormalLike", ["sine"], ["hiss"]),
        helper.make_node("Mul", ["hiss", "noise"], ["heard"]),
        helper.make_node("Add", ["sine", "heard"], ["sum"]),
        helper.make_node("Mul", ["sum", "level"], ["output"]),
    ]
    constants = [
        *(constant(name, at, np.int64) for name, at in (("zero", 0), ("one", 1))),
        *(constant(name, at, np.float32) for name, at in (("start", 0), ("step", 1), ("level", 0.25))),
        constant("per_id", FRAMES, np.float32),
        constant("turns", [2 * pi * note / 22_050 for note in hertz], np.float32),
    ]
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, None]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
        *([helper.make_tensor_value_info("sid", TensorProto.INT64, [1])] if several else []),
    ]
    outputs = [helper.make_tensor_value_info("output", TensorProto.FLOAT, [None])]
    graph = helper.make_graph(nodes, "hum", inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
    onnx.checker.check_model(model)
    path = folder / f"{name}.onnx"
    path.write_bytes(model.SerializeToString())
    config = {
        "num_symbols": 256,
        "num_speakers": len(hertz),
        "speaker_id_map": speakers or {},
        "audio": {"sample_rate": 22_050},
        "espeak": {"voice": "en-us"},
        "inference": {"noise_scale": 0.1, "length_scale": 1, "noise_w": 0.1},
        "phoneme_id_map": {phoneme: list(ids) for phoneme, ids in DEFAULT_PHONEME_ID_MAP.items()},
        "phoneme_type": "espeak",
    }
    path.with_name(f"{path.name}.json").write_text(json.dumps(config), encoding="utf-8")
    return path
