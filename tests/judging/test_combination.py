"""The stored combination is the one that was fitted, smooth, and blind to a row's neighbours."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.detectors import detect
from drift.judging.combination import (
    CERTAIN,
    FEATURES,
    FOUND,
    HEARD,
    SURE,
    UNHEARD,
    Combination,
    banded,
    features,
    found,
    heard,
)
from drift.judging.models import shipped_models
from drift.judging.network import Judgement
from drift.judging.network.model import Marks
from drift.language.words import make_pair
from drift.types import KINDS, MAJOR, MINOR, DriftError, Finding, Span, severity_of

SHIPPED = {name: Combination.load(entry.folder / "combination.json") for name, entry in shipped_models().items()}
ROW = st.lists(st.floats(-3, 3), min_size=len(FEATURES), max_size=len(FEATURES))
SHAPES = {"knots": [[[0], [0]]], "linear": [1], "hidden": [[1]], "offset": [0], "out": [0]}


def finding(kind: str, weight: float) -> Finding:
    return Finding(kind, (Span("original", 0, 1),), weight)  # type: ignore[arg-type]


def said(drift: float) -> Judgement:
    marks = Marks(np.array([[0, 3]]), np.array([drift]))
    return Judgement(
        np.full((1, 3), drift), np.full((1, 15), drift), np.full((1, 2, 3), 1 / 3), np.array([1 - drift]),
        np.array([1 - drift]), [marks], [marks],
    )  # fmt: skip


@pytest.mark.parametrize("name", SHIPPED)
@given(ROW, st.integers(0, len(FEATURES) - 1))
def test_small_differences_stay_small(name: str, row: list[float], index: int) -> None:
    near = list(row)
    near[index] += 1e-6
    one, other = SHIPPED[name].severity(np.array([row, near]))
    assert one == pytest.approx(other, abs=1e-4)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_row_does_not_depend_on_its_neighbours(name: str) -> None:
    rows = np.random.default_rng(1).random((50, len(FEATURES)))
    together = SHIPPED[name].severity(rows)
    assert [SHIPPED[name].severity(row[None])[0] for row in rows] == pytest.approx(together.tolist(), abs=1e-12)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_pairs_no_drift(name: str) -> None:
    assert SHIPPED[name].drift([], []) == []


def test_found_features_are_what_they_are_called() -> None:
    pair = replace(make_pair("Rebels killed 9 people.", "Rebels killed 9 men today."), similarity=0.9)
    row = dict(zip(FOUND, found(pair, [finding("number", 0.4), finding("number", 0.6)]), strict=True))
    assert (row["number"], row["findings"], row["antonym"]) == (0.6, 1.0, 0)
    assert row["distance"] == pytest.approx(0.1)
    assert (row["lost_words"], row["gained_words"], row["lost"]) == (1, 2, 0.25)
    assert row["length"] > 0


def test_heard_features_are_what_they_are_called() -> None:
    (row,) = heard(said(0.9))
    named = dict(zip(HEARD, row, strict=True))
    assert named["critical"] == named["heard_number"] == pytest.approx(np.log(9))
    assert named["entailed"] == named["contradicts"] == pytest.approx(np.log(0.5))
    assert named["inadequacy"] == named["dissimilarity"] == pytest.approx(0.9)
    assert named["marked_version"] == pytest.approx(np.log(1.9))
    assert named["most_marked_original"] == pytest.approx(np.log(9))


def test_what_rules_are_sure_of_counts_unless_the_model_is_deaf_to_it() -> None:
    pair = make_pair("The talks failed.", "The talks succeeded.")
    shipped = SHIPPED["base"]
    for kind, share in CERTAIN.items():
        (drift,) = shipped.drift([pair], [[finding(kind, 0.9)]], said(0.03))
        assert drift >= share * 0.9
    for kind in set(SURE) - set(UNHEARD):
        deaf, hears = (shipped.drift([pair], [[finding(kind, 0.9)]], said(p))[0] for p in (0.03, 0.2))
        assert severity_of(deaf) == "none" and severity_of(hears) == "minor"
    assert severity_of(SHIPPED["lexical"].drift([pair], [[finding("entity", 0.9)]])[0]) != "none"


def test_two_known_names_are_two_whatever_the_model_hears() -> None:
    pair = make_pair("Maria called.", "Marta called.")
    (drift,) = SHIPPED["base"].drift([pair], [detect(pair)], said(0.03))
    assert severity_of(drift) == "minor"


def test_nothing_is_heard_without_a_model() -> None:
    pair = make_pair("Rebels killed 9 people.", "Rebels killed 9 men today.")
    assert not features([pair], [[]])[:, len(FOUND) :].any()
    assert features([pair], [[]], said(0.9))[:, len(FOUND) :].any()


@pytest.mark.parametrize(
    "content",
    ["", "[", "[]", "{}", json.dumps({"names": ["mood"], "bias": 0, "minor": 0.2, **SHAPES})],
)
def test_a_foreign_file_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "combination.json"
    path.write_text(content)
    with pytest.raises(DriftError, match=r"combination\.json"):
        Combination.load(path)


def test_a_surer_kind_counts_whole_where_the_model_names_it_too() -> None:
    pair = make_pair("Ann left.", "Eve left.")
    names, hears = (SHIPPED["base"].drift([pair], [[finding("entity", 0.9)]], said(p))[0] for p in (0.6, 0.2))
    assert severity_of(hears) == "minor" and severity_of(names) != "minor"


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.17, 0.45))
def test_bands_keep_the_order_and_begin_where_they_should(one: float, other: float, minor: float) -> None:
    low, high = banded(np.array(sorted((one, other))), minor)
    assert 0 <= low <= high <= 1
    assert banded(np.array([0, minor, MAJOR, 0.8, 1]), minor) == pytest.approx([0, MINOR, MAJOR, 0.8, 1])


def test_with_a_teacher_the_fit_goes_halfway_to_what_it_expects(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sklearn")
    from research.training import combination

    monkeypatch.setattr(combination, "fit", partial(combination.fit, epochs=50))
    rng = np.random.default_rng(0)
    rows = np.zeros((300, len(FEATURES)))
    rows[:, FEATURES.index("antonym")] = rng.random(300)
    known = {
        "rows": rows, "drift": rows[:, FEATURES.index("antonym")], "source": np.full(300, "stsb"),
        "fold": np.arange(300) % combination.FOLDS, "held_out": np.full(300, True),
    }  # fmt: skip
    knows_nothing = {"rows": np.zeros_like(rows)}
    alone, taught = (combination.fitted(known, ["antonym"], teacher=t)[1].std() for t in (None, knows_nothing))
    assert alone / 3 < taught < alone * 2 / 3


def test_what_was_fitted_survives_storing(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    from research.training.combination import fit, write

    rng = np.random.default_rng(0)
    rows = rng.random((400, len(FEATURES)))
    wanted = rows[:, KINDS.index("antonym")] * 0.5 + rows[:, FEATURES.index("lost")] ** 2 * 0.5
    fitted = replace(fit(rows, wanted, np.ones(len(rows)), FOUND, epochs=60), minor=0.3)
    write(fitted, tmp_path / "combination.json")
    stored = Combination.load(tmp_path / "combination.json")
    assert stored.severity(rows) == pytest.approx(fitted.severity(rows), abs=1e-3)
    expected = 1 / (1 + np.exp(-stored.log_odds(rows)))
    assert np.corrcoef(expected, wanted)[0, 1] > 0.9
    assert expected.mean() == pytest.approx(wanted.mean(), abs=0.02)


def test_few_faithful_translations_reach_minor() -> None:
    pytest.importorskip("sklearn")
    from research.training.combination import FALSE_ALARMS, minor_mark

    rng = np.random.default_rng(0)
    expected = np.r_[rng.beta(3, 9, 400), rng.beta(9, 3, 200)]
    sources = np.array(["demetr.translation"] * 400 + ["demetr.antonym"] * 200)
    drift = banded(expected, minor_mark(expected, sources))
    assert (drift[:400] >= MINOR).mean() == pytest.approx(FALSE_ALARMS, abs=0.01)
    assert minor_mark(expected, np.array(["bio_mqm"] * 600)) == MINOR
