"""Measure a model on calibration records, with the figures that drift is judged by.

`python -m research.training.evaluate --model DIR --records dev.jsonl.gz`
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from drift.judging.network.engines import Torch
from drift.judging.network.model import DriftModel, Marks, Predictions
from research.training.precision import autocast
from research.training.records import Record, read_records

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from drift.judging.network.network import DriftNetwork

SEMANTIC = (
    "numbers_replaced", "gender", "adj_adv_removed", "verb_removed", "noun_removed", "subj_removed", "ne_removed",
    "addition", "antonym", "negation", "ne_replaced", "hypernym", "pp_removed", "question", "tense",
)  # fmt: skip
FORM = ("final_punc_removed", "punc_addition", "tokenized", "full_lower", "first_lower", "translation")
MARKED = ("bio_mqm", "ted_mqm", "wmt21_mqm", "mqm_en_x", "bio_en_x")  # sets in which experts marked errors
GRAVE = 0.6  # severities from here on hold a major error
SIZES = {"bio_mqm": 110, "ted_mqm": 80, "mlqe": 80, "stsb": 60}


def subset(path: Path, seed: int = 5) -> list[Record]:
    """About 600 records that stand for all: DEMETR kinds evenly, and some of each other source."""
    rng = Random(seed)
    by: dict[str, list[Record]] = defaultdict(list)
    for record in read_records(path):
        by[record.source if record.source.startswith("demetr") else record.source.split(".")[0]].append(record)
    for records in by.values():
        rng.shuffle(records)
    chosen = [r for k in SEMANTIC for r in by[f"demetr.{k}"][:12]] + [
        r for k in FORM for r in by[f"demetr.{k}"][: 40 if k == "translation" else 12]
    ]
    return chosen + [r for name, n in SIZES.items() for r in by[name][:n]]


def figures(
    network: DriftNetwork, tokenizer: Tokenizer, records: list[Record], frame: tuple[int, int] = (0, 2)
) -> dict[str, float]:
    """The figures of a network as it stands."""
    return measured(records, predicted(network, tokenizer, records, frame))


def predicted(
    network: DriftNetwork, tokenizer: Tokenizer, records: list[Record], frame: tuple[int, int] = (0, 2)
) -> Predictions:
    """What a network under training says of the records as it stands."""
    network.eval()
    with autocast():
        judged = DriftModel(Torch(network), tokenizer, frame).predict([(r.original, r.version) for r in records])
    network.train()
    return judged


def measured(records: list[Record], judged: Predictions) -> dict[str, float]:
    """`ranks` of the network's expected severity; how its marks, its adequacy and its similarity agree with people's."""
    from scipy.stats import pearsonr

    source = np.array([r.source for r in records])
    found = ranks(judged.expected, np.array([np.nan if r.drift is None else r.drift for r in records]), source)
    for name in ("bio_mqm", "ted_mqm"):
        here = np.flatnonzero(source == name)
        if len(here):
            found[f"{name}.f1"] = span_f1([records[i] for i in here], [judged.version[i] for i in here])
    for lang in sorted({s for s in source if s.startswith("mlqe")}):
        here = np.flatnonzero(source == lang)
        found[lang] = pearsonr(judged.adequacy[here], [records[i].adequacy for i in here])[0]
    here = np.flatnonzero(source == "stsb")
    if len(here):
        found["stsb"] = pearsonr(judged.sts[here], [records[i].sts for i in here])[0]
    return {k: round(float(v), 3) for k, v in found.items()}


def ranks(score: np.ndarray, wanted: np.ndarray, source: np.ndarray) -> dict[str, float]:
    """How a score (n,) tells changed meaning from faithful translation in DEMETR, as a whole and by kind, and how it ranks
    the severities `wanted` (n,) of MQM.

    `demetr` and the kinds: area under the ROC curve; `recall@.06`: share of changes above 94 % of the faithful.
    """
    from scipy.stats import spearmanr
    from sklearn.metrics import roc_auc_score

    found: dict[str, float] = {}
    rise, fall = (of_demetr(source, kinds) for kinds in (SEMANTIC, FORM))
    if rise.any() and fall.any():
        found["demetr"] = _area(score[rise], score[fall])
        found["recall@.06"] = (score[rise] > np.quantile(score[fall], 0.94)).mean()
        for kind in SEMANTIC:
            if (here := of_demetr(source, (kind,))).any():
                found[kind] = _area(score[here], score[fall])
    for name in sorted({s for s in source.tolist() if s.partition(".")[0] in MARKED}):
        if (here := source == name).any():
            found[f"{name}.spearman"] = spearmanr(score[here], wanted[here])[0]
            if (wanted[here] >= GRAVE).any():
                found[f"{name}.major"] = roc_auc_score(wanted[here] >= GRAVE, score[here])
    return found


def of_demetr(sources: np.ndarray, kinds: Sequence[str]) -> np.ndarray:
    """Which sources (n,) are DEMETR's changes of these kinds, in whatever languages: bool (n,).

    >>> of_demetr(np.array(["demetr.tense", "demetr.en.tense", "demetr.tense.japanese", "demetr.case"]), ["tense"]).tolist()
    [True, True, True, False]
    """
    parts = [source.split(".") for source in sources.tolist()]
    return np.array([p[0] == "demetr" and not set(kinds).isdisjoint(p) for p in parts], bool)


def _area(above: np.ndarray, below: np.ndarray) -> float:
    """The chance that one of `above` scores higher than one of `below`."""
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(np.r_[np.ones(len(above)), np.zeros(len(below))], np.r_[above, below]))


def span_f1(records: list[Record], marks: list[Marks], limits: tuple[float, ...] = (0.15, 0.25, 0.35, 0.5)) -> float:
    """The best character F1 of version tokens marked above one of the limits against the marked spans."""
    best = 0.0
    for limit in limits:
        hit = said = gold = 0
        for record, mark in zip(records, marks, strict=True):
            truth = {c for s, e in record.version_spans or () for c in range(s, e)}
            guess = {
                c for (s, e), p in zip(mark.offsets, mark.probability, strict=True) if p > limit for c in range(s, e)
            }
            hit, said, gold = hit + len(truth & guess), said + len(guess), gold + len(truth)
        best = max(best, 2 * hit / max(said + gold, 1))
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--records", type=Path, required=True)
    parser.add_argument("--all", action="store_true", help="all records, not about 600 of them")
    args = parser.parse_args()
    records = list(read_records(args.records)) if args.all else subset(args.records)
    judged = DriftModel.load(args.model).predict([(r.original, r.version) for r in records])
    print(json.dumps(measured(records, judged), indent=1))


if __name__ == "__main__":
    main()
