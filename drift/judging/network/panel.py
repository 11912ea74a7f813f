"""Several networks that read the same pairs, and what they say together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from drift.encoders.protocols import Tokens
from drift.judging.network.model import DriftModel, Predictions
from drift.judging.odds import chance, log_odds

_LEAST = 1e-6  # a network is not taken to be surer than this


class WordReader(Protocol):
    """What tells the vectors of a text's tokens."""

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """The tokens of each text."""
        ...


class PairReader(Protocol):
    """What reads both texts of pairs and predicts how far they drift: a network, or a panel of them."""

    @property
    def words(self) -> WordReader | None:
        """Who links words for it, if it does not leave that to the encoder."""
        ...

    def fits(self, original: str, version: str) -> bool:
        """Whether the pair is short enough to be read well as one."""
        ...

    def predict(self, pairs: Sequence[tuple[str, str]]) -> Predictions:
        """What is predicted for (original, version) pairs, in their order."""
        ...


class Panel:
    """Networks whose opinions of drift, kinds, inference and adequacy are averaged as log odds.

    Networks of different make err on different pairs, so the mean of their log odds tells changed meaning from
    paraphrase better than the best of them (Hansen and Salamon 1990). Similarity and the marked words are the first's
    alone: the others need not have been taught them in its language.
    """

    def __init__(self, members: Sequence[DriftModel]) -> None:
        self.members = tuple(members)

    @property
    def words(self) -> WordReader | None:
        """See `PairReader.words`: the first network's."""
        return self.members[0].words

    def fits(self, original: str, version: str) -> bool:
        """Whether every network reads both sides well as one."""
        return all(member.fits(original, version) for member in self.members)

    def predict(self, pairs: Sequence[tuple[str, str]]) -> Predictions:
        """See `PairReader.predict`."""
        said = [member.predict(pairs) for member in self.members]
        nli = np.exp(np.mean([np.log(np.clip(s.nli, _LEAST, 1)) for s in said], axis=0))
        return replace(
            said[0],
            drift=_mean([s.drift for s in said]),
            kinds=_mean([s.kinds for s in said]),
            nli=nli / nli.sum(-1, keepdims=True),
            adequacy=np.mean([s.adequacy for s in said], axis=0),
        )


def _mean(chances: Sequence[np.ndarray]) -> np.ndarray:
    """The chances whose log odds are the mean of those of the given ones, all of one shape."""
    return chance(np.mean([log_odds(c, _LEAST) for c in chances], axis=0))
