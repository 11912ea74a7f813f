"""Pairs of texts -> token ids, as the network reads them: `<s> original </s></s> version </s>`."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

# What a token is: a mark of the frame, or a word of a side that the other side lacks, has, or has beside the same word.
FRAME, LACKED, SHARED, ANCHORED = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Encoded:
    """One pair as numbers, each array as long as the pair has tokens.

    `side`: 0 frame, 1 original, 2 version. `match`: see above. `offsets` (t, 2): characters of that side's text.
    """

    ids: np.ndarray
    side: np.ndarray
    match: np.ndarray
    offsets: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)

    def halves(self) -> tuple[np.ndarray, np.ndarray]:
        """The ids of each side as a text by itself, `<s> text </s>`."""
        first = int((self.side == 1).sum()) + 2
        return self.ids[:first], np.concatenate([self.ids[:1], self.ids[first + 1 :]])


def encode_pairs(
    tokenizer: Tokenizer, pairs: list[tuple[str, str]], frame: tuple[int, int], longest: int
) -> list[Encoded]:
    """Encode pairs; where both sides together exceed `longest` tokens the longer one is cut to fit.

    `frame` holds the ids of the tokens that open and close a text.
    """
    texts = list(dict.fromkeys(text for pair in pairs for text in pair))
    coded = dict(zip(texts, tokenizer.encode_batch(texts, add_special_tokens=False), strict=True))
    return [_joined(coded[a], coded[b], frame, longest) for a, b in pairs]


def _joined(left: Encoding, right: Encoding, frame: tuple[int, int], longest: int) -> Encoded:
    n, m = _kept(len(left.ids), len(right.ids), longest - 4)
    a, b = left.ids[:n], right.ids[:m]
    opening, closing = frame
    ids = np.array([opening, *a, closing, closing, *b, closing], np.int64)
    side = np.array([0, *[1] * n, 0, 0, *[2] * m, 0], np.int64)
    match = np.array([0, *_match(a, b), 0, 0, *_match(b, a), 0], np.int64)
    nowhere = (0, 0)
    offsets = [nowhere, *left.offsets[:n], nowhere, nowhere, *right.offsets[:m], nowhere]
    return Encoded(ids, side, match, np.array(offsets, np.int64).reshape(-1, 2))


def _kept(n: int, m: int, room: int) -> tuple[int, int]:
    """How many tokens of each side fit; the longer side gives way first."""
    if n + m <= room:
        return n, m
    half = room // 2
    return (room - m, m) if m <= half else (n, room - n) if n <= half else (half, room - half)


def _match(own: list[int], other: list[int]) -> list[int]:
    """For each token of `own`, whether `other` has it, and whether beside the same neighbour."""
    single, double = set(other), set(pairwise(other))
    found = []
    for i, token in enumerate(own):
        if token not in single:
            found.append(LACKED)
        elif (i and (own[i - 1], token) in double) or (i + 1 < len(own) and (token, own[i + 1]) in double):
            found.append(ANCHORED)
        else:
            found.append(SHARED)
    return found
