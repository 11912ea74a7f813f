"""What the encoder and the detectors found -> one drift: a learned, monotone function stored as JSON.

A sum of small regression trees (gradient boosting), fitted in scikit-learn on human judgements by
`training/combination.py` and evaluated here with numpy alone. Every finding's feature is held monotone: one more
finding, or a graver one, never lowers the drift.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from drift.types import KINDS, DriftError, Finding, Kind, Pair
from drift.words import content_words

if TYPE_CHECKING:
    import numpy as np

FEATURES = (
    *KINDS, "findings", "distance", "lost", "gained", "lost_words", "gained_words", "unlike", "most_unlike", "reworded",
    "length",
)  # fmt: skip
# Rules for these kinds speak up in at most one of a hundred faithful translations (DEMETR, training part): what they
# find, the trees may add to, but not talk away.
SURE: tuple[Kind, ...] = (
    "antonym", "negation", "number", "modality", "quantity", "role", "question", "gender", "untranslated",
)  # fmt: skip
TRUST = 0.8  # of a sure finding's weight

MONOTONE = tuple(int(name in KINDS or name == "findings") for name in FEATURES)


@dataclass(frozen=True, slots=True)
class Combination:
    """Trees in flat arrays: a node sends a row left if its `feature` is at most `threshold`; a leaf is its child."""

    base: float
    roots: np.ndarray
    feature: np.ndarray
    threshold: np.ndarray
    left: np.ndarray
    right: np.ndarray
    value: np.ndarray
    depth: int

    @classmethod
    def load(cls, path: Path) -> Combination:
        """Read what `training/combination.py` wrote; raises DriftError if it is missing or of other features."""
        import numpy as np

        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise DriftError(f"{path}: the combination cannot be read; reinstall the program.") from error
        if tuple(stored["features"]) != FEATURES:
            raise DriftError(f"{path}: was fitted for other features; fit it anew with training/combination.py.")
        trees = {name: np.array(stored[name]) for name in ("roots", "feature", "threshold", "left", "right", "value")}
        return cls(stored["base"], **trees, depth=stored["depth"])

    def drift(self, pairs: Sequence[Pair], findings: Sequence[Sequence[Finding]]) -> list[float]:
        """The expected severity in [0, 1] of each pair with its findings."""
        import numpy as np

        if not pairs:
            return []
        rows = np.stack([features(pair, found) for pair, found in zip(pairs, findings, strict=True)])
        sure = TRUST * rows[:, [FEATURES.index(kind) for kind in SURE]].max(1)
        return [float(x) for x in np.clip(np.maximum(self.raw(rows), sure), 0, 1)]

    def raw(self, rows: np.ndarray) -> np.ndarray:
        """The trees' sum for feature rows (n, len(FEATURES)): (n,), not yet clipped."""
        import numpy as np

        node = np.repeat(self.roots[None, :], len(rows), axis=0)
        at = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            goes_left = rows[at, self.feature[node]] <= self.threshold[node]
            node = np.where(goes_left, self.left[node], self.right[node])
        return np.asarray(self.base + self.value[node].sum(1))


@cache
def load_combination(path: Path) -> Combination:
    return Combination.load(path)


def features(pair: Pair, findings: Sequence[Finding]) -> np.ndarray:
    """The numbers that the combination judges by, float64 (len(FEATURES),), in the order of `FEATURES`.

    By kind the weight of its gravest finding; the sum of all weights; 1 - cosine; the share of content words on either
    side that nothing stands for, and their number; how unlike linked content words are, on average and at worst; the
    share of linked words that were reworded; the lengths' log ratio.
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
        ]
    )
