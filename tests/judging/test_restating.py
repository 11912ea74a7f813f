"""What says the same is put in the original's words before a network reads it, and what does not is left as it is."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from drift.detectors import detect
from drift.judging.restating import restated
from drift.language.reading import read
from drift.language.word_links import make_pair

DATA = Path(__file__).parents[1] / "data" / "equivalents.csv"
with DATA.open(encoding="utf-8", newline="") as _table:
    ROWS = [(row["original"], row["version"], row["restated"]) for row in csv.DictReader(_table)]


@pytest.mark.parametrize(("original", "version", "text"), ROWS)
def test_what_says_the_same_is_restated(original: str, version: str, text: str) -> None:
    assert restated(read(make_pair(original, version))).text == (text or version)


@pytest.mark.parametrize(("original", "version"), [(o, v) for o, v, text in ROWS if text])
def test_rules_take_it_for_no_other_polarity(original: str, version: str) -> None:
    for texts in ((original, version), (version, original)):
        kinds = {f.kind for f in detect(read(make_pair(*texts))) if f.weight >= 0.3}
        assert kinds.isdisjoint({"negation", "antonym", "role", "quantity"})
