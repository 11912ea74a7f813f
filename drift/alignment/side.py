"""One side of an alignment: its sentences as vectors of which groups of neighbours can be added up."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drift.alignment.arrays import running

if TYPE_CHECKING:
    import numpy as np

LARGEST = 6  # sentences on a side of a link
REACH = LARGEST + 1  # a group and the neighbour that it might take in
_BUCKETS = 512
_TERM = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Side:
    """Sentences ready for adding up.

    `meaning` (n, d) are the encoder's vectors, less the mean of their side, times the sentence's length: a mean-pooled
    vector of a joined text is near the sum of those of its parts. `wording` (n, _BUCKETS) are the words, weighted by
    rarity and hashed. `lengths` (n,) are in characters. `follows[i]` tells that sentence i follows on i - 1, so that
    both may stand in one group. The norms (REACH + 1, n + 1) are those of the sums of the k sentences before a place.
    """

    texts: tuple[str, ...]
    meaning: np.ndarray
    wording: np.ndarray
    lengths: np.ndarray
    follows: np.ndarray
    meaning_norms: np.ndarray
    wording_norms: np.ndarray
    length_sums: np.ndarray

    def __len__(self) -> int:
        return len(self.lengths)


def sketch_wording(texts: tuple[Sequence[str], Sequence[str]]) -> tuple[np.ndarray, np.ndarray]:
    """The words of either side's sentences (n, _BUCKETS), float32, in one scale of rarity."""
    terms = [[_terms(text) for text in side] for side in texts]
    spread = Counter(term for side in terms for sentence in side for term in set(sentence))
    total = sum(map(len, terms))
    return _sketch(terms[0], spread, total), _sketch(terms[1], spread, total)


def make_side(
    vectors: np.ndarray, centre: np.ndarray, wording: np.ndarray, texts: Sequence[str], follows: np.ndarray
) -> Side:
    """A side from its sentences' vectors (n, d), less what they have in common with any (d,), and their `follows` (n,)."""
    import numpy as np

    lengths = np.array([len(text) + 1.0 for text in texts])
    meaning = ((vectors - centre) * (lengths / max(lengths.mean(), 1.0))[:, None]).astype(np.float32)
    norms = [_norms(rows, follows) for rows in (meaning, wording)]
    sums = running(lengths)
    return Side(tuple(texts), meaning, wording, lengths, follows, norms[0], norms[1], sums)


def _norms(rows: np.ndarray, follows: np.ndarray) -> np.ndarray:
    """(REACH + 1, n + 1): norms of the sums of the k rows before place i; infinite where those are not neighbours."""
    import numpy as np

    n = len(rows)
    out = np.full((REACH + 1, n + 1), np.inf)
    summed, run = rows.copy(), np.ones(n, bool)
    for k in range(1, min(REACH, n) + 1):
        if k > 1:
            run = run[:-1] & follows[k - 1 :]
            summed = summed[1:] + rows[: n - k + 1]
        out[k, k:] = np.where(run, np.sqrt(np.maximum(np.einsum("ij,ij->i", summed, summed), 1e-12)), np.inf)
    return out


def _terms(text: str) -> list[str]:
    """Words without accents, numbers without separators, and the first four letters of longer words: what related
    languages share."""
    plain = text.lower()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    found = []
    for word in _TERM.findall(plain):
        found.append(word.replace(".", "").replace(",", "") if word[0].isdigit() else word)
        if word[0].isalpha() and len(word) > 4:
            found.append(word[:4] + "*")
    return found


def _sketch(terms: Sequence[Sequence[str]], spread: Counter[str], total: int) -> np.ndarray:
    """Signed feature hashing (Weinberger et al. 2009) of the terms, each weighted by its inverse document frequency."""
    import math

    import numpy as np

    out = np.zeros((len(terms), _BUCKETS), np.float32)
    weights = {}
    for term, count in spread.items():
        code = zlib.crc32(term.encode("utf-8", "surrogatepass"))
        weights[term] = (code % _BUCKETS, math.log(1 + total / count) * (1 if code >> 16 & 1 else -1))
    rows = np.repeat(np.arange(len(terms)), [len(sentence) for sentence in terms])
    entries = [weights[term] for sentence in terms for term in sentence]
    if entries:
        buckets = np.array([bucket for bucket, _ in entries])
        np.add.at(out, (rows, buckets), np.array([weight for _, weight in entries], np.float32))
    return out


def halve(side: Side) -> Side:
    """The side with each two neighbours in one; an odd last one stays as it is. Its texts are not kept."""
    import numpy as np

    starts = np.arange(0, len(side), 2)
    meaning, wording = (np.add.reduceat(rows, starts, axis=0) for rows in (side.meaning, side.wording))
    lengths = np.add.reduceat(side.lengths, starts)
    follows = side.follows[starts]
    sums = running(lengths)
    return Side(
        (),
        meaning,
        wording,
        lengths,
        follows,
        _norms(meaning, follows),
        _norms(wording, follows),
        sums,
    )
