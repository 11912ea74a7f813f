"""Learn `drift/alignment/weights.json`: what a link's measurements are worth.

Run: python -m research.recipes.align_weights ../shared/data [-o drift/alignment/weights.json]
A semi-Markov conditional random field (Sarawagi and Cohen 2004) is fitted by its likelihood to the documents of
`recipes.align_documents`, for each packaged encoder by itself, from four seeds whose scores are averaged. All draws have
fixed seeds; some twenty minutes of one core.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from drift.alignment.band import ROWS, Band, Spans
from drift.alignment.features import FEATURES, GAP_FEATURES, add_joint, measure, measure_gaps
from drift.alignment.joint import doubtful_groups, joint_cosines
from drift.alignment.path import chances
from drift.alignment.pruning import Gaps, likely_links
from drift.alignment.rough import rough_gaps, rough_score
from drift.alignment.side import MAX_GROUP, centres, make_side, sketch_wording
from drift.encoders import DEFAULT_ENGLISH, DEFAULT_MULTILINGUAL
from drift.encoders.protocols import Encoder
from research.recipes.align_documents import Document, documents, exchanged, in_order
from research.recipes.align_measure import Known

HIDDEN = 16
SEEDS = 4
LAYOUTS = 6
EPOCHS = 10
PENALTY = 2e-4
# Log odds by which gaps are made dearer than they were learnt to be: a link that is not found costs more than one too many,
# and a sixth of what was learnt from has more gaps than other texts.
ALONE = {DEFAULT_ENGLISH: 0.7, DEFAULT_MULTILINGUAL: 0.2}


# --- what the field sees


@dataclass
class Example:
    """A document's candidates, measured, with those that are right and the sentences that are alone."""

    band: Band
    spans: Spans
    features: torch.Tensor
    gaps: tuple[torch.Tensor, torch.Tensor]
    right: np.ndarray
    alone: tuple[np.ndarray, np.ndarray]
    document: Document
    centres: tuple[np.ndarray, np.ndarray]


