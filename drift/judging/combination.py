"""What the encoder, the detectors and the drift model found -> one drift: a learned, smooth function stored as JSON.

A linear score and a layer of tanh units over features that are told by their rank, fitted on human judgements by
`research/training/combination.py` and evaluated here with numpy alone. Without a jump anywhere, it turns the last digits in which
two processors differ into last digits again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from drift.detectors.numbers import restated
from drift.judging.odds import chance, log_odds
from drift.language.words import content_words
from drift.types import KINDS, MAJOR, MINOR, DriftError, Finding, Kind, Pair

if TYPE_CHECKING:
    import numpy as np

    from drift.judging.network import Judgement

FOUND = (
    *KINDS, "findings", "distance", "lost", "gained", "lost_words", "gained_words", "unlike", "most_unlike", "reworded",
    "length", "words", "restated",
)  # fmt: skip
HEARD = (
    "at_least_minor", "at_least_major", "critical", *(f"heard_{kind}" for kind in KINDS), "entails", "entailed",
    "contradicts", "contradicted", "inadequacy", "dissimilarity", "marked_original", "marked_version",
    "most_marked_original", "most_marked_version",
)  # fmt: skip
FEATURES = (*FOUND, *HEARD)
# Rules for these kinds speak up in at most two of a hundred faithful translations (DEMETR, bio-MQM, TED; training and
# calibration parts), if the model is not deaf to that kind: their findings then count at least for such a share of their
# weight, whatever the net makes of the rest. Numbers differ between sentences that are merely alike, too. Those of `SURE`
# are right less often: they show, but where the model does not name the kind as well, how grave they are the net says.
CERTAIN: dict[Kind, float] = {
    "antonym": 0.8, "negation": 0.8, "question": 0.8, "gender": 0.8, "role": 0.8, "number": 0.65,
}  # fmt: skip
SURE: tuple[Kind, ...] = ("entity", "modality", "quantity", "untranslated")
_SHARE, _PLAINLY_MINOR = 0.8, 0.25  # of a finding's weight, and the most that it comes to without the model
# A finding of such a weight counts even where the model is deaf to its kind: Maria is not Marta.
SETTLED: dict[Kind, float] = {"entity": 0.95}
# To who did what to whom, and to how sure that is, the network is often deaf: there rules speak for themselves.
UNHEARD: tuple[Kind, ...] = ("role", "modality")
# The log odds of a kind from which the model is not deaf to it; 0, which passes, stands where no model was asked.
_HEARD_AT_ALL = dict.fromkeys(CERTAIN, -4.0) | dict.fromkeys(SURE, -3.0) | dict.fromkeys(UNHEARD, -99.0)
_NEVER = 1e-4  # a model is not taken to be surer than this


# Rising values of a feature (k,) and the normal scores of their ranks (k,).
Knots = tuple["np.ndarray", "np.ndarray"]


@dataclass(frozen=True, slots=True)
class Combination:
    """The features it reads (f), the `knots` of each, `linear` (f,), `hidden` (u, f), `offset` (u,), `out` (u,) and `bias`;
    and the expected severity that is called `minor`."""

    names: tuple[str, ...]
    knots: tuple[Knots, ...]
    linear: np.ndarray
    hidden: np.ndarray
    offset: np.ndarray
    out: np.ndarray
    bias: float
    minor: float = MINOR

    @classmethod
    def load(cls, path: Path) -> Combination:
        """Read what `research/training/combination.py` wrote; raises DriftError if it is missing or of other features."""
        import numpy as np

        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            names = tuple(stored["names"])
            knots = tuple((np.array(values, float), np.array(scores, float)) for values, scores in stored["knots"])
            linear, hidden, offset, out = (
                np.array(stored[name], float) for name in ("linear", "hidden", "offset", "out")
            )
            bias, minor = (float(stored[name]) for name in ("bias", "minor"))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DriftError(f"{path}: the combination cannot be read; reinstall the program.") from error
        if not set(names) <= set(FEATURES):
            raise DriftError(f"{path}: was fitted for other features; fit it anew with training/combination.py.")
        return cls(names, knots, linear, hidden, offset, out, bias, minor)

    def drift(
        self, pairs: Sequence[Pair], findings: Sequence[Sequence[Finding]], judged: Judgement | None = None
    ) -> list[float]:
        """The expected severity in [0, 1] of each pair with its findings and what the drift model said of it."""
        import numpy as np

        if not pairs:
            return []
        rows = features(pairs, findings, judged)
        return [float(x) for x in np.maximum(self.severity(rows), least(rows))]

    def severity(self, rows: np.ndarray) -> np.ndarray:
        """For feature rows (n, len(FEATURES)) the expected severities (n,), on the scale of the bands."""
        return banded(chance(self.log_odds(rows)), self.minor)

    def log_odds(self, rows: np.ndarray) -> np.ndarray:
        """The expected severities as they were fitted, as log odds."""
        import numpy as np

        x = ranked(columns(rows, self.names), self.knots)
        # Sums over rows and not matrix products, whose last digits depend on how many rows there are.
        inner = np.tanh((x[:, None, :] * self.hidden).sum(-1) + self.offset)
        return np.asarray((x * self.linear).sum(-1) + (inner * self.out).sum(-1) + self.bias)


def columns(rows: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """Of feature rows (n, len(FEATURES)) the features of these names, (n, f)."""
    return rows[:, [FEATURES.index(name) for name in names]]


def ranked(chosen: np.ndarray, knots: Sequence[Knots]) -> np.ndarray:
    """Features (n, f) as normal scores of their ranks, straight between knots; what lies beyond the last lies there."""
    import numpy as np

    return np.column_stack([np.interp(column, *of_it) for column, of_it in zip(chosen.T, knots, strict=True)])


def banded(expected: np.ndarray, minor: float) -> np.ndarray:
    """Expected severities with `minor` moved to where the band of that name begins; from `MAJOR` up they stay."""
    import numpy as np

    return np.asarray(np.interp(expected, (0, minor, MAJOR, 1), (0, MINOR, MAJOR, 1)))


def least(rows: np.ndarray) -> np.ndarray:
    """The drift (n,) below which what rules are sure of does not let feature rows fall."""
    import numpy as np

    lowest = np.zeros(len(rows))
    for kind in _HEARD_AT_ALL:
        weight, heard_odds = (rows[:, FEATURES.index(name)] for name in (kind, f"heard_{kind}"))
        floor = CERTAIN.get(kind, _SHARE) * weight
        if kind in SURE:
            floor = np.where(heard_odds > 0, floor, np.minimum(floor, _PLAINLY_MINOR))
        lowest = np.maximum(lowest, floor * ((heard_odds >= _HEARD_AT_ALL[kind]) | (weight >= SETTLED.get(kind, 2))))
    return lowest


@cache
def load_combination(path: Path) -> Combination:
    return Combination.load(path)


def features(
    pairs: Sequence[Pair], findings: Sequence[Sequence[Finding]], judged: Judgement | None = None
) -> np.ndarray:
    """The numbers that a combination judges by, float64 (n, len(FEATURES)); `HEARD` is 0 without a model's judgement."""
    import numpy as np

    rows = np.zeros((len(pairs), len(FEATURES)))
    rows[:, : len(FOUND)] = [found(pair, of_it) for pair, of_it in zip(pairs, findings, strict=True)]
    if judged is not None:
        rows[:, len(FOUND) :] = heard(judged)
    return rows


