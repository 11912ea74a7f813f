"""What each addition to the lessons brings: a small network is taught without it, and one with all of them.

    python -m research.training.left_out --records RECORDS [--only logic reporting]

RECORDS is what `research.training.generate` wrote. Each lesson goes on from the shipped `small`, which was taught the older material,
and reads as many pairs; what is left out is replaced by more of the rest. A row of the table is a lesson, and its figures are the
network's own on the records kept for calibration, without rules or combination. Some seven minutes a lesson on one core
without bfloat16.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np

from drift.types import MAJOR
from research.training.base import PUBLISHED
from research.training.evaluate import predicted, ranks, span_f1
from research.training.records import Choice, Record, is_like, read_records
from research.training.train import Trainer, further, run

# The additions of the later lessons, by the sources of their records; twins are named by the rule that made them.
_RECKONING = (
    "measured", "scaled", "lasting", "ranged", "clock", "volume", "parts", "speed", "length", "rated", "area", "money", "spanned",
    "weight", "heat", "period", "data", "dated",
)  # fmt: skip
ADDITIONS: dict[str, tuple[str, ...]] = {
    "WMT 2021 news": ("wmt21_mqm.*",),
    "two people's translations": ("human_pairs.*",),
    "who did what": tuple(f"synthetic.*.{n}.*" for n in ("exchanged", "roles", "passive", "attached", "converse")),
    "little words": tuple(f"synthetic.*.{n}.*" for n in ("little", "time", "bounds")),
    "logic": ("synthetic.*.logic.*",),
    "reporting": ("synthetic.*.reporting.*",),
    "reckoning": tuple(f"synthetic.*.{n}.*" for n in _RECKONING),
}
TWINS = tuple(name for name, patterns in ADDITIONS.items() if patterns[0].startswith("synthetic"))
STEPS, DECAY, RATE = 130, 50, 1e-4
COLUMNS = ("demetr", "recall@.06", "wmt21_mqm.zh.spearman", "wmt21 F1", "bio_mqm.spearman", "human above .5")


def compared(path: Path, most: int = 400) -> list[Record]:
    """The records on which lessons are compared: DEMETR, at most `most` of each set of people's judgement, and all twins."""
    records = list(read_records(path))
    Random(1).shuffle(records)
    taken: Counter[str] = Counter()
    chosen = []
    for record in records:
        whole = record.family == "demetr" or twin(record.source)
        if record.family in ("mlqe", "stsb", "nli") or (record.family == "synthetic" and not whole):
            continue
        taken[record.family] += 1
        if whole or taken[record.family] <= most:
            chosen.append(record)
    return chosen


def figures(trainer: Trainer, records: list[Record]) -> dict[str, float]:
    """By column; of the twins of each addition the area under the ROC curve."""
    said = predicted(trainer.network, trainer.tokenizer, records, PUBLISHED[trainer.base].frame)
    score, source = said.expected, np.array([r.source for r in records])
    found = ranks(score, np.array([np.nan if r.drift is None else r.drift for r in records]), source)
    news = [k for k, r in enumerate(records) if r.family == "wmt21_mqm"]
    found["wmt21 F1"] = span_f1([records[k] for k in news], [said.version[k] for k in news])
    found["human above .5"] = float((score[[r.family == "human_pairs" for r in records]] >= MAJOR).mean())
    return found | {name: twins_area(score, source, ADDITIONS[name]) for name in TWINS}


def twin(source: str) -> str:
    """Which of a twin's two a source names, `same` or `other`; nothing for other records.

    >>> twin("synthetic.human_pairs.logic.same"), twin("synthetic.single.negation")
    ('same', '')
    """
    last = source.rpartition(".")[2]
    return last if source.startswith("synthetic.") and last in ("same", "other") else ""


def twins_area(score: np.ndarray, source: np.ndarray, patterns: Sequence[str]) -> float:
    """The chance that a harmful twin made by these rules scores higher than a harmless one; nan where there are none."""
    from sklearn.metrics import roc_auc_score

    here = np.array([bool(twin(s)) and is_like(s, patterns) for s in source.tolist()])
    harmful = np.array([twin(s) == "other" for s in source[here].tolist()])
    return float(roc_auc_score(harmful, score[here])) if 0 < harmful.sum() < len(harmful) else float("nan")


def taught(trainer: Trainer, records: Path, out: Path, without: tuple[str, ...] = ()) -> None:
    """A lesson for the network of `trainer` without the records of these sources."""
    out.mkdir(parents=True, exist_ok=True)
    choice = Choice(without=without)
    run(trainer, records, out, STEPS - DECAY, 0, 1e9, 1e9, choice)
    run(trainer, records, out, None, DECAY, 1e9, 1e9, choice)


def row(name: str, found: dict[str, float]) -> str:
    """A line of the table, in Markdown."""
    cells = [f"{found[column]:.3f}".lstrip("0") for column in (*COLUMNS, *TWINS)]
    return f"| {name} | " + " | ".join(cells) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=Path, required=True, help="folder of train.jsonl.gz and dev.jsonl.gz")
    parser.add_argument("--out", type=Path, default=Path("train/left-out"), help="where checkpoints go")
    parser.add_argument("--model", type=Path, default=Path("models/small"), help="what the lessons go on from")
    parser.add_argument("--only", nargs="+", default=("nothing", *ADDITIONS), help="which lessons")
    args = parser.parse_args()
    records = compared(args.records / "dev.jsonl.gz")
    print("| without | " + " | ".join((*COLUMNS, *(f"twins: {name}" for name in TWINS))) + " |")
    print("|---" * (1 + len(COLUMNS) + len(TWINS)) + "|")
    before = further(args.model, "minilm", RATE, 1, 0, Trainer)
    print(row("(before)", figures(before, records)), flush=True)
    for name in args.only:
        trainer = further(args.model, "minilm", RATE, 1, 0, Trainer)
        taught(trainer, args.records / "train.jsonl.gz", args.out / name, ADDITIONS.get(name, ()))
        print(row(f"{name} ({trainer.seen - before.seen} pairs)", figures(trainer, records)), flush=True)


if __name__ == "__main__":
    main()
