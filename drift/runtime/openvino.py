"""OpenVINO, and PyTorch modules as its graphs."""

from __future__ import annotations

import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from drift.runtime.folders import build_once

if TYPE_CHECKING:
    import torch


def has_openvino() -> bool:
    """Whether the package is installed; it is not loaded for that."""
    return find_spec("openvino") is not None


def load_openvino() -> Any:
    """The package without its telemetry, which would write an identity into the user's home as soon as it is imported."""
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino

    return openvino


def compiled_graph(kind: str, revision: str, write: Callable[[Path], None], **hints: str) -> Any:
    """The model that `write` puts into a folder as model.xml, ready to run; written once and kept in the user's cache.

    Args:
        kind: What sort of model it is, for the folder's name.
        revision: Stands for the weights: another one, or another release of OpenVINO, makes another graph.
        write: Writes model.xml into the folder that it is given.
        hints: OpenVINO's own settings of a compiled model.
    """
    openvino = load_openvino()
    folder = build_once(f"openvino-{openvino.__version__.split('-')[0]}-{kind}-{revision[:16]}", write)
    return openvino.Core().compile_model(folder / "model.xml", "CPU", {"PERFORMANCE_HINT": "THROUGHPUT", **hints})


def equally_long(lengths: Sequence[int], most: int) -> list[list[int]]:
    """Indices of texts of one length, at most `most` together, the longest first.

    Multiplied together they cost less than one by one, for the weights are read once. Nothing is filled up, so each text's
    numbers are, to the last bit, those that it has alone; padding and other lengths would round otherwise.

    >>> equally_long([3, 5, 3, 3], 2)
    [[1], [0, 2], [3]]
    """
    by_length: dict[int, list[int]] = {}
    for i, length in enumerate(lengths):
        by_length.setdefault(length, []).append(i)
    return [
        same[start : start + most]
        for _, same in sorted(by_length.items(), reverse=True)
        for start in range(0, len(same), most)
    ]


def run_each(compiled: Any, inputs: Iterable[Sequence[np.ndarray]]) -> Iterator[list[np.ndarray]]:
    """The graph's outputs for each of `inputs`, in their order, as many at once as suits the processor.

    OpenVINO's own queue is not used: its callbacks take Python's lock, and a model that is freed just afterwards would
    wait for them while holding that lock, for ever.

    Args:
        compiled: What `compiled_graph` gave.
        inputs: For each run the graph's inputs, in the graph's order.
    """
    most = compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS")
    running: deque[Any] = deque()
    for given in inputs:
        if len(running) < most:
            request = compiled.create_infer_request()
        else:
            request = running.popleft()
            yield _outputs(request)
        request.start_async(list(given))
        running.append(request)
    for request in running:
        yield _outputs(request)


def _outputs(request: Any) -> list[np.ndarray]:
    request.wait()
    return [tensor.data.copy() for tensor in request.output_tensors]


def save_graph(module: torch.nn.Module, example: dict[str, torch.Tensor], path: Path) -> None:
    """Trace `module` on `example`, its arguments by name, and write the graph to `path` (.xml, with a .bin beside it).

    By OpenVINO's frontend and not by `openvino.convert_model`, which would report the conversion to its maker.
    """
    openvino = load_openvino()
    import torch
    from openvino.frontend import FrontEndManager
    from openvino.frontend.pytorch.ts_decoder import TorchScriptPythonDecoder

    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")  # the tracer's
        decoder = TorchScriptPythonDecoder(module.eval(), example_input=example)
        frontend = FrontEndManager().load_by_framework("pytorch")
        openvino.save_model(frontend.convert(frontend.load(decoder)), path, compress_to_fp16=True)
