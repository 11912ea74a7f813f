"""Pipes, full disks and interrupts: no traceback, nothing half-written, the exit code that shells know."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, SAMPLES

START = """
import sys
from drift import cli
run = cli._run
cli._run = lambda: print("ready", file=sys.stderr, flush=True) or run()
cli.main()
"""
TEXTS = [str(SAMPLES / "border-talks" / f"{name}.txt") for name in ("original", "via-spanish", "via-catalan")]
RESULTS = {
    "drift.csv", "versions.csv", "threads.csv", "lineage.csv", "lineage.nwk", "analysis.jsonl", "run.json", "report.html",
}  # fmt: skip


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a shell's command line in which `drift` is the program."""
    run = f'drift() {{ "{sys.executable}" -c "from drift.cli import main; main()" "$@"; }}\n{command}'
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(["bash", "-c", run], capture_output=True, text=True, env=environment, cwd=folder)


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    """Few pairs, in rows so long that they do not fit into a pipe's buffer."""
    row = f"He denied it.,He confirmed it.,{'note ' * 2000}\n"
    (tmp_path / "pairs.csv").write_text("original,version,note\n" + row * 30)
    return tmp_path


def test_a_reader_that_goes_ends_it_quietly(pairs: Path) -> None:
    done = shell("drift score pairs.csv -o - -q --model lexical | head -1; exit ${PIPESTATUS[0]}", pairs)
    assert (done.returncode, done.stderr) == (141, "")
    assert done.stdout.startswith("original,version,note,similarity")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("end", ["> /dev/full", ">&-"])
@pytest.mark.parametrize("command", ["drift score pairs.csv -o - -q --model lexical", "drift cache", "drift models"])
def test_standard_output_that_cannot_be_written_is_one_sentence(command: str, end: str, pairs: Path) -> None:
    done = shell(f"{command} {end}", pairs)
    assert done.returncode == 2
    assert done.stderr.startswith("drift: standard output cannot be written")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_devices_are_written_to_and_stay_devices(pairs: Path) -> None:
    done = shell("drift score pairs.csv -o /dev/full -q --model lexical", pairs)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "/dev/full: cannot be written" in done.stderr
    assert Path("/dev/full").is_char_device()


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no /dev/stdout")
def test_standard_output_by_its_path(pairs: Path) -> None:
    done = shell("drift score pairs.csv -o /dev/stdout -q --model lexical | cat", pairs)
    assert (done.stdout.count("\n"), done.stderr) == (31, "")
    shell("drift score pairs.csv -o /dev/stdout -q --model lexical > log", pairs)
    assert (pairs / "log").read_text() == done.stdout


def test_without_standard_error_it_works_all_the_same(pairs: Path) -> None:
    assert shell("drift score pairs.csv -o out.csv --model lexical --fail-on major 2>&-", pairs).returncode == 3
    assert (pairs / "out.csv").read_text().count("\n") == 31
    assert shell("drift score nothing.csv -o out.csv 2>&-", pairs).returncode == 2


@pytest.mark.parametrize("moment", [0.0, 0.3, 1.0, 2.0, 3.0])
def test_an_interrupt_at_any_moment_leaves_nothing_half_written(moment: float, tmp_path: Path) -> None:
    """Wherever the interrupt falls: either it was too late, and all is there, or nothing is."""
    out = tmp_path / "out"
    command = [sys.executable, "-c", START, "analyze", *TEXTS, "-o", str(out), "-q", "--model", "lexical"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as run:
        assert run.stderr is not None
        assert run.stderr.readline() == "ready\n"
        time.sleep(moment)
        run.send_signal(signal.SIGINT)
        printed, complaints = run.communicate()
    assert (printed, complaints) == ("", "")
    assert run.returncode in (0, 130)
    found = {path.name for path in out.iterdir()} if out.exists() else set()
    assert found in (set(), RESULTS)
    assert run.returncode == 130 or found


def test_a_libraries_exception_in_place_of_the_interrupt_counts_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from drift import cli

    def interrupted() -> int:
        try:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(1)
        except KeyboardInterrupt:
            raise ImportError("no module, for it was interrupted") from None
        return 0

    monkeypatch.setattr(cli, "_run", interrupted)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    before = signal.getsignal(signal.SIGINT)
    try:
        with pytest.raises(SystemExit) as stop:
            cli.main()
    finally:
        signal.signal(signal.SIGINT, before)
    assert stop.value.code == 130
