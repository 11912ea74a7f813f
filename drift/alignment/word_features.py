"""What is measured of a candidate link by its words; docs/alignment.md says what each measure tells."""

from __future__ import annotations

import numpy as np

from drift.alignment.band import Spans
from drift.alignment.words import Found

WORD_FEATURES = (
    "found", "found_least", "found_agreement", "found_balance", "found_keep", "found_keep_agreement", "found_take",
    "found_take_agreement", "found_borders", "found_known",
)  # fmt: skip
_MOST = 1.5  # of a border's share; as much of the other side may be found in a sentence as it says itself, and more


def measure_words(found: Found, spans: Spans) -> np.ndarray:
    """The `WORD_FEATURES` of each candidate (candidates, features), float32; 0 where words of it are not known."""
    known = _all_known(found.totals[0], spans.i0, spans.i1) & _all_known(found.totals[1], spans.j0, spans.j1)
    out = np.zeros((len(spans), len(WORD_FEATURES)), np.float32)
    out[known] = _measured(found, Spans(*(x[known] for x in (spans.i0, spans.i1, spans.j0, spans.j1))))
    return out


def _measured(found: Found, spans: Spans) -> np.ndarray:
    i0, i1, j0, j1 = spans.i0, spans.i1, spans.j0, spans.j1
    one, two = (np.maximum(found.weight(side, *ends), 1e-6) for side, ends in ((0, (i0, i1)), (1, (j0, j1))))
    of_one, of_two = (found.found(spans, side) for side in (0, 1))
    agreeing = found.found(spans, 0, times_cosine=True) + found.found(spans, 1, times_cosine=True)
    columns = {
        "found": (of_one + of_two) / (one + two), "found_least": np.minimum(of_one / one, of_two / two),
        "found_agreement": agreeing / (one + two), "found_balance": np.log((of_one + 1) / (of_two + 1)),
    }  # fmt: skip
    a, b = i1 - i0, j1 - j0
    for times_cosine, name in ((False, ""), (True, "_agreement")):
        kept = [
            np.where(size > 1, _belonging(found, group, group_side, times_cosine), np.nan)
            for size, group, group_side in (
                (a, Spans(i0, i0 + 1, j0, j1), 0), (a, Spans(i1 - 1, i1, j0, j1), 0),
                (b, Spans(i0, i1, j0, j0 + 1), 1), (b, Spans(i0, i1, j1 - 1, j1), 1),
            )
        ]  # fmt: skip
        taken = [
            _belonging(found, group, group_side, times_cosine)
            for group, group_side in (
                (Spans(i0 - 1, i0, j0, j1), 0), (Spans(i1, i1 + 1, j0, j1), 0),
                (Spans(i0, i1, j0 - 1, j0), 1), (Spans(i0, i1, j1, j1 + 1), 1),
            )
        ]  # fmt: skip
        columns[f"found_keep{name}"] = np.nan_to_num(np.fmin.reduce(kept))
        columns[f"found_take{name}"] = np.nan_to_num(np.fmax.reduce(taken))
    columns["found_borders"] = (a > 1) | (b > 1)
    columns["found_known"] = np.ones(len(spans))
    return np.stack([columns[name] for name in WORD_FEATURES], axis=1)


def _belonging(found: Found, spans: Spans, side: int, times_cosine: bool) -> np.ndarray:
    """How far each span's single sentence of this side belongs to the other group, (candidates,); nan where there is none.

    It is the weight of its words found there and of theirs found in it, for twice its weight.
    """
    n, m = (len(total) for total in found.totals)
    good = (spans.i0 >= 0) & (spans.i1 <= n) & (spans.j0 >= 0) & (spans.j1 <= m)
    inside = Spans(*(np.where(good, x, 0) for x in (spans.i0, spans.i1, spans.j0, spans.j1)))
    ends = (inside.i0, inside.i1) if side == 0 else (inside.j0, inside.j1)
    own = np.maximum(found.weight(side, *ends), 1e-6)
    both = found.found(inside, 0, times_cosine) + found.found(inside, 1, times_cosine)
    return np.where(good, np.minimum(both / (2 * own), _MOST), np.nan)


def _all_known(totals: np.ndarray, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
    """Whether the words of all sentences of a group are known."""
    sums = np.concatenate([[0], np.cumsum(totals > 0)])
    return np.asarray(sums[stop] - sums[start] == stop - start)
