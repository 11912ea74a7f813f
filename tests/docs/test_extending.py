"""Every worked example of docs/extending.md is performed in a copy of the program: file, table, code."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(python|diff) (?:file=(\S+)|run)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = dict(re.findall(r"^## ([^\n]*)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))


@dataclass(frozen=True)
class Step:
    """A block of an example: a new file, a change to a file, or code to run (no file)."""

    is_change: bool
    file: str
    text: str


def steps(example: str) -> list[Step]:
    return [Step(language == "diff", file, text) for language, file, text in BLOCK.findall(EXAMPLES[example])]


def changed(text: str, change: str) -> str:
    """The text with one difference applied; its place must be there just once."""
    lines = change.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] in " -")
    assert text.count(before) == 1, f"the place is no longer there:\n{before}"
    return text.replace(before, "".join(line[1:] for line in lines if line[0] in " +"))


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_work(example: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "drift", tmp_path / "drift", ignore=shutil.ignore_patterns("__pycache__", "samples"))
    (tmp_path / "models").symlink_to(ROOT / "models")
    for step in steps(example):
        if step.file:
            path = tmp_path / step.file
            assert path.exists() == step.is_change
            path.write_text(changed(path.read_text("utf-8"), step.text) if step.is_change else step.text, "utf-8")
    (code,) = (step.text for step in steps(example) if not step.file)
    # From the copy itself: the program under test may be installed elsewhere.
    program = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{code}\nimport drift; assert drift.__file__.startswith({str(tmp_path)!r})"
    run = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_an_example_is_one_file_and_one_table() -> None:
    for example in EXAMPLES:
        made = [step for step in steps(example) if step.file and not step.is_change]
        tables = {step.file for step in steps(example) if step.is_change}
        assert (len(made), len(tables)) == (1, 1), example


def test_new_files_keep_the_rules_of_the_house(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for example in EXAMPLES:
        for step in steps(example):
            if step.file and not step.is_change:
                path = tmp_path / step.file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(step.text, encoding="utf-8")
    for command in (["check"], ["format", "--check"]):
        run = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "drift"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stdout
