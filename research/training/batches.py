"""Records -> batches of like length with their targets, in an order that only the seed decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import torch

from drift.judging.network.encode import Encoded, encode_pairs
from drift.judging.network.engines import padded
from drift.types import KINDS
from research.training.records import EVERY, Choice, Record, Spans, read_records

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CHUNK = 1536  # records shuffled and sorted by length together
TOKENS = 2048  # padded tokens in a batch
LONGEST = 128  # tokens of a pair; longer ones are passed over, for they cost most and their labels would be cut off


@dataclass(slots=True)
class Batch:
    """Inputs (b, t) and targets: `drift` (b, 3) and `kinds` (b, 15) with -1 for unknown, `tags` (b, t) likewise,
    `nli` (b, 2, 3) likewise, `adequacy` and `sts` (b,) with NaN, `level` (b,) the known drift or NaN."""

    ids: torch.Tensor
    side: torch.Tensor
    match: torch.Tensor
    drift: torch.Tensor
    kinds: torch.Tensor
    tags: torch.Tensor
    nli: torch.Tensor
    adequacy: torch.Tensor
    sts: torch.Tensor
    level: torch.Tensor
    group: torch.Tensor
    weight: torch.Tensor

    def __len__(self) -> int:
        return len(self.weight)


def chunks(path: Path, skip: int = 0, choice: Choice = EVERY) -> Iterator[list[Record]]:
    """The chosen records of a file in lists of `CHUNK`, from chunk `skip` on."""
    records = islice(choice.of(read_records(path)), skip * CHUNK, None)
    while chunk := list(islice(records, CHUNK)):
        yield chunk


def batches(
    chunk: list[Record], tokenizer: Tokenizer, frame: tuple[int, int], seed: int, most: int = LONGEST
) -> list[Batch]:
    """The chunk's batches, without pairs of more than `most` tokens; records of one group stay together."""
    every = encode_pairs(tokenizer, [(r.original, r.version) for r in chunk], frame, 512)
    chunk = [r for r, e in zip(chunk, every, strict=True) if len(e) <= most]
    encoded = [e for e in every if len(e) <= most]
    keys = [r.group if r.group >= 0 else -1 - k for k, r in enumerate(chunk)]
    groups = [list(g) for _, g in groupby(range(len(chunk)), key=lambda k: keys[k])]
    rng = Random(seed)
    longest = [max(len(encoded[k]) for k in g) for g in groups]
    order = sorted(range(len(groups)), key=lambda g: (longest[g] // 4, rng.random()))
    rows: list[list[int]] = [[]]
    for g in order:
        if rows[-1] and (len(rows[-1]) + len(groups[g])) * (longest[g] + 3) > TOKENS:
            rows.append([])
        rows[-1] += groups[g]
    rng.shuffle(rows)
    return [collated([chunk[k] for k in row], [encoded[k] for k in row]) for row in rows]


def collated(records: list[Record], encoded: list[Encoded]) -> Batch:
    """One batch of records with their encodings."""
    ids, side, match = (torch.from_numpy(a) for a in padded(encoded))
    tags = np.full(ids.shape, -1.0, np.float32)
    for row, record, e in zip(tags, records, encoded, strict=True):
        for s, spans in ((1, record.original_spans), (2, record.version_spans)):
            if spans is not None:
                row[: len(e)][e.side == s] = marked(e.offsets[e.side == s], spans)
    nan = float("nan")
    return Batch(
        ids, side, match,
        torch.tensor([levels(r) for r in records]),
        torch.tensor([kind_targets(r) for r in records]),
        torch.from_numpy(tags),
        torch.tensor([[label_targets(x) for x in r.nli] for r in records]),
        torch.tensor([nan if r.adequacy is None else r.adequacy for r in records]),
        torch.tensor([nan if r.sts is None else r.sts for r in records]),
        torch.tensor([severity(r) for r in records]),
        torch.tensor([r.group for r in records]), torch.tensor([r.weight for r in records]),
    )  # fmt: skip


def label_targets(label: int | None) -> list[float]:
    """The label's chances of entailment, neutral and contradiction: 1 for what it is, -1 where it is unknown."""
    return [-1.0] * 3 if label is None else [float(label == k) for k in range(3)]


def marked(offsets: np.ndarray, spans: Spans) -> np.ndarray:
    """For each token the highest chance of the spans that it overlaps: 1 for a span without one, 0 for a token in none."""
    out = np.zeros(len(offsets), np.float32)
    for start, end, *chance in spans:
        here = (offsets[:, 0] < end) & (offsets[:, 1] > start)
        out[here] = np.maximum(out[here], chance[0] if chance else 1.0)
    return out


def levels(record: Record) -> list[float]:
    """The targets of at least minor, major, critical; -1 where a floor leaves them open.

    >>> levels(Record("", "", "", drift=0.5)), levels(Record("", "", "", drift=0.34, floor=True))
    ([1.0, 0.5, 0.0], [1.0, -1.0, -1.0])
    """
    if record.levels is not None:
        return record.levels
    if record.drift is None:
        return [-1.0] * 3
    found = [min(1.0, max(0.0, 3 * record.drift - k)) for k in range(3)]
    return [1.0 if x >= 0.98 else -1.0 for x in found] if record.floor else found


def severity(record: Record) -> float:
    """How far the pair drifts, by which it is ranked: what people or rules say, else what a teacher expects; NaN where it is open.

    >>> severity(Record("", "", "", levels=[0.9, 0.6, 0.0])), severity(Record("", "", "", drift=0.34))
    (0.5, 0.34)
    """
    if record.drift is not None:
        return float("nan") if record.floor else record.drift
    return float("nan") if record.levels is None else sum(record.levels) / len(record.levels)


def kind_targets(record: Record) -> list[float]:
    """1 for kinds present, 0 for absent, -1 for unknown (all of the others, where `unsure` is `*`)."""
    if record.kinds is None:
        return [-1.0] * len(KINDS)
    every = "*" in record.unsure
    return [1.0 if k in record.kinds else -1.0 if every or k in record.unsure else 0.0 for k in KINDS]
