"""What is measured of a candidate link and of a gap; docs/alignment.md says what each measure tells."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from drift.alignment.band import ROWS, Band, Spans
from drift.alignment.path import Chances
from drift.alignment.side import running_sums
from drift.alignment.word_features import WORD_FEATURES
from drift.alignment.words import Found

_Measure = Callable[..., np.ndarray]  # of groups [i0, i1), [j0, j1), four arrays (candidates,): a number for each
FEATURES = (
    "cosine", "margin", "wording", "length", "weakest", "weaker", "keep", "take", "keep_words", "take_words", "take_mean",
    "size_text", "cosine_sq", "cosine_wording", "cosine_size", "margin_size", "wording_size", "length_size", "take_single",
    "single", "both", "least", "size", "uneven", "same", "keep_length", "take_length", "joint", "joint_known",
    "stops_apart", "stops_least", "stops_inside", "unclosed", *WORD_FEATURES,
)  # fmt: skip
GAP_FEATURES = ("bias", "length", "nearest", "second_reading", "neighbours_alone", "found_agreement", "found_known")


def measure(band: Band, spans: Spans) -> np.ndarray:
    """The `FEATURES` of each candidate (candidates, features), float32; the last are 0 until `add_joint` and `add_words`."""
    tiles = np.minimum(spans.i0 // ROWS, len(band.low) - 1)
    i0, i1, j0, j1 = spans.i0, spans.i1, spans.j0, spans.j1
    a, b = i1 - i0, j1 - j0

    def cosine(i0: np.ndarray, i1: np.ndarray, j0: np.ndarray, j1: np.ndarray) -> np.ndarray:
        return band.cosines(Spans(i0, i1, j0, j1), tiles)

    def wording(i0: np.ndarray, i1: np.ndarray, j0: np.ndarray, j1: np.ndarray) -> np.ndarray:
        return band.cosines(Spans(i0, i1, j0, j1), tiles, wording=True)

    def evenness(i0: np.ndarray, i1: np.ndarray, j0: np.ndarray, j1: np.ndarray) -> np.ndarray:
        """How near the lengths are to the usual ratio: 0 at it, -2.5 at worst; nan where there is no such link."""
        good = (i0 >= 0) & (i1 < len(band.one.length_sums)) & (j0 >= 0) & (j1 < len(band.two.length_sums))
        ends = [np.where(good, x, 0) for x in (i0, i1, j0, j1)]
        one = band.one.length_sums[ends[1]] - band.one.length_sums[ends[0]]
        two = band.two.length_sums[ends[3]] - band.two.length_sums[ends[2]]
        full = (one > 0) & (two > 0)
        ratio = np.log(np.where(full, one, 1.0) / (np.where(full, two, 1.0) * band.ratio))
        return np.where(full, -np.minimum(np.abs(ratio), 2.5), np.nan)

    def borders(like: _Measure, whole: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """What the least border sentence adds, and what the best and the mean neighbour would."""
        kept = [
            np.where(side > 1, whole - like(*ends), np.nan)
            for side, ends in (
                (a, (i0 + 1, i1, j0, j1)), (a, (i0, i1 - 1, j0, j1)), (b, (i0, i1, j0 + 1, j1)), (b, (i0, i1, j0, j1 - 1)),
            )
        ]  # fmt: skip
        taken = [
            like(*ends) - whole
            for ends in ((i0 - 1, i1, j0, j1), (i0, i1 + 1, j0, j1), (i0, i1, j0 - 1, j1), (i0, i1, j0, j1 + 1))
        ]
        known = np.sum(np.isfinite(taken), axis=0)
        return _fold(np.fmin, kept), _fold(np.fmax, taken), np.nansum(taken, axis=0) / np.maximum(known, 1)

    def coverage(group: np.ndarray, first: bool) -> np.ndarray:
        """The least cosine of a sentence of one side's group with the whole other group."""
        least = np.full(len(spans), np.nan)
        for k in range(int(group.max(initial=0))):
            rows = np.flatnonzero(group > max(k, 1))
            at = [x[rows] for x in (i0, i1, j0, j1)]
            at[0 if first else 2] = at[0 if first else 2] + k
            at[1 if first else 3] = at[0 if first else 2] + 1
            least[rows] = np.fmin(least[rows], band.cosines(Spans(*at), tiles[rows]))
        return least

    whole, words = (np.nan_to_num(like(i0, i1, j0, j1)) for like in (cosine, wording))
    long_one, long_two = (
        side.length_sums[stop] - side.length_sums[start]
        for side, start, stop in ((band.one, i0, i1), (band.two, j0, j1))
    )
    near_one, near_two = (
        (sums[stop] - sums[start]) / long
        for sums, start, stop, long in zip(band.nearest_sums, (i0, j0), (i1, j1), (long_one, long_two), strict=True)
    )
    margin = whole - (near_one + near_two) / 2
    length = -evenness(i0, i1, j0, j1)
    cover_one, cover_two = (np.where(np.isnan(c), whole, c) for c in (coverage(a, True), coverage(b, False)))
    keep, take, take_mean = (_clipped(x, 0.4) for x in borders(cosine, whole))
    keep_words, take_words, _ = (_clipped(x, 0.4) for x in borders(wording, words))
    keep_length, take_length, _ = (_clipped(x, 1.5) for x in borders(evenness, -length))
    size = (a + b - 2) / 2
    at_borders = [(band.one.stops[i], band.two.stops[j]) for i, j in ((i0, j0), (i1, j1))]
    inner = sum(_inner_stops(side.stops, *ends) for side, ends in ((band.one, (i0, i1)), (band.two, (j0, j1))))
    unclosed = sum((side.depths[x] != side.depths[y]) * 1.0 for side, x, y in ((band.one, i0, i1), (band.two, j0, j1)))
    single = (a == 1) & (b == 1)
    same = np.zeros(len(spans))
    for k in np.flatnonzero(single):
        same[k] = band.one.texts[i0[k]] == band.two.texts[j0[k]]
    columns = {
        **dict.fromkeys(("joint", "joint_known", *WORD_FEATURES), np.zeros(len(spans))),
        "stops_apart": sum(abs(x - y) for x, y in at_borders), "stops_inside": inner, "unclosed": unclosed,
        "stops_least": np.minimum.reduce([x for pair in at_borders for x in pair]), "keep_length": keep_length, "take_length": take_length,
        "cosine": whole, "margin": margin, "wording": words, "length": length,
        "weakest": np.minimum(cover_one, cover_two), "weaker": np.maximum(cover_one, cover_two),
        "keep": keep, "take": take, "keep_words": keep_words, "take_words": take_words, "take_mean": take_mean,
        "size_text": np.log((long_one + long_two) / 200), "cosine_sq": whole**2, "cosine_wording": whole * words,
        "cosine_size": whole * size, "margin_size": margin * size, "wording_size": words * size,
        "length_size": length * size, "take_single": take * single, "single": single, "both": (a > 1) & (b > 1),
        "least": np.minimum(a, b) - 1, "size": size, "uneven": np.abs(a - b), "same": same,
    }  # fmt: skip
    return np.stack([columns[name] for name in FEATURES], axis=1).astype(np.float32)


