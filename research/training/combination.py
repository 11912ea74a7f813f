"""Fit the combination: what encoder, detectors and drift model found -> the severity that people gave.

    python -m research.training.combination --records RECORDS --model models/base [--only rules] --out models/base/combination.json

RECORDS is what `research.training.generate` wrote. It is fitted on the records held out for calibration and on training records
that no drift model was trained on. The figures that it prints are those of five folds: each fifth of the texts is
judged by what was fitted on the others.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from random import Random
from statistics import NormalDist
from typing import Any
from zlib import crc32

import numpy as np

from drift.detectors import detect
from drift.encoders import load_encoder
from drift.encoders.protocols import TokenEncoder
from drift.judging.combination import MARKED_FROM, Combination, Knots, ranked
from drift.judging.features import FEATURES, NETWORK_FEATURES, RULE_FEATURES, columns, feature_rows
from drift.judging.gaps import trivial_drift
from drift.judging.models import ModelEntry
from drift.judging.network import PairReader
from drift.judging.odds import chance
from drift.judging.opposites import with_opposites
from drift.judging.policy import banded
from drift.judging.restating import predict_restated
from drift.judging.scorer import CHUNK, prepare
from drift.language.reading import read
from drift.types import CRITICAL, KINDS, MAJOR, MINOR
from research.training.evaluate import FORM, MARKED, SEMANTIC, of_demetr, ranks
from research.training.records import Record, read_records
from research.training.split import TRAINING_RECORDS

UNITS, SEEDS, EPOCHS = 64, 3, 80
UNSEEN, DROPPED = 0.1, 0.3  # share of the features, and of the units, that a step does without
BATCH = 256
RANKING = 1 / 8  # what ranking two pairs of a set counts beside the severity of one
APART = 0.08  # severities from this distance on are to be ranked
KNOTS = 33
FAITHFUL = 0.75
FALSE_ALARMS = 0.06  # of DEMETR's faithful translations so many reach `minor`
HUMAN_ALARMS = 0.25  # and of two people's translations, which differ more
FOLDS = 5
SUBSETS = {
    "cosine": ("distance",), "detectors": (*KINDS, "findings"), "rules": RULE_FEATURES, "network": NETWORK_FEATURES, "all": FEATURES,
}  # fmt: skip
# Weight of all records of a source together, and how many at most are taken of those that no model was trained on.
SHARES = {
    "demetr": 1.5, "bio_mqm": 1.0, "ted_mqm": 0.5, "mlqe": 2.0, "stsb": 1.6, "synthetic": 1.0,
    "human_pairs": 1.2, "across": 1.0, "abroad": 0.3, "mqm_en_x": 1.0, "bio_en_x": 0.8, "wmt21_mqm": 0.8, "mlqe_pe": 2.8, "da_en_x": 2.0,
}  # fmt: skip
UNREACHED = {"demetr": 3000, "mlqe": 1500, "stsb": 600, "synthetic": 4000}
REVERSED = ("negation", "antonym")  # DEMETR's kinds that turn the main claim round
GRAVEST = 0.5  # of those so many reach `critical`
CHANGED = frozenset({"demetr", "synthetic", "across", "abroad"})  # sources of changes made on purpose


# --- what it is fitted on


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which records a combination is fitted on.

    Attributes:
        unread: The number of the first training record that no drift model was trained on.
        unreached: How many of the records from there on are taken, by family.
        most: How many of a source's records held out are taken at most.
    """

    unread: int = TRAINING_RECORDS
    unreached: Mapping[str, int] = field(default_factory=lambda: UNREACHED)
    most: int | None = None


def chosen(records: Path, choice: Chosen) -> list[tuple[Record, float, bool]]:
    """Records with their severities, and whether people's judgement was held out for calibration."""
    aside = list(judged(read_records(records / "dev.jsonl.gz")))
    if choice.most is not None:
        Random(1).shuffle(aside)
    taken: Counter[str] = Counter()
    held_out = []
    for record, drift in aside:
        taken[record.source] += 1
        if choice.most is None or taken[record.source] <= choice.most:
            held_out.append((record, drift, True))
    left = Counter(choice.unreached)
    others = []
    for record, drift in judged(islice(read_records(records / "train.jsonl.gz"), choice.unread, None)):
        if left[record.family] > 0:
            left[record.family] -= 1
            others.append((record, drift, False))
        if not any(count > 0 for count in left.values()):
            break
    return held_out + others


def judged(records: Iterable[Record]) -> Iterator[tuple[Record, float]]:
    """The records that say how far they drift and that a model has to judge."""
    for record in records:
        drift = severity(record)
        if drift is not None and trivial_drift(record.original, record.version) is None:
            yield record, drift


def severity(record: Record) -> float | None:
    """The drift that a record stands for; adequacy and similarity run straight from critical to none."""
    if record.adequacy is not None:
        return 1 - record.adequacy
    if record.sts is not None:
        return 1 - record.sts
    return None if record.floor else record.drift


