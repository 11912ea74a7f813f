"""Every command and every piece of code in the README runs."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from drift.output.jsonl import write_jsonl
from drift.output.rows import COLUMNS, VERSION_COLUMNS
from drift.types import KINDS, SEVERITIES
from tests.conftest import ROOT, SAMPLES, Command
from tests.report_stories import analysis, gold_story

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", README, re.S) for line in block.splitlines()]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what the README's commands take for granted."""
    shutil.copytree(SAMPLES, tmp_path / "drift" / "samples")
    shutil.copytree(SAMPLES / "border-talks", tmp_path / "my" / "stories" / "talks")
    (tmp_path / "my" / "stories" / "talks" / "story.toml").unlink()  # it names original.txt
    (tmp_path / "my" / "stories" / "talks" / "original.txt").rename(
        tmp_path / "my" / "stories" / "talks" / "english.txt"
    )
    (tmp_path / "pairs.csv").write_text("source,mt\nHe denied it.,He confirmed it.\n")
    for name, line in {"ref": "He denied it.", "sysA": "He denied that.", "sysB": "He confirmed it."}.items():
        (tmp_path / f"{name}.en").write_text(f"{line}\nIt rained.\n")
    (tmp_path / "out").mkdir()
    write_jsonl(analysis(gold_story()), tmp_path / "out" / "analysis.jsonl")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("drift ")])
def test_drift_commands(command: str, workplace: Path, drift: Command) -> None:
    if command.startswith("drift retranslate") and not shutil.which("apertium"):
        pytest.skip("needs apertium")
    result = drift(*shlex.split(command)[1:])
    assert result.code == 0
    assert "drift: " not in result.err  # a message; the summary of scores goes there as well
    for made in re.findall(r"-o (\S+)", command):
        assert (workplace / made).exists()


def test_the_example_is_what_the_program_says(drift: Command) -> None:
    (example,) = re.findall(r"```text\n\$ drift (.*?)\n(.*?)```", README, re.S)
    shown = drift(*shlex.split(example[0])).out
    assert re.sub(r"0\.\d+", "", shown) == re.sub(r"0\.\d+", "", example[1])
    said, found = (float(re.findall(r"0\.\d+", text)[0]) for text in (example[1], shown))
    assert found == pytest.approx(said, abs=0.015)  # the second digit may differ by one between processors


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("make ")])
def test_make_commands(command: str, workplace: Path) -> None:
    if not (ROOT / ".venv" / ".installed").exists():
        pytest.skip("runs in a checkout that `make install` has set up")
    given = dict(re.findall(r"(\w+)=(\S+)", command)) | {"OUT": str(workplace / "results")}
    if "CORPUS" in given:
        given["CORPUS"] = str(workplace / given["CORPUS"])
    target = command.split()[1]
    arguments = [f"{name}={value}" for name, value in given.items()]
    done = subprocess.run(["make", "-C", str(ROOT), target, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (workplace / "results" / "drift.csv").is_file()
    assert "worst drifts" in done.stdout


def test_python_code(workplace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.S)
    names: dict[str, object] = {}
    exec(code, names)
    shown = capsys.readouterr().out
    assert "antonym" in shown
    assert "quantity" in shown
    assert names["links"][0].original == (0, 1)  # type: ignore[index]


def test_columns_are_those_of_the_table() -> None:
    assert named("`OUT/drift.csv`", "`OUT/report.html`") == [*COLUMNS]
    columns = [name for name in VERSION_COLUMNS if name not in (*SEVERITIES, *KINDS)]
    assert named("`versions.csv`", "`analysis.jsonl`") == columns


def named(start: str, end: str) -> list[str]:
    """The names in the first column of the README's table between these words."""
    table = README[README.index(start) : README.index(end)]
    rows = [row.split("|")[1] for row in table.splitlines() if row.startswith("|")][2:]
    return [name for row in rows for name in re.findall(r"`([a-z_]+)`", row)]


def test_kinds_are_all_named() -> None:
    listed = README[README.index("Kinds: ") : README.index("## From Python")]
    assert tuple(re.findall(r"`([a-z]+)`", listed)) == KINDS
