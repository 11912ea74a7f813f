"""Write a checkpoint as the folder that the program reads: `python -m research.training.export --checkpoint FILE --out DIR`."""

from __future__ import annotations

import argparse
import json
import logging
import shutil
from pathlib import Path

import torch

from drift.judging.network.network import DriftNetwork, Shape
from drift.judging.network.weights import WORDS, save_weights
from research.training.base import PUBLISHED

log = logging.getLogger(__name__)


def export(checkpoint: Path, out: Path, cache: Path) -> list[Path]:
    """config.json, tokenizer.json and the weights in shards; returns the shards' paths. The word embeddings and the
    tokenizer are left out where the encoder at hand lends its own."""
    state = torch.load(checkpoint, weights_only=True)
    shape, base = Shape(**state["shape"]), PUBLISHED[state.get("base", "mpnet")]
    network = DriftNetwork(shape)
    network.load_state_dict(state["network"], strict=not base.words)
    out.mkdir(parents=True, exist_ok=True)
    place = {k: state["place"][k] for k in ("step", "seen", "seed")}
    config: dict[str, object] = {
        "shape": shape.as_dict(),
        "frame": list(base.frame),
        "base": base.name,
        "trained": place,
    }
    if base.words:
        config["words"] = base.words
    (out / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    weights = network.state_dict()
    if base.words:
        del weights[WORDS]
    else:
        shutil.copyfile(base.folder(cache) / "tokenizer.json", out / "tokenizer.json")
    return save_weights(weights, out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache/drift-train")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    for path in export(args.checkpoint, args.out, args.cache):
        log.info("%s %.1f MB", path, path.stat().st_size / 1e6)


if __name__ == "__main__":
    main()
