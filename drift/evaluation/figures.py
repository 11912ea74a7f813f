"""The figures of several systems, each with its interval and tested against a baseline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from drift.evaluation.significance import Values, interval, paired_test, score
from drift.language.words import split_words
from drift.types import KINDS, SEVERITIES, Drift, DriftError

GRAVE = ("major", "critical")
PER = 1000  # words


@dataclass(frozen=True, slots=True)
class Figure:
    """A score of a system; the lower, the better.

    Attributes:
        name: What it measures.
        score: Over all segments.
        mean: The mean of the bootstrap's samples.
        low: Where the 95 % confidence interval begins.
        high: Where it ends.
        p_bootstrap: Against the baseline, by paired bootstrap resampling; None for the baseline.
        p_randomisation: The same by approximate randomisation.
    """

    name: str
    score: float
    mean: float
    low: float
    high: float
    p_bootstrap: float | None = None
    p_randomisation: float | None = None

    @property
    def ci(self) -> float:
        """Half the width of the confidence interval."""
        return (self.high - self.low) / 2


@dataclass(frozen=True, slots=True)
class System:
    """What was found of a system: its mean drift, its grave segments per thousand words, segments by severity and kind."""

    name: str
    drift: Figure
    grave: Figure
    severities: Mapping[str, int]
    kinds: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Several systems on the same segments, the baseline first.

    Attributes:
        systems: The systems.
        signature: What the figures depend on, `name:value` parted by `|`, as sacreBLEU has it.
        segments: How many were compared.
        words: How many the originals of these have.
        unjudged: How many segments are left out, as some system's could not be judged.
    """

    systems: tuple[System, ...]
    signature: str
    segments: int
    words: int
    unjudged: int

    def as_json(self) -> list[dict[str, Any]]:
        """An object a system, in the manner of sacreBLEU: each figure with name, score, signature, interval, p-values."""
        return [
            {
                "system": f"Baseline: {system.name}" if place == 0 and len(self.systems) > 1 else system.name,
                **{
                    figure.name: _rounded(asdict(figure) | {"ci": figure.ci, "signature": self.signature})
                    for figure in (system.drift, system.grave)
                },
                "severities": dict(system.severities),
                "kinds": dict(system.kinds),
                "segments": self.segments,
                "words": self.words,
                "unjudged": self.unjudged,
            }
            for place, system in enumerate(self.systems)
        ]


def evaluate(
    drifts: Mapping[str, Sequence[Drift]],
    originals: Sequence[str],
    *,
    baseline: str | None = None,
    resamples: int = 1000,
    seed: int = 0,
    about: Mapping[str, str] | None = None,
) -> Evaluation:
    """Compare systems by the drifts of their segments.

    Args:
        drifts: By system, a drift a segment, in one order.
        originals: The segments' originals.
        baseline: The system that the others are tested against; None for the first.
        resamples: How many samples the intervals and tests draw.
        seed: The seed of the random numbers.
        about: More of the signature.

    Raises:
        DriftError: If there is no such baseline, or if fewer than two segments are judged in all systems.
    """
    names = list(drifts)
    if baseline is not None and baseline not in drifts:
        raise DriftError(f"there is no system {baseline} to be the baseline; choose from {', '.join(names)}.")
    first = baseline or names[0]
    names.sort(key=lambda name: name != first)
    judged = [all(row.drift is not None for row in segment) for segment in zip(*drifts.values(), strict=True)]
    kept = {name: [row for row, is_kept in zip(drifts[name], judged, strict=True) if is_kept] for name in names}
    texts = [text for text, is_kept in zip(originals, judged, strict=True) if is_kept]
    if len(texts) < 2:
        raise DriftError(f"{len(texts)} of {len(originals)} segments could be judged in all systems; two are needed.")
    words = np.array([sum(word.text[0].isalnum() for word in split_words(text)) for text in texts], np.float64)
    measures = {"drift": (np.ones(len(texts)), 1.0), "major_per_1000_words": (words, float(PER))}

    def values(name: str) -> dict[str, Values]:
        return {
            "drift": np.array([row.drift for row in kept[name]], np.float64),
            "major_per_1000_words": np.array([row.severity in GRAVE for row in kept[name]], np.float64),
        }

    def figure(name: str, measure: str) -> Figure:
        weights, scale = measures[measure]
        own, others = values(name)[measure], values(first)[measure]
        sure = interval(own, weights, scale, resamples, seed)
        made = Figure(measure, score(own, weights, scale), sure.mean, sure.low, sure.high)
        if name == first:
            return made
        p = paired_test(others, own, weights, scale, resamples, seed)
        return replace(made, p_bootstrap=p.bootstrap, p_randomisation=p.randomisation)

    made = tuple(
        System(name, figure(name, "drift"), figure(name, "major_per_1000_words"), *_counts(kept[name]))
        for name in names
    )
    settings = {"segments": len(texts), "words": int(words.sum()), "bs": resamples, "ar": resamples, "seed": seed}
    signature = "|".join(f"{name}:{value}" for name, value in (settings | dict(about or {})).items())
    return Evaluation(made, signature, len(texts), int(words.sum()), len(originals) - len(texts))


def _counts(drifts: Sequence[Drift]) -> tuple[dict[str, int], dict[str, int]]:
    """Segments by severity and by kind, as `versions.csv` counts links; kinds that were found only."""
    severities = Counter(row.severity for row in drifts)
    kinds = Counter(kind for row in drifts for kind in row.kinds)
    return {name: severities[name] for name in SEVERITIES}, {name: kinds[name] for name in KINDS if kinds[name]}


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in values.items()}
