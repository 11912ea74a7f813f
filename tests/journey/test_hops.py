"""Hops: the first bad one of a route, what was repaired, and which version is blamed across languages."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from drift.analysis import Analysis
from drift.api import analyze
from drift.journey.hops import hops, routes
from drift.journey.kept import kept_by_hop
from drift.journey.origin import first_bad
from drift.types import Comparison, Drift, Link, Story, Thread, severity_of
from tests.report_stories import of_lines

WAY = ("o", "a", "b", "c")


def by_name(drifts: tuple[float | None, ...]) -> dict[str, float | None]:
    return dict(zip("abc", drifts, strict=True))


@pytest.mark.parametrize(
    "so_far, drifts, foreign, expected",
    [
        ((0.0, 0.1, 0.1), (0.0, 0.1, 0.0), "", ""),
        ((0.0, 0.7, 0.7), (0.0, 0.7, 0.0), "", "b b"),
        ((0.7, 0.1, 0.1), (0.7, 0.7, 0.0), "", ""),  # repaired
        ((0.7, 0.1, 0.7), (0.7, 0.7, 0.7), "", "c c"),
        ((0.9, 0.8, 0.6), (0.9, 0.0, 0.3), "", "a a"),
        ((0.2, 0.7, 0.7), (0.2, 0.1, 0.0), "a", "a b"),  # missed across languages; the hop back kept it
        ((0.1, 0.7, 0.7), (0.1, 0.6, 0.0), "a", "b b"),
        ((0.4, 0.49, 0.52), (0.4, 0.01, 0.02), "", "a c"),  # nothing but the first hop changed much
        ((0.4, 0.49, 0.52), (0.4, 0.01, 0.2), "", "c c"),
        ((None, 0.7, 0.7), (None, None, 0.0), "", "b b"),
        ((0.7, 0.7, None), (0.7, 0.0, None), "", "a a"),
        ((None, None, None), (None, None, None), "", ""),
        ((0.1, 0.1, 0.4), (0.1, 0.0, 0.8), "", "c c"),  # each of the two verdicts bears the other out
        ((0.1, 0.1, 0.3), (0.1, 0.0, 0.4), "", "c c"),  # neither is major, both together are
        (
            (0.3, 0.3, 0.3),
            (0.3, 0.0, 0.0),
            "",
            "",
        ),  # the first hop's verdict is that from the original, and counts once
        ((0.1, 0.1, 0.1), (0.1, 0.0, 0.8), "", ""),  # nothing bears it out
        ((0.6, 0.2, 0.1), (0.6, 0.1, 0.0), "", "a a"),  # the hops after it changed nothing, so nothing was repaired
        ((0.6, 0.2, 0.1), (0.6, 0.1, 0.0), "a", ""),  # but the verdict across languages is the less sure one
    ],
)
def test_the_first_bad_hop_stays_bad(
    so_far: tuple[float | None, ...], drifts: tuple[float | None, ...], foreign: str, expected: str
) -> None:
    found = first_bad(WAY, by_name(so_far), by_name(drifts), frozenset(foreign))
    assert " ".join(found or ()) == expected


@pytest.mark.parametrize(
    "so_far, drifts, holds, expected",
    [
        ((0.1, 0.7, 0.7), (0.1, 0.2, 0.0), -1.0, "a b"),  # the hop back changed more, but the words are a's
        ((0.2, 0.7, 0.7), (0.2, 0.1, 0.0), 1.0, "b b"),
        ((0.2, 0.7, 0.7), (0.2, 0.1, 0.0), 0.0, "a b"),  # it holds with neither
        ((0.9, 0.7, 0.7), (0.9, 0.1, 0.0), 1.0, "b b"),  # what was found in a was something else
        ((0.9, 0.7, 0.7), (0.9, 0.1, 0.0), -1.0, "a a"),
    ],
)
def test_whose_words_a_version_in_another_language_holds_with_tells_the_hop(
    so_far: tuple[float, ...], drifts: tuple[float, ...], holds: float, expected: str
) -> None:
    told = {"b": {"a": holds}}
    assert " ".join(first_bad(WAY, by_name(so_far), by_name(drifts), frozenset("a"), told) or ()) == expected


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


def test_each_judged_thread_is_kept_changed_or_bent_for_good_by_a_hop() -> None:
    """Also one whose change was not noticed at the hop: it is not counted as kept."""
    versions = of_lines("o", ["a"]), of_lines("es", ["a"], "es"), of_lines("en", ["a"])
    story = Story(
        "story",
        (versions[0], replace(versions[1], parent="o"), replace(versions[2], parent="es")),
        "o",
        (compared("o", "es", 0.1), compared("o", "en", 0.9)),
        (compared("es", "en", 0.05),),
        (Thread(dict.fromkeys(("o", "es", "en"), (0,))),),
    )
    (there, back) = hops(story)
    assert (there.shows_in, there.is_noticed, back.shows_in) == (("en",), False, ())
    there_line, back_line = kept_by_hop((there, back))
    assert (there_line.kept, there_line.changed, there_line.first_bad, there_line.unnoticed) == (0, 0, 1, 1)
    assert (back_line.kept, back_line.changed, back_line.first_bad, back_line.unnoticed) == (1, 0, 0, 0)


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