def measured(records: Sequence[Record], model: PairReader | None, encoder: TokenEncoder) -> np.ndarray:
    """The features of every record, (n, len(FEATURES))."""
    from tqdm import tqdm

    order = sorted(range(len(records)), key=lambda i: len(records[i].original))
    rows = np.zeros((len(records), len(FEATURES)))
    for start in tqdm(range(0, len(order), CHUNK), desc="features"):
        chunk = order[start : start + CHUNK]
        pairs = list(prepare([(records[i].original, records[i].version) for i in chunk], encoder))
        readings = [read(pair) for pair in pairs]
        findings = [detect(reading) for reading in readings]
        predictions = predict_restated(model, readings) if model else None
        if predictions is not None:
            findings = with_opposites(findings, readings, predictions, encoder)
        rows[chunk] = feature_rows(pairs, findings, predictions)
    return rows


def table(records: Path, folder: Path, kept: Path, choice: Chosen) -> dict[str, np.ndarray]:
    """Features, severities, sources, folds and whether held out, of all chosen records; remembered in `kept` for
    the model's weights as they are. Words are linked by the encoder for the model's languages."""
    entry = ModelEntry(folder.name, folder)
    revision = entry.networks_revision
    if kept.is_file() and (known := dict(np.load(kept))).get("model") == revision:
        return known
    found = chosen(records, choice)
    encoder = load_encoder(languages=entry.languages)
    known = {
        "model": np.array(revision),
        "rows": measured([record for record, _, _ in found], entry.load(), encoder),
        "drift": np.array([drift for _, drift, _ in found]),
        "source": np.array([record.source for record, _, _ in found]),
        "fold": np.array([crc32(record.original.encode()) % FOLDS for record, _, _ in found]),
        "held_out": np.array([held_out for _, _, held_out in found]),
    }
    kept.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(kept, **known)  # type: ignore[arg-type]
    return known


def weights(sources: np.ndarray, drifts: np.ndarray, faithful: float = FAITHFUL) -> np.ndarray:
    """Each source weighs its share; and of what was changed on purpose, faithful pairs as much as in a careful translation.

    Of machine-translated sentences that experts read, six (bio-MQM) to seven (TED) in ten drift in nothing; `faithful`
    assumes somewhat better desks than that.
    """
    names = np.array([name.partition(".")[0] for name in sources])
    out = np.zeros(len(drifts))
    for name, share in SHARES.items():
        here = names == name
        out[here] = share / max(here.sum(), 1)
        if name in CHANGED:
            for part, wanted in ((here & (drifts < MINOR), faithful), (here & (drifts >= MINOR), 1 - faithful)):
                out[part] = share * wanted / max(part.sum(), 1)
    return np.asarray(out * len(drifts) / out.sum())


# --- the fit


def fit(
    rows: np.ndarray,
    drifts: np.ndarray,
    weight: np.ndarray,
    names: Sequence[str],
    sets: np.ndarray | None = None,
    levels: bool = False,
    epochs: int = EPOCHS,
) -> Combination:
    """Several nets from different beginnings, side by side as one; not yet on the scale of the bands.

    Args:
        rows: Features (n, len(FEATURES)).
        drifts: Severities (n,).
        weight: What each row counts (n,).
        names: The features that are read.
        sets: The number of each row's set (n,): pairs of one set are also ranked, for annotators differ in how strict they are. All are of one
            set without it.
        levels: Whether a set's own level (how strict its annotators were, how good its translations) is told from what the features
            say, and the mean of the levels kept.
        epochs: How often the rows are seen.
    """
    chosen = columns(rows, names)
    knots = tuple(_knots(column) for column in chosen.T)
    x = ranked(chosen, knots)
    sets = np.zeros(len(x), int) if sets is None else sets
    nets = [_net(x, drifts, weight, sets, levels, epochs, seed) for seed in range(SEEDS)]
    return Combination(
        tuple(names),
        knots,
        linear=np.mean([net["linear"] for net in nets], axis=0),
        hidden=np.concatenate([net["hidden"] for net in nets]),
        offset=np.concatenate([net["offset"] for net in nets]),
        out=np.concatenate([net["out"] for net in nets]) / SEEDS,
        bias=float(np.mean([net["bias"] for net in nets])),
    )


def _knots(column: np.ndarray) -> Knots:
    """Quantiles of a feature and their normal scores; values that lie as good as together share one, their mean, but the
    least and the greatest, however often they come, lie at the ends."""
    chances = np.linspace(0.005, 0.995, KNOTS)
    scores = np.array([NormalDist().inv_cdf(p) for p in chances])
    values = np.quantile(column, chances)
    near = max(float(column.std()), 1e-3) / 50
    _, together = np.unique(np.round((values - values[0]) / near), return_inverse=True)
    values, shared = (np.bincount(together, part) / np.bincount(together) for part in (values, scores))
    shared[0], shared[-1] = scores[0], scores[-1]
    return values, shared