def found(pair: Pair, findings: Sequence[Finding]) -> np.ndarray:
    """What encoder and detectors say of a pair, in the order of `FOUND`.

    By kind the weight of its gravest finding; the sum of all weights; 1 - cosine; the share of content words on either
    side that nothing stands for, and their number; how unlike linked content words are, on average and at worst; the
    share of linked words that were reworded; the lengths' log ratio and the log of the length; the quantities given in
    other words.
    """
    import numpy as np

    gravest = dict.fromkeys(KINDS, 0.0)
    for finding in findings:
        gravest[finding.kind] = max(gravest[finding.kind], finding.weight)
    sides = (
        {i for i, w in enumerate(words) if w in content}
        for words in (pair.original_words, pair.version_words)
        for content in [frozenset(content_words(words))]
    )
    left, right = sides
    linked = [link for link in pair.word_links if link.original in left or link.version in right]
    lost = len(left - {link.original for link in linked})
    gained = len(right - {link.version for link in linked})
    unlike = [1 - min(link.similarity, 1) for link in linked]
    length = np.log((len(pair.version) + 10) / (len(pair.original) + 10))
    return np.array(
        [
            *gravest.values(),
            sum(f.weight for f in findings),
            1 - (pair.similarity if pair.similarity is not None else 1),
            lost / max(1, len(left)),
            gained / max(1, len(right)),
            lost,
            gained,
            sum(unlike) / max(1, len(unlike)),
            max(unlike, default=0),
            sum(u > 0.1 for u in unlike) / max(1, len(unlike)),
            length,
            np.log(len(pair.original_words) + len(pair.version_words) + 1),
            restated(pair),
        ]
    )


def heard(judged: Judgement) -> np.ndarray:
    """What a drift model says of n pairs, (n, len(HEARD)), probabilities as log odds.

    `marked_…`: the log of one more than the expected number of marked tokens of a side; `most_marked_…`: the surest one.
    """
    import numpy as np

    sides = [
        np.array(
            [[np.log1p(m.probability.sum()), log_odds(m.probability.max(initial=0.0), _NEVER)] for m in marks]
        ).reshape(-1, 2)
        for marks in (judged.original, judged.version)
    ]
    return np.column_stack(
        [
            log_odds(judged.drift, _NEVER),
            log_odds(judged.kinds, _NEVER),
            log_odds(judged.nli[:, :, 0], _NEVER),
            log_odds(judged.nli[:, :, 2], _NEVER),
            1 - judged.adequacy,
            1 - judged.sts,
            sides[0][:, 0],
            sides[1][:, 0],
            sides[0][:, 1],
            sides[1][:, 1],
        ]
    )
