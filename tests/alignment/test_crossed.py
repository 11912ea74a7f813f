"""Links whose parts stand crosswise are taken apart where that gains clearly more."""

from __future__ import annotations

import numpy as np
import pytest

from drift.alignment.band import Spans
from drift.alignment.crossed import crossed
from drift.alignment.links import FoundLink

Ends = tuple[int, int, int, int]


def link(one: tuple[int, ...], two: tuple[int, ...]) -> FoundLink:
    return FoundLink((one, two), 0.8, 6.0, 0.7)


@pytest.mark.parametrize(
    ("gains", "expected"),
    [
        ({(1, 2, 2, 3): 8.0, (2, 3, 1, 2): 8.0}, [((1,), (2,)), ((2,), (1,))]),
        ({(1, 2, 2, 3): 8.0, (2, 3, 1, 2): 8.0, (1, 3, 1, 3): 15.0}, None),  # it gains as much whole
        (
            {(1, 2, 2, 3): 8.0, (2, 3, 1, 2): 8.0, (1, 2, 1, 2): 7.0, (2, 3, 2, 3): 7.0},
            None,
        ),  # or in order
        ({(1, 2, 2, 3): 20.0, (2, 3, 1, 2): -1.0}, None),  # one part alone says nothing of the other
    ],
)
def test_two_that_changed_places(gains: dict[Ends, float], expected: list[tuple[tuple[int, ...], ...]] | None) -> None:
    def of(spans: Spans) -> np.ndarray:
        ends = zip(*(x.tolist() for x in (spans.i0, spans.i1, spans.j0, spans.j1)), strict=True)
        return np.array([gains.get(key, 0.0) for key in ends])

    whole = link((1, 2), (1, 2))
    parts = crossed([whole], of).get(whole)
    assert (parts and [part.sides for part in parts]) == expected


def test_others_stay_as_they_are() -> None:
    links = [link((0,), (0, 1)), link((1, 3), (2, 3))]

    def never(spans: Spans) -> np.ndarray:
        raise AssertionError

    assert crossed(links, never) == {}
