"""A checkpoint becomes a folder that the program reads, and the folder says what the checkpoint said."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from drift.judging.network import DriftModel
from drift.judging.network.engines import Torch
from research.training.average import average
from research.training.base import Published, renamed
from research.training.batches import batches
from research.training.export import export
from research.training.records import Record
from research.training.train import Trainer, further
from tests.tiny_model import tiny_network, tiny_tokenizer

PAIRS = [("the talks rose in may", "the talks fell in may"), ("a city of 500 people", "a city")]


def test_an_exported_model_says_what_its_checkpoint_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network = tiny_network()
    Trainer(network, tiny_tokenizer(), "tiny", 1e-3, 1).save(tmp_path / "checkpoint.pt")
    tiny_tokenizer().save(str(tmp_path / "tokenizer.json"))
    tiny = Published("tiny", network.encoder.shape, (0, 2), "", lambda cache: cache)
    monkeypatch.setattr("research.training.export.PUBLISHED", {"tiny": tiny})
    export(tmp_path / "checkpoint.pt", tmp_path / "model", tmp_path)
    config = json.loads((tmp_path / "model" / "config.json").read_text())
    assert config["trained"] == {"step": 0, "seen": 0, "seed": 1}
    before = DriftModel(Torch(network), tiny_tokenizer(), (0, 2)).predict(PAIRS)
    after = DriftModel.load(tmp_path / "model").predict(PAIRS)
    assert np.abs(before.drift - after.drift).max() < 0.02
    assert np.abs(before.kinds - after.kinds).max() < 0.02


def test_training_goes_on_from_an_exported_model_above_its_frozen_layers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Trainer(tiny_network(), tiny_tokenizer(), "tiny", 1e-3, 1)
    first.seen = 40
    first.save(tmp_path / "checkpoint.pt")
    tiny_tokenizer().save(str(tmp_path / "tokenizer.json"))
    tiny = Published("tiny", first.network.encoder.shape, (0, 2), "", lambda cache: cache)
    monkeypatch.setattr("research.training.export.PUBLISHED", {"tiny": tiny})
    export(tmp_path / "checkpoint.pt", tmp_path / "model", tmp_path)
    frozen = first.network.encoder.shape.layers - 1
    second = further(tmp_path / "model", "tiny", 1e-3, 2, frozen, Trainer)
    assert second.seen == 40
    before = {name: tensor.clone() for name, tensor in second.network.state_dict().items()}
    pairs = [Record(*pair, "x", drift=drift) for pair, drift in zip(PAIRS, (1.0, 0.5), strict=True)]
    second.learn(batches(pairs, tiny_tokenizer(), (0, 2), 1)[0], 1.0)
    moved = {name for name, tensor in second.network.state_dict().items() if not torch.equal(tensor, before[name])}
    assert {name.split(".")[2] for name in moved if name.startswith("encoder.layers")} == {str(frozen)}
    assert "trunk.weight" in moved


@pytest.mark.parametrize(
    ("published", "ours"),
    [
        ("embeddings.word_embeddings.weight", "words.weight"),
        ("encoder.layer.11.attention.attn.o.bias", "layers.11.output.bias"),
        ("encoder.layer.0.attention.LayerNorm.weight", "layers.0.attention_norm.weight"),
        ("encoder.layer.5.attention.self.query.weight", "layers.5.query.weight"),
        ("encoder.layer.5.attention.output.dense.bias", "layers.5.output.bias"),
        ("encoder.layer.5.attention.output.LayerNorm.bias", "layers.5.attention_norm.bias"),
        ("encoder.layer.5.output.LayerNorm.bias", "layers.5.output_norm.bias"),
        ("encoder.relative_attention_bias.weight", "distances.weight"),
        ("embeddings.position_ids", None),
        ("pooler.dense.weight", None),
    ],
)
def test_published_parameters_find_their_place(published: str, ours: str | None) -> None:
    assert renamed(published) == ours


def test_averaged_weights_lie_between_the_two_networks() -> None:
    torch.manual_seed(0)
    before, taught = tiny_network().state_dict(), tiny_network().state_dict()
    taught = {name: value + 1 for name, value in taught.items()}
    mixed = average(taught, before, 0.7)
    assert mixed.keys() == taught.keys()
    for name, value in mixed.items():
        torch.testing.assert_close(value, 0.7 * taught[name] + 0.3 * before[name])
    assert all(torch.equal(value, taught[name]) for name, value in average(taught, before, 1.0).items())
