"""Shifts of meaning that an editor would not let pass, with twins that say the same, by what rules decide alone.

`tests/data/shifts.csv`: `least` is the band below which a pair must not fall, empty for twins; `none` where rules do not tell
the shift yet, and a network may.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from drift.detectors import detect
from drift.judging.features import FEATURES
from drift.judging.policy import floors
from drift.language.reading import read
from drift.language.word_links import make_pair
from drift.types import SEVERITIES, severity_of

with (Path(__file__).parents[1] / "data" / "shifts.csv").open(encoding="utf-8", newline="") as _table:
    ROWS = [pytest.param(row, id=f"{row['shift']}-{i}") for i, row in enumerate(csv.DictReader(_table), 2)]
SILENT = np.zeros((1, len(FEATURES)))  # no network has said anything


@pytest.mark.parametrize("row", ROWS)
def test_rules_alone_tell_a_shift_from_its_twin(row: dict[str, str]) -> None:
    reading = read(make_pair(row["original"], row["version"]))
    band = severity_of(float(floors([reading], [detect(reading)], SILENT)[0]))
    if row["least"]:
        assert SEVERITIES.index(band) >= SEVERITIES.index(row["least"])
    else:
        assert band == "none"
