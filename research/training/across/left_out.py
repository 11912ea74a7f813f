"""What soft alignment and the teacher's pairs bring to the network of `multi`: it is taught on without them, and with both.

    python -m research.training.across.left_out --records RECORDS [--only nothing alignment teacher]

RECORDS is what `research.training.across.generate --later --said …` wrote. Each lesson goes on from the shipped network and reads as many
pairs; what the teacher said is replaced by more of the rest, and a network without soft alignment learns to do without it. The figures are
the network's own on the records kept for calibration, means over languages. Some eight minutes a lesson on one core without bfloat16.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from research.training.across.evaluate import figures, subset
from research.training.base import PUBLISHED
from research.training.evaluate import predicted
from research.training.left_out import taught
from research.training.records import Record
from research.training.train import Trainer, further

RATE, FROZEN, LONGEST = 1e-4, 3, 150  # as `multi` was taught
MOST = 60  # records of each set and language that lessons are compared on
LESSONS = ("nothing", "alignment", "teacher")
TAUGHT = ("taught.*",)
# By column the figures whose mean it is, by how their names begin and end.
COLUMNS = {
    "DEMETR, sources": ("demetr.", ""), "WMT21 zh": ("wmt21_mqm", ".spearman"), "F1": ("wmt21_mqm", ".f1"),
    "WMT, TED en → de ru": ("mqm_en_x", ".spearman"), "bio → en": ("bio_mqm", ".spearman"), "bio en →": ("bio_en_x", ".spearman"),
    "MLQE-PE": ("mlqe_pe", ".adequacy"), "QE 2023": ("da_en_x", ".adequacy"),
}  # fmt: skip


def columns(trainer: Trainer, records: Sequence[Record]) -> dict[str, float]:
    """The figures by column."""
    said = predicted(trainer.network, trainer.tokenizer, list(records), PUBLISHED[trainer.base].frame)
    found = figures(list(records), said)
    return {
        column: float(np.mean([value for name, value in found.items() if _belongs(name, *ends)]))
        for column, ends in COLUMNS.items()
    }


def _belongs(name: str, begins: str, ends: str) -> bool:
    """Whether a figure is one of a column's; of DEMETR those of whole languages other than English."""
    if begins == "demetr.":
        return name.startswith(begins) and name.count(".") == 1 and not name.endswith(".en")
    return name.startswith(begins) and name.endswith(ends)


def row(name: str, found: dict[str, float]) -> str:
    """A row of the table, in Markdown."""
    return f"| {name} | " + " | ".join(f"{value:.3f}".replace("0.", ".") for value in found.values()) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=Path, required=True, help="folder of train.jsonl.gz and dev.jsonl.gz")
    parser.add_argument("--out", type=Path, default=Path("train/left-out"), help="where checkpoints go")
    parser.add_argument("--model", type=Path, default=Path("models/multi"), help="what the lessons go on from")
    parser.add_argument("--only", nargs="+", default=LESSONS, choices=LESSONS, help="which lessons")
    args = parser.parse_args()
    records = subset(args.records / "dev.jsonl.gz", MOST)

    def learner(name: str) -> Trainer:
        trainer = further(args.model, "e5", RATE, 1, FROZEN, Trainer)
        trainer.longest = LONGEST
        if name == "alignment":
            trainer.network.encoder.aligned = None
        return trainer

    print("| without | " + " | ".join(COLUMNS) + " |")
    print("|---" * (1 + len(COLUMNS)) + "|")
    for name in ("nothing", "alignment"):
        print(row(f"{name}, not taught on", columns(learner(name), records)), flush=True)
    for name in args.only:
        trainer = learner(name)
        before = trainer.seen
        taught(trainer, args.records / "train.jsonl.gz", args.out / name, TAUGHT if name == "teacher" else ())
        print(row(f"{name} ({trainer.seen - before} pairs)", columns(trainer, records)), flush=True)


if __name__ == "__main__":
    main()