def _net(
    x: np.ndarray, drifts: np.ndarray, weight: np.ndarray, sets: np.ndarray, levels: bool, epochs: int, seed: int
) -> dict[str, np.ndarray]:
    """One net, by cross-entropy against the severities and, within each set, against their order (Burges et al. 2005)."""
    import torch

    torch.manual_seed(seed)
    n = x.shape[1]
    net = {
        "linear": torch.zeros(n), "hidden": torch.randn(UNITS, n) / n**0.5, "offset": torch.zeros(UNITS),
        "out": torch.randn(UNITS) * 0.3, "bias": torch.zeros(()), "levels": torch.zeros(int(sets.max()) + 1),
    }  # fmt: skip
    for name, value in net.items():
        value.requires_grad_(levels or name != "levels")
    optimizer = torch.optim.AdamW(net.values(), lr=4e-3, weight_decay=1e-3)
    given, target, share = (torch.tensor(a, dtype=torch.float32) for a in (x, drifts, weight))
    of_set = torch.tensor(sets)
    steps = epochs * (len(x) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for _ in range(steps):
        batch = torch.randint(len(x), (BATCH,))
        seen = torch.nn.functional.dropout(given[batch], UNSEEN)
        inner = torch.nn.functional.dropout(torch.tanh(seen @ net["hidden"].T + net["offset"]), DROPPED)
        odds = seen @ net["linear"] + inner @ net["out"] + net["bias"] + net["levels"][of_set[batch]]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(odds, target[batch], weight=share[batch])
        gap = target[batch][:, None] - target[batch][None, :]
        graver = (of_set[batch][:, None] == of_set[batch][None, :]) & (gap > APART)
        misplaced = torch.nn.functional.softplus(odds[None, :] - odds[:, None]) * gap * graver * share[batch][:, None]
        loss = loss + RANKING * misplaced.sum() / BATCH
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
    made = {name: value.detach().double().numpy() for name, value in net.items()}
    made["bias"] = made["bias"] + np.average(made["levels"][sets], weights=weight)
    return made


def sets_of(sources: np.ndarray) -> np.ndarray:
    """The number of each record's set (n,): people's judgement by set and language; what was changed on purpose by set, and DEMETR's
    English apart from its sources, for the kind of change in the source's name says how far it drifts."""
    names = [
        ".".join(source.split(".")[: 1 + source.startswith("demetr.en.")])
        if source.partition(".")[0] in CHANGED
        else source
        for source in sources.tolist()
    ]
    return np.unique(names, return_inverse=True)[1]


def minor_mark(expected: np.ndarray, sources: np.ndarray) -> float:
    """The expected severity that `FALSE_ALARMS` of DEMETR's faithful translations and `HUMAN_ALARMS` of two people's reach at
    most; they were not fitted on.

    Called minor from 1/6 on, as calibration would have it, a third of the faithful ones would be flagged, since annotators
    find something in a third of whatever they read.
    """
    faithful = ((of_demetr(sources, FORM), FALSE_ALARMS), (_human(sources), HUMAN_ALARMS))
    marks = [np.quantile(expected[here], 1 - alarms) for here, alarms in faithful if here.any()]
    return float(np.clip(max(marks), MINOR, 0.9 * MAJOR)) if marks else MINOR


def critical_mark(expected: np.ndarray, sources: np.ndarray) -> float:
    """The expected severity that `GRAVEST` of what turns the meaning round reach. As expected it hardly ever comes to 5/6, for
    whoever expects something leaves room for being wrong."""
    here = of_demetr(sources, REVERSED)
    return float(np.clip(np.quantile(expected[here], 1 - GRAVEST), MAJOR + 0.1, CRITICAL)) if here.any() else CRITICAL


def _human(sources: np.ndarray) -> np.ndarray:
    """Which sources (n,) are two people's translations of one text."""
    return np.array([source.startswith("human_pairs") for source in sources.tolist()], bool)


def fitted(
    known: dict[str, np.ndarray],
    names: Sequence[str],
    without: str = "",
    teacher: dict[str, np.ndarray] | None = None,
    levels: bool = False,
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
    minor, critical = minor_mark(*of_people), critical_mark(*of_people)
    whole = fit(rows[kept], target[kept], weight[kept], names, sets[kept], levels)
    return replace(whole, minor=minor, critical=critical), banded(expected, (minor, critical))


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
    for name in ("bias", "minor", "critical", "evidence"):
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
    combination, drift = fitted(known, SUBSETS[arguments.only], arguments.without, teacher, arguments.levels)
    if arguments.out:
        write(replace(combination, evidence=arguments.evidence), arguments.out)
    people = known["held_out"]
    print(json.dumps(figures(drift[people], known["drift"][people], known["source"][people]), indent=1))


if __name__ == "__main__":
    main()
