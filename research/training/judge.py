"""Calibrate a second judge: `python -m research.training.judge --judge NAME --records RECORDS [--most 2000]`.

How much its log odds and the drift's weigh is fitted to people's judgement on the records held out for calibration, and
kept in the user's cache, where `--judge NAME` finds it.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from random import Random

import numpy as np

from drift.api import score
from drift.judging.second_opinion import Calibration, SecondOpinion, calibration_path, opinions
from research.training.fitting import weights
from research.training.measured import judged
from research.training.records import read_records


def fit(ours: np.ndarray, theirs: np.ndarray, drifts: np.ndarray, weight: np.ndarray) -> Calibration:
    """The weights of both severities' log odds that fit the drifts (n,) best: a logistic regression in which each pair
    stands on either side, by its share."""
    from sklearn.linear_model import LogisticRegression

    odds = opinions(ours, theirs)
    side = np.r_[np.ones(len(odds)), np.zeros(len(odds))]
    line = LogisticRegression(C=1e6).fit(np.r_[odds, odds], side, np.r_[weight * drifts, weight * (1 - drifts)])
    mine, yours = line.coef_[0]
    return Calibration(float(mine), float(yours), float(line.intercept_[0]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--judge", required=True)
    parser.add_argument("--records", type=Path, required=True, help="folder of dev.jsonl.gz")
    parser.add_argument("--most", type=int, default=2000, help="records to fit on")
    arguments = parser.parse_args()
    held_out = list(judged(read_records(arguments.records / "dev.jsonl.gz")))
    chosen = Random(0).sample(held_out, min(arguments.most, len(held_out)))
    pairs = [(record.original, record.version) for record, _ in chosen]
    drifts = np.array([drift for _, drift in chosen])
    ours = np.array([verdict.drift for verdict in score(pairs)])
    weight = weights(np.array([record.source for record, _ in chosen]), drifts)
    calibration = fit(ours, SecondOpinion(arguments.judge).severity(pairs), drifts, weight)
    path = calibration_path(arguments.judge)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(calibration)), encoding="utf-8")
    print(f"{path}: {calibration}")


if __name__ == "__main__":
    main()
