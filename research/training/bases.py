"""Faithful pairs and single sentences that the generator changes: every change must be noticed through a paraphrase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from research.training.held import Held
from research.training.people import _MEANING, HUMAN
from research.training.records import read_rows
from research.training.split import sts_part
from research.training.texts import detokenized

MOST = 46  # words a side; longer ones cost more than they teach


# How often a set's pairs come before the others': paraphrases by two people teach more than single sentences.
_FIRST = {
    "human_pairs": 8.0, "wmt21_mqm": 5.0, "bio_mqm": 2.0, "ted_mqm": 2.0, "demetr": 6.0, "mlqe": 1.0, "stsb": 2.0, "single": 1.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Base:
    """A version that says what the original says; for a single sentence both are the same.

    `drift`: how far even a careful version of its kind drifts, which no change can undo.
    """

    original: str
    version: str
    source: str
    drift: float = 0.0


def bases(held: Held, seed: int = 1, part: str = "train") -> list[Base]:
    """All bases of the part in a random order, in which those that teach more come earlier (weighted sampling without
    replacement, Efraimidis and Spirakis 2006)."""
    rng = Random(seed)
    found = [*_human(held, part, rng), *_mqm(held, part)]
    if part == "train":
        found += [*_post_edits(held, rng), *_demetr(held), *_sts(held.root), *_single(held, rng)]
    unique = {
        (b.original, b.version): b
        for b in found
        if 3 <= len(b.version.split()) <= MOST and len(b.original.split()) <= MOST
    }
    chosen = sorted(unique.values(), key=lambda b: (b.source, b.original, b.version))
    return sorted(chosen, key=lambda b: -(rng.random() ** (1 / _FIRST[b.source])))


def _human(held: Held, part: str, rng: Random) -> Iterator[Base]:
    for row in held.of("drift/human_pairs", part):
        texts = [row["original"].strip(), row["version"].strip()]
        rng.shuffle(texts)
        yield Base(texts[0], texts[1], "human_pairs", HUMAN)


def _post_edits(held: Held, rng: Random) -> Iterator[Base]:
    for row in held.of("drift/mlqe_pe", "train"):
        if row["adequacy"] >= 86 and (row["hter"] > 0 or rng.random() < 0.3):
            original, version = row["original"], row["version"]
            if rng.random() >= 0.25:
                original, version = detokenized(original), detokenized(version)
            yield Base(original, version, "mlqe")


def _mqm(held: Held, part: str) -> Iterator[Base]:
    """Translations in which experts found no error of meaning; where errors have no category, none at all."""
    for name in ("bio_mqm", "ted_mqm", "wmt21_mqm"):
        for row in held.of(f"drift/{name}", part):
            spans = row["version_spans"] + row.get("source_spans", [])
            wrong = any(len(s) < 5 or s[2].startswith(_MEANING) for s in spans)
            if not wrong and row["original"].strip() and row["version"].strip():
                yield Base(row["original"].strip(), row["version"].strip(), name)


def _demetr(held: Held) -> Iterator[Base]:
    for row in held.of("drift/demetr", "train"):
        if row["kind"] == "tokenized":
            yield Base(row["original"], row["translation"], "demetr")
            yield Base(row["translation"], row["original"], "demetr")


def _sts(root: Path) -> Iterator[Base]:
    for row in read_rows(root / "pairs/stsb_train.jsonl.gz"):
        if sts_part(row) == "train" and row["similarity"] >= 4.8:
            yield Base(row["original"], row["version"], "stsb")


def _single(held: Held, rng: Random) -> Iterator[Base]:
    rows = read_rows(held.root / "pairs/nli.jsonl.gz")
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
    for row in rng.sample(held.of("drift/mlqe_pe", "train"), 3000):
        text = detokenized(row["original"])
        yield Base(text, text, "single")
