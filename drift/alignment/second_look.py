"""What is encoded again because a first reading left it in doubt: groups as joined texts, and sentences for their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from drift.alignment.band import Band, Spans
from drift.alignment.features import add_joint, add_words
from drift.alignment.joint import Group, doubtful_groups, joint_cosines
from drift.alignment.path import Chances
from drift.alignment.word_features import measure_words
from drift.alignment.words import Found, Words, doubtful_sentences, words_of
from drift.encoders.protocols import Encoder, TokenEncoder


@dataclass(frozen=True, slots=True)
class SecondLook:
    """Vectors of what was in doubt.

    Attributes:
        joined: The centred vectors (d,) of groups that were encoded as joined text.
        words: For either side the words of sentences.
    """

    joined: Mapping[Group, np.ndarray]
    words: tuple[Mapping[int, Words], Mapping[int, Words]]

    def among(self, kept: tuple[np.ndarray, np.ndarray]) -> SecondLook:
        """What concerns the kept sentences of either side (k,) alone, under their places among these."""
        places = [{i: place for place, i in enumerate(side.tolist())} for side in kept]
        joined = {}
        for (side, start, stop), vector in self.joined.items():
            first, last = (places[side].get(i, -1) for i in (start, stop - 1))
            if (
                first >= 0
                and last - first == stop - 1 - start
                and all(places[side].get(i) == first + i - start for i in range(start + 1, stop - 1))
            ):
                joined[side, first, last + 1] = vector
        one, two = (
            {of[i]: words for i, words in known.items() if i in of}
            for known, of in zip(self.words, places, strict=True)
        )
        return SecondLook(joined, (one, two))

    def found(self, spans: Spans, first: Chances) -> Found | None:
        """Where the words are found, if any are known on both sides."""
        return Found(self.words, spans, first) if all(self.words) else None

    def add(self, features: np.ndarray, band: Band, spans: Spans, found: Found | None) -> np.ndarray:
        """The features (candidates, features) with what is known now, a new array."""
        features = add_joint(features, joint_cosines(band, spans, self.joined))
        return add_words(features, measure_words(found, spans)) if found else features


def look_again(
    texts: Sequence[Sequence[str]],
    centres: Sequence[np.ndarray],
    spans: Spans,
    first: Chances,
    encoder: Encoder,
    shares: tuple[float, float],
    words: Sequence[Words] = (),
) -> SecondLook:
    """Encode what is in doubt.

    Args:
        texts: The sentences of either side.
        centres: What is taken off each side's vectors (d,).
        spans: The candidates.
        first: Their chances in a first reading.
        encoder: It gives words only if it is a `TokenEncoder`.
        shares: For each sentence of both sides, how many joined texts and how many sentences are encoded at most; of
            sentences all, if 1.
        words: Those of the sentences of both sides, where they are known already.
    """
    sizes = (len(texts[0]), len(texts[1]))
    groups = doubtful_groups(spans, first.links, int(shares[0] * sum(sizes)))
    wanted = [" ".join(texts[side][start:stop]) for side, start, stop in groups]
    joined = encoder.encode(wanted) if groups else np.zeros((0, 1))
    vectors = {group: vector - centres[group[0]] for group, vector in zip(groups, joined, strict=True)}
    if not isinstance(encoder, TokenEncoder) or not shares[1]:
        return SecondLook(vectors, ({}, {}))
    doubted: tuple[np.ndarray, np.ndarray] = (np.arange(sizes[0]), np.arange(sizes[1]))
    if shares[1] < 1:
        doubted = doubtful_sentences(spans, first.links, *sizes, int(shares[1] * sum(sizes)))
    if not words:
        words = words_of(encoder, [texts[side][i] for side, places in enumerate(doubted) for i in places])[1]
    middle = len(doubted[0])
    one, two = (
        dict(zip(places.tolist(), part, strict=True))
        for places, part in zip(doubted, (words[:middle], words[middle:]), strict=True)
    )
    return SecondLook(vectors, (one, two))
