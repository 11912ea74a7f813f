"""Train a drift model: `python -m research.training.train --records DIR --out DIR [--resume]`; any time, stop it with SIGTERM.

Warm-up, then a constant rate that may go on for ever; `--decay STEPS` takes the rate to nought from the last checkpoint
and leaves that checkpoint as it was, so training can still go on from there (warm-up-stable-decay, Hu et al. 2024).
"""

from __future__ import annotations

import argparse
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import torch
from tokenizers import Tokenizer

from drift.judging.network.model import load_network, load_tokenizer
from drift.judging.network.network import DriftNetwork
from drift.judging.network.weights import WORDS, read_config
from drift.judging.network.words import words_folder
from drift.types import DriftError
from research.training.base import PUBLISHED, encoder_weights
from research.training.batches import LONGEST, Batch, batches, chunks
from research.training.evaluate import figures, subset
from research.training.journal import Journal
from research.training.loss import WEIGHTS, losses
from research.training.precision import autocast
from research.training.records import EVERY, Choice

WARMUP = 40


class Trainer:
    """A network under training with its optimiser and its place in the records."""

    def __init__(
        self, network: DriftNetwork, tokenizer: Tokenizer, base: str, rate: float, seed: int, frozen: int | None = None
    ) -> None:
        self.network, self.tokenizer, self.base, self.rate, self.seed = network, tokenizer, base, rate, seed
        groups = _groups(network, rate, network.encoder.shape.match_layer if frozen is None else frozen)
        self.optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.step = self.chunk = self.batch = self.seen = 0
        self.longest, self.weights = LONGEST, WEIGHTS

    def stream(self, records: Path, choice: Choice = EVERY) -> Iterator[Batch]:
        """Batches of the chosen records from where training stands, round after round."""
        while True:
            for chunk in chunks(records, self.chunk, choice):
                seed = self.seed * 1_000_003 + self.chunk
                made = batches(chunk, self.tokenizer, PUBLISHED[self.base].frame, seed, self.longest)
                for batch in made[self.batch :]:
                    self.batch += 1
                    yield batch
                self.chunk, self.batch = self.chunk + 1, 0
            self.chunk = 0

    def learn(self, batch: Batch, factor: float) -> dict[str, float]:
        """One step; returns the losses by head."""
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * factor
        mask = batch.match >= 0
        with autocast():
            hidden = self.network.encoder(batch.ids, batch.side, batch.match.clamp(min=0), mask)
        found = losses(self.network.heads(hidden.float(), batch.side, mask), batch, self.weights)
        torch.stack(list(found.values())).sum().backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([p for g in self.optimizer.param_groups for p in g["params"]], 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1
        self.seen += len(batch)
        return {name: float(value.detach()) for name, value in found.items()}

    def save(self, path: Path) -> None:
        """Write everything that going on needs, whole or not at all."""
        place = {k: getattr(self, k) for k in ("step", "chunk", "batch", "seen", "rate", "seed")}
        state = {
            "network": {k: v for k, v in self.network.state_dict().items() if not self._published(k)},
            "optimizer": self.optimizer.state_dict(),
            "place": place,
            "base": self.base,
            "shape": self.network.encoder.shape.as_dict(),
        }
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def _published(self, name: str) -> bool:
        """Whether this parameter stays in the published encoder's folder: its word embeddings, where they are shared."""
        return self._shares_words and name == WORDS

    @property
    def _shares_words(self) -> bool:
        return self.base in PUBLISHED and bool(PUBLISHED[self.base].words)

    def restore(self, path: Path) -> None:
        state = torch.load(path, weights_only=True)
        absent, foreign = self.network.load_state_dict(state["network"], strict=False)
        if foreign or set(absent) - ({WORDS} if self._shares_words else set()):
            raise DriftError(f"{path} holds other parameters than this network; go on with the program that wrote it.")
        self.optimizer.load_state_dict(state["optimizer"])
        for name, value in state["place"].items():
            setattr(self, name, value)


AnyTrainer = TypeVar("AnyTrainer", bound=Trainer)


def _groups(network: DriftNetwork, rate: float, frozen: int) -> list[dict[str, Any]]:
    """Word and place embeddings and the lowest `frozen` layers stay as they are; upper layers learn faster than lower
    ones, and what is new ten times as fast."""
    encoder, shape = network.encoder, network.encoder.shape
    network.requires_grad_(False)
    groups = []
    for k in range(frozen, shape.layers):
        layer = encoder.layers[k].requires_grad_(True)
        groups.append({"params": list(layer.parameters()), "peak": rate * 0.95 ** (shape.layers - 1 - k)})
    fresh = [
        p.requires_grad_(True)
        for n, p in network.named_parameters()
        if not n.startswith("encoder.")
        or (n.startswith(("encoder.matches", "encoder.aligned")) and frozen <= shape.match_layer)
    ]
    return [*groups, {"params": fresh, "peak": rate * 10}]


def start(
    base: str,
    cache: Path,
    match_layer: int | None,
    rate: float,
    seed: int,
    kind: type[AnyTrainer],
    frozen: int | None = None,
) -> AnyTrainer:
    """A fresh trainer of this kind on a published encoder."""
    torch.manual_seed(seed)
    published = PUBLISHED[base]
    folder = published.folder(cache)
    shape = published.shape if match_layer is None else replace(published.shape, match_layer=match_layer)
    network = DriftNetwork(shape)
    packed = published.packed() if published.packed else None
    network.encoder.load_state_dict(encoder_weights(folder, published.sha256, packed), strict=False)
    return kind(network.train(), load_tokenizer(folder), base, rate, seed, frozen)


def further(folder: Path, base: str, rate: float, seed: int, frozen: int | None, kind: type[AnyTrainer]) -> AnyTrainer:
    """A fresh trainer of this kind that goes on from an exported drift model."""
    torch.manual_seed(seed)
    trainer = kind(
        load_network(folder).train(),
        load_tokenizer(words_folder(read_config(folder)) or folder),
        base,
        rate,
        seed,
        frozen,
    )
    trainer.seen = read_config(folder)["trained"]["seen"]
    return trainer


def run(
    trainer: Trainer,
    records: Path,
    out: Path,
    steps: int | None,
    decay: int,
    save: float,
    measure: float,
    choice: Choice = EVERY,
) -> None:
    """Train on the chosen records until `steps`, SIGTERM or the end of a decay; save every `save` seconds, measure every
    `measure`."""
    stopping: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, frame: stopping.append(number))
    begun, saved, measured = trainer.step, time.monotonic(), time.monotonic()
    last = begun + decay if decay else steps
    if last is not None and begun >= last:
        return
    journal = Journal(out)
    for batch in trainer.stream(records, choice):
        factor = min(1.0, (trainer.step + 1) / WARMUP) * (1 - (trainer.step - begun) / decay if decay else 1.0)
        found = trainer.learn(batch, factor)
        journal.step(found, len(batch), step=trainer.step, seen=trainer.seen, factor=round(factor, 3))
        if stopping or (last is not None and trainer.step >= last):
            break
        if not decay and time.monotonic() - saved > save:
            trainer.save(out / "checkpoint.pt")
            saved = time.monotonic()
        if time.monotonic() - measured > measure:
            dev = subset(records.parent / "dev.jsonl.gz")
            frame = PUBLISHED[trainer.base].frame
            journal.note(step=trainer.step, dev=figures(trainer.network, trainer.tokenizer, dev, frame))
            measured = time.monotonic()
    trainer.save(out / ("decayed.pt" if decay else "checkpoint.pt"))


