"""The notebooks run from top to bottom, import `drift`, define nothing, and are committed without outputs."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


def read(path: Path) -> nbformat.NotebookNode:
    notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


def test_there_are_five() -> None:
    assert [path.stem for path in NOTEBOOKS] == [
        "1-tour",
        "2-your-own-texts",
        "3-calibration",
        "4-where-it-fails",
        "5-journey",
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_imports_drift_and_defines_nothing(path: Path) -> None:
    code = [cell.source for cell in read(path).cells if cell.cell_type == "code"]
    nodes = [node for cell in code for node in ast.walk(ast.parse(cell))]
    assert any(isinstance(node, ast.Import) and node.names[0].name == "drift" for node in nodes)
    assert not [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_committed_without_outputs(path: Path) -> None:
    assert not [cell for cell in read(path).cells if cell.get("outputs") or cell.get("execution_count")]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_from_top_to_bottom(path: Path) -> None:
    from nbclient import NotebookClient

    notebook = read(path)
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(path.parent)}}).execute()
    shown = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert any("image/png" in output.get("data", {}) or "text/html" in output.get("data", {}) for output in shown)
