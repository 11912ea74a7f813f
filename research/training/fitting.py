"""How a combination is fitted to severities: what each row counts, and nets that learn severities and the order within a set."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

from drift.judging.combination import Combination, Knots, ranked
from drift.judging.features import columns
from drift.types import MINOR

UNITS, SEEDS, EPOCHS = 64, 3, 80
UNSEEN, DROPPED = 0.1, 0.3  # share of the features, and of the units, that a step does without
BATCH = 256
RANKING = 1 / 8  # what ranking two pairs of a set counts beside the severity of one
APART = 0.08  # severities from this distance on are to be ranked
KNOTS = 33
FAITHFUL = 0.75
# What all records of a source weigh together.
SHARES = {
    "demetr": 1.5, "bio_mqm": 1.0, "ted_mqm": 0.5, "mlqe": 2.0, "stsb": 1.6, "synthetic": 1.0,
    "human_pairs": 1.2, "across": 1.0, "abroad": 0.3, "mqm_en_x": 1.0, "bio_en_x": 0.8, "wmt21_mqm": 0.8, "mlqe_pe": 2.8, "da_en_x": 2.0,
}  # fmt: skip
CHANGED = frozenset({"demetr", "synthetic", "across", "abroad"})  # sources of changes made on purpose


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
