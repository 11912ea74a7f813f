"""Evidence from words: how much of what a group of sentences says finds its words in the other group.

The sum of sentence vectors says little of where a clause belongs that stands at the border of two links. The vectors of its
tokens do: each token's weight is shared out among the sentences of the other side near by, by how well their tokens agree
with it (as in Jalili Sabet et al. 2020 and Dou and Neubig 2021, here between sentences, and by a softmax). Tokens are had by
encoding a sentence a second time, so this is done for the sentences in doubt alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

import numpy as np

from drift.alignment.band import Spans
from drift.alignment.path import Chances
from drift.alignment.side import running_sums, unit_rows
from drift.encoders.protocols import TokenEncoder, Tokens

WINDOW = 24  # sentences of the other side among which a token's weight is shared out
_DOUBT = 0.03  # least chance, for and against, that makes a link doubtful
_CHUNK = 512  # sentences whose tokens are held at once before they are made smaller
_WIDTH = 128  # of a token's vector after a random projection, which keeps cosines to about .05
_OWN = 0.8  # of its sentence's mean taken off each token: what all words of a sentence have in common
_SHARPNESS = 0.06  # temperature of the softmax over cosines
_LEAST_KNOWN = 0.2  # chance of being in some link from which a sentence's place on the other side is known


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of one sentence that have a letter or a digit.

    Attributes:
        pieces: As they are written, in lower case.
        vectors: Projected at random (t, _WIDTH), float16.
    """

    pieces: tuple[str, ...]
    vectors: np.ndarray


def doubtful_sentences(spans: Spans, chance: np.ndarray, n: int, m: int, most: int) -> tuple[np.ndarray, np.ndarray]:
    """The sentences of either side that doubtful links hold, most doubtful first, as many as may be encoded again, sorted.

    A sentence's doubt is the sum of min(p, 1 - p) over the candidates that hold it.

    Args:
        spans: The candidates.
        chance: Their chances p (candidates,).
        n: The sentences of the first side.
        m: Those of the second.
        most: How many may be encoded again.
    """
    doubt = np.where((chance >= _DOUBT) & (chance <= 1 - _DOUBT), np.minimum(chance, 1 - chance), 0.0)
    held = np.concatenate([_held(doubt, spans.i0, spans.i1, n), _held(doubt, spans.j0, spans.j1, m)])
    order = np.argsort(-held, kind="stable")[:most]
    chosen = np.sort(order[held[order] > _DOUBT / 2])
    return chosen[chosen < n], chosen[chosen >= n] - n


def words_of(encoder: TokenEncoder, texts: Sequence[str]) -> tuple[np.ndarray, list[Words]]:
    """The vectors (n, d) and the words of these sentences, from one pass of the encoder over each."""
    rows: list[np.ndarray] = []
    found: list[Words] = []
    for start in range(0, len(texts), _CHUNK):
        chunk = texts[start : start + _CHUNK]
        vectors, tokens = encoder.encode_with_tokens(chunk)
        rows.append(vectors)
        found += [_words(*one) for one in zip(chunk, tokens, strict=True)]
    return np.concatenate(rows) if rows else np.zeros((0, 1), np.float32), found


def _words(text: str, tokens: Tokens) -> Words:
    offsets, vectors = tokens
    pieces = [text[start:stop].lower() for start, stop in offsets.tolist()]
    kept = [k for k, piece in enumerate(pieces) if any(c.isalnum() for c in piece)]
    small = vectors[kept] @ _projection(vectors.shape[1]) if kept else np.zeros((0, _WIDTH))
    return Words(tuple(pieces[k] for k in kept), small.astype(np.float16))


@cache
def _projection(width: int) -> np.ndarray:
    """A fixed random projection (width, _WIDTH) that keeps dot products on average (Johnson and Lindenstrauss 1984)."""
    drawn = np.random.default_rng(0).normal(size=(width, _WIDTH))
    return np.asarray(drawn / np.sqrt(_WIDTH), np.float32)


