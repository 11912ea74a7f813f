"""Confidence intervals and paired tests of a corpus-level score, by resampling its segments.

A score is a ratio of sums, `scale * sum(values) / sum(weights)`: a mean drift (weights 1), or errors per thousand words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Values = NDArray[np.float64]  # (segments,)
LEVEL = 0.95
_AT_ONCE = 5_000_000  # numbers that a batch of resamples may hold


@dataclass(frozen=True, slots=True)
class Interval:
    """The bootstrap's mean of a score and its 95 % interval by percentiles."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PValues:
    """The two-sided p-values of the difference between two systems' scores.

    Attributes:
        bootstrap: By paired bootstrap resampling (Koehn 2004), the distribution shifted to a difference of zero.
        randomisation: By approximate randomisation (Riezler and Maxwell 2005): segments change sides at random.
    """

    bootstrap: float
    randomisation: float


def score(values: Values, weights: Values, scale: float = 1.0) -> float:
    """The score of a system.

    >>> score(np.array([0.2, 0.4]), np.ones(2))
    0.30000000000000004
    """
    return float(scale * values.sum() / max(weights.sum(), 1.0))


def interval(values: Values, weights: Values, scale: float, resamples: int, seed: int) -> Interval:
    """How sure a score is, segments being drawn anew with replacement.

    Args:
        values: What is summed, by segment; two segments or more.
        weights: What it is divided by, by segment.
        scale: What the ratio is multiplied by.
        resamples: How many samples are drawn.
        seed: The seed of the random numbers.
    """
    low, high, samples = _bootstrap(values, weights, scale, resamples, seed)
    return Interval(float(samples.mean()), low, high)


def paired_test(one: Values, other: Values, weights: Values, scale: float, resamples: int, seed: int) -> PValues:
    """Whether two systems' scores on the same segments differ by more than chance; the arguments as of `interval`."""
    difference = score(one - other, weights, scale)
    _, _, samples = _bootstrap(one - other, weights, scale, resamples, seed)
    # A sample counts if it lies as far from the samples' mean as the difference from zero; one is added to both, so that
    # no p-value is zero (as sacreBLEU does, Post 2018).
    extreme = int((np.abs(samples - samples.mean()) >= abs(difference)).sum())
    total = weights.sum()

    def statistic(a: Any, b: Any, axis: int) -> Any:
        return scale * (a - b).sum(axis=axis) / max(total, 1.0)

    permuted = stats.permutation_test(
        (one, other),
        statistic,
        permutation_type="samples",
        vectorized=True,
        n_resamples=resamples,
        batch=_batch(len(one)),
        rng=np.random.default_rng(seed),
    )
    return PValues((extreme + 1) / (resamples + 1), float(min(1.0, permuted.pvalue)))


def _bootstrap(
    values: Values, weights: Values, scale: float, resamples: int, seed: int
) -> tuple[float, float, NDArray[np.float64]]:
    def statistic(values: Any, weights: Any, axis: int) -> Any:
        return scale * values.sum(axis=axis) / np.maximum(weights.sum(axis=axis), 1.0)

    found = stats.bootstrap(
        (values, weights),
        statistic,
        paired=True,
        vectorized=True,
        n_resamples=resamples,
        batch=_batch(len(values)),
        confidence_level=LEVEL,
        method="percentile",
        rng=np.random.default_rng(seed),
    )
    limits = found.confidence_interval
    return float(limits.low), float(limits.high), found.bootstrap_distribution


def _batch(segments: int) -> int:
    return max(1, _AT_ONCE // max(1, segments))
