"""What the signs at the ends of sentences say."""

from __future__ import annotations

import numpy as np
import pytest

from drift.alignment.borders import depths, signs, stops


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["He came.", "She left."], [2, 2, 2]),
        (["He said: «No!»", "She left."], [2, 2, 2]),
        (["He came;", "she left,", "and so on"], [2, 1, 0, 2]),
        (["See p.", "17 of No.", "that book."], [2, 2, 0.5, 2]),
        (["他来了。", "她走了"], [2, 2, 2]),
        (["他来了，", "她走了"], [2, 0, 2]),
        (["वह आया।", "वह गई।"], [2, 2, 2]),
        ([""], [2, 2]),
        ([], [2]),
    ],
)
def test_how_surely_a_sentence_ends_before_each_place(texts: list[str], expected: list[float]) -> None:
    assert stops(signs(texts)).tolist() == expected


def test_brackets_that_are_open() -> None:
    assert depths(signs(["A (b", "c", "d) e", "[f]"])).tolist() == [0, 1, 1, 0, 0]
    assert depths(signs([])).tolist() == [0]
    assert signs(["A (b"]).dtype == np.float32
