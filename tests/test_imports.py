"""What importing costs: the package loads nothing heavy, and no part of it a model library before a model is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

MODEL_LIBRARIES = ("torch", "transformers", "openvino", "sentence_transformers")


@pytest.mark.parametrize(
    ("modules", "unwanted"),
    [
        ("drift", ("numpy", "pandas", "lxml", *MODEL_LIBRARIES)),
        ("drift.cli", ("numpy", "pandas", *MODEL_LIBRARIES)),
        ("drift.api, drift.types, drift.analysis", ("numpy", "pandas", *MODEL_LIBRARIES)),
        ("drift.alignment, drift.encoders, drift.judging.scorer, drift.detectors", ("pandas", *MODEL_LIBRARIES)),
    ],
)
def test_importing_loads_no_more_than_it_must(modules: str, unwanted: tuple[str, ...]) -> None:
    program = f"import sys, {modules}; sys.exit(', '.join({set(unwanted)!r} & set(sys.modules)) or 0)"
    run = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    assert run.stderr.strip() == ""
    assert run.returncode == 0
