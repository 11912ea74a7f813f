"""Features are what they are called."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from drift.judging.features import NETWORK_FEATURES, RULE_FEATURES, feature_rows, network_features, rule_features
from drift.language.word_links import make_pair
from tests.judging.predictions import finding, predicted


def test_rule_features_are_what_they_are_called() -> None:
    pair = replace(make_pair("Rebels killed 9 people.", "Rebels killed 9 men today."), similarity=0.9)
    row = dict(zip(RULE_FEATURES, rule_features(pair, [finding("number", 0.4), finding("number", 0.6)]), strict=True))
    assert (row["number"], row["findings"], row["antonym"]) == (0.6, 1.0, 0)
    assert row["distance"] == pytest.approx(0.1)
    assert (row["lost_words"], row["gained_words"], row["lost"]) == (1, 2, 0.25)
    assert row["length"] > 0


def test_network_features_are_what_they_are_called() -> None:
    (row,) = network_features(predicted(0.9))
    named = dict(zip(NETWORK_FEATURES, row, strict=True))
    assert named["critical"] == named["network_number"] == pytest.approx(np.log(9))
    assert named["entailed"] == named["contradicts"] == pytest.approx(np.log(0.5))
    assert named["inadequacy"] == named["dissimilarity"] == pytest.approx(0.9)
    assert named["marked_version"] == pytest.approx(np.log(1.9))
    assert named["most_marked_original"] == pytest.approx(np.log(9))


def test_without_a_network_its_features_are_nought() -> None:
    pair = make_pair("Rebels killed 9 people.", "Rebels killed 9 men today.")
    assert not feature_rows([pair], [[]])[:, len(RULE_FEATURES) :].any()
    assert feature_rows([pair], [[]], predicted(0.9))[:, len(RULE_FEATURES) :].any()
