"""The numbers that a combination reads of a pair: what encoder and rules found, and what the network predicts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from drift.detectors import DETECTORS
from drift.detectors.quantities_restated import count_restated
from drift.judging.odds import log_odds
from drift.language.words import content_words
from drift.types import KINDS, Finding, Pair

if TYPE_CHECKING:
    from drift.judging.network import Predictions

RULE_FEATURES = (
    *KINDS, *(f"by_{detector}" for detector in DETECTORS), "findings", "distance", "lost", "gained", "lost_words", "gained_words", "unlike", "most_unlike", "reworded",
    "length", "words", "restated", "far_original", "far_version", "farthest_original", "farthest_version",
    "far_sum_original", "far_sum_version",
)  # fmt: skip
NETWORK_FEATURES = (
    "at_least_minor", "at_least_major", "critical", *(f"network_{kind}" for kind in KINDS), "entails", "entailed",
    "contradicts", "contradicted", "inadequacy", "dissimilarity", "marked_original", "marked_version",
    "most_marked_original", "most_marked_version",
)  # fmt: skip
FEATURES = (*RULE_FEATURES, *NETWORK_FEATURES)
_LEAST_CHANCE = 1e-4  # a network is not taken to be surer than this


def feature_rows(
    pairs: Sequence[Pair], findings: Sequence[Sequence[Finding]], predictions: Predictions | None = None
) -> np.ndarray:
    """The features of n pairs, float64 (n, len(FEATURES)).

    Args:
        pairs: The pairs.
        findings: The rules' findings of each pair.
        predictions: What the network says of the pairs; without it the network's features are 0.
    """
    rows = np.zeros((len(pairs), len(FEATURES)))
    rows[:, : len(RULE_FEATURES)] = [
        rule_features(pair, found) for pair, found in zip(pairs, findings, strict=True)
    ] or np.zeros((0, len(RULE_FEATURES)))
    if predictions is not None:
        rows[:, len(RULE_FEATURES) :] = network_features(predictions)
    return rows


def columns(rows: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """Of feature rows (n, len(FEATURES)) the features of these names, (n, f)."""
    return rows[:, [FEATURES.index(name) for name in names]]


def rule_features(pair: Pair, findings: Sequence[Finding]) -> np.ndarray:
    """What encoder and detectors say of a pair, in the order of `RULE_FEATURES`.

    By kind, and by detector, the weight of its gravest finding; the sum of all weights; 1 - cosine; the share of content words on either
    side that nothing stands for, and their number; how unlike linked content words are, on average and at worst; the
    share of linked words that were reworded; the lengths' log ratio and the log of the length; the quantities given in
    other words; how far the tokens of either side are from the nearest of the other, on average, at most and summed.
    """
    far = [1 - np.array(side or (1.0,)) for side in pair.nearest]
    gravest = dict.fromkeys(KINDS, 0.0)
    by = dict.fromkeys(DETECTORS, 0.0)
    for finding in findings:
        gravest[finding.kind] = max(gravest[finding.kind], finding.weight)
        if finding.detector in by:
            by[finding.detector] = max(by[finding.detector], finding.weight)
    left, right = (
        {i for i, w in enumerate(words) if w in content}
        for words in (pair.original_words, pair.version_words)
        for content in [frozenset(content_words(words))]
    )
    linked = [link for link in pair.word_links if link.original in left or link.version in right]
    lost = len(left - {link.original for link in linked})
    gained = len(right - {link.version for link in linked})
    unlike = [1 - min(link.similarity, 1) for link in linked]
    length = np.log((len(pair.version) + 10) / (len(pair.original) + 10))
    return np.array(
        [
            *gravest.values(),
            *by.values(),
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
            count_restated(pair),
            *(side.mean() for side in far),
            *(side.max() for side in far),
            *(side.sum() for side in far),
        ]
    )


def network_features(predictions: Predictions) -> np.ndarray:
    """What the network predicts for n pairs, (n, len(NETWORK_FEATURES)), probabilities as log odds.

    `marked_…`: the log of one more than the expected number of marked tokens of a side; `most_marked_…`: the surest one.
    """
    sides = [
        np.array(
            [[np.log1p(m.probability.sum()), log_odds(m.probability.max(initial=0.0), _LEAST_CHANCE)] for m in marks]
        ).reshape(-1, 2)
        for marks in (predictions.original, predictions.version)
    ]
    return np.column_stack(
        [
            log_odds(predictions.drift, _LEAST_CHANCE),
            log_odds(predictions.kinds, _LEAST_CHANCE),
            log_odds(predictions.nli[:, :, 0], _LEAST_CHANCE),
            log_odds(predictions.nli[:, :, 2], _LEAST_CHANCE),
            1 - predictions.adequacy,
            1 - predictions.sts,
            sides[0][:, 0],
            sides[1][:, 0],
            sides[0][:, 1],
            sides[1][:, 1],
        ]
    )
