"""A drift model whose word embeddings and tokenizer are an encoder's; the sides apart and aligned."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import save_file

from drift.judging.network import DriftModel
from drift.judging.network.aligned import Aligned
from drift.judging.network.encode import encode_pairs
from drift.judging.network.engines import Memory, Torch, padded
from drift.judging.network.network import DriftNetwork, Shape
from drift.judging.network.words import words_folder
from drift.types import DriftError
from research.training.base import Published
from research.training.export import export
from research.training.train import Trainer
from tests.tiny_model import TINY, tiny_tokenizer

ACROSS = Shape(**{**TINY, "first_position": 0, "buckets": 0, "types": 2, "apart": 1, "aligned": True})
PAIRS = [("the talks rose in may", "the talks fell in may"), ("a city of 500 people", "a city"), ("", "people")]


def across_network() -> DriftNetwork:
    torch.manual_seed(3)
    network = DriftNetwork(ACROSS)
    assert network.encoder.aligned is not None
    torch.nn.init.normal_(network.encoder.aligned.difference.weight, std=0.2)
    torch.nn.init.normal_(network.encoder.aligned.bands.weight, std=0.2)
    network.encoder.words.weight.data = network.encoder.words.weight.data.half().float()
    return network


@pytest.fixture
def lent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[DriftNetwork, Path]:
    """A network and the folder that it was exported to, without its words."""
    network, encoder = across_network(), tmp_path / "encoder"
    encoder.mkdir()
    tiny_tokenizer().save(str(encoder / "tokenizer.json"))
    words = network.encoder.words.weight.detach().half()
    other = {"a.first.tensor": torch.zeros(3, dtype=torch.float32)}
    save_file({"embeddings.word_embeddings.weight": words, **other}, encoder / "model.safetensors")
    tiny = Published("tiny", ACROSS, (0, 2), "", lambda cache: encoder, words="tiny")
    monkeypatch.setattr("research.training.export.PUBLISHED", {"tiny": tiny})
    monkeypatch.setattr("research.training.train.PUBLISHED", {"tiny": tiny})
    for module in ("drift.judging.network.words", "drift.judging.network.model"):
        monkeypatch.setattr(f"{module}.words_folder", lambda config: encoder if config.get("words") else None)
    trainer = Trainer(network, tiny_tokenizer(), "tiny", 1e-3, 1)
    trainer.save(tmp_path / "checkpoint.pt")
    export(tmp_path / "checkpoint.pt", tmp_path / "model", tmp_path)
    return network, tmp_path


def test_neither_checkpoint_nor_export_hold_the_words(lent: tuple[DriftNetwork, Path]) -> None:
    from drift.judging.network.weights import WORDS, load_weights

    _, folder = lent
    assert WORDS not in torch.load(folder / "checkpoint.pt", weights_only=True)["network"]
    assert WORDS not in load_weights(folder / "model")
    assert not (folder / "model" / "tokenizer.json").exists()


def test_the_exported_model_says_what_the_network_said(lent: tuple[DriftNetwork, Path]) -> None:
    network, folder = lent
    before = DriftModel(Torch(network), tiny_tokenizer(), (0, 2)).predict(PAIRS)
    after = DriftModel.load(folder / "model").predict(PAIRS)
    assert np.abs(before.drift - after.drift).max() < 0.02
    assert np.abs(before.version[0].probability - after.version[0].probability).max() < 0.05


def test_training_goes_on_from_a_checkpoint_without_words(lent: tuple[DriftNetwork, Path]) -> None:
    network, folder = lent
    other = across_network()
    torch.nn.init.zeros_(other.drift.weight)
    Trainer(other, tiny_tokenizer(), "tiny", 1e-3, 1).restore(folder / "checkpoint.pt")
    assert torch.equal(other.drift.weight, network.drift.weight)
    assert torch.equal(other.encoder.words.weight, network.encoder.words.weight)


def test_lower_layers_read_each_side_by_itself() -> None:
    """With all layers apart, the original's states are the same whatever the version."""
    network = DriftNetwork(Shape(**{**TINY, "buckets": 0, "types": 2, "match_layer": 5, "apart": 2})).eval()
    side = torch.tensor([[0, 1, 1, 0, 0, 2, 2, 0]])
    match, mask = torch.ones_like(side), torch.ones_like(side, dtype=torch.bool)
    left, right = torch.tensor([[0, 5, 6, 2, 2, 7, 8, 2]]), torch.tensor([[0, 5, 6, 2, 2, 9, 10, 2]])
    one, two = (network.encoder(ids, side, match, mask)[:, :4] for ids in (left, right))
    assert torch.allclose(one, two, atol=1e-6)


