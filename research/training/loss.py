"""What the heads are trained on: each pair's losses where its targets are known, and a ranking inside groups."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor
from torch.nn import functional

from research.training.batches import Batch

WEIGHTS = {"drift": 1.0, "kinds": 0.2, "tags": 2.0, "nli": 0.3, "adequacy": 4.0, "sts": 4.0, "rank": 0.4}
_THRESHOLDS = (1.0, 0.7, 0.7)
PAIRS = 32  # losses are summed over pairs and divided by this, so that every pair counts alike whatever the batch


def losses(out: dict[str, Tensor], batch: Batch, weights: Mapping[str, float] = WEIGHTS) -> dict[str, Tensor]:
    """The weighted losses by head, each a scalar; their sum is to be minimised."""
    w = batch.weight
    found = {
        "drift": (_known(out["drift"], batch.drift) * torch.tensor(_THRESHOLDS)).sum(1),
        "kinds": _known(out["kinds"], batch.kinds).sum(1),
        "tags": _known(out["tags"], batch.tags).sum(1) / (batch.tags >= 0).sum(1).clamp(min=1),
        "nli": -(out["nli"].log_softmax(-1) * batch.nli.clamp(min=0)).sum((1, 2)),
        "adequacy": (out["adequacy"] - batch.adequacy.nan_to_num()).square() * ~batch.adequacy.isnan(),
        "sts": (out["sts"] - batch.sts.nan_to_num()).square() * ~batch.sts.isnan(),
        "rank": _ranks(out["drift"].mean(1), batch),
    }  # fmt: skip
    return {name: weights[name] * (w * value).sum() / PAIRS for name, value in found.items()}


def _known(logits: Tensor, targets: Tensor) -> Tensor:
    return functional.binary_cross_entropy_with_logits(logits, targets.clamp(min=0), reduction="none") * (targets >= 0)


def _ranks(score: Tensor, batch: Batch) -> Tensor:
    """For each pair, how badly it fails to outrank those of its group that drift clearly less."""
    level = batch.level.nan_to_num(-1)
    same = (batch.group[:, None] == batch.group[None, :]) & (batch.group >= 0)[:, None]
    above = same & (level[:, None] > level[None, :] + 0.2) & (level >= 0)[None, :]
    return (functional.softplus(score[None, :] - score[:, None]) * above).sum(1) / above.sum(1).clamp(min=1)