def options(description: str | None, **defaults: object) -> argparse.ArgumentParser:
    """The options of whatever trains, with some defaults of its own."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--records", type=Path, required=True, help="train.jsonl.gz, with dev.jsonl.gz beside it")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache/drift-train")
    parser.add_argument("--base", choices=PUBLISHED, default="mpnet")
    parser.add_argument(
        "--start", type=Path, help="an exported drift model to go on from, instead of a published encoder"
    )
    parser.add_argument("--frozen", type=int, help="so many lower layers stay as they are; --match-layer without it")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint, if there is one")
    parser.add_argument("--steps", type=int, help="stop at this step")
    parser.add_argument("--decay", type=int, default=0, help="steps in which the rate goes to nought, then stop")
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument(
        "--match-layer", type=int, help="layer before which matches are added; the base's own without it"
    )
    parser.add_argument("--longest", type=int, default=LONGEST, help="tokens of a pair at most")
    parser.add_argument("--weigh", nargs="+", default=(), metavar="HEAD=WEIGHT", help="of the losses: tags=4 …")
    parser.add_argument("--compiled", action="store_true", help="fuse the encoder's steps with torch.compile (g++)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first record to read")
    parser.add_argument("--share", nargs="+", default=(), metavar="FAMILY=SHARE", help="how much to read of: nli=0.1 …")
    parser.add_argument("--save-every", type=float, default=600, help="seconds")
    parser.add_argument("--measure-every", type=float, default=1500, help="seconds")
    parser.set_defaults(**defaults)
    return parser


def prepared(args: argparse.Namespace, kind: type[AnyTrainer]) -> AnyTrainer:
    """The trainer that the options ask for, where its last checkpoint left it if it is to go on."""
    args.out.mkdir(parents=True, exist_ok=True)
    if args.start:
        trainer = further(args.start, args.base, args.rate, args.seed, args.frozen, kind)
    else:
        trainer = start(args.base, args.cache, args.match_layer, args.rate, args.seed, kind, args.frozen)
    trainer.longest = args.longest
    trainer.weights = {**WEIGHTS, **_numbers(args.weigh)}
    if args.compiled:
        trainer.network.encoder.compile(dynamic=True)
    if args.decay or (args.resume and (args.out / "checkpoint.pt").is_file()):
        trainer.restore(args.out / "checkpoint.pt")
    return trainer


def _numbers(given: Iterable[str]) -> dict[str, float]:
    """`NAME=NUMBER` arguments by name."""
    return {name: float(number) for name, _, number in (g.partition("=") for g in given)}


def run_as_asked(trainer: Trainer, args: argparse.Namespace) -> None:
    choice = Choice(args.first, _numbers(args.share))
    run(trainer, args.records, args.out, args.steps, args.decay, args.save_every, args.measure_every, choice)


def main() -> None:
    args = options(__doc__).parse_args()
    run_as_asked(prepared(args, Trainer), args)


if __name__ == "__main__":
    main()
