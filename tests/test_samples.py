"""The sample stories: texts, gold tables and round trips agree with each other."""

from __future__ import annotations

import csv
import runpy
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from drift.stories.read import read
from drift.stories.routes import routed
from drift.stories.story import choose_original
from drift.types import KINDS, SEVERITIES, Sentence, Version

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "drift" / "samples"
STORIES = sorted(path.parent for path in SAMPLES.glob("*/original.txt"))
COLUMNS = [
    "link", "original_sentences", "version_sentences", "moved", "severity", "kind", "original_words", "version_words",
    "original_text", "version_text",
]  # fmt: skip

every_story = pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)


def gold_rows(story: Path) -> list[dict[str, str]]:
    with (story / "gold.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def sentences(story: Path, name: str) -> tuple[Sentence, ...]:
    from drift.sentences.split import split

    text = (story / f"{name}.txt").read_text(encoding="utf-8")
    return split(Version(name=name, text=text, language="en")).sentences


def indices(rows: list[dict[str, str]], column: str) -> list[int]:
    return [int(index) for row in rows for index in row[column].split()]


def drifts(row: dict[str, str]) -> list[tuple[str, str, str]]:
    """(kind, words of the original, words of the version) of a row."""
    if not row["kind"]:
        assert not row["original_words"] and not row["version_words"]
        return []
    columns = (row[name].split(";") for name in ("kind", "original_words", "version_words"))
    return list(zip(*columns, strict=True))


def test_there_are_at_least_four_stories() -> None:
    assert len(STORIES) >= 4


@every_story
def test_a_story_has_a_retelling_a_gold_table_and_round_trips(story: Path) -> None:
    assert (story / "retelling.txt").exists() and (story / "gold.csv").exists()
    copies = [path.read_text(encoding="utf-8") for path in story.glob("via-*.txt")]
    assert len(set(copies)) == len(copies) >= 3
    paragraphs = (story / "original.txt").read_text(encoding="utf-8").count("\n\n")
    assert all(copy.count("\n\n") == paragraphs for copy in copies)


@every_story
@pytest.mark.parametrize("side, name", [("original", "original"), ("version", "retelling")])
def test_every_sentence_stands_in_one_gold_row_with_its_text(story: Path, side: str, name: str) -> None:
    rows, found = gold_rows(story), sentences(story, name)
    assert 15 <= len(found) <= 40
    assert not [sentence for sentence in found if sentence.set_aside]
    assert sorted(indices(rows, f"{side}_sentences")) == list(range(len(found)))
    for row in rows:
        assert row[f"{side}_text"] == " ".join(found[i].text for i in indices([row], f"{side}_sentences"))


@every_story
def test_gold_links_follow_the_original_and_only_moved_ones_leave_the_versions_order(story: Path) -> None:
    rows = gold_rows(story)
    assert [row["link"] for row in rows] == [str(n) for n in range(len(rows))]
    assert indices(rows, "original_sentences") == sorted(indices(rows, "original_sentences"))
    assert {row["moved"] for row in rows} <= {"0", "1"}
    unmoved = indices([row for row in rows if row["moved"] == "0"], "version_sentences")
    assert unmoved == sorted(unmoved)
    everything = indices(rows, "version_sentences")
    assert (everything != sorted(everything)) == any(row["moved"] == "1" for row in rows)


@every_story
def test_gold_drifts_are_named_and_their_words_stand_in_the_texts(story: Path) -> None:
    rows = gold_rows(story)
    assert list(rows[0]) == COLUMNS
    for row in rows:
        assert row["severity"] in SEVERITIES
        assert (row["severity"] == "none") == (not drifts(row))
        for kind, original, version in drifts(row):
            assert kind in KINDS
            assert original in row["original_text"] and version in row["version_text"]
            assert bool(original) == (kind != "addition") and bool(version) == (kind != "omission")
        if not row["original_sentences"]:
            assert row["kind"] == "addition" and row["version_words"] == row["version_text"]
        if not row["version_sentences"]:
            assert row["kind"] == "omission" and row["original_words"] == row["original_text"]


@every_story
def test_most_sentences_of_a_retelling_are_faithful(story: Path) -> None:
    rows = gold_rows(story)
    assert sum(row["severity"] != "none" for row in rows) <= 0.45 * len(rows)


def test_the_stories_together_plant_every_kind_severity_and_shape() -> None:
    rows = [row for story in STORIES for row in gold_rows(story)]
    planted = Counter(kind for row in rows for kind, _, _ in drifts(row))
    assert {kind: planted[kind] for kind in KINDS if planted[kind] < 4} == {}
    assert {row["severity"] for row in rows} == set(SEVERITIES)
    assert any(row["moved"] == "1" for row in rows)
    shapes = {tuple(len(row[f"{side}_sentences"].split()) for side in ("original", "version")) for row in rows}
    assert shapes >= {(1, 1), (1, 2), (2, 1), (0, 1), (1, 0)}


def installed(package: str) -> str:
    """The Debian version of `package`, "" where it is not installed."""
    query = ["dpkg-query", "-W", "-f", "${Version}", package]
    return subprocess.run(query, capture_output=True, text=True).stdout


@pytest.mark.skipif(not shutil.which("apertium") or not shutil.which("dpkg-query"), reason="needs Debian's apertium")
def test_the_recipe_makes_the_committed_copies() -> None:
    recipe = runpy.run_path(str(ROOT / "research" / "recipes" / "round_trips.py"))
    wanted = recipe["PACKAGES"]
    if {package: installed(package) for package in wanted} != wanted:
        pytest.skip(f"the copies were made with {wanted}")
    head = slice(0, 2)  # paragraphs: each is translated by itself, so two show it
    story_with_hops = SAMPLES / recipe["STORY_WITH_HOPS"]
    for story, routes in ((STORIES[0], recipe["ROUTES"]), (story_with_hops, recipe["HOPS"])):
        text = "\n\n".join((story / "original.txt").read_text(encoding="utf-8").split("\n\n")[head])
        for name, route in routes.items():
            committed = (story / f"{name}.txt").read_text(encoding="utf-8").split("\n\n")[head]
            assert recipe["round_trip"](text, route).strip().split("\n\n") == committed


def test_the_story_with_hops_says_from_which_text_each_version_was_made() -> None:
    recipe = runpy.run_path(str(ROOT / "research" / "recipes" / "round_trips.py"))
    (read_story,) = read([SAMPLES / recipe["STORY_WITH_HOPS"]])
    story = routed(choose_original(read_story, None))
    between = {route[0]: name for name, route in recipe["HOPS"].items()}
    made = {name: between[route[0]] for name, route in recipe["ROUTES"].items()}
    expected = {**dict.fromkeys([*between.values(), "retelling"], "original"), **made, "original": ""}
    assert {version.name: version.parent for version in story.versions} == expected
