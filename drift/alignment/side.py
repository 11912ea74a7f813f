"""One side of an alignment: its sentences as vectors, of which those of neighbours can be added up."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from drift.alignment.borders import depths, stops
from drift.alignment.shapes import SHORT
from drift.encoders.protocols import Encoder

_BUCKETS = 512
_FEW = 40  # with fewer sentences, the mean of a side is mixed with that of these sentences on all sorts of topics
_ANY_TOPIC = (
    "The meeting begins at nine.", "Add the onions and cook them until soft.", "Our profits rose in the third quarter.",
    "She scored twice before half-time.", "The river is three hundred kilometres long.", "He refused to comment.",
    "Heavy rain is expected in the north tomorrow.", "What is the name of your brother?",
    "Das Haus steht am Ende der Straße.", "Il a perdu ses clés dans le train.",
    "El museo abre todos los días menos el lunes.", "La musica era troppo alta.",
)  # fmt: skip
_TERM = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Side:
    """Sentences of which groups of neighbours can be added up.

    Attributes:
        texts: The n sentences; none in a halved side, which has no wording either.
        meaning: The encoder's vectors less the mean of their side, times the sentence's length (n, d), float32: a
            mean-pooled vector of a joined text is near the sum of those of its parts.
        wording: The words, weighted by rarity and hashed (n, _BUCKETS), float32.
        lengths: Characters, one more than the text has (n,).
        follows: Whether sentence i stands right after i - 1, so that both may be in one group (n,), bool.
        meaning_norms: The norms of the sums of the k sentences before a place (reach + 1, n + 1).
        wording_norms: The same of `wording`.
        length_sums: `running_sums` of the lengths (n + 1,).
        stops: How surely a sentence ends before each place (n + 1,); see `borders.stops`.
        depths: How many brackets are open there (n + 1,), less those that were never opened.
    """

    texts: tuple[str, ...]
    meaning: np.ndarray
    wording: np.ndarray
    lengths: np.ndarray
    follows: np.ndarray
    meaning_norms: np.ndarray
    wording_norms: np.ndarray
    length_sums: np.ndarray
    stops: np.ndarray
    depths: np.ndarray

    def __len__(self) -> int:
        return len(self.lengths)

    @property
    def reach(self) -> int:
        """How many neighbours can be added up, at most."""
        return len(self.meaning_norms) - 1


def running_sums(values: np.ndarray) -> np.ndarray:
    """The sums of values (n,) before each place, (n + 1,): those from i to j are `sums[j] - sums[i]`."""
    return np.concatenate([[0], np.cumsum(values)])


def unit_rows(rows: np.ndarray) -> np.ndarray:
    """Rows (…, d) scaled to length 1; rows of zeros stay so."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9))


def centres(vectors: tuple[np.ndarray, np.ndarray], encoder: Encoder) -> tuple[np.ndarray, np.ndarray]:
    """What the sentences of each side have in common: topic, language, and the encoder's own bias.

    Args:
        vectors: Of either side (n, d).
        encoder: What made them; where a side is short, it encodes a few fixed sentences as well.

    Returns:
        A vector (d,) for either side.
    """
    means = [rows.mean(0) for rows in vectors]
    if min(map(len, vectors)) < _FEW:
        common = encoder.encode(_ANY_TOPIC).mean(0)
        shares = [len(rows) / (len(rows) + _FEW / 4) for rows in vectors]
        means = [share * mean + (1 - share) * common for share, mean in zip(shares, means, strict=True)]
    return np.asarray(means[0]), np.asarray(means[1])


def sketch_wording(texts: tuple[Sequence[str], Sequence[str]]) -> tuple[np.ndarray, np.ndarray]:
    """The words of either side's sentences (n, _BUCKETS), float32, their rarity counted over both sides."""
    terms = [[_terms(text) for text in side] for side in texts]
    spread = Counter(term for side in terms for sentence in side for term in set(sentence))
    total = sum(map(len, terms))
    return _sketch(terms[0], spread, total), _sketch(terms[1], spread, total)


def make_side(
    vectors: np.ndarray,
    centre: np.ndarray,
    wording: np.ndarray,
    texts: Sequence[str],
    follows: np.ndarray,
    reach: int,
    signs: np.ndarray,
) -> Side:
    """A side of n sentences.

    Args:
        vectors: The encoder's (n, d).
        centre: What is taken off each (d,); see `centres`.
        wording: From `sketch_wording` (n, _BUCKETS).
        texts: The sentences.
        follows: Whether each stands right after the one before it (n,), bool.
        reach: How many neighbours will be added up, at most.
        signs: From `borders.signs` (n, 3).
    """
    lengths = np.array([len(text) + 1.0 for text in texts])
    meaning = ((vectors - centre) * (lengths / max(lengths.mean(), 1.0))[:, None]).astype(np.float32)
    norms = [_norms(rows, follows, reach) for rows in (meaning, wording)]
    sums = running_sums(lengths)
    return Side(tuple(texts), meaning, wording, lengths, follows, norms[0], norms[1], sums, stops(signs), depths(signs))


def _norms(rows: np.ndarray, follows: np.ndarray, most: int) -> np.ndarray:
    """(most + 1, n + 1): norms of the sums of the k rows before place i; infinite where those are not neighbours.

    They are added up from the dot products of rows at most so far apart, for which no sum of vectors is needed.
    """
    n = len(rows)
    out = np.full((most + 1, n + 1), np.inf)
    run, squares, added = np.ones(n, bool), np.zeros(n + 1), np.zeros(n)
    for k in range(1, min(most, n) + 1):
        dots = np.einsum("ij,ij->i", rows[: n - k + 1], rows[k - 1 :]).astype(float)
        added = added[: n - k + 1] + (dots if k == 1 else 2 * dots)  # what the row k before a place adds to the square
        squares = squares[1:] + added
        if k > 1:
            run = run[:-1] & follows[k - 1 :]
        out[k, k:] = np.where(run, np.sqrt(np.maximum(squares, 1e-12)), np.inf)
    return out


def _terms(text: str) -> list[str]:
    """What related languages share: words without accents and their first four letters, numbers without separators."""
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
    out = np.zeros((len(terms), _BUCKETS), np.float32)
    weights = {}
    for term, count in spread.items():
        code = zlib.crc32(term.encode("utf-8", "surrogatepass"))
        weights[term] = (code % _BUCKETS, log(1 + total / count) * (1 if code >> 16 & 1 else -1))
    rows = np.repeat(np.arange(len(terms)), [len(sentence) for sentence in terms])
    entries = [weights[term] for sentence in terms for term in sentence]
    if entries:
        buckets = np.array([bucket for bucket, _ in entries])
        np.add.at(out, (rows, buckets), np.array([weight for _, weight in entries], np.float32))
    return out


def halve(side: Side) -> Side:
    """The side with each two neighbours in one; an odd last one stays as it is. Only its vectors are kept of what it says."""
    starts = np.arange(0, len(side), 2)
    meaning = np.add.reduceat(side.meaning, starts, axis=0)
    lengths = np.add.reduceat(side.lengths, starts)
    follows = side.follows[starts]
    wording = np.zeros((len(starts), 0), np.float32)
    norms = [_norms(rows, follows, SHORT.longest) for rows in (meaning, wording)]
    nothing = np.zeros(len(starts) + 1)
    return Side((), meaning, wording, lengths, follows, norms[0], norms[1], running_sums(lengths), nothing, nothing)
