"""Fit the combination: what encoder and detectors found -> the severity that people gave.

    python -m training.combination --records RECORDS --out models/lexical/combination.json

RECORDS is what `training.generate` wrote. The figures that it prints are those of the records held out for calibration.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from drift.combination import FEATURES, MONOTONE, Combination, features
from drift.detectors import detect
from drift.embed import load_encoder
from drift.scoring import CHUNK, prepare, trivial_drift
from training.records import Record, read_records

TREES, LEAVES = 300, 12


def feature_rows(records: list[Record]) -> np.ndarray:
    """The features of every record, (n, len(FEATURES))."""
    encoder = load_encoder()
    order = sorted(range(len(records)), key=lambda i: len(records[i].original))
    rows = np.zeros((len(records), len(FEATURES)))
    for start in range(0, len(order), CHUNK):
        chunk = order[start : start + CHUNK]
        pairs = prepare([(records[i].original, records[i].version) for i in chunk], encoder)
        for i, pair in zip(chunk, pairs, strict=True):
            rows[i] = features(pair, detect(pair))
        print(f"{start + len(chunk)}/{len(order)}", end="\r", flush=True)
    return rows


def fit(rows: np.ndarray, drifts: np.ndarray, weights: np.ndarray, seed: int = 0) -> Any:
    """A gradient boosting whose findings' features are monotone."""
    from sklearn.ensemble import HistGradientBoostingRegressor

    model = HistGradientBoostingRegressor(
        max_iter=TREES, learning_rate=0.05, max_leaf_nodes=LEAVES, min_samples_leaf=40, l2_regularization=1.0,
        monotonic_cst=MONOTONE, random_state=seed,
    )  # fmt: skip
    return model.fit(rows, drifts, sample_weight=weights)


def as_json(model: Any) -> dict[str, Any]:
    """The trees in the flat arrays of `drift.combination.Combination`."""
    stored: dict[str, list[Any]] = {name: [] for name in ("roots", "feature", "threshold", "left", "right", "value")}
    deepest = 0
    for (tree,) in model._predictors:
        root = len(stored["feature"])
        stored["roots"].append(root)
        for at, node in enumerate(tree.nodes):
            leaf = bool(node["is_leaf"])
            stored["feature"].append(int(node["feature_idx"]))
            stored["threshold"].append(round(float(node["num_threshold"]), 6) if not leaf else 0.0)
            stored["left"].append(root + (at if leaf else int(node["left"])))
            stored["right"].append(root + (at if leaf else int(node["right"])))
            stored["value"].append(round(float(node["value"]), 6) if leaf else 0.0)
            deepest = max(deepest, int(node["depth"]))
    base = float(np.ravel(model._baseline_prediction)[0])
    return {"features": FEATURES, "base": base, "depth": deepest + 1, **stored}


def judged(records: Iterable[Record], most: int) -> list[tuple[Record, float]]:
    """The first `most` records that say how far they drift and that the combination would have to judge."""
    found: list[tuple[Record, float]] = []
    for record in records:
        drift = severity(record)
        if drift is not None and trivial_drift(record.original, record.version) is None:
            found.append((record, drift))
        if len(found) == most:
            break
    return found


def severity(record: Record) -> float | None:
    """The drift that a record stands for; adequacy and similarity run straight from critical to none."""
    if record.adequacy is not None:
        return 1 - record.adequacy
    if record.sts is not None:
        return 1 - record.sts
    return None if record.floor else record.drift


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=Path, required=True, help="folder of train.jsonl.gz and dev.jsonl.gz")
    parser.add_argument("--out", type=Path, default=Path("models/lexical/combination.json"))
    parser.add_argument("--most", type=int, default=20_000, help="records to fit on")
    arguments = parser.parse_args()
    records = judged(read_records(arguments.records / "train.jsonl.gz"), arguments.most)
    rows = feature_rows([record for record, _ in records])
    drifts = np.array([drift for _, drift in records])
    model = fit(rows, drifts, np.array([record.weight for record, _ in records]))
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(as_json(model)), encoding="utf-8")
    stored = Combination.load(arguments.out)
    print(f"{len(records)} records; stored trees differ by {np.abs(stored.raw(rows) - model.predict(rows)).max():.1e}")
    held_out = list(read_records(arguments.records / "dev.jsonl.gz"))
    Random(0).shuffle(held_out)
    held_out_judged = judged(held_out, arguments.most // 8)
    found = stored.raw(feature_rows([record for record, _ in held_out_judged]))
    wanted = np.array([drift for _, drift in held_out_judged])
    names = np.array([record.source.partition(".")[0] for record, _ in held_out_judged])
    for name in sorted(set(names)):
        r = np.corrcoef(found[names == name], wanted[names == name])[0, 1]
        print(f"{name:8s} {np.sum(names == name):5d} held out, Pearson r {r:.3f}")


if __name__ == "__main__":
    main()
