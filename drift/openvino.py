"""OpenVINO, and PyTorch modules as its graphs."""

from __future__ import annotations

import sys
import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch


def has_openvino() -> bool:
    return find_spec("openvino") is not None


def load_openvino() -> Any:
    """The package without its telemetry, which would write an identity into the user's home as soon as it is imported."""
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino

    return openvino


def graph_name(kind: str, revision: str) -> str:
    """The name of a cached graph: another release of OpenVINO or other weights make another graph."""
    return f"openvino-{load_openvino().__version__.split('-')[0]}-{kind}-{revision[:16]}"


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