class Found:
    """Where the words of the sentences in doubt are found on the other side.

    Attributes:
        totals: The weight of each sentence's words, of either side (n,) and (m,); 0 where they are not known.
        agreement: The mean cosine of a sentence's words with those they are found as, of either side (n,) and (m,).
    """

    def __init__(self, words: tuple[Mapping[int, Words], Mapping[int, Words]], spans: Spans, first: Chances) -> None:
        """Share out the weight of the known words.

        Args:
            words: For either side those of its sentences whose words are known.
            spans: The candidates.
            first: Their chances in a first reading, which say where about a sentence's partners are.
        """
        n, m, chance = len(first.one), len(first.two), first.links
        known = [_weighed(side) for side in words]
        self._low = _windows(spans, chance, n, m), _windows(_turned(spans), chance, m, n)
        # running sums of the weight found in each sentence of the window, and of the same times the cosine: (2, n, WINDOW + 1)
        self._shared = _share_out(known[0], known[1], self._low[0], n), _share_out(known[1], known[0], self._low[1], m)
        self.totals = tuple(
            np.array([float(side[i][1].sum()) if i in side else 0.0 for i in range(size)])
            for side, size in zip(known, (n, m), strict=True)
        )
        self._total_sums = [running_sums(total) for total in self.totals]
        self.agreement = tuple(
            shared[1, :, -1] / np.maximum(total, 1e-6) for shared, total in zip(self._shared, self.totals, strict=True)
        )

    def weight(self, side: int, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
        """The weight of the words of groups [start, stop) of a side (candidates,)."""
        return np.asarray(self._total_sums[side][stop] - self._total_sums[side][start])

    def found(self, spans: Spans, side: int, times_cosine: bool = False) -> np.ndarray:
        """The weight of the words of each span's group of this side that is found in its other group (candidates,)."""
        of = spans if side == 0 else _turned(spans)
        table, low = self._shared[side][int(times_cosine)], self._low[side]
        out = np.zeros(len(spans))
        long = of.i1 - of.i0
        for k in range(int(long.max(initial=0))):
            rows = np.flatnonzero(long > k)
            i = of.i0[rows] + k
            first, last = (np.clip(x[rows] - low[i], 0, WINDOW) for x in (of.j0, of.j1))
            out[rows] += table[i, last] - table[i, first]
        return out


def _weighed(words: Mapping[int, Words]) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """For each sentence with words, unit vectors (t, d) of what sets each apart, and its rarity among these (t,)."""
    words = {i: one for i, one in words.items() if one.pieces}
    if not words:
        return {}
    spread = Counter(piece for one in words.values() for piece in set(one.pieces))
    rarity = {i: np.array([log(1 + len(words) / spread[p]) for p in one.pieces]) for i, one in words.items()}
    total = sum(float(weight.sum()) for weight in rarity.values())
    mean = sum(rarity[i] @ one.vectors.astype(np.float32) for i, one in words.items()) / total
    found = {}
    for i, one in words.items():
        vectors = one.vectors.astype(np.float32) - mean
        own = rarity[i] @ vectors / rarity[i].sum()
        found[i] = unit_rows(vectors - _OWN * own).astype(np.float32), rarity[i]
    return found


def _share_out(
    mine: dict[int, tuple[np.ndarray, np.ndarray]],
    others: dict[int, tuple[np.ndarray, np.ndarray]],
    low: np.ndarray,
    n: int,
) -> np.ndarray:
    shared = np.zeros((2, n, WINDOW + 1), np.float32)
    for i, (vectors, weights) in mine.items():
        places = [j for j in range(low[i], low[i] + WINDOW) if j in others]
        if not places:
            continue
        cosines = vectors @ np.concatenate([others[j][0] for j in places]).T
        starts = running_sums(np.array([len(others[j][1]) for j in places]))[:-1].astype(int)
        shares = np.add.reduceat(np.exp((cosines - cosines.max(1, keepdims=True)) / _SHARPNESS), starts, axis=1)
        shares /= shares.sum(1, keepdims=True)
        best = np.maximum(np.maximum.reduceat(cosines, starts, axis=1), 0)
        at = np.array(places) - low[i] + 1
        shared[0, i, at], shared[1, i, at] = weights @ shares, weights @ (shares * best)
    return np.asarray(np.cumsum(shared, axis=2))


def _windows(spans: Spans, chance: np.ndarray, n: int, m: int) -> np.ndarray:
    """For each sentence of the first side where its window on the second begins (n,), int."""
    weight, places = np.zeros(n), np.zeros(n)
    long = spans.i1 - spans.i0
    for k in range(int(long.max(initial=0))):
        rows = np.flatnonzero(long > k)
        i = spans.i0[rows] + k
        place = spans.j0[rows] + (k + 0.5) / long[rows] * (spans.j1 - spans.j0)[rows]
        np.add.at(weight, i, chance[rows])
        np.add.at(places, i, chance[rows] * place)
    known = np.flatnonzero(weight >= _LEAST_KNOWN)
    if not len(known):
        return np.zeros(n, int)
    middle = np.interp(np.arange(n), known, places[known] / weight[known])
    return np.asarray(np.clip(np.round(middle).astype(int) - WINDOW // 2, 0, max(m - WINDOW, 0)))


def _turned(spans: Spans) -> Spans:
    return Spans(spans.j0, spans.j1, spans.i0, spans.i1)


def _held(values: np.ndarray, start: np.ndarray, stop: np.ndarray, n: int) -> np.ndarray:
    """For each of n sentences the sum of the values of the candidates that hold it (n,)."""
    change = np.zeros(n + 1)
    np.add.at(change, start, values)
    np.add.at(change, stop, -values)
    return np.asarray(np.cumsum(change)[:n])
