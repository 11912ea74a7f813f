"""Which word of the original stands for which of the version."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from drift.language import lexicon
from drift.language.words import plain, split_words
from drift.types import Pair, Word, WordLink

# Words whose contextual vectors agree less than this stand for different things (read off Edinburgh++ train).
_LEAST = 0.4


def make_pair(
    original: str,
    version: str,
    original_vectors: np.ndarray | None = None,
    version_vectors: np.ndarray | None = None,
    similarity: float | None = None,
) -> Pair:
    """A `Pair` with its words aligned.

    Vectors are float32 unit rows, one a word of `split_words` (see `word_vectors`). Without them only equal words,
    equal lemmas and like spellings are linked, which is enough where no model is at hand.
    """
    left, right = split_words(original), split_words(version)
    links = align_words(left, right, original_vectors, version_vectors)
    return Pair(original, version, left, right, links, similarity)


def word_vectors(words: tuple[Word, ...], offsets: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """Vectors of words from those of a model's tokens: each word's is the mean over the tokens that overlap it.

    `offsets` is (t, 2) character offsets, `vectors` (t, d); returns float32 unit rows (len(words), d), zero for a word
    beyond the model's reach.
    """
    starts = np.array([w.start for w in words])[:, None]
    ends = np.array([w.end for w in words])[:, None]
    if not words or not len(offsets):
        return np.zeros((len(words), vectors.shape[1] if vectors.ndim == 2 else 1), np.float32)
    overlap = ((offsets[None, :, 0] < ends) & (offsets[None, :, 1] > starts)).astype(np.float32)
    summed = overlap @ vectors
    norms = np.linalg.norm(summed, axis=1, keepdims=True)
    return np.asarray(summed / np.where(norms > 0, norms, 1), np.float32)


def nearest_tokens(left: np.ndarray, right: np.ndarray) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """For each token of either side the cosine of the other side's nearest one (BERTScore; Zhang et al. 2020).

    Args:
        left: Unit rows (t, d) of one side's tokens.
        right: The same (u, d) of the other's.

    Returns:
        t and u cosines; none where a side has no token.
    """
    if not len(left) or not len(right):
        return (), ()
    likeness = left @ right.T
    return tuple(likeness.max(1).tolist()), tuple(likeness.max(0).tolist())


def align_words(
    left: tuple[Word, ...],
    right: tuple[Word, ...],
    left_vectors: np.ndarray | None = None,
    right_vectors: np.ndarray | None = None,
) -> tuple[WordLink, ...]:
    """One-to-one word links: mutual best matches, found anew among the words still free until none is left.

    The iterated mutual argmax of SimAlign (Jalili Sabet et al. 2020), over the cosine of contextual vectors raised by
    equal forms and lemmas and by a small preference for the diagonal, which settles repeated words.
    """
    if not left or not right:
        return ()
    spelled = _spelling(left, right)
    if left_vectors is None or right_vectors is None:
        likeness = spelled
    else:
        likeness = np.maximum(left_vectors @ right_vectors.T, 0) * 0.8 + spelled * 0.2
        likeness = np.where(spelled == 1, np.maximum(likeness, 0.75), likeness)
    place = np.abs(np.linspace(0, 1, len(left))[:, None] - np.linspace(0, 1, len(right))[None, :])
    score = np.where(likeness >= _LEAST, likeness - 0.15 * place, 0)
    found: list[WordLink] = []
    places = np.arange(len(left))
    while (best := score.max()) > 0:
        rows, columns = score.argmax(1), score.argmax(0)
        mutual = np.flatnonzero((columns[rows] == places) & (score[places, rows] > 0))
        if not len(mutual):  # ties can leave a best cell that is nobody's first choice
            i, j = np.unravel_index(int((score == best).argmax()), score.shape)
            mutual, rows[i] = np.array([i]), j
        partners = rows[mutual]
        found += map(WordLink, mutual.tolist(), partners.tolist(), likeness[mutual, partners].tolist())
        score[mutual] = 0
        score[:, partners] = 0
    return tuple(sorted(found, key=lambda link: link.original))


def _spelling(left: tuple[Word, ...], right: tuple[Word, ...]) -> np.ndarray:
    """1 for the same word, .9 for a base form in common, the common share of spelling for like words, else 0."""
    forms, others = [plain(w) for w in left], [plain(w) for w in right]
    by_base: dict[str, list[int]] = {}
    for j, form in enumerate(others):
        for base in _form_and_bases(form):
            by_base.setdefault(base, []).append(j)
    cells = {
        (i, j): 1.0 if form == others[j] else 0.9
        for i, form in enumerate(forms)
        for base in _form_and_bases(form)
        for j in by_base.get(base, ())
    }
    told, said = {i for i, _ in cells}, {j for _, j in cells}
    by_letter: dict[str, list[int]] = {}
    for j, other in enumerate(others):
        if j not in said and len(other) > 3:
            by_letter.setdefault(other[0], []).append(j)
    for i, form in enumerate(forms):
        if i not in told and len(form) > 3:
            for j in by_letter.get(form[0], ()):
                share = _common_prefix(form, others[j]) / max(len(form), len(others[j]))
                if share >= 0.6:
                    cells[i, j] = share
    out = np.zeros((len(left), len(right)), np.float32)
    if cells:
        out[tuple(zip(*cells, strict=True))] = list(cells.values())
    return out


@lru_cache(maxsize=65536)
def _form_and_bases(form: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((form, *lexicon.base_forms(form))))


def _common_prefix(a: str, b: str) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
