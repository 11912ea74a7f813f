"""The reliability diagram of a drift model: what it says against what people said, on records held out from training.

    python -m research.recipes.reliability --features train/features.npz --out models/base/reliability.png

Needs the `train` extra. FEATURES is what `research.training.combination` keeps; each record is judged by a combination fitted without its text.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from drift.judging.features import FEATURES
from research.training.combination import calibration_error, fitted

SETS = {
    "bio_mqm": "biomedical abstracts (bio-MQM)", "wmt21_mqm": "news (WMT 2021)", "ted_mqm": "talks (TED MQM)",
    "mlqe": "post-edited translations (MLQE-PE)", "stsb": "likeness (STS)", "human_pairs": "two people's translations",
    "demetr": "one change (DEMETR)",
}  # fmt: skip
BINS = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--features", type=Path, default=Path("train/features.npz"))
    parser.add_argument("--out", type=Path, default=Path("models/base/reliability.png"))
    arguments = parser.parse_args()
    known = dict(np.load(arguments.features))
    _, drift = fitted(known, FEATURES)
    aside = known["held_out"]
    draw(drift[aside], known["drift"][aside], known["source"][aside], arguments.out)


def draw(drift: np.ndarray, wanted: np.ndarray, sources: np.ndarray, path: Path) -> None:
    """Mean severity by people over mean drift, in bins of equal size."""
    figure = Figure(figsize=(6.4, 5.4), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="0.75", linewidth=1, label="perfect")
    family = np.array([source.partition(".")[0] for source in sources.tolist()])
    for name, label in SETS.items():
        here = np.flatnonzero(family == name)
        bins = np.array_split(here[np.argsort(drift[here])], BINS)
        error = calibration_error(drift[here], wanted[here])
        said, given = ([values[b].mean() for b in bins] for values in (drift, wanted))
        axes.plot(said, given, marker="o", markersize=4, linewidth=1.2, label=f"{label}: error {error:.3f}")
    axes.set(xlabel="drift that the model expects", ylabel="severity that people gave", xlim=(0, 1), ylim=(0, 1))
    axes.legend(frameon=False, loc="upper left", fontsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=120, metadata={"Software": None})


if __name__ == "__main__":
    main()
