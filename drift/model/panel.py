"""Several drift models asked together: their errors are not the same, so the mean of what they say is right more often."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from drift.model.judge import DriftModel, Judgement, Marks
from drift.odds import chance, log_odds

_NEVER = 1e-5  # a model is not taken to be surer than this


class Panel:
    """Drift models and what each one's word weighs."""

    def __init__(self, members: Sequence[tuple[DriftModel, float]]) -> None:
        self.members = tuple(members)

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Judgement:
        """What the members say of (original, version) pairs on the whole."""
        return agreed([(member.judge(pairs), weight) for member, weight in self.members])


def agreed(opinions: Sequence[tuple[Judgement, float]]) -> Judgement:
    """The weighted mean of judgements of the same pairs: of log odds where they are probabilities.

    Marks are given for the first one's tokens; another's for a token is that of its surest token there.
    """
    first = opinions[0][0]
    whole = sum(weight for _, weight in opinions)

    def mean(values: Sequence[np.ndarray]) -> np.ndarray:
        return np.asarray(sum(v * w for v, (_, w) in zip(values, opinions, strict=True)) / whole, np.float32)

    def likely(values: Sequence[np.ndarray]) -> np.ndarray:
        return chance(mean([log_odds(v, _NEVER) for v in values]))

    def marks(sides: Sequence[Sequence[Marks]]) -> list[Marks]:
        return [
            Marks(same[0].offsets, likely([_on(same[0].offsets, m) for m in same])) for same in zip(*sides, strict=True)
        ]

    nli = likely([said.nli for said, _ in opinions])
    return Judgement(
        drift=likely([said.drift for said, _ in opinions]),
        kinds=likely([said.kinds for said, _ in opinions]),
        nli=nli / nli.sum(-1, keepdims=True) if len(nli) else first.nli,
        adequacy=mean([said.adequacy for said, _ in opinions]),
        sts=mean([said.sts for said, _ in opinions]),
        original=marks([said.original for said, _ in opinions]),
        version=marks([said.version for said, _ in opinions]),
    )


def _on(offsets: np.ndarray, marks: Marks) -> np.ndarray:
    """The probabilities of `marks` for tokens at these offsets (t, 2)."""
    if np.array_equal(offsets, marks.offsets):
        return marks.probability
    return np.array([marks.most(int(start), int(end)) for start, end in offsets], np.float32)
