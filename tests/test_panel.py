"""Several drift models asked together."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from drift.model import DriftModel, Judgement, Panel
from drift.model.engines import Torch
from drift.model.judge import Marks, load_network
from drift.model.panel import agreed
from drift.shipped import shipped_models
from drift.types import KINDS
from tests.tiny_model import write_tiny_model

PAIRS = [
    ("The talks rose in May.", "The talks fell in May."),
    ("A city of 500,000 people.", "A city."),
    ("", "Énorme."),
]


def opinion(drift: float, marks: Marks) -> Judgement:
    kinds = np.full((1, len(KINDS)), drift)
    nli = np.array([[[0.2, 0.3, 0.5], [0.6, 0.3, 0.1]]])
    return Judgement(np.full((1, 3), drift), kinds, nli, np.array([1 - drift]), np.array([drift]), [marks], [marks])


def test_the_mean_lies_between_and_nearer_to_whom_weighs_more() -> None:
    here = Marks(np.array([[0, 3], [4, 8]]), np.array([0.9, 0.1]))
    low, high = opinion(0.2, here), opinion(0.8, here)
    assert agreed([(low, 1.0), (high, 1.0)]).drift == pytest.approx(0.5)
    assert 0.2 < agreed([(low, 1.0), (high, 0.5)]).drift[0, 0] < 0.5
    assert agreed([(low, 1.0), (high, 3.0)]).adequacy == pytest.approx(0.35)
    assert agreed([(low, 1.0), (high, 1.0)]).nli.sum(-1) == pytest.approx(1)


def test_marks_of_other_tokens_are_read_where_they_overlap() -> None:
    words = Marks(np.array([[0, 3], [4, 8]]), np.array([0.5, 0.5]))
    pieces = Marks(np.array([[0, 1], [1, 3], [4, 8]]), np.array([0.1, 0.9, 0.5]))
    both = agreed([(opinion(0.5, words), 1.0), (opinion(0.5, pieces), 1.0)]).version[0]
    assert both.offsets.tolist() == words.offsets.tolist()
    assert both.probability == pytest.approx([0.75, 0.5], abs=0.01)


def test_a_panel_of_one_says_what_that_one_says(tmp_path: Path) -> None:
    folder = write_tiny_model(tmp_path)
    model = DriftModel.load(folder, Torch(load_network(folder)))
    alone, panel = model.judge(PAIRS), Panel([(model, 1.0), (model, 0.5)]).judge(PAIRS)
    for name in ("drift", "kinds", "nli", "adequacy", "sts"):
        assert getattr(panel, name) == pytest.approx(getattr(alone, name), abs=1e-4)
    assert panel.version[0].probability == pytest.approx(alone.version[0].probability, abs=1e-4)
    assert Panel([(model, 1.0)]).judge([]).drift.shape == (0, 3)


def test_models_asked_beside_another_are_shipped_and_count_for_its_revision() -> None:
    there = shipped_models()
    for entry in there.values():
        assert set(entry.beside) <= set(there)
        assert all(there[name].reads_english and not there[name].beside for name in entry.beside)
        assert len(entry.revision) == 64
