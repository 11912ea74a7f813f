"""Hops: the first bad one of a route, what was repaired, and which version is blamed across languages."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from drift.analysis import Analysis
from drift.api import analyze
from drift.journey.hops import first_bad, hops, routes
from drift.types import Comparison, Drift, Link, Story, Thread, severity_of
from tests.report_stories import of_lines


@pytest.mark.parametrize(
    "so_far, drifts, foreign, expected",
    [
        ((0.0, 0.1, 0.1), (0.0, 0.1, 0.0), "", ""),
        ((0.0, 0.7, 0.7), (0.0, 0.7, 0.0), "", "b"),
        ((0.7, 0.1, 0.1), (0.7, 0.7, 0.0), "", ""),  # repaired
        ((0.7, 0.1, 0.7), (0.7, 0.7, 0.7), "", "c"),
        ((0.9, 0.8, 0.6), (0.9, 0.0, 0.3), "", "a"),
        ((0.2, 0.7, 0.7), (0.2, 0.1, 0.0), "a", "a"),  # missed across languages; the hop back kept it
        ((0.1, 0.7, 0.7), (0.1, 0.6, 0.0), "a", "b"),
        ((0.4, 0.49, 0.52), (0.4, 0.01, 0.02), "", "a"),  # nothing but the first hop changed much
        ((0.4, 0.49, 0.52), (0.4, 0.01, 0.2), "", "c"),
        ((None, 0.7, 0.7), (None, None, 0.0), "", "b"),
        ((0.7, 0.7, None), (0.7, 0.0, None), "", "a"),
        ((None, None, None), (None, None, None), "", ""),
    ],
)
def test_the_first_bad_hop_stays_bad(
    so_far: tuple[float | None, ...], drifts: tuple[float | None, ...], foreign: str, expected: str
) -> None:
    way = ("o", "a", "b", "c")
    found = first_bad(
        way, dict(zip("abc", so_far, strict=True)), dict(zip("abc", drifts, strict=True)), frozenset(foreign)
    )
    assert found == ([expected] if expected else [])


def compared(original: str, version: str, drift: float) -> Comparison:
    return Comparison(original, version, (Link((0,), (0,), 0.9),), (Drift(drift, severity_of(drift)),))


def test_hops_that_routes_share_come_once_and_repairs_are_marked() -> None:
    versions = [of_lines(name, ["It rained."]) for name in ("o", "es", "ca", "en")]
    parents = {"es": "o", "ca": "es", "en": "es"}
    story = Story(
        "story",
        tuple(replace(v, parent=parents.get(v.name, "")) for v in versions),
        "o",
        (compared("o", "es", 0.7), compared("o", "ca", 0.7), compared("o", "en", 0.1)),
        (compared("es", "ca", 0.0), compared("es", "en", 0.6)),
        (Thread(dict.fromkeys(("o", "es", "ca", "en"), (0,))),),
    )
    assert routes(story) == [("o", "es", "ca"), ("o", "es", "en")]
    found = {hop.version: hop for hop in hops(story)}
    assert list(found) == ["es", "ca", "en"]
    assert [hop.number for hop in found.values()] == [1, 2, 2]
    assert [hop.is_first_bad for hop in found.values()] == [True, False, False]
    assert [hop.is_repair for hop in found.values()] == [False, False, True]
    assert (found["en"].drift, found["en"].so_far) == (0.6, 0.1)


def test_without_routes_there_are_no_hops() -> None:
    story = Story("story", (of_lines("o", ["a"]), of_lines("v", ["a"])), "o", (compared("o", "v", 0.0),))
    assert list(hops(story)) == []


def test_results_hold_hops_and_threads_only_where_there_are_some(tmp_path: Path) -> None:
    texts = {"o": "It rained on Monday.", "o.es": "Llovió el lunes.", "o.es.en": "It snowed on Monday."}
    analyze(texts).save(tmp_path)
    with (tmp_path / "hops.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["parent"], row["version"], row["hop"]) for row in rows] == [
        ("o", "o.es", "1"),
        ("o.es", "o.es.en", "2"),
    ]
    assert [row["version_text"] for row in rows] == ["Llovió el lunes.", "It snowed on Monday."]
    with (tmp_path / "threads.csv").open(encoding="utf-8", newline="") as file:
        assert [row["text"] for row in csv.DictReader(file)] == list(texts.values())
    assert Analysis.load(tmp_path / "analysis.jsonl").stories[0].hops[0].version == "o.es.en"
    analyze({"a": "It rained on Monday.", "b": "It snowed on Monday."}).save(tmp_path)
    assert not {"hops.csv", "threads.csv"} & {path.name for path in tmp_path.iterdir()}
