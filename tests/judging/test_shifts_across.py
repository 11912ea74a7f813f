"""Shifts of meaning between English and other languages, with faithful translations, by what rules decide alone.

`tests/data/shifts_across.csv`: `least` is the band below which a pair must not fall, empty for faithful translations; `told` says
who tells it: `rules`, the whole model (`model`), or nobody so far.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from drift.detectors import detect
from drift.judging.features import FEATURES
from drift.judging.policy import POLICY_ACROSS, floors
from drift.language.reading import read
from drift.language.word_links import make_pair
from drift.types import SEVERITIES, severity_of

with (Path(__file__).parents[1] / "data" / "shifts_across.csv").open(encoding="utf-8", newline="") as _table:
    ROWS = [
        pytest.param(row, id=f"{row['language']}-{row['shift']}-{i}") for i, row in enumerate(csv.DictReader(_table), 2)
    ]
SILENT = np.zeros((1, len(FEATURES)))  # no network has said anything


@pytest.mark.parametrize("row", ROWS)
def test_rules_alone_tell_a_shift_across_languages_and_let_translations_pass(row: dict[str, str]) -> None:
    reading = read(make_pair(row["original"], row["version"]))
    band = severity_of(float(floors([reading], [detect(reading)], SILENT, POLICY_ACROSS)[0]))
    if not row["least"]:
        assert band == "none"
    elif row["told"] == "rules":
        assert SEVERITIES.index(band) >= SEVERITIES.index(row["least"])
