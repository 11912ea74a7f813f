"""Fit the combination: what encoder, detectors and drift model found -> the severity that people gave.

    python -m research.training.combination --records RECORDS --model models/base [--only rules] --out models/base/combination.json

RECORDS is what `research.training.generate` wrote. It is fitted on the records held out for calibration and on training records
that no drift model was trained on. The figures that it prints are those of five folds: each fifth of the texts is
judged by what was fitted on the others.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from drift.judging.combination import MARKED_FROM, Combination
from drift.judging.features import FEATURES, NETWORK_FEATURES, RULE_FEATURES
from drift.judging.odds import chance
from drift.judging.policy import banded
from drift.types import CRITICAL, KINDS, MAJOR, MINOR
from research.training.evaluate import FORM, MARKED, SEMANTIC, of_demetr, ranks
from research.training.fitting import SHARES, fit, sets_of, weights
from research.training.measured import FOLDS, UNREACHED, Chosen, table
from research.training.split import TRAINING_RECORDS

FALSE_ALARMS = 0.06  # of DEMETR's faithful translations so many reach `minor`
HUMAN_ALARMS = 0.25  # and of two people's translations, which differ more
HUMAN_MAJOR = 0.03  # of these so many reach `major`
SUBSETS = {
    "cosine": ("distance",), "detectors": (*KINDS, "findings"), "rules": RULE_FEATURES, "network": NETWORK_FEATURES, "all": FEATURES,
}  # fmt: skip
REVERSED = ("negation", "antonym")  # DEMETR's kinds that turn the main claim round
GRAVEST = 0.5  # of those so many reach `critical`
APART = 0.1  # expected severities between `major` and `critical` at least


# --- the marks of the bands


def minor_mark(expected: np.ndarray, sources: np.ndarray, alarms: float = FALSE_ALARMS) -> float:
    """The expected severity that a share, `alarms`, of DEMETR's faithful translations and `HUMAN_ALARMS` of two people's reach at
    most; they were not fitted on.

    Called minor from 1/6 on, as calibration would have it, a third of the faithful ones would be flagged, since annotators
    find something in a third of whatever they read.
    """
    faithful = ((of_demetr(sources, FORM), alarms), (_human(sources), HUMAN_ALARMS))
    marks = [np.quantile(expected[here], 1 - share) for here, share in faithful if here.any()]
    return float(np.clip(max(marks), MINOR, 0.9 * MAJOR)) if marks else MINOR


def major_mark(expected: np.ndarray, sources: np.ndarray) -> float:
    """The expected severity that a share, `HUMAN_MAJOR`, of two people's translations reach at most; `MAJOR` at least."""
    here = _human(sources)
    return (
        float(np.clip(np.quantile(expected[here], 1 - HUMAN_MAJOR), MAJOR, CRITICAL - APART)) if here.any() else MAJOR
    )


def critical_mark(expected: np.ndarray, sources: np.ndarray, major: float = MAJOR) -> float:
    """The expected severity that `GRAVEST` of what turns the meaning round reach. As expected it hardly ever comes to 5/6, for
    whoever expects something leaves room for being wrong."""
    here = of_demetr(sources, REVERSED)
    return float(np.clip(np.quantile(expected[here], 1 - GRAVEST), major + APART, CRITICAL)) if here.any() else CRITICAL


def _human(sources: np.ndarray) -> np.ndarray:
    """Which sources (n,) are two people's translations of one text."""
    return np.array([source.startswith("human_pairs") for source in sources.tolist()], bool)


# --- the fit


def fitted(
    known: dict[str, np.ndarray],
    names: Sequence[str],
    without: str = "",
    teacher: dict[str, np.ndarray] | None = None,
    levels: bool = False,
    alarms: float = FALSE_ALARMS,
) -> tuple[Combination, np.ndarray]:
    """The combination of `names`, and the drift of every record by folds that were fitted without it.

    Of the source `without` no record is fitted on. With the table of a larger model, the `teacher`, it is fitted halfway
    between people's severities and what that model's own combination expects. With `levels` each set has a level of its own.
    """
    rows, drifts = known["rows"], known["drift"]
    weight = weights(known["source"], drifts)
    kept = np.array([name.partition(".")[0] != without for name in known["source"]])
    sets = sets_of(known["source"])
    target = drifts
    if teacher is not None:
        target = (drifts + _expected(teacher["rows"], drifts, weight, kept, known["fold"], names, sets, levels)) / 2
    expected = _expected(rows, target, weight, kept, known["fold"], names, sets, levels)
    people = known["held_out"] & kept
    of_people = expected[people], known["source"][people]
    minor, major = minor_mark(*of_people, alarms), major_mark(*of_people)
    critical = critical_mark(*of_people, major)
    whole = fit(rows[kept], target[kept], weight[kept], names, sets[kept], levels)
    return replace(whole, minor=minor, major=major, critical=critical), banded(expected, (minor, major, critical))


