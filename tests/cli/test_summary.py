"""What `drift analyze` and `drift score` say at their end, without a model."""

from __future__ import annotations

import io
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import typer

from drift.cli.summary import summary
from drift.cli.verdicts import Verdict, fail_if_reached, show_scores, verdicts
from drift.output.report import render
from drift.types import Drift, Finding, Results, Span, Story
from tests.report_stories import analysis, gold_story, long, units, unread

OUT = Path("out")
LONG = ("a-version-whose-name-is-fairly-long.en-GB", "another-version-whose-name-is-long.en-US")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def in_80_columns(results: Results, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines of the summary in a terminal of that width, without colours."""
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (("COLUMNS", "80"), ("LINES", "40"), ("TERM", "dumb"), ("NO_COLOR", "1")):
        monkeypatch.setenv(name, value)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", terminal := Terminal())
        summary(results, OUT)
    return terminal.getvalue().splitlines()


def renamed(story: Story, *names: str) -> Story:
    """The story with its versions called so, the first being its original."""
    new = dict(zip([v.name for v in story.versions], names, strict=True))
    return replace(
        story,
        versions=tuple(replace(v, name=new[v.name]) for v in story.versions),
        original=new.get(story.original, ""),
        comparisons=tuple(replace(c, original=new[c.original], version=new[c.version]) for c in story.comparisons),
    )


def said(story: Results, capsys: pytest.CaptureFixture[str]) -> str:
    summary(story, OUT)
    return capsys.readouterr().out


def test_no_name_is_cut_at_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    story = renamed(gold_story(), *LONG)
    for results in (analysis(story), analysis(replace(story, original="")), analysis(story, long(10, 2))):
        lines = in_80_columns(results, monkeypatch)
        print("\n".join(lines))
        assert max(map(len, lines)) <= 80
        assert not [line for line in lines if "…" in line]

        assert any(LONG[1] in line for line in lines[: lines.index("worst drifts")])


def test_what_was_not_judged_and_what_was_set_aside_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(analysis(unread()), capsys)
    assert "2 not judged: no model reads German" in text
    assert re.search(r"copy\s+1.00\s+0.90\s+0\s+0\s+1\s+2", text)
    assert "2 set aside, neither aligned nor judged" in text
    assert "original: Home | News (menu)" in text
    assert "original: Accept all cookies (cookie notice)" in text
    assert "judged" not in said(analysis(gold_story()), capsys)


def test_what_was_judged_with_a_reservation_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    story = gold_story()
    (comparison,) = story.comparisons
    drifts = tuple(replace(drift, note="the model was not measured on Maltese") for drift in comparison.drifts[:3])
    story = replace(story, comparisons=(replace(comparison, drifts=(*drifts, *comparison.drifts[3:])),))
    assert "3 judged, but the model was not measured on Maltese" in said(analysis(story), capsys)
    assert "3 passages were judged, but the model was not measured on Maltese." in render(analysis(story))


def test_without_an_original_a_finding_names_both_versions(capsys: pytest.CaptureFixture[str]) -> None:
    text = said(analysis(replace(gold_story(), original="")), capsys)
    assert re.search(r"1.00 critical  original ↔ retelling, link \d+: antonym\n\s+lower → heighten", text)
    assert re.search(r"original +version +coverage", text)


def test_the_model_that_judged_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert "judged by the drift model tiny" in said(analysis(units()), capsys)
    assert re.search(r"judged by +coverage", said(analysis(units(), gold_story()), capsys))


def test_with_no_drift_the_summary_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    story = gold_story()
    (comparison,) = story.comparisons
    calm = replace(story, comparisons=(replace(comparison, drifts=(Drift(0.0, "none"),) * len(comparison.links)),))
    assert "no drift was found\n" in said(analysis(calm), capsys)
    blank = Drift(None, "unjudged")
    drifts = (blank, *calm.comparisons[0].drifts[1:])
    some = replace(story, comparisons=(replace(comparison, drifts=drifts),))
    assert "no drift was found in what was judged\n" in said(analysis(some), capsys)
    none = replace(story, comparisons=(replace(comparison, drifts=(blank,) * len(drifts)),))
    text = said(analysis(none), capsys)
    assert "nothing could be judged\n" in text and "no drift" not in text


def test_fail_on_prints_what_reaches_it_and_how_many_were_not_judged(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as stop:
        fail_if_reached("critical", verdicts(analysis(unread())))
    assert stop.value.exit_code == 3
    text = capsys.readouterr().err
    assert "--fail-on critical: 2 of 3 could not be judged" in text
    assert "0.90 critical  copy, link 0: antonym\n       denied → confirmed" in text
    unjudged = [Verdict("row 1", None, "unjudged", (), "")]
    fail_if_reached("minor", unjudged)
    assert "1 of 1 could not be judged" in capsys.readouterr().err
    fail_if_reached(None, unjudged)
    assert capsys.readouterr().err == ""


def test_many_rows_are_counted_and_the_first_of_them_shown(capsys: pytest.CaptureFixture[str]) -> None:
    found = [Verdict(f"row {n}", 0.9, "critical", ("number",), "1 → 2") for n in range(1, 31)]
    with pytest.raises(typer.Exit):
        fail_if_reached("major", found)
    text = capsys.readouterr().err
    assert "30 of 30 reach it" in text and "row 20:" in text and "row 21:" not in text and "… and 10 more" in text


def test_scores_are_summed_up_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    found = [
        Verdict("row 1", 0.0, "none", (), ""),
        Verdict("row 2", 0.9, "critical", ("number",), "1 → 2"),
        Verdict("row 3", None, "unjudged", (), ""),
    ]
    show_scores(found)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines()[0] == "3 rows: 1 critical, 1 none, 1 unjudged"
    assert "0.90 critical  row 2: number" in captured.err


def test_texts_that_look_like_markup_are_shown_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    story = renamed(gold_story(), "[bold]one[/bold]", "[/red] two")
    (comparison,) = story.comparisons
    odd = Drift(0.9, "critical", (Finding("antonym", (Span("original", 0, 3),), 0.9),))
    story = replace(story, comparisons=(replace(comparison, drifts=(odd, *comparison.drifts[1:])),), original="")
    text = said(analysis(story), capsys)
    assert "[bold]one[/bold] ↔ [/red] two" in text
