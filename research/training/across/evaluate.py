"""Measure a network across languages on calibration records: `python -m research.training.across.evaluate --records dev.jsonl.gz`
with `--checkpoint FILE` under training, or `--model DIR` exported.

DEMETR: area under the ROC curve between changed and faithful. MQM sets: rank correlation with the experts' severity, area
for a major error, character F1 of the version's marks. Adequacy: Pearson's r of the drift's and of the adequacy's head.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from random import Random

import numpy as np

from drift.judging.network.model import DriftModel, Predictions
from research.training.evaluate import FORM, GRAVE, SEMANTIC, span_f1
from research.training.records import Record, read_records

MOST = 120  # records of each set and language; of each kind of DEMETR
JUDGED = ("mqm_en_x", "wmt21_mqm", "bio_en_x", "bio_mqm", "ted_mqm")


def family(record: Record) -> str:
    """The set and language whose figures the record counts for; DEMETR's kinds are one."""
    parts = record.source.split(".")
    if parts[0] == "demetr":
        return "demetr.en" if parts[1] == "en" else f"demetr.{parts[-1]}"
    return ".".join(parts[:2]) if len(parts) > 1 else f"{parts[0]}.en"


def kind(record: Record) -> str:
    parts = record.source.split(".")
    return parts[2] if parts[1] == "en" else parts[1]


def subset(path: Path, most: int = MOST, seed: int = 5) -> list[Record]:
    """At most so many records of each set and language; DEMETR's kinds evenly, and its faithful pairs all."""
    by: dict[str, list[Record]] = defaultdict(list)
    for record in read_records(path):
        is_demetr = record.family == "demetr"
        if not is_demetr or kind(record) in (*SEMANTIC, *FORM, "human"):
            by[family(record) + (f".{kind(record)}" if is_demetr else "")].append(record)
    rng, chosen = Random(seed), []
    for name, records in sorted(by.items()):
        rng.shuffle(records)
        chosen += records[: max(most // 8, 1) if name.rpartition(".")[2] in SEMANTIC + FORM[:-1] else most]
    return chosen


def figures(records: list[Record], judged: Predictions) -> dict[str, float]:
    """The figures by set and language, and by DEMETR's kind."""
    from scipy.stats import pearsonr, spearmanr
    from sklearn.metrics import roc_auc_score

    score, found = judged.expected, {}
    names = np.array([family(r) for r in records])
    wanted = np.array([np.nan if r.drift is None or r.floor else r.drift for r in records])
    for name in sorted(set(names)):
        here = np.flatnonzero(names == name)
        chosen = [records[i] for i in here]
        if name.startswith("demetr"):
            kinds = np.array([kind(r) for r in chosen])
            rise, fall = np.isin(kinds, SEMANTIC), np.isin(kinds, FORM)
            found[name] = roc_auc_score(rise[rise | fall], score[here][rise | fall])
            same = kinds == "translation"
            found[f"{name}.faithful"] = roc_auc_score(rise[rise | same], score[here][rise | same])
            for k in SEMANTIC:
                if (kinds == k).any():
                    either = (kinds == k) | fall
                    found[f"{name}.{k}"] = roc_auc_score(rise[either], score[here][either])
        elif name.split(".")[0] in JUDGED:
            level = wanted[here]
            found[f"{name}.spearman"] = spearmanr(score[here], level)[0]
            if 0 < (level >= GRAVE).sum() < len(here):
                found[f"{name}.major"] = roc_auc_score(level >= GRAVE, score[here])
            found[f"{name}.f1"] = span_f1(chosen, [judged.version[i] for i in here])
        else:
            good = [r.adequacy for r in chosen]
            found[f"{name}.drift"] = pearsonr(1 - score[here], good)[0]
            found[f"{name}.adequacy"] = pearsonr(judged.adequacy[here], good)[0]
    return {k: round(float(v), 3) for k, v in found.items()}


def checkpoint_model(path: Path, cache: Path) -> DriftModel:
    """A network as training left it."""
    import torch

    from drift.judging.network.engines import Torch
    from research.training.train import Trainer, start

    state = torch.load(path, weights_only=True)
    trainer = start(state["base"], cache, None, 0.0, 1, Trainer)
    trainer.network.load_state_dict(state["network"], strict=False)
    return DriftModel(Torch(trainer.network), trainer.tokenizer, (0, 2))


def main() -> None:
    from research.training.precision import autocast

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache/drift-train")
    parser.add_argument("--records", type=Path, required=True)
    parser.add_argument("--most", type=int, default=MOST)
    parser.add_argument("--sets", default="", help="beginnings of the sets to measure, by commas; all without it")
    args = parser.parse_args()
    records = [r for r in subset(args.records, args.most) if family(r).startswith(tuple(args.sets.split(",")))]
    model = checkpoint_model(args.checkpoint, args.cache) if args.checkpoint else DriftModel.load(args.model)
    with autocast():
        judged = model.predict([(r.original, r.version) for r in records])
    print(json.dumps({"pairs": len(records), **figures(records, judged)}, indent=1))


if __name__ == "__main__":
    main()
