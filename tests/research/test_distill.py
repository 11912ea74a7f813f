"""Distillation: the teacher fills what is unknown, and the student comes to agree with it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch

from drift.judging.network import DriftModel
from drift.judging.network.engines import Torch
from drift.judging.network.network import DriftNetwork
from research.training.batches import batches
from research.training.distill import TRUST, Distiller, same_pieces, softened
from research.training.records import Record
from tests.tiny_model import tiny_network, tiny_tokenizer

PAIRS = [Record(f"the talks rose in may {k}", f"the talks fell in may {k}", "x") for k in range(12)]


def test_the_teacher_stands_in_for_what_is_unknown() -> None:
    known = Record("the talks rose", "the talks fell", "x", drift=1.0, nli=[2, None])
    (batch,) = batches([replace(known, drift=None, nli=[None, None]), known], tiny_tokenizer(), (0, 2), 1)
    said = {
        "drift": torch.full((2, 3), 0.2).logit(), "kinds": torch.full((2, 15), 0.1), "tags": torch.zeros(batch.ids.shape),
        "nli": torch.zeros((2, 2, 3)), "adequacy": torch.full((2,), 0.4), "sts": torch.full((2,), 0.5),
    }  # fmt: skip
    soft = softened(batch, said)
    assert torch.allclose(soft.drift[batch.level.isnan()], torch.tensor(0.2))
    assert torch.allclose(soft.drift[~batch.level.isnan()], torch.tensor(TRUST * 0.2 + (1 - TRUST)))
    third = torch.full((2, 3), 1 / 3)
    assert torch.allclose(soft.nli[batch.level.isnan()], third)
    assert torch.allclose(
        soft.nli[~batch.level.isnan()][0, 0], TRUST * third[0] + (1 - TRUST) * torch.tensor([0, 0, 1.0])
    )
    assert torch.allclose(soft.adequacy, torch.tensor(0.4))
    assert (soft.tags[batch.side > 0] >= 0).all()
    assert (soft.tags[batch.side == 0] == -1).all()


def test_same_pieces_maps_texts_to_the_teachers_ids() -> None:
    tokenizer = tiny_tokenizer()
    table = same_pieces(tokenizer, tokenizer, ((0, 2), (2, 0)))
    ids = tokenizer.encode("the talks fell in qz 13,000").ids
    assert table[torch.tensor(ids)].tolist() == ids
    assert table[[0, 2]].tolist() == [2, 0]


def judged(network: DriftNetwork) -> np.ndarray:
    found = DriftModel(Torch(network), tiny_tokenizer(), (0, 2)).predict([(r.original, r.version) for r in PAIRS])
    network.train()
    return found.drift


def test_the_student_comes_to_agree() -> None:
    teacher = tiny_network(seed=4)
    torch.nn.init.normal_(teacher.drift.weight, std=2.0)
    student = Distiller(tiny_network(seed=5).train(), tiny_tokenizer(), "mpnet", 1e-3, 1)
    student.teacher = teacher
    student.ids = torch.arange(tiny_tokenizer().get_vocab_size())
    expected = judged(teacher)

    def gap() -> float:
        return float(abs(judged(student.network) - expected).mean())

    before = gap()
    for _ in range(30):
        for batch in batches(PAIRS, tiny_tokenizer(), (0, 2), 1):
            student.learn(batch, 1.0)
    assert gap() < before / 2
