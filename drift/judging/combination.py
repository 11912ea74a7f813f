"""What the encoder, the detectors and the network found -> an expected severity: a learnt, smooth function stored as JSON.

A linear score and a layer of tanh units over features given by their rank, fitted on human judgements by
`research.training.combination` and evaluated here with numpy alone. Without a jump anywhere, it turns the last digits in
which two processors differ into last digits again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from drift.judging.features import FEATURES, columns
from drift.judging.odds import chance
from drift.types import CRITICAL, MAJOR, MINOR, DriftError

MARKED_FROM = 0.2  # read off the records held out from training: where character F1 against people's marks is best

# Rising values of a feature (k,) and the normal scores of their ranks (k,).
Knots = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True, slots=True)
class Combination:
    """The function over f features, with u tanh units.

    Attributes:
        names: The features that it reads.
        knots: Of each feature the values and the normal scores of their ranks.
        linear: Weights of the features (f,).
        hidden: Weights of the units (u, f).
        offset: What is added to each unit (u,).
        out: Weights of the units (u,).
        bias: What is added.
        minor: The expected severity from which the policy calls a pair `minor`.
        major: And that from which it calls one `major`.
        critical: And that from which it calls one `critical`.
        evidence: The probability from which a token that the network marks is shown.
    """

    names: tuple[str, ...]
    knots: tuple[Knots, ...]
    linear: np.ndarray
    hidden: np.ndarray
    offset: np.ndarray
    out: np.ndarray
    bias: float
    minor: float = MINOR
    major: float = MAJOR
    critical: float = CRITICAL
    evidence: float = MARKED_FROM

    @property
    def marks(self) -> tuple[float, float, float]:
        """Where `minor`, `major` and `critical` begin among expected severities."""
        return self.minor, self.major, self.critical

    @classmethod
    def load(cls, path: Path) -> Combination:
        """Read what `research.training.combination` wrote.

        Raises:
            DriftError: If it is missing, damaged or fitted for other features.
        """
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            names = tuple(stored["names"])
            knots = tuple((np.array(values, float), np.array(scores, float)) for values, scores in stored["knots"])
            linear, hidden, offset, out = (
                np.array(stored[name], float) for name in ("linear", "hidden", "offset", "out")
            )
            bias, minor = (float(stored[name]) for name in ("bias", "minor"))
            usual = {"major": MAJOR, "critical": CRITICAL, "evidence": MARKED_FROM}
            major, critical, evidence = (float(stored.get(name, value)) for name, value in usual.items())
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DriftError(f"{path}: the combination cannot be read; reinstall the program.") from error
        if not set(names) <= set(FEATURES):
            raise DriftError(
                f"{path}: was fitted for other features; fit it anew with `python -m research.training.combination`."
            )
        return cls(names, knots, linear, hidden, offset, out, bias, minor, major, critical, evidence)

    def expected(self, rows: np.ndarray) -> np.ndarray:
        """For feature rows (n, len(FEATURES)) the expected severities (n,) in [0, 1] as they were fitted."""
        return chance(self.log_odds(rows))

    def log_odds(self, rows: np.ndarray) -> np.ndarray:
        """The expected severities (n,) as log odds."""
        x = ranked(columns(rows, self.names), self.knots)
        # Sums over rows and not matrix products, whose last digits depend on how many rows there are.
        inner = np.tanh((x[:, None, :] * self.hidden).sum(-1) + self.offset)
        return np.asarray((x * self.linear).sum(-1) + (inner * self.out).sum(-1) + self.bias)


def ranked(chosen: np.ndarray, knots: Sequence[Knots]) -> np.ndarray:
    """Features (n, f) as normal scores of their ranks, straight between knots; what lies beyond the last lies there."""
    return np.column_stack(
        [np.interp(column, values, scores) for column, (values, scores) in zip(chosen.T, knots, strict=True)]
    )


@cache
def load_combination(path: Path) -> Combination:
    """The combination at `path`, read once a process."""
    return Combination.load(path)
