"""Learn `drift/alignment/weights.json`: what a link's measurements are worth.

Run: python -m research.recipes.align_weights ../shared/data [-o drift/alignment/weights.json]
A semi-Markov conditional random field (Sarawagi and Cohen 2004) is fitted by its likelihood to the documents of
`recipes.align_documents`, for each packaged encoder by itself, from four seeds whose scores are averaged. All draws have
fixed seeds; some twenty minutes of one core. With --signs, only the weights of the signs at borders are learnt, on top of
those that the file holds for sentences across languages, from documents laid out roughly.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

import numpy as np
import torch

from drift.alignment.band import ROWS, Band, Spans
from drift.alignment.borders import signs
from drift.alignment.features import FEATURES, GAP_FEATURES, measure, measure_gaps
from drift.alignment.model import Manner, Model, log_odds, make_model, manner_of
from drift.alignment.path import best_path, chances
from drift.alignment.pruning import Gaps, likely_links
from drift.alignment.rough import rough_gaps, rough_score
from drift.alignment.second_look import look_again
from drift.alignment.shapes import ALL
from drift.alignment.side import centres, make_side, sketch_wording
from drift.alignment.word_features import WORD_FEATURES
from drift.encoders import DEFAULT_ENGLISH, DEFAULT_MULTILINGUAL, load_encoder
from drift.encoders.protocols import TokenEncoder
from research.recipes.align_documents import Document, documents, exchanged, in_order
from research.recipes.align_texts import Part

SIGNS = ("stops_apart", "stops_least", "stops_inside", "unclosed")
HIDDEN = 16
SEEDS = 4
LAYOUTS = 4
ENGLISH_LAYOUTS = 2
EPOCHS = 8
SHARES: dict[Manner, tuple[float, float]] = {"sentences": (0.28, 0.0), "lines": (0.0, 1.0)}  # `Model.again`
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


def example(document: Document, encoder: TokenEncoder) -> Example:
    texts = (document.one, document.two)
    vectors = (encoder.encode(document.one), encoder.encode(document.two))
    middle = centres(vectors, encoder)
    sides = [
        make_side(rows, centre, wording, side, np.ones(len(side), bool), ALL.reach, signs(side))
        for rows, centre, wording, side in zip(vectors, middle, sketch_wording(texts), texts, strict=True)
    ]
    tiles = -(-len(sides[0]) // ROWS)
    band = Band(sides[0], sides[1], np.zeros(tiles, int), np.full(tiles, len(sides[1])))
    spans = likely_links(band, rough_score(band), rough_gaps(band), ALL, 12.0)
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


def again(given: Example, net: Net, encoder: TokenEncoder, shares: tuple[float, float]) -> Example:
    """The example as it is read again: with what `net` made of it, the texts that it doubts encoded, joined and with words."""
    with torch.no_grad():
        read = chances(given.band, given.spans, *net.numbers(given))
    texts = (given.document.one, given.document.two)
    look = look_again(texts, given.centres, given.spans, read, encoder, shares)
    found = look.found(given.spans, read)
    features = look.add(given.features.numpy(), given.band, given.spans, found)
    gaps = [torch.tensor(x) for x in measure_gaps(given.band, read, found)]
    return replace(given, features=torch.tensor(features), gaps=(gaps[0], gaps[1]))


# --- the field


class Net(torch.nn.Module):
    """The score of `drift.alignment.model.Model`, with gradients."""

    def __init__(self, examples: Sequence[Example]) -> None:
        super().__init__()
        features = torch.cat([x.features for x in examples])
        self.mean, self.scale = features.mean(0), features.std(0).clamp(min=1e-3)
        rare = slice(FEATURES.index("joint"), FEATURES.index("joint_known") + 1)
        self.mean[rare], self.scale[rare] = 0.0, torch.tensor([0.1, 1.0])
        known = features[:, FEATURES.index("found_known")] > 0  # the rest are zeros
        if known.any():
            words = slice(FEATURES.index(WORD_FEATURES[0]), FEATURES.index("found_known"))
            self.mean[words] = 0.0
            self.scale[words] = features[known][:, words].std(0).clamp(min=0.05)
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


def examples(made: Sequence[Document], encoder: TokenEncoder, shares: tuple[float, float]) -> tuple[list[Example], Net]:
    """The documents as they are, and of a sixth also one with passages exchanged; a third as read first, all as read again; and
    what read them first."""
    rng = random.Random(0)
    moved = [in_order(*exchanged(d, rng)) for d in made[::6] if min(len(d.one), len(d.two)) >= 12]
    plain = [example(d, encoder) for d in [*made, *moved]]
    first = fit(plain, seed=0, epochs=3)
    return [*plain[::3], *(again(x, first, encoder, shares) for x in plain)], first


def calibration(model: Model, held_out: Sequence[Example]) -> tuple[float, float, float, float]:
    """`Model.calibration` by the likelihood of what is right on the best paths, by their chances alone.

    For sentences `recipes.align_confidence` adds what the other measures are worth.
    """
    odds, right = [], []
    for given in held_out:
        scores, gaps = (
            model.score(given.features.numpy()),
            model.score_gaps((given.gaps[0].numpy(), given.gaps[1].numpy())),
        )
        chance = chances(given.band, given.spans, scores, gaps).links
        for k in best_path(given.band, given.spans, scores, gaps).tolist():
            odds.append(log_odds(float(chance[k])))
            right.append(float(k in given.right))
    x, y = torch.tensor(odds), torch.tensor(right)
    line = torch.tensor([1.0, 0.0], requires_grad=True)
    optimiser = torch.optim.LBFGS([line], max_iter=100)

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(line[0] * x + line[1], y)
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    slope, shift = line.detach().tolist()
    return round(slope, 4), 0.0, 0.0, round(shift, 4)


def learn(
    made: Sequence[Document], held_out: Sequence[Document], encoder: TokenEncoder, shares: tuple[float, float]
) -> dict[str, object]:
    learning, first = examples(made, encoder, shares)
    print(encoder.name, len(made), "documents,", len(learning), "examples", flush=True)
    learnt = weights([fit(learning, seed, EPOCHS) for seed in range(SEEDS)], ALONE[encoder.name]) | {"again": shares}
    aside = [again(example(document, encoder), first, encoder, shares) for document in held_out]
    return learnt | {"calibration": calibration(make_model(learnt), aside)}


def with_signs(stored: Mapping[str, Any], given: Sequence[Example]) -> dict[str, Any]:
    """Weights in which what the signs at borders show has weights of its own, learnt alone: all others stay as they are."""
    at = [FEATURES.index(name) for name in SIGNS]
    seen = torch.cat([x.features[:, at] for x in given])
    mean, scale = seen.mean(0), seen.std(0).clamp(min=0.05)
    without = [0.0 if place in at else value for place, value in enumerate(stored["linear"])]
    model = make_model({**stored, "linear": without})
    worth = torch.zeros(len(SIGNS), requires_grad=True)
    optimiser = torch.optim.Adam([worth], lr=0.05)
    rng = np.random.default_rng(0)
    for k in (k for _ in range(4) for k in rng.permutation(len(given))):
        one = given[k]
        signs_shown = (one.features[:, at] - mean) / scale
        added = signs_shown @ worth
        gaps = model.score_gaps((one.gaps[0].numpy(), one.gaps[1].numpy()))
        scores = model.score(one.features.numpy()) + added.detach().numpy()
        wrong = chances(one.band, one.spans, scores, gaps).links
        wrong[one.right] -= 1
        loss = (added * torch.tensor(wrong, dtype=torch.float32)).sum() / (10 * max(len(one.right), 20) ** 0.5)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    out = {key: list(stored[key]) for key in ("mean", "scale", "linear")}
    for key, values in zip(out, (mean, scale, worth), strict=True):
        for place, value in zip(at, values.tolist(), strict=True):
            out[key][place] = round(value, 5)
    return {**stored, **out}


def learnt_from(shared: Path, english: bool, manner: Manner, part: Part = "learn") -> list[Document]:
    """The documents that the weights for texts of this manner are learnt from."""
    layouts = 1 if part != "learn" else ENGLISH_LAYOUTS if english else LAYOUTS
    if manner == "sentences":
        return [d for seed in range(layouts) for d in documents(shared, seed, part) if d.english == english]
    verse = (d for d in documents(shared, 0, part, "verse") if d.english == english)
    return [d for d in verse if manner_of((d.one, d.two)) == "lines"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("drift/alignment/weights.json"))
    parser.add_argument(
        "--signs", action="store_true", help="learn only what signs are worth to sentences across languages"
    )
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    if arguments.signs:
        stored = json.loads(arguments.output.read_text(encoding="utf-8"))
        of, encoder = stored["encoders"][DEFAULT_MULTILINGUAL], load_encoder(DEFAULT_MULTILINGUAL)
        rough = [d for d in documents(arguments.shared, 0, "learn", "rough") if not d.english]
        of["sentences"] = with_signs(of["sentences"], [example(d, encoder) for d in rough])
        arguments.output.write_text(json.dumps(stored), encoding="utf-8")
        return
    learnt: dict[str, dict[str, object]] = {}
    for name, english in ((DEFAULT_ENGLISH, True), (DEFAULT_MULTILINGUAL, False)):
        encoder = load_encoder(name)
        learnt[name] = {
            manner: learn(
                learnt_from(arguments.shared, english, manner),
                learnt_from(arguments.shared, english, manner, "held out"),
                encoder,
                SHARES[manner],
            )
            for manner in get_args(Manner)
        }
    stored = {"features": FEATURES, "gap_features": GAP_FEATURES, "encoders": learnt}
    arguments.output.write_text(json.dumps(stored), encoding="utf-8")


if __name__ == "__main__":
    main()
