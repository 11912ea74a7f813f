"""The combination: smooth, independent of its company, stored without loss, and fitted to what people said."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.judging.combination import Combination
from drift.judging.features import FEATURES, RULE_FEATURES
from drift.judging.models import shipped_models
from drift.judging.policy import banded
from drift.types import CRITICAL, KINDS, MAJOR, MINOR, DriftError

SHIPPED = {name: Combination.load(entry.folder / "combination.json") for name, entry in shipped_models().items()}
ROW = st.lists(st.floats(-3, 3), min_size=len(FEATURES), max_size=len(FEATURES))
SHAPES = {"knots": [[[0], [0]]], "linear": [1], "hidden": [[1]], "offset": [0], "out": [0]}


@pytest.mark.parametrize("name", SHIPPED)
@given(ROW, st.integers(0, len(FEATURES) - 1))
def test_small_differences_stay_small(name: str, row: list[float], index: int) -> None:
    near = list(row)
    near[index] += 1e-6
    one, other = SHIPPED[name].expected(np.array([row, near]))
    assert one == pytest.approx(other, abs=1e-4)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_row_does_not_depend_on_its_neighbours(name: str) -> None:
    rows = np.random.default_rng(1).random((50, len(FEATURES)))
    together = SHIPPED[name].expected(rows)
    assert [SHIPPED[name].expected(row[None])[0] for row in rows] == pytest.approx(together.tolist(), abs=1e-12)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_pairs_no_severities(name: str) -> None:
    assert len(SHIPPED[name].expected(np.zeros((0, len(FEATURES))))) == 0


@pytest.mark.parametrize(
    "content",
    ["", "[", "[]", "{}", json.dumps({"names": ["mood"], "bias": 0, "minor": 0.2, **SHAPES})],
)
def test_a_foreign_file_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "combination.json"
    path.write_text(content)
    with pytest.raises(DriftError, match=r"combination\.json"):
        Combination.load(path)


def test_with_a_teacher_the_fit_goes_halfway_to_what_it_expects(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sklearn")
    from research.training import combination, fitting, measured

    monkeypatch.setattr(combination, "fit", partial(fitting.fit, epochs=50))
    monkeypatch.setattr(fitting, "RANKING", 0.0)  # ranks without any noise would be drawn apart without end
    rng = np.random.default_rng(0)
    rows = np.zeros((300, len(FEATURES)))
    rows[:, FEATURES.index("antonym")] = rng.random(300)
    known = {
        "rows": rows, "drift": rows[:, FEATURES.index("antonym")], "source": np.full(300, "stsb"),
        "fold": np.arange(300) % measured.FOLDS, "held_out": np.full(300, True),
    }  # fmt: skip
    knows_nothing = {"rows": np.zeros_like(rows)}
    alone, taught = (combination.fitted(known, ["antonym"], teacher=t)[1].std() for t in (None, knows_nothing))
    assert alone / 3 < taught < alone * 2 / 3


def test_what_was_fitted_survives_storing(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    from research.training.combination import write
    from research.training.fitting import fit

    rng = np.random.default_rng(0)
    rows = rng.random((400, len(FEATURES)))
    wanted = rows[:, KINDS.index("antonym")] * 0.5 + rows[:, FEATURES.index("lost")] ** 2 * 0.5
    fitted = replace(fit(rows, wanted, np.ones(len(rows)), RULE_FEATURES, epochs=60), minor=0.3)
    write(fitted, tmp_path / "combination.json")
    stored = Combination.load(tmp_path / "combination.json")
    assert stored.expected(rows) == pytest.approx(fitted.expected(rows), abs=1e-3)
    expected = 1 / (1 + np.exp(-stored.log_odds(rows)))
    assert np.corrcoef(expected, wanted)[0, 1] > 0.9
    assert expected.mean() == pytest.approx(wanted.mean(), abs=0.02)


def test_few_faithful_translations_reach_minor() -> None:
    pytest.importorskip("sklearn")
    from research.training.combination import FALSE_ALARMS, minor_mark

    rng = np.random.default_rng(0)
    expected = np.r_[rng.beta(3, 9, 400), rng.beta(9, 3, 200)]
    sources = np.array(["demetr.translation"] * 400 + ["demetr.antonym"] * 200)
    drift = banded(expected, (minor_mark(expected, sources), MAJOR, CRITICAL))
    assert (drift[:400] >= MINOR).mean() == pytest.approx(FALSE_ALARMS, abs=0.01)
    assert minor_mark(expected, np.array(["bio_mqm"] * 600)) == MINOR


def test_half_of_what_turns_the_meaning_round_is_critical() -> None:
    pytest.importorskip("sklearn")
    from research.training.combination import critical_mark

    expected = np.r_[np.linspace(0.5, 0.8, 101), np.linspace(0, 0.6, 50)]
    sources = np.array(["demetr.negation"] * 101 + ["demetr.tense"] * 50)
    drift = banded(expected, (MINOR, MAJOR, critical_mark(expected, sources)))
    assert (drift[:101] >= CRITICAL - 1e-9).mean() == pytest.approx(0.5, abs=0.01)
    assert critical_mark(expected[101:], sources[101:]) == CRITICAL


def test_few_of_two_peoples_translations_reach_minor_and_fewer_major() -> None:
    pytest.importorskip("sklearn")
    from research.training.combination import HUMAN_ALARMS, HUMAN_MAJOR, figures, major_mark, minor_mark

    expected = np.random.default_rng(0).beta(4, 8, 500)
    sources = np.array(["human_pairs.de"] * 300 + ["human_pairs.cs"] * 200)
    drift = banded(expected, (minor_mark(expected, sources), major_mark(expected, sources), CRITICAL))
    found = figures(drift, np.full(500, 0.06), sources)
    assert found["human_pairs.minor"] == pytest.approx(HUMAN_ALARMS, abs=0.01)
    assert found["human_pairs.major"] == pytest.approx(HUMAN_MAJOR, abs=0.01)
    assert major_mark(expected / 4, sources) == MAJOR


def test_pairs_are_ranked_inside_their_set_however_strict_its_annotators_are() -> None:
    pytest.importorskip("sklearn")
    from research.training.fitting import fit

    rng = np.random.default_rng(0)
    rows = np.zeros((600, len(FEATURES)))
    rows[:, FEATURES.index("antonym")] = rng.random(600)
    sets = np.arange(600) % 2
    strict = np.clip(rows[:, FEATURES.index("antonym")] / 3 + 0.5 * sets + rng.normal(0, 0.2, 600), 0, 1)
    expected = fit(rows, strict, np.ones(600), ["antonym"], sets, epochs=30).expected(rows)
    assert np.corrcoef(expected, rows[:, FEATURES.index("antonym")])[0, 1] > 0.9
