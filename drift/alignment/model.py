"""How good a link is: what is measured of a candidate, and the weights that turn it into a score."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from drift.alignment.band import ROWS, Band, Spans
from drift.alignment.path import NEVER, Gaps
from drift.alignment.side import LARGEST
from drift.encoders import DEFAULT_MULTILINGUAL

if TYPE_CHECKING:
    import numpy as np

    from drift.alignment.path import Chances, TileScorer

Likeness = Callable[..., "np.ndarray"]  # of groups [i0, i1), [j0, j1), four arrays, one number a candidate
FEATURES = (
    "cosine", "margin", "wording", "length", "weakest", "weaker", "keep", "take", "keep_words", "take_words", "take_mean",
    "size_text", "cosine_sq", "cosine_wording", "cosine_size", "margin_size", "wording_size", "length_size", "take_single",
    "single", "both", "least", "size", "uneven", "same", "keep_length", "take_length", "joint", "joint_known",
)  # fmt: skip
_MANY = 1.0  # log odds against each sentence beyond two for two: too rare to be learnt, and cheap beside so many gaps
GAP_FEATURES = ("bias", "length", "nearest", "again", "company")


def quick_score(band: Band, sizes: int = LARGEST) -> TileScorer:
    """A rough score of every group in a tile, from cosine, margin and length: enough to drop the hopeless ones."""
    import numpy as np

    beyond = np.arange(sizes)
    bonus = -0.3 * np.maximum(np.add.outer(beyond, beyond) - 2, 0) - 2.0 * np.multiply.outer(beyond > 0, beyond > 0)
    bonus[0, 0] = 1.0
    bonus = bonus.astype(np.float32)[:, :, None, None]

    def score(t: int) -> np.ndarray:
        cosines = band.tile_cosines(t, sizes)
        rows, columns = cosines.shape[2:]
        i, j = t * ROWS, int(band.low[t])
        (near_one, long_one), (near_two, long_two) = (
            (1.5 * _ahead(sums, start, count, sizes) / lengths, np.log(lengths * ratio))
            for sums, side, start, count, ratio in (
                (band.nearest_sums[0], band.one, i, rows, 1.0), (band.nearest_sums[1], band.two, j, columns, band.ratio),
            )
            for lengths in [_ahead(side.length_sums, start, count, sizes)]
        )  # fmt: skip
        out = np.abs(_across(long_one, -long_two))
        np.minimum(out, 2.5, out=out)
        out *= -3
        out -= _across(near_one, near_two)
        out += 12 * cosines  # 9 cosine + 3 margin - 3 unevenness
        out += bonus
        out[cosines == 0] = NEVER
        return np.asarray(out)

    return cache(score)  # each tile is asked for twice, on the way there and back


def quick_gaps(band: Band) -> Gaps:
    return Gaps(-2.5 * band.nearest_one, -2.5 * band.nearest_two)


def _ahead(sums: np.ndarray, start: int, count: int, sizes: int) -> np.ndarray:
    """(sizes, count): from running sums, the sum over the next 1, 2, … entries from each place; to the end at most."""
    import numpy as np

    places = np.arange(start, start + count)
    ends = np.minimum(places + np.arange(1, sizes + 1)[:, None], len(sums) - 1)
    return np.asarray(np.maximum(sums[ends] - sums[places], 1e-9))


def _across(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """Sums (sizes, sizes, rows, columns), float32, of numbers (sizes, rows) and (sizes, columns) of groups on either side."""
    import numpy as np

    return np.asarray(one.astype(np.float32)[:, None, :, None] + two.astype(np.float32)[None, :, None, :])


def measure(band: Band, spans: Spans) -> np.ndarray:
    """(candidates, FEATURES), float32. See `docs/alignment.md` for what each says; `tell_joint` adds the last two."""
    import numpy as np

    tiles = np.minimum(spans.i0 // ROWS, len(band.low) - 1)
    i0, i1, j0, j1 = spans.i0, spans.i1, spans.j0, spans.j1
    a, b = i1 - i0, j1 - j0

    def cosine(i0: np.ndarray, i1: np.ndarray, j0: np.ndarray, j1: np.ndarray) -> np.ndarray:
        return band.cosines(Spans(i0, i1, j0, j1), tiles)

    def wording(i0: np.ndarray, i1: np.ndarray, j0: np.ndarray, j1: np.ndarray) -> np.ndarray:
        return band.cosines(Spans(i0, i1, j0, j1), tiles, wording=True)

    def evenness(i0: np.ndarray, i1: np.ndarray, j0: np.ndarray, j1: np.ndarray) -> np.ndarray:
        """How near the lengths are to the usual ratio: 0 at it, -2.5 at most far from it; nan where there is no such link."""
        good = (i0 >= 0) & (i1 < len(band.one.length_sums)) & (j0 >= 0) & (j1 < len(band.two.length_sums))
        ends = [np.where(good, x, 0) for x in (i0, i1, j0, j1)]
        one = band.one.length_sums[ends[1]] - band.one.length_sums[ends[0]]
        two = band.two.length_sums[ends[3]] - band.two.length_sums[ends[2]]
        full = (one > 0) & (two > 0)
        ratio = np.log(np.where(full, one, 1.0) / (np.where(full, two, 1.0) * band.ratio))
        return np.where(full, -np.minimum(np.abs(ratio), 2.5), np.nan)

    def borders(like: Likeness, whole: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
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
        for k in range(LARGEST):
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
    single = (a == 1) & (b == 1)
    same = np.zeros(len(spans))
    for k in np.flatnonzero(single):
        same[k] = band.one.texts[i0[k]] == band.two.texts[j0[k]]
    columns = {
        "joint": np.zeros(len(spans)), "joint_known": np.zeros(len(spans)),
        "keep_length": keep_length, "take_length": take_length,
        "cosine": whole, "margin": margin, "wording": words, "length": length,
        "weakest": np.minimum(cover_one, cover_two), "weaker": np.maximum(cover_one, cover_two),
        "keep": keep, "take": take, "keep_words": keep_words, "take_words": take_words, "take_mean": take_mean,
        "size_text": np.log((long_one + long_two) / 200), "cosine_sq": whole**2, "cosine_wording": whole * words,
        "cosine_size": whole * size, "margin_size": margin * size, "wording_size": words * size,
        "length_size": length * size, "take_single": take * single, "single": single, "both": (a > 1) & (b > 1),
        "least": np.minimum(a, b) - 1, "size": size, "uneven": np.abs(a - b), "same": same,
    }  # fmt: skip
    return np.stack([columns[name] for name in FEATURES], axis=1).astype(np.float32)


def tell_joint(features: np.ndarray, joint: np.ndarray) -> np.ndarray:
    """The features of candidates with the cosines (candidates,) of groups encoded as joined texts, nan where they were not."""
    import numpy as np

    out, known = features.copy(), np.isfinite(joint)
    out[:, FEATURES.index("joint")] = np.where(known, joint - features[:, FEATURES.index("cosine")], 0.0)
    out[:, FEATURES.index("joint_known")] = known
    return out


def likeness(features: np.ndarray) -> np.ndarray:
    """The measured cosine of each candidate: that of the joined texts where these were encoded."""
    import numpy as np

    return np.asarray(features[:, FEATURES.index("cosine")] + features[:, FEATURES.index("joint")])


def measure_gaps(band: Band, read: Chances | None = None) -> tuple[np.ndarray, np.ndarray]:
    """(sentences, GAP_FEATURES) of either side: what speaks for leaving a sentence alone.

    Of a first reading, `read`, it is told how likely its neighbours are left alone: whole passages are missing or have
    moved, but a sentence alone among linked ones has most often a partner.
    """
    import numpy as np

    alone = (read.one, read.two) if read else (np.zeros(len(band.one)), np.zeros(len(band.two)))
    one, two = (
        np.stack(
            [
                np.ones(len(side)),
                np.log(side.lengths / 60),
                near,
                np.full(len(side), read is not None),
                _beside(chance),
            ],
            axis=1,
        ).astype(np.float32)
        for side, near, chance in zip((band.one, band.two), (band.nearest_one, band.nearest_two), alone, strict=True)
    )
    return one, two


def _beside(alone: np.ndarray) -> np.ndarray:
    """For each sentence the mean chance of its neighbours to be alone; an end has one neighbour."""
    import numpy as np

    if len(alone) < 2:
        return np.zeros(len(alone))
    padded = np.concatenate([alone[1:2], alone, alone[-2:-1]])
    return np.asarray((padded[:-2] + padded[2:]) / 2)


def _clipped(values: np.ndarray, most: float) -> np.ndarray:
    import numpy as np

    return np.asarray(np.clip(np.nan_to_num(values), -most, most))


def _fold(choose: np.ufunc, arrays: list[np.ndarray]) -> np.ndarray:
    import numpy as np

    return np.asarray(choose.reduce(np.stack(arrays), axis=0))


@dataclass(frozen=True, slots=True)
class Model:
    """A linear score plus a layer of tanh units over the standardised features, and a linear score of gaps."""

    mean: np.ndarray
    scale: np.ndarray
    linear: np.ndarray
    bias: float
    hidden: np.ndarray
    hidden_bias: np.ndarray
    out: np.ndarray
    gap: np.ndarray

    def score(self, features: np.ndarray) -> np.ndarray:
        """Log odds (candidates,) of links, up to a constant that the gaps share."""
        import numpy as np

        x = (features - self.mean) / self.scale
        learnt = x @ self.linear + self.bias + np.tanh(x @ self.hidden + self.hidden_bias) @ self.out
        fewer = features[:, FEATURES.index("least")] + 1  # sentences on the side with fewer
        more = fewer + features[:, FEATURES.index("uneven")]
        return np.asarray(learnt - _MANY * (np.maximum(fewer - 2, 0) + ((fewer > 1) & (more > 3))))

    def score_gaps(self, features: tuple[np.ndarray, np.ndarray]) -> Gaps:
        return Gaps(features[0] @ self.gap, features[1] @ self.gap)


@cache
def load_model(encoder: str) -> Model:
    """The weights that `recipes/align_weights.py` learnt for an encoder and wrote; for one that it does not know those of
    the packaged multilingual one."""
    import numpy as np

    stored = json.loads(files("drift.alignment").joinpath("weights.json").read_text(encoding="utf-8"))
    if tuple(stored["features"]) != FEATURES or tuple(stored["gap_features"]) != GAP_FEATURES:
        raise ValueError("drift/alignment/weights.json was learnt on other features: run recipes/align_weights.py")
    read = stored["encoders"].get(encoder) or stored["encoders"][DEFAULT_MULTILINGUAL]
    arrays = {name: np.array(read[name]) for name in ("mean", "scale", "linear", "hidden", "hidden_bias", "out", "gap")}
    return Model(bias=float(read["bias"]), **arrays)
