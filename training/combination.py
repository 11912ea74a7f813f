"""Fit the combination: what encoder and detectors found -> the severity that people gave.

    python -m training.combination --sets ../shared/data --out models/lexical/combination.json

Only the training part of each set is read (`training.split`); the figures that it prints are those of the part held out
for calibration.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from drift.combination import FEATURES, MONOTONE, Combination, features
from drift.detectors import DETECTORS
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
            rows[i] = features(pair, [f for detector in DETECTORS.values() for f in detector.detect(pair)])
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


def usable(records: Iterator[Record], limit: int) -> list[Record]:
    """Up to `limit` records with a drift that the combination would have to judge."""
    found = []
    for record in records:
        if len(found) == limit:
            break
        if record.drift is not None and not record.floor and trivial_drift(record.original, record.version) is None:
            found.append(record)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=Path, required=True, help="jsonl.gz of training records")
    parser.add_argument("--out", type=Path, default=Path("models/lexical/combination.json"))
    parser.add_argument("--limit", type=int, default=30_000)
    arguments = parser.parse_args()
    records = usable(read_records(arguments.records), arguments.limit)
    rows = feature_rows(records)
    drifts = np.array([record.drift for record in records])
    weights = np.array([record.weight for record in records])
    model = fit(rows, drifts, weights)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(as_json(model)), encoding="utf-8")
    difference = np.abs(Combination.load(arguments.out).raw(rows) - model.predict(rows)).max()
    print(f"{len(records)} records; stored trees differ from scikit-learn's by {difference:.1e}")


if __name__ == "__main__":
    main()
