"""What English says by "not until" and other languages without a "not" is put in their way, and what says another thing is left.

`tests/data/only_then.csv`: each half was written before any score of it was looked at, the second (from "The station" on) when the table stood.
`restated` is the English side, empty where it stays as it is.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from drift.judging.network.model import Marks
from drift.judging.restating import restated_sides
from drift.language.reading import read
from drift.language.word_links import make_pair

with (Path(__file__).parents[1] / "data" / "only_then.csv").open(encoding="utf-8", newline="") as _table:
    ROWS = [tuple(row.values()) for row in csv.DictReader(_table)]


@pytest.mark.parametrize(("language", "shift", "original", "version", "restated"), ROWS)
def test_not_until_is_only_when_where_the_other_side_says_so(
    language: str, shift: str, original: str, version: str, restated: str
) -> None:
    reading = read(make_pair(original, version))
    sides = [side.text for side in restated_sides(reading)]
    expected = [
        restated or text if side.is_english else text
        for side, text in zip((reading.original, reading.version), (original, version), strict=True)
    ]
    assert sides == expected
    assert not (restated and shift == "changed")


def test_marks_are_told_in_the_characters_of_the_text_as_it_is() -> None:
    text = "The shop won't open before May."
    original, _ = restated_sides(read(make_pair(text, "Der Laden wird erst im Mai öffnen.")))
    assert original.text == "The shop will open only when May."
    offsets = np.array(
        [(original.text.index(word), original.text.index(word) + len(word)) for word in ("shop", "will", "only", "May")]
    )
    marks = original.restored(Marks(offsets, np.full(4, 0.5)))
    assert [text[start:end] for start, end in marks.offsets] == ["shop", "won't", "before", "May"]
