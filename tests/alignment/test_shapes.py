"""The sizes that links may have."""

from __future__ import annotations

import pytest

from drift.alignment.shapes import ALL, SENTENCES, SHORT, Shapes


@pytest.mark.parametrize("shapes", [ALL, SENTENCES, SHORT])
def test_each_size_stands_in_its_place_and_so_does_it_turned(shapes: Shapes) -> None:
    assert [shapes.sizes[k] for of in shapes.of for k in range(of.start, of.stop)] == list(shapes.sizes)
    assert {(b, a) for a, b in shapes.sizes} == set(shapes.sizes)
    assert all(b == k for k, of in enumerate(shapes.of, 1) for _, b in shapes.sizes[of])


def test_one_sentence_may_be_told_in_twelve() -> None:
    assert (1, 12) in ALL.sizes
    assert (6, 3) in ALL.sizes
    assert (4, 4) not in ALL.sizes
