"""Training: targets, losses, steps that learn, and going on exactly where one left off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from research.training.batches import batches, collated, kind_targets, levels
from research.training.evaluate import figures
from research.training.loss import losses
from research.training.records import Record, write_records
from research.training.train import Trainer
from tests.tiny_model import tiny_network, tiny_tokenizer


def records(n: int = 40) -> list[Record]:
    """Pairs about rising and falling talks, half of them turned round."""
    found = []
    for k in range(n):
        text = f"the talks rose in may, {k} people said."
        found.append(Record(text, text, "same", k, 0.0, kinds=[], original_spans=[], version_spans=[], nli=[0, 0]))
        fell = text.replace("rose", "fell")
        changed = Record(text, fell, "changed", k, 1.0, kinds=["antonym"], nli=[2, 2])
        found.append(replace(changed, original_spans=[[10, 14]], version_spans=[[10, 14]]))
    return found


def trainer(seed: int = 0) -> Trainer:
    return Trainer(tiny_network(seed).train(), tiny_tokenizer(), "mpnet", 1e-3, 1)


def test_levels_and_kinds() -> None:
    assert levels(Record("", "", "", drift=1.0)) == [1, 1, 1]
    assert levels(Record("", "", "", drift=0.0)) == [0, 0, 0]
    assert levels(Record("", "", "", drift=0.67, floor=True)) == [1, 1, -1]
    assert levels(Record("", "", "")) == [-1, -1, -1]
    assert sum(kind_targets(Record("", "", "", kinds=["number"]))) == 1
    assert sorted(set(kind_targets(Record("", "", "", kinds=["number"], unsure=["*"])))) == [-1, 1]
    assert set(kind_targets(Record("", "", ""))) == {-1}


def test_batches_hold_every_record_once_and_groups_together() -> None:
    made = batches(records(), tiny_tokenizer(), (0, 2), 1)
    groups = [b.group.tolist() for b in made]
    assert sorted(g for batch in groups for g in batch) == sorted(2 * list(range(40)))
    assert all(batch.count(g) == 2 for batch in groups for g in batch)
    again = batches(records(), tiny_tokenizer(), (0, 2), 1)
    assert all(torch.equal(a.ids, b.ids) for a, b in zip(made, again, strict=True))


def test_tags_lie_on_the_changed_word_of_both_sides() -> None:
    from drift.judging.network.encode import encode_pairs

    record = records(1)[1]
    (code,) = encode_pairs(tiny_tokenizer(), [(record.original, record.version)], (0, 2), 160)
    tags = collated([record], [code]).tags[0]
    words = [
        (record.original, record.version)[s - 1][a:b] for s, (a, b) in zip(code.side, code.offsets, strict=True) if s
    ]
    marked = [w for w, t in zip(words, tags[tags >= 0].tolist(), strict=True) if t == 1]
    assert marked == ["rose", "fell"]


def test_what_is_unknown_teaches_nothing() -> None:
    blank = [Record("the talks rose", "the talks fell", "x") for _ in range(3)]
    (batch,) = batches(blank, tiny_tokenizer(), (0, 2), 1)
    network = tiny_network()
    found = losses(network(batch.ids, batch.side, batch.match), batch)
    assert {name: float(value.detach()) for name, value in found.items()} == dict.fromkeys(found, 0.0)


def test_ranking_wants_the_graver_pair_above() -> None:
    (batch,) = batches(records(1), tiny_tokenizer(), (0, 2), 1)
    out = tiny_network()(batch.ids, batch.side, batch.match)
    right = torch.where(batch.level > 0.5, 3.0, -3.0)[:, None].expand(-1, 3)
    good, bad = (losses({**out, "drift": x}, batch)["rank"].item() for x in (right, -right))
    assert good < 0.01 < 1 < bad * 32


def test_steps_learn() -> None:
    learner = trainer()
    made = batches(records(), tiny_tokenizer(), (0, 2), 1)
    first = [sum(learner.learn(b, 1.0).values()) for b in made]
    for _ in range(15):
        last = [sum(learner.learn(b, 1.0).values()) for b in made]
    assert sum(last) < 0.6 * sum(first)


def test_frozen_parts_stay_as_they_were() -> None:
    learner = trainer()
    before = {k: v.clone() for k, v in learner.network.state_dict().items()}
    learner.learn(batches(records(), tiny_tokenizer(), (0, 2), 1)[0], 1.0)
    moved = {k for k, v in learner.network.state_dict().items() if not torch.equal(v, before[k])}
    assert not any(k.startswith(("encoder.words", "encoder.places", "encoder.layers.0.")) for k in moved)
    assert any(k.startswith("encoder.layers.1.") for k in moved)


@pytest.mark.parametrize("stop", [1, 3])
def test_training_goes_on_exactly_where_it_stopped(tmp_path: Path, stop: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("research.training.batches.CHUNK", 30)
    monkeypatch.setattr("research.training.batches.TOKENS", 400)
    write_records(records(), tmp_path / "train.jsonl.gz")
    whole, parted = trainer(), trainer()
    for n, batch in enumerate(whole.stream(tmp_path / "train.jsonl.gz"), 1):
        whole.learn(batch, 1.0)
        if n == stop + 4:
            break
    for n, batch in enumerate(parted.stream(tmp_path / "train.jsonl.gz"), 1):
        parted.learn(batch, 1.0)
        if n == stop:
            break
    parted.save(tmp_path / "checkpoint.pt")
    resumed = trainer(seed=9)
    resumed.restore(tmp_path / "checkpoint.pt")
    for n, batch in enumerate(resumed.stream(tmp_path / "train.jsonl.gz"), 1):
        resumed.learn(batch, 1.0)
        if n == 4:
            break
    assert (resumed.step, resumed.seen) == (whole.step, whole.seen)
    for name, tensor in whole.network.state_dict().items():
        assert torch.equal(tensor, resumed.network.state_dict()[name]), name


def test_a_network_can_be_measured_in_the_midst_of_training() -> None:
    chosen = [
        replace(r, source=s) for r, s in zip(records(2), ("demetr.translation", "demetr.antonym") * 2, strict=True)
    ]
    network = tiny_network().train()
    found = figures(network, tiny_tokenizer(), chosen)
    assert 0 <= found["demetr"] <= 1
    assert network.training
