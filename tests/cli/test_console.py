"""What the terminal shows: marked words in brackets everywhere, in colour only where there is colour."""

from __future__ import annotations

import pytest

from drift.cli.comparison import show_comparison
from drift.types import Drift, Finding, Span

ORIGINAL, VERSION = "He denied the [leaked] report.", "He confirmed the [leaked] report."
DRIFT = Drift(0.9, "critical", (Finding("antonym", (Span("original", 3, 9), Span("version", 3, 12)), 0.9),))
PLAIN = """\
original He [denied] the [leaked] report.
version  He [confirmed] the [leaked] report.
drift    0.90, critical: antonym
"""


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def shown(capsys: pytest.CaptureFixture[str]) -> str:
    show_comparison(ORIGINAL, VERSION, DRIFT)
    return capsys.readouterr().out


def test_a_pipe_gets_plain_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys) == PLAIN


def test_a_pair_that_was_not_judged_and_one_with_a_note(capsys: pytest.CaptureFixture[str]) -> None:
    show_comparison("Er kam.", "Er ging.", Drift(None, "unjudged", note="no model reads German"))
    assert capsys.readouterr().out.splitlines()[-1] == "drift    unjudged: no model reads German"
    show_comparison("a", "a", Drift(0.0, "none", note="not measured on Maltese"))
    assert capsys.readouterr().out.splitlines()[-1] == "note     not measured on Maltese"


def test_a_terminal_gets_the_severitys_colour(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1;31m[denied]\x1b[0m" in shown(capsys)


def test_no_color_is_honoured(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "31m" not in shown(capsys)


def test_a_long_sentence_is_not_broken_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    words = "word " * 80
    show_comparison(words.strip(), words.strip(), Drift(0.0, "none"))
    assert len(capsys.readouterr().out.splitlines()) == 3
