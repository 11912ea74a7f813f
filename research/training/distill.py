"""Teach a small model what a large one says: `python -m research.training.distill --teacher DIR --records DIR --out DIR`.

The teacher reads every batch; its probabilities stand in for what is unknown of a pair and are mixed with what is known
(Hinton et al. 2015). Both encoders cut texts into the same word pieces, so marked tokens carry over one by one.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import Tokenizer

from drift.judging.network.model import load_network, load_tokenizer
from drift.judging.network.network import DriftNetwork
from drift.judging.network.weights import read_config
from research.training.base import PUBLISHED
from research.training.batches import Batch
from research.training.precision import autocast
from research.training.train import Trainer, options, prepared, run_as_asked

Frame = tuple[int, int]
HEADS = ("drift", "kinds", "tags", "nli", "adequacy", "sts")
TRUST = 0.7  # share of the teacher where the truth is known


class Distiller(Trainer):
    """A trainer whose targets are a teacher's."""

    teacher: DriftNetwork
    ids: torch.Tensor

    def learn(self, batch: Batch, factor: float) -> dict[str, float]:
        with torch.inference_mode(), autocast():
            said = self.teacher(self.ids[batch.ids], batch.side, batch.match)
        known = {name: said[name].float().clone() for name in HEADS}
        return super().learn(softened(batch, known), factor)


def softened(batch: Batch, said: dict[str, torch.Tensor]) -> Batch:
    """The batch with what the teacher says for targets; `said` are its outputs, as a network gives them."""
    tags = _mixed(said["tags"].sigmoid(), batch.tags).masked_fill(batch.side <= 0, -1.0)
    return replace(
        batch,
        drift=_mixed(said["drift"].sigmoid(), batch.drift),
        kinds=_mixed(said["kinds"].sigmoid(), batch.kinds),
        tags=tags,
        nli=_mixed(said["nli"].softmax(-1), batch.nli),
        adequacy=_filled(said["adequacy"], batch.adequacy),
        sts=_filled(said["sts"], batch.sts),
    )


def _mixed(said: torch.Tensor, known: torch.Tensor) -> torch.Tensor:
    return torch.where(known < 0, said, TRUST * said + (1 - TRUST) * known)


def _filled(said: torch.Tensor, known: torch.Tensor) -> torch.Tensor:
    return torch.where(known.isnan(), said, TRUST * said + (1 - TRUST) * known)


def same_pieces(student: Tokenizer, teacher: Tokenizer, frames: tuple[Frame, Frame]) -> torch.Tensor:
    """The teacher's id for each of the student's; pieces that the teacher lacks become its unknown one."""
    theirs = teacher.get_vocab()
    unknown = theirs.get("[UNK]", theirs.get("<unk>", 0))
    table = torch.full((student.get_vocab_size(),), unknown)
    for piece, k in student.get_vocab().items():
        table[k] = theirs.get(piece, unknown)
    for own, other in zip(*frames, strict=True):
        table[own] = other
    return table


def main() -> None:
    parser = options(__doc__, base="minilm", rate=1e-4, measure_every=1800.0)
    parser.add_argument("--teacher", type=Path, required=True, help="a folder written by research.training.export")
    args = parser.parse_args()
    student = prepared(args, Distiller)
    student.teacher = load_network(args.teacher)
    frames = (PUBLISHED[args.base].frame, tuple(read_config(args.teacher)["frame"]))
    student.ids = same_pieces(student.tokenizer, load_tokenizer(args.teacher), frames)
    run_as_asked(student, args)


if __name__ == "__main__":
    main()
