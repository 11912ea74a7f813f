"""Intervals and p-values against what they are by definition."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drift.evaluation.significance import interval, paired_test, score

ONES = np.ones(40)
RANDOM = np.random.default_rng(7)
SOME = RANDOM.uniform(0, 1, 40)


def test_a_score_is_a_ratio_of_sums() -> None:
    assert score(np.array([0.0, 0.5, 1.0]), np.ones(3)) == 0.5
    assert score(np.array([1.0, 0.0, 1.0]), np.array([10.0, 20.0, 10.0]), 1000) == 50
    assert score(np.array([1.0, 1.0]), np.zeros(2), 1000) == 2000  # no words at all: as if there were one


def test_an_interval_is_that_of_resampled_segments() -> None:
    found = interval(SOME, ONES, 1.0, 4000, 1)
    draws = SOME[np.random.default_rng(2).integers(0, 40, (4000, 40))].mean(axis=1)
    low, high = np.percentile(draws, [2.5, 97.5])
    assert found.low == pytest.approx(low, abs=0.01)
    assert found.high == pytest.approx(high, abs=0.01)
    assert found.mean == pytest.approx(SOME.mean(), abs=0.005)


def test_a_segments_weight_is_drawn_with_it() -> None:
    """With errors proportional to length every sample has the same rate."""
    words = RANDOM.integers(5, 50, 40).astype(float)
    found = interval(words / 10, words, 1000, 500, 0)
    assert [found.low, found.high] == pytest.approx([100, 100])


def test_few_segments_are_tested_by_all_their_permutations() -> None:
    one, other = np.array([0.1, 0.4, 0.2, 0.9, 0.3]), np.array([0.3, 0.5, 0.6, 0.8, 0.7])
    differences = one - other
    sums = [float((differences * signs).sum()) for signs in product((1, -1), repeat=5)]
    expected = sum(abs(s) >= abs(differences.sum()) - 1e-12 for s in sums) / 32
    assert paired_test(one, other, np.ones(5), 1.0, 1000, 0).randomisation == pytest.approx(expected)


def test_many_segments_are_tested_by_a_sample_of_them() -> None:
    other = SOME + RANDOM.normal(0.03, 0.1, 40)
    found = paired_test(SOME, other, ONES, 1.0, 5000, 3)
    signs = np.random.default_rng(4).choice([-1.0, 1.0], (5000, 40))
    differences = SOME - other
    expected = (abs((signs * differences).sum(axis=1)) >= abs(differences.sum())).mean()
    assert found.randomisation == pytest.approx(expected, abs=0.03)
    assert found.bootstrap == pytest.approx(expected, abs=0.05)


def test_equal_systems_do_not_differ_and_very_different_ones_do() -> None:
    same = paired_test(SOME, SOME.copy(), ONES, 1.0, 500, 0)
    assert (same.bootstrap, same.randomisation) == (1.0, 1.0)
    apart = paired_test(SOME * 0.1, SOME * 0.1 + 0.8, ONES, 1.0, 500, 0)
    assert apart.bootstrap < 0.01
    assert apart.randomisation < 0.01


def test_p_values_of_equally_good_systems_are_spread_evenly() -> None:
    """Of tests between systems that differ by chance alone, one in ten is below 0.1."""
    below = [0, 0]
    for seed in range(200):
        draw = np.random.default_rng(seed)
        found = paired_test(draw.uniform(0, 1, 60), draw.uniform(0, 1, 60), np.ones(60), 1.0, 200, seed)
        below[0] += found.bootstrap < 0.1
        below[1] += found.randomisation < 0.1
    assert all(8 <= count <= 34 for count in below)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=2, max_size=12), st.integers(0, 5))
def test_the_same_seed_gives_the_same_figures_and_p_values_are_chances(values: list[float], seed: int) -> None:
    one = np.array(values)
    other, weights = one[::-1].copy(), np.ones(len(values))
    found = paired_test(one, other, weights, 1.0, 60, seed)
    assert found == paired_test(one, other, weights, 1.0, 60, seed)
    assert 0 < found.bootstrap <= 1
    assert 0 < found.randomisation <= 1
    sure = interval(one, weights, 1.0, 60, seed)
    assert sure == interval(one, weights, 1.0, 60, seed)
    assert min(values) - 1e-9 <= sure.low <= sure.high <= max(values) + 1e-9
