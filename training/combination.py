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
FAITHFUL = 0.793


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
            stored["threshold"].append(0.0 if leaf else float(node["num_threshold"]))
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


def table(records: Path, out: Path, most: int) -> dict[str, np.ndarray]:
    """Features, severities, weights and sources of the training and the held-out records; kept in `out`."""
    if out.is_file():
        return dict(np.load(out))
    held_out = list(read_records(records / "dev.jsonl.gz"))
    Random(0).shuffle(held_out)
    columns: dict[str, np.ndarray] = {}
    for part, chosen in (
        ("train", judged(read_records(records / "train.jsonl.gz"), most)),
        ("dev", judged(held_out, most // 4)),
    ):
        columns[f"{part}_rows"] = feature_rows([record for record, _ in chosen])
        columns[f"{part}_drift"] = np.array([drift for _, drift in chosen])
        columns[f"{part}_weight"] = np.array([record.weight for record, _ in chosen])
        columns[f"{part}_source"] = np.array([record.source for record, _ in chosen])
    np.savez_compressed(out, **columns)  # type: ignore[arg-type]
    return columns


def as_met(drifts: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The weights under which faithful pairs are as common as in a text that was translated with care.

    Half of the training records were changed on purpose. Of machine-translated sentences that experts read, six
    (bio-MQM) to seven (TED) in ten drift in nothing; `FAITHFUL` assumes somewhat better desks than that.
    """
    faithful = drifts < 1 / 6
    share = weights[faithful].sum() / weights.sum()
    return np.where(faithful, weights * FAITHFUL / share, weights * (1 - FAITHFUL) / (1 - share))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=Path, required=True, help="folder of train.jsonl.gz and dev.jsonl.gz")
    parser.add_argument("--features", type=Path, default=Path("train/features.npz"), help="made if missing")
    parser.add_argument("--out", type=Path, default=Path("models/lexical/combination.json"))
    parser.add_argument("--most", type=int, default=20_000, help="records to fit on")
    arguments = parser.parse_args()
    arguments.features.parent.mkdir(parents=True, exist_ok=True)
    known = table(arguments.records, arguments.features, arguments.most)
    rows, drifts = known["train_rows"], known["train_drift"]
    model = fit(rows, drifts, as_met(drifts, known["train_weight"]))
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(as_json(model)), encoding="utf-8")
    stored = Combination.load(arguments.out)
    print(f"{len(rows)} records; stored trees differ by {np.abs(stored.raw(rows) - model.predict(rows)).max():.1e}")
    report(stored.raw(known["dev_rows"]), known["dev_drift"], known["dev_source"])


def report(found: np.ndarray, wanted: np.ndarray, sources: np.ndarray) -> None:
    """Print, by set, the correlation, and how often drift is flagged where there is some and where there is none."""
    names = np.array([source.partition(".")[0] for source in sources])
    for name in sorted(set(names)):
        mine, r = names == name, np.corrcoef(found[names == name], wanted[names == name])[0, 1]
        flagged = found[mine] >= 1 / 6
        graver, faithful = wanted[mine] >= 0.5, wanted[mine] < 1 / 6
        print(
            f"{name:8s} {mine.sum():5d} held out, Pearson r {r:.3f}, flagged {flagged[graver].mean():.2f} of major, "
            f"{flagged[faithful].mean():.2f} of none"
        )


if __name__ == "__main__":
    main()