def _expected(
    rows: np.ndarray,
    target: np.ndarray,
    weight: np.ndarray,
    kept: np.ndarray,
    fold: np.ndarray,
    names: Sequence[str],
    sets: np.ndarray,
    levels: bool,
) -> np.ndarray:
    """The expected severity (n,) of each row, by what was fitted to the targets of the other folds' kept rows."""
    expected = np.zeros(len(rows))
    for k in range(FOLDS):
        others = (fold != k) & kept
        of_others = fit(rows[others], target[others], weight[others], names, sets[others], levels)
        expected[fold == k] = chance(of_others.log_odds(rows[fold == k]))
    return expected


def write(combination: Combination, path: Path) -> None:
    stored: dict[str, Any] = {"names": combination.names}
    stored["knots"] = [[np.round(part, 5).tolist() for part in knots] for knots in combination.knots]
    for name in ("linear", "hidden", "offset", "out"):
        stored[name] = np.round(getattr(combination, name), 5).tolist()
    for name in ("bias", "minor", "major", "critical", "evidence"):
        stored[name] = round(getattr(combination, name), 5)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(stored) + "\n", encoding="utf-8")


# --- how good it is


def figures(drift: np.ndarray, wanted: np.ndarray, sources: np.ndarray) -> dict[str, float]:
    """`ranks`; which shares of DEMETR's changes and of its faithful translations are flagged, and of what turns the meaning round
    called critical; how many of two people's translations are called minor and major; MQM's expected calibration error; the
    correlations with adequacy and similarity."""
    from scipy.stats import pearsonr

    found = ranks(drift, wanted, sources)
    for name, kinds in (("recall", SEMANTIC), ("false alarms", FORM)):
        here = of_demetr(sources, kinds)
        if here.any():
            found[name] = (drift[here] >= MINOR).mean()
    for name, here, least in (
        ("reversed.critical", of_demetr(sources, REVERSED), CRITICAL),
        ("human_pairs.minor", _human(sources), MINOR),
        ("human_pairs.major", _human(sources), MAJOR),
    ):
        if here.any():
            found[name] = (drift[here] >= least).mean()
    for name in sorted({s for s in sources.tolist() if s.partition(".")[0] in MARKED}):
        if (here := sources == name).any():
            found[f"{name}.calibration error"] = calibration_error(drift[here], wanted[here])
    for name in sorted({s for s in sources if s.startswith(("mlqe", "da_en_x"))} | {"stsb"}):
        if (here := sources == name).sum() > 2:
            found[name] = pearsonr(drift[here], wanted[here])[0]
    return {name: round(float(value), 3) for name, value in found.items()}


def calibration_error(drift: np.ndarray, wanted: np.ndarray, bins: int = 10) -> float:
    """The mean distance between drift and severity in bins of equal size (Naeini et al. 2015)."""
    order = np.array_split(np.argsort(drift), bins)
    return float(sum(len(b) * abs(drift[b].mean() - wanted[b].mean()) for b in order if len(b)) / len(drift))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=Path, required=True, help="folder of train.jsonl.gz and dev.jsonl.gz")
    parser.add_argument("--model", type=Path, default=Path("models/base"))
    parser.add_argument(
        "--features", type=Path, default=Path("train/features.npz"), help="made if missing or of other weights"
    )
    parser.add_argument("--only", choices=SUBSETS, default="all", help="which of the features; `rules`: no drift model")
    parser.add_argument("--without", default="", choices=("", *SHARES), help="a source that is not fitted on")
    parser.add_argument(
        "--teacher", type=Path, help="the features of a larger model for the same records, as kept for it"
    )
    parser.add_argument(
        "--unread",
        type=int,
        default=TRAINING_RECORDS,
        help="number of the first training record that the model never read",
    )
    parser.add_argument("--unreached", nargs="+", default=(), metavar="FAMILY=N", help="how many of those are taken")
    parser.add_argument("--most", type=int, help="records held out that are taken of a source")
    parser.add_argument("--levels", action="store_true", help="each set has a level of its own, which is not kept")
    parser.add_argument(
        "--alarms", type=float, default=FALSE_ALARMS, help="share of DEMETR's faithful translations called minor"
    )
    parser.add_argument(
        "--evidence", type=float, default=MARKED_FROM, help="probability from which a token is shown as evidence"
    )
    parser.add_argument("--out", type=Path, help="where to write it; without, its figures are all there is")
    arguments = parser.parse_args()
    unreached = {name: int(n) for name, _, n in (given.partition("=") for given in arguments.unreached)}
    choice = Chosen(arguments.unread, unreached or UNREACHED, arguments.most)
    known = table(arguments.records, arguments.model, arguments.features, choice)
    teacher = dict(np.load(arguments.teacher)) if arguments.teacher else None
    if teacher is not None and not np.array_equal(teacher["source"], known["source"]):
        parser.error(f"{arguments.teacher} was made from other records; make it anew from these.")
    combination, drift = fitted(
        known, SUBSETS[arguments.only], arguments.without, teacher, arguments.levels, arguments.alarms
    )
    if arguments.out:
        write(replace(combination, evidence=arguments.evidence), arguments.out)
    people = known["held_out"]
    print(json.dumps(figures(drift[people], known["drift"][people], known["source"][people]), indent=1))


if __name__ == "__main__":
    main()