def add_joint(features: np.ndarray, joint: np.ndarray) -> np.ndarray:
    """The features with what was learnt from joined texts.

    Args:
        features: From `measure` (candidates, features).
        joint: The cosines of groups encoded as joined texts (candidates,), nan where they were not.

    Returns:
        (candidates, features), float32, a new array.
    """
    out, known = features.copy(), np.isfinite(joint)
    out[:, FEATURES.index("joint")] = np.where(known, joint - features[:, FEATURES.index("cosine")], 0.0)
    out[:, FEATURES.index("joint_known")] = known
    return out


def add_words(features: np.ndarray, measured: np.ndarray) -> np.ndarray:
    """The features with what was learnt from words.

    Args:
        features: From `measure` (candidates, features).
        measured: From `measure_words` (candidates, word features).

    Returns:
        (candidates, features), float32, a new array.
    """
    out = features.copy()
    out[:, FEATURES.index(WORD_FEATURES[0]) :] = measured
    return out


def measured_cosines(features: np.ndarray) -> np.ndarray:
    """The cosine of each candidate (candidates,): that of the joined texts where these were encoded."""
    return np.asarray(features[:, FEATURES.index("cosine")] + features[:, FEATURES.index("joint")])


def measure_gaps(band: Band, read: Chances | None = None, found: Found | None = None) -> tuple[np.ndarray, np.ndarray]:
    """The `GAP_FEATURES` of each sentence of either side, (n, features) and (m, features), float32.

    The second reading knows from the first one, `read`, how likely a sentence's neighbours are to be without a link:
    whole passages are missing or have moved, but a single sentence among linked ones most often has a partner;
    and from `found` how well its words agree with those near by on the other side.
    """
    alone = (read.one, read.two) if read else (np.zeros(len(band.one)), np.zeros(len(band.two)))
    nothing = (np.zeros(len(band.one)), np.zeros(len(band.two)))
    agreements, weights = (found.agreement, found.totals) if found else (nothing, nothing)
    one, two = (
        np.stack(
            [
                np.ones(len(side)),
                np.log(side.lengths / 60),
                near,
                np.full(len(side), read is not None),
                _neighbours_alone(chance),
                agreement,
                weight > 0,
            ],
            axis=1,
        ).astype(np.float32)
        for side, near, chance, agreement, weight in zip(
            (band.one, band.two), (band.nearest_one, band.nearest_two), alone, agreements, weights, strict=True
        )
    )
    return one, two


def _neighbours_alone(alone: np.ndarray) -> np.ndarray:
    """For each sentence the mean chance of its neighbours to have no link (n,); an end has one neighbour."""
    if len(alone) < 2:
        return np.zeros(len(alone))
    padded = np.concatenate([alone[1:2], alone, alone[-2:-1]])
    return np.asarray((padded[:-2] + padded[2:]) / 2)


def _inner_stops(stops: np.ndarray, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
    """How surely sentences end within the groups [start, stop), on average (candidates,); 0 in those of one."""
    sums = running_sums(stops)
    return np.asarray((sums[stop] - sums[start + 1]) / np.maximum(stop - start - 1, 1))


def _clipped(values: np.ndarray, most: float) -> np.ndarray:
    return np.asarray(np.clip(np.nan_to_num(values), -most, most))


def _fold(choose: np.ufunc, arrays: list[np.ndarray]) -> np.ndarray:
    return np.asarray(choose.reduce(np.stack(arrays), axis=0))
