"""Several networks that read the same pairs, on tiny networks with random weights."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from drift.judging.models import ModelEntry
from drift.judging.network import DriftModel, Panel
from drift.judging.network.engines import Torch
from drift.judging.network.model import load_network
from tests.tiny_model import write_tiny_model

PAIRS = [
    ("The talks rose in May.", "The talks fell in May."),
    ("A city of 500,000 people.", "A city."),
    ("", "Something was added."),
]


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> list[DriftModel]:
    folders = [write_tiny_model(tmp_path_factory.mktemp("tiny"), seed=seed) for seed in (1, 2)]
    return [DriftModel.load(folder, Torch(load_network(folder))) for folder in folders]


def test_a_panel_of_one_says_what_its_member_says(members: list[DriftModel]) -> None:
    alone, panel = members[0].predict(PAIRS), Panel(members[:1]).predict(PAIRS)
    for name in ("drift", "kinds", "nli", "adequacy", "sts"):
        assert np.allclose(getattr(panel, name), getattr(alone, name), atol=1e-6), name


def test_a_panel_says_what_lies_between_its_members(members: list[DriftModel]) -> None:
    said, panel = [member.predict(PAIRS) for member in members], Panel(members).predict(PAIRS)
    for name in ("drift", "kinds", "adequacy"):
        both = np.stack([getattr(s, name) for s in said])
        assert np.ptp(both, axis=0).max() > 1e-3, name  # or nothing is shown
        assert (getattr(panel, name) >= both.min(0) - 1e-6).all(), name
        assert (getattr(panel, name) <= both.max(0) + 1e-6).all(), name
    assert np.allclose(panel.nli.sum(-1), 1)


def test_the_order_of_its_members_matters_for_marks_and_similarity_alone(members: list[DriftModel]) -> None:
    there, back = Panel(members).predict(PAIRS), Panel(members[::-1]).predict(PAIRS)
    for name in ("drift", "kinds", "nli", "adequacy"):
        assert np.allclose(getattr(there, name), getattr(back, name), atol=1e-6), name
    first = members[0].predict(PAIRS)
    assert np.array_equal(there.sts, first.sts)
    assert all(np.array_equal(a.probability, b.probability) for a, b in zip(there.version, first.version, strict=True))


def test_no_pairs_give_empty_arrays(members: list[DriftModel]) -> None:
    judged = Panel(members).predict([])
    assert judged.drift.shape == (0, 3)
    assert judged.nli.shape == (0, 2, 3)


def test_a_verdict_depends_on_the_weights_of_all_networks(tmp_path: Path) -> None:
    one, other = (write_tiny_model(tmp_path / name, seed=seed) for name, seed in (("one", 1), ("other", 2)))
    for folder, beside in ((one, ["other"]), (other, [])):
        (folder / "model.json").write_text(json.dumps({"languages": ["en"], "beside": beside}), encoding="utf-8")
    both, alone = ModelEntry("one", one), ModelEntry("other", other)
    assert both.networks == (one, other)
    assert alone.networks == (other,)
    assert len({both.networks_revision, alone.networks_revision, both.revision, alone.revision}) == 4
    panel, member = both.load(), alone.load()
    assert isinstance(panel, Panel)
    assert isinstance(member, DriftModel)
    assert panel.members[1] is member  # no network is read twice
