"""A drift model small enough to be made anew in every test run: random weights, a vocabulary of a few dozen pieces."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TINY: dict[str, Any] = {
    "vocabulary": 80, "width": 64, "inner": 96, "layers": 2, "heads": 4, "positions": 514, "first_position": 2,
    "buckets": 32, "types": 0, "epsilon": 1e-5, "match_layer": 1,
}  # fmt: skip
WORDS = (
    "the", "talks", "rose", "fell", "in", "may", "13", "##ing", "##s", "people", "not", "killed", "more", "than", "a",
    "city", "of", ",", ".", "?", "500", "000", "said", "mayor",
)  # fmt: skip


def tiny_tokenizer() -> Any:
    """WordPiece over a few words and all letters."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    letters = [p + c for c in "abcdefghijklmnopqrstuvwxyz" for p in ("", "##")]
    pieces = list(dict.fromkeys(["<s>", "<pad>", "</s>", "[UNK]", *WORDS, *letters]))
    model = models.WordPiece({piece: k for k, piece in enumerate(pieces[:80])}, unk_token="[UNK]")
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def tiny_network(seed: int = 0) -> Any:
    import torch

    from drift.judging.network.network import DriftNetwork, Shape

    torch.manual_seed(seed)
    network = DriftNetwork(Shape(**TINY))
    torch.nn.init.normal_(network.encoder.matches.weight)
    return network


def write_tiny_model(folder: Path, seed: int = 0) -> Path:
    """A folder as `research.training.export` writes it."""
    from drift.judging.network.weights import save_weights

    folder.mkdir(parents=True, exist_ok=True)
    save_weights(tiny_network(seed).state_dict(), folder)
    (folder / "config.json").write_text(json.dumps({"shape": TINY, "frame": [0, 2]}))
    tiny_tokenizer().save(str(folder / "tokenizer.json"))
    return folder
