"""Sentences that are left over on both sides and most like each other: scattered ones, too few in a row for a passage."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from drift.alignment.facts import Fact, facts
from drift.alignment.links import FoundLink, free_sentences
from drift.sentences.language import detect_language

_CELLS = 25_000_000  # of pairs of sentences left over, more are not compared: such texts have little in common
_COSINE, _LEAD, _BIAS = 12.7, 12.9, -8.3  # log odds that a pair is right, by its cosine and its lead over all others
_FACT = 2.0  # log odds of a fact that stands nowhere else
_LIKELY, _LIKELY_BY_FACT = 0.85, -0.5  # log odds from which a pair is taken: without such a fact, with one
_SAMPLE = 200  # sentences by which a side's language is told


def left_over(
    found: Sequence[FoundLink], vectors: Sequence[np.ndarray], texts: Sequence[Sequence[str]]
) -> Iterator[FoundLink]:
    """Links of single sentences that no link holds and that are nearest to each other of all those.

    They are taken if they are nearest to each other of all sentences by far, or nearly so and share a fact that no other
    sentence holds. Their chance is what was right of such pairs in documents of known links; they gain nothing.

    Args:
        found: No two share a sentence.
        vectors: Of either side, centred, of length 1 (n, d) and (m, d).
        texts: The sentences of either side.
    """
    free = [free_sentences(len(side), found, k) for k, side in enumerate(texts)]
    if not len(free[0]) or not len(free[1]) or len(free[0]) * len(free[1]) > _CELLS:
        return
    cosines = vectors[0][free[0]] @ vectors[1][free[1]].T
    best, back = cosines.argmax(1), cosines.argmax(0)
    languages: list[str] = []
    for a in np.flatnonzero(back[best] == np.arange(len(best))).tolist():
        cosine = float(cosines[a, best[a]])
        i, j = int(free[0][a]), int(free[1][best[a]])
        odds = _COSINE * cosine + _LEAD * cosine + _BIAS  # as they were without a rival
        if odds + _FACT < _LIKELY_BY_FACT:
            continue
        rivals = (np.delete(vectors[1] @ vectors[0][i], j), np.delete(vectors[0] @ vectors[1][j], i))
        odds -= _LEAD * max(0.0, *(float(row.max(initial=0.0)) for row in rivals))
        if odds < _LIKELY and odds + _FACT >= _LIKELY_BY_FACT:
            languages = languages or [detect_language(" ".join(side[:_SAMPLE])) for side in texts]
            odds = odds + _FACT if _share_a_fact((i, j), texts, languages) else -math.inf
        if odds >= _LIKELY_BY_FACT:
            yield FoundLink(((i,), (j,)), 1 / (1 + math.exp(-odds)), 0.0, cosine)


def _share_a_fact(pair: tuple[int, int], texts: Sequence[Sequence[str]], languages: Sequence[str]) -> bool:
    """Whether two sentences hold a fact that no other sentence of either side does, by its wording."""
    mine, theirs = (facts(side[i], language) for side, i, language in zip(texts, pair, languages, strict=True))
    return any(_is_single(a, texts[0]) and _is_single(b, texts[1]) for a in mine for b in theirs if a.is_same(b))


def _is_single(fact: Fact, side: Sequence[str]) -> bool:
    return sum(fact.text in text for text in side) == 1
