"""What several tests need: a command line in this process, a cache of its own, the samples, the shared sets."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # a busy machine is no fault
settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "drift" / "samples"
SETS = ROOT.parent / "shared" / "data"


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


Command = Callable[..., Result]
"""What the `drift` fixture gives."""


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests neither read nor fill the user's cache of vectors."""
    import os

    os.environ["DRIFT_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def drift(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the `drift` command with these arguments, in this process."""
    from drift.cli import main

    def run(*arguments: object) -> Result:
        monkeypatch.setattr(sys, "argv", ["drift", *map(str, arguments)])
        capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = int(stop.code or 0)
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run


@pytest.fixture(scope="session")
def sets() -> Path:
    """The folder of annotated sets that lies beside a developer's checkout."""
    if not SETS.is_dir():
        pytest.skip("needs the annotated sets in ../shared/data")
    return SETS