def example(document: Document, encoder: Encoder) -> Example:
    texts = (document.one, document.two)
    vectors = (encoder.encode(document.one), encoder.encode(document.two))
    middle = centres(vectors, encoder)
    sides = [
        make_side(rows, centre, wording, side, np.ones(len(side), bool))
        for rows, centre, wording, side in zip(vectors, middle, sketch_wording(texts), texts, strict=True)
    ]
    tiles = -(-len(sides[0]) // ROWS)
    band = Band(sides[0], sides[1], np.zeros(tiles, int), np.full(tiles, len(sides[1])))
    spans = likely_links(band, rough_score(band), rough_gaps(band), MAX_GROUP, 12.0)
    at = {
        key: k
        for k, key in enumerate(zip(*(getattr(spans, x).tolist() for x in ("i0", "i1", "j0", "j1")), strict=True))
    }
    keys = [(a[0], a[-1] + 1, b[0], b[-1] + 1) for a, b in document.links]
    held = [{i for link in document.links for i in link[k]} for k in (0, 1)]
    alone = [np.array([i for i in range(len(side)) if i not in held[k]], int) for k, side in enumerate(texts)]
    gaps = [torch.tensor(x) for x in measure_gaps(band)]
    right = np.array([at[key] for key in keys if key in at], int)
    return Example(
        band,
        spans,
        torch.tensor(measure(band, spans)),
        (gaps[0], gaps[1]),
        right,
        (alone[0], alone[1]),
        document,
        middle,
    )


def again(given: Example, net: Net, encoder: Encoder) -> Example:
    """The example as it is read again: with what `net` made of it, the groups that it doubts encoded as joined texts."""
    with torch.no_grad():
        read = chances(given.band, given.spans, *net.numbers(given))
    texts = (given.document.one, given.document.two)
    groups = doubtful_groups(given.band, given.spans, read.links)
    joined = [" ".join(texts[side][start:stop]) for side, start, stop in groups]
    rows = encoder.encode(joined) if joined else np.zeros((0, 0), np.float32)
    found = {group: row - given.centres[group[0]] for group, row in zip(groups, rows, strict=True)}
    features = add_joint(given.features.numpy(), joint_cosines(given.band, given.spans, found))
    one, two = (torch.tensor(x) for x in measure_gaps(given.band, read))
    return replace(given, features=torch.tensor(features), gaps=(one, two))


# --- the field


class Net(torch.nn.Module):
    """The score of `drift.alignment.model.Model`, with gradients."""

    def __init__(self, examples: Sequence[Example]) -> None:
        super().__init__()
        features = torch.cat([x.features for x in examples])
        self.mean, self.scale = features.mean(0), features.std(0).clamp(min=1e-3)
        rare = slice(FEATURES.index("joint"), FEATURES.index("joint_known") + 1)
        self.mean[rare], self.scale[rare] = 0.0, torch.tensor([0.1, 1.0])
        self.linear = torch.nn.Linear(len(FEATURES), 1)
        self.inner = torch.nn.Linear(len(FEATURES), HIDDEN)
        self.outer = torch.nn.Linear(HIDDEN, 1, bias=False)
        self.gap = torch.nn.Linear(len(GAP_FEATURES), 1, bias=False)
        torch.nn.init.zeros_(self.linear.weight)
        torch.nn.init.zeros_(self.linear.bias)
        torch.nn.init.normal_(self.outer.weight, std=0.3)
        with torch.no_grad():
            self.gap.weight.copy_(torch.tensor([[-1.0] + [0.0] * (len(GAP_FEATURES) - 1)]))

    def forward(self, given: Example) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        x = (given.features - self.mean) / self.scale
        links = self.linear(x) + self.outer(torch.tanh(self.inner(x)))
        return links[:, 0], self.gap(given.gaps[0])[:, 0], self.gap(given.gaps[1])[:, 0]

    def numbers(self, given: Example) -> tuple[np.ndarray, Gaps]:
        links, one, two = (x.detach().numpy().astype(float) for x in self(given))
        return links, Gaps(one, two)


def fit(examples: Sequence[Example], seed: int, epochs: int) -> Net:
    """Maximum likelihood: the gradient of a score is the model's chance of its link, less 1 if it is right."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    net = Net(examples)
    optimiser = torch.optim.Adam(net.parameters(), lr=0.02)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, epochs * len(examples))
    for _ in range(epochs):
        for k in rng.permutation(len(examples)):
            given = examples[k]
            scores = net(given)
            sure = chances(given.band, given.spans, *net.numbers(given))
            wrong = [sure.links.copy(), sure.one.copy(), sure.two.copy()]
            for part, right in zip(wrong, (given.right, *given.alone), strict=True):
                part[right] -= 1
            size = 10 * max(len(given.right), 20) ** 0.5
            loss = sum(
                (s * torch.tensor(w, dtype=torch.float32)).sum() / size for s, w in zip(scores, wrong, strict=True)
            )
            loss = loss + PENALTY * sum((p**2).sum() for p in net.parameters())
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            schedule.step()
    return net


def weights(nets: Sequence[Net], alone: float) -> dict[str, object]:
    """The mean of the nets' scores is the score of one net with all their inner units; `alone` is taken off every gap."""
    count = len(nets)
    gap = torch.stack([n.gap.weight[0].detach() for n in nets]).sum(0) / count
    gap[GAP_FEATURES.index("bias")] -= alone

    def plain(x: torch.Tensor) -> list[object]:
        numbers: list[object] = np.round(x.detach().numpy().astype(float), 5).tolist()
        return numbers

    return {
        "mean": plain(nets[0].mean), "scale": plain(nets[0].scale),
        "linear": plain(torch.stack([n.linear.weight[0] for n in nets]).sum(0) / count),
        "bias": float(sum(n.linear.bias[0].item() for n in nets) / count),
        "hidden": plain(torch.cat([n.inner.weight.T for n in nets], 1)), "hidden_bias": plain(torch.cat([n.inner.bias for n in nets])),
        "out": plain(torch.cat([n.outer.weight[0] for n in nets]) / count),
        "gap": plain(gap),
    }  # fmt: skip


def examples(made: Sequence[Document], encoder: Encoder) -> list[Example]:
    """The documents as they are, and of a sixth also one with passages exchanged; a third as read first, all as read again."""
    rng = random.Random(0)
    moved = [in_order(*exchanged(d, rng)) for d in made[::6] if min(len(d.one), len(d.two)) >= 12]
    plain = [example(d, encoder) for d in [*made, *moved]]
    first = fit(plain, seed=0, epochs=3)
    return [*plain[::3], *(again(x, first, encoder) for x in plain)]


def learn(made: Sequence[Document], encoder: Encoder) -> dict[str, object]:
    learning = examples(made, encoder)
    print(encoder.name, len(made), "documents,", len(learning), "examples", flush=True)
    return weights([fit(learning, seed, EPOCHS) for seed in range(SEEDS)], ALONE[encoder.name])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("drift/alignment/weights.json"))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    made = [list(documents(arguments.shared, seed, varied=False)) for seed in range(LAYOUTS)]
    english = [d for of_seed in made[: LAYOUTS // 2] for d in of_seed if d.english]  # there are more of these
    foreign = [d for of_seed in made for d in of_seed if not d.english]
    learnt = {
        DEFAULT_ENGLISH: learn(english, Known(DEFAULT_ENGLISH).read(english)),
        DEFAULT_MULTILINGUAL: learn(foreign, Known(DEFAULT_MULTILINGUAL).read(foreign)),
    }
    stored = {"features": FEATURES, "gap_features": GAP_FEATURES, "encoders": learnt}
    arguments.output.write_text(json.dumps(stored), encoding="utf-8")


if __name__ == "__main__":
    main()