@pytest.mark.parametrize("pair", PAIRS)
def test_both_halves_one_after_the_other_say_what_the_network_says(pair: tuple[str, str]) -> None:
    network = across_network().eval()
    (encoded,) = encode_pairs(tiny_tokenizer(), [pair], (0, 2), 64)
    ids, side, match = (torch.from_numpy(array) for array in padded([encoded]))
    with torch.inference_mode():
        whole = network(ids, side, match)
        encoder = network.encoder
        alone = [encoder.alone(encoder.words(torch.from_numpy(half)[None])) for half in encoded.halves()]
        joined = network.read_on(torch.cat(alone, 1), side, match)
    for name, value in whole.items():
        assert torch.allclose(value, joined[name], atol=1e-5), name


def test_its_lower_layers_tell_the_vectors_of_tokens(lent: tuple[DriftNetwork, Path]) -> None:
    network, folder = lent
    model = DriftModel.load(folder / "model")
    other = DriftModel(Torch(network.eval()), tiny_tokenizer(), (0, 2), apart=True)
    assert model.words is model
    texts = ["the talks rose in may", "", "a city of 500 people"]
    told = model.tokens(texts)
    for text, (offsets, vectors), (_, same) in zip(texts, told, other.tokens(texts), strict=True):
        assert {i for start, end in offsets for i in range(start, end)} == {i for i, c in enumerate(text) if c != " "}
        assert len(offsets) == len(vectors)
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
        assert np.abs((vectors * same).sum(1) - 1).max(initial=0) < 0.02
    (alone,) = model.tokens(texts[2:])
    assert np.array_equal(alone[1], told[2][1])


def test_a_network_that_reads_both_sides_from_the_first_layer_on_links_no_words() -> None:
    assert DriftModel(Torch(DriftNetwork(Shape(**TINY))), tiny_tokenizer(), (0, 2)).words is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 30)), max_size=40))
def test_the_states_read_last_are_remembered_and_no_more_than_asked_for(read: list[tuple[int, int]]) -> None:
    memory, held = Memory(tokens=40), dict[bytes, int]()
    for text, length in read:
        key = bytes([text])
        memory.put({key: np.zeros((length, 2))})
        held[key] = length
        known = memory.get(held)
        assert key in known
        assert all(len(states) == held[other] for other, states in known.items())
        assert sum(map(len, known.values())) <= 40


def test_alignment_tells_nothing_of_frames_and_at_first_nothing_at_all() -> None:
    aligned, side = Aligned(8), torch.tensor([[0, 1, 0, 0, 2, 0, 0]])
    mask = torch.tensor([[True] * 6 + [False]])
    states = torch.randn(1, 7, 8)
    assert not aligned(states, side, mask).any()
    torch.nn.init.normal_(aligned.bands.weight)
    told = aligned(states, side, mask)
    assert told[0, [1, 4]].any() and not told[0, [0, 2, 3, 5, 6]].any()


def test_an_unknown_encoder_is_named() -> None:
    with pytest.raises(DriftError, match="nowhere"):
        words_folder({"words": "nowhere"})
