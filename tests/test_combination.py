"""The stored trees are those that were fitted, and more evidence never means less drift."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.combination import FEATURES, MONOTONE, TRUST, Combination, features
from drift.models import find_model
from drift.types import KINDS, DriftError, Finding, Span
from drift.words import make_pair

SHIPPED = Combination.load(find_model().folder / "combination.json")
ROW = st.lists(st.floats(0, 1), min_size=len(FEATURES), max_size=len(FEATURES))


def finding(kind: str, weight: float) -> Finding:
    return Finding(kind, (Span("original", 0, 1),), weight)  # type: ignore[arg-type]


@given(ROW, st.integers(0, len(FEATURES) - 1), st.floats(0, 1))
def test_findings_only_add(row: list[float], index: int, more: float) -> None:
    if not MONOTONE[index]:
        return
    graver = list(row)
    graver[index] += more
    low, high = SHIPPED.raw(np.array([row, graver]))
    assert high >= low - 1e-9


def test_features_are_what_they_are_called() -> None:
    pair = replace(make_pair("Rebels killed 9 people.", "Rebels killed 9 men today."), similarity=0.9)
    row = dict(zip(FEATURES, features(pair, [finding("number", 0.4), finding("number", 0.6)]), strict=True))
    assert (row["number"], row["findings"], row["antonym"]) == (0.6, 1.0, 0)
    assert row["distance"] == pytest.approx(0.1)
    assert (row["lost_words"], row["gained_words"], row["lost"]) == (1, 2, 0.25)
    assert row["length"] > 0


def test_a_sure_finding_counts_whatever_the_trees_say() -> None:
    pair = make_pair("The talks failed.", "The talks succeeded.")
    (drift,) = SHIPPED.drift([pair], [[finding("antonym", 0.9)]])
    assert drift >= TRUST * 0.9


def test_no_pairs_no_drift() -> None:
    assert SHIPPED.drift([], []) == []


def test_a_row_does_not_depend_on_its_neighbours() -> None:
    rows = np.random.default_rng(1).random((50, len(FEATURES)))
    together = SHIPPED.raw(rows)
    assert [SHIPPED.raw(row[None])[0] for row in rows] == pytest.approx(together.tolist(), abs=1e-12)


@pytest.mark.parametrize("content", ["", "[", json.dumps({"features": ["mood"]})])
def test_a_foreign_file_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "combination.json"
    path.write_text(content)
    with pytest.raises(DriftError, match=r"combination\.json"):
        Combination.load(path)


def test_fitted_trees_survive_storing(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    from training.combination import as_json, fit

    rng = np.random.default_rng(0)
    rows = rng.random((400, len(FEATURES)))
    wanted = rows[:, KINDS.index("antonym")] * 0.5 + rows[:, FEATURES.index("lost")] ** 2 * 0.5
    model = fit(rows, wanted, np.ones(len(rows)))
    path = tmp_path / "combination.json"
    path.write_text(json.dumps(as_json(model)))
    assert Combination.load(path).raw(rows) == pytest.approx(model.predict(rows), abs=1e-4)
