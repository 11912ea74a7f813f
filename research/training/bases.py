"""Faithful pairs and single sentences that the generator changes: every change must be noticed through a paraphrase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from research.training.people import _MEANING
from research.training.records import read_rows
from research.training.split import mlqe_part, part_of, sts_part
from research.training.texts import detokenized

MOST = 46  # words a side; longer ones cost more than they teach


@dataclass(frozen=True, slots=True)
class Base:
    """A version that says what the original says; for a single sentence both are the same."""

    original: str
    version: str
    source: str


def bases(root: Path, seed: int = 1) -> list[Base]:
    """All bases of the training part, shuffled."""
    rng = Random(seed)
    found = [*_post_edits(root, rng), *_mqm(root), *_demetr(root), *_sts(root), *_single(root, rng)]
    unique = {
        (b.original, b.version): b
        for b in found
        if 3 <= len(b.version.split()) <= MOST and len(b.original.split()) <= MOST
    }
    chosen = sorted(unique.values(), key=lambda b: (b.source, b.original, b.version))
    rng.shuffle(chosen)
    return chosen


def _post_edits(root: Path, rng: Random) -> Iterator[Base]:
    for row in read_rows(root / "drift/mlqe_pe.jsonl.gz"):
        if mlqe_part(row) == "train" and row["adequacy"] >= 86 and (row["hter"] > 0 or rng.random() < 0.3):
            original, version = row["original"], row["version"]
            if rng.random() >= 0.25:
                original, version = detokenized(original), detokenized(version)
            yield Base(original, version, "mlqe")


def _mqm(root: Path) -> Iterator[Base]:
    for name in ("bio_mqm", "ted_mqm"):
        for row in read_rows(root / f"drift/{name}.jsonl.gz"):
            wrong = any(s[2].startswith(_MEANING) for s in row["version_spans"] + row["source_spans"])
            if part_of(row["id"]) == "train" and not wrong and row["original"].strip() and row["version"].strip():
                yield Base(row["original"].strip(), row["version"].strip(), name)


def _demetr(root: Path) -> Iterator[Base]:
    for row in read_rows(root / "drift/demetr.jsonl.gz"):
        if part_of(row["id"]) == "train" and row["kind"] == "tokenized":
            yield Base(row["original"], row["translation"], "demetr")
            yield Base(row["translation"], row["original"], "demetr")


def _sts(root: Path) -> Iterator[Base]:
    for row in read_rows(root / "pairs/stsb_train.jsonl.gz"):
        if sts_part(row) == "train" and row["similarity"] >= 4.8:
            yield Base(row["original"], row["version"], "stsb")


def _single(root: Path, rng: Random) -> Iterator[Base]:
    rows = read_rows(root / "pairs/nli.jsonl.gz")
    for name, n in (
        ("snli", 4500),
        ("wikifactcheck", 3000),
        ("counterfactual-snli", 800),
        ("scone", 500),
        ("med", 700),
    ):
        chosen = [r for r in rows if r["set"] == name]
        for row in rng.sample(chosen, n):
            text = detokenized(row["premise" if rng.random() < 0.5 or name == "wikifactcheck" else "hypothesis"])
            yield Base(text, text, "single")
    edits = [r for r in read_rows(root / "drift/mlqe_pe.jsonl.gz") if mlqe_part(r) == "train"]
    for row in rng.sample(edits, 3000):
        text = detokenized(row["original"])
        yield Base(text, text, "single")
