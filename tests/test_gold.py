"""The sample retellings against their gold tables: what belongs together, what drifted, in what way, by which words."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import Any

import pytest

import drift
from drift.output.rows import rows
from tests.conftest import SAMPLES

STORIES = sorted(path.parent.name for path in SAMPLES.glob("*/gold.csv"))


@dataclass(frozen=True)
class Held:
    """A gold row and the row that the program gave for the same link, None where it linked otherwise."""

    gold: dict[str, str]
    found: dict[str, Any] | None


def sentences(cell: str) -> tuple[int, ...]:
    return tuple(map(int, cell.split()))


@pytest.fixture(scope="module")
def held() -> list[Held]:
    out = []
    for story in STORIES:
        analysis = drift.analyze([SAMPLES / story / name for name in ("original.txt", "retelling.txt")])
        found = {(tuple(r["original_sentences"]), tuple(r["version_sentences"])): r for r in rows(analysis)}
        with (SAMPLES / story / "gold.csv").open(encoding="utf-8", newline="") as file:
            for gold in csv.DictReader(file):
                key = sentences(gold["original_sentences"]), sentences(gold["version_sentences"])
                out.append(Held(gold, found.get(key)))
    return out


def share(held: list[Held], true: object) -> float:
    return sum(map(true, held)) / len(held)  # type: ignore[call-overload]


def flagged(row: Held) -> bool:
    return row.found is not None and row.found["severity"] != "none"


def test_links_are_those_of_the_gold(held: list[Held]) -> None:
    assert share(held, lambda row: row.found is not None) >= 0.9


def test_drifts_are_flagged_and_faithful_links_are_not(held: list[Held]) -> None:
    linked = [row for row in held if row.found]
    drifted = [row for row in linked if row.gold["severity"] in ("major", "critical")]
    faithful = [row for row in linked if row.gold["severity"] == "none"]
    assert share(drifted, flagged) >= 0.8
    assert share(faithful, flagged) <= 0.25
    assert not [row.gold["version_text"] for row in faithful if row.found and row.found["severity"] == "critical"]


def test_kinds_are_named(held: list[Held]) -> None:
    drifted = [row for row in held if row.found and row.gold["kind"]]
    right = [row for row in drifted if row.found and set(row.gold["kind"].split(";")) & set(row.found["kinds"])]
    assert len(right) / len(drifted) >= 0.6


def test_words_are_shown(held: list[Held]) -> None:
    named = [row for row in held if flagged(row) and row.gold["version_words"]]
    shown = [
        row
        for row in named
        if row.found
        and any(w.strip() and w.strip() in row.found["evidence"] for w in row.gold["version_words"].split(";"))
    ]
    assert len(shown) / len(named) >= 0.5
