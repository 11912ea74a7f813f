"""A drift model at work: lists of pairs in, what every head says out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from drift.model.encode import Encoded, encode_pairs
from drift.model.weights import load_weights, read_config

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from torch import Tensor

    from drift.model.network import DriftNetwork

TOKENS = 4096  # padded tokens in one batch
LONGEST = 510


@dataclass(frozen=True, slots=True)
class Marks:
    """The tokens of one side: `offsets` (t, 2) characters, `probability` (t,) that the token is changed or wrong."""

    offsets: np.ndarray
    probability: np.ndarray


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the heads say of n pairs, as probabilities unless said otherwise.

    `drift` (n, 3): at least minor, major, critical. `kinds` (n, 15), in the order of `drift.types.KINDS`.
    `nli` (n, 2, 3): entailment, neutral, contradiction of original → version and of version → original.
    `adequacy` and `sts` (n,): estimates around [0, 1]. `original`, `version`: the marked tokens of each pair's sides.
    """

    drift: np.ndarray
    kinds: np.ndarray
    nli: np.ndarray
    adequacy: np.ndarray
    sts: np.ndarray
    original: list[Marks] = field(default_factory=list)
    version: list[Marks] = field(default_factory=list)

    @property
    def expected(self) -> np.ndarray:
        """The expected severity (n,) in [0, 1]: the mean of the three cumulative probabilities."""
        return np.asarray(self.drift.mean(1))


class DriftModel:
    """A network with its tokenizer. `load` reads a folder as `training/export.py` writes it."""

    def __init__(self, network: DriftNetwork, tokenizer: Tokenizer, frame: tuple[int, int]) -> None:
        self.network = network.eval()
        self.tokenizer = tokenizer
        self.frame = frame

    @classmethod
    def load(cls, folder: Path) -> DriftModel:
        """Read a folder with config.json, tokenizer.json and weights-*.safetensors; raises DriftError if it is none."""
        import torch
        from tokenizers import Tokenizer

        from drift.model.network import DriftNetwork, Shape

        config = read_config(folder)
        with torch.device("meta"):
            network = DriftNetwork(Shape(**config["shape"]))
        network.load_state_dict(load_weights(folder), assign=True)
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(network, tokenizer, tuple(config["frame"]))

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Judgement:
        """What the heads say of (original, version) pairs, in their order."""
        import torch

        encoded = encode_pairs(self.tokenizer, list(pairs), self.frame, LONGEST)
        rows: dict[str, list[Any]] = {
            name: [None] * len(pairs) for name in ("drift", "kinds", "nli", "adequacy", "sts", "tags")
        }
        with torch.inference_mode():
            for batch in batched(encoded):
                out = self.network(*(torch.from_numpy(a) for a in padded([encoded[i] for i in batch])))
                for name, values in activated(out).items():
                    for i, value in zip(batch, values.float().numpy(), strict=True):
                        rows[name][i] = value
        shapes = {"drift": (0, 3), "kinds": (0, 15), "nli": (0, 2, 3), "adequacy": (0,), "sts": (0,)}
        arrays = {
            name: np.stack(rows[name]) if pairs else np.zeros(shape, np.float32) for name, shape in shapes.items()
        }
        sides = [[_marks(e, tags, s) for e, tags in zip(encoded, rows["tags"], strict=True)] for s in (1, 2)]
        return Judgement(**arrays, original=sides[0], version=sides[1])


def activated(out: dict[str, Tensor]) -> dict[str, Tensor]:
    """Logits to probabilities; the two regressions stay as they are."""
    return {
        **out,
        **{name: out[name].sigmoid() for name in ("drift", "kinds", "tags")},
        "nli": out["nli"].softmax(-1),
    }


def batched(encoded: Sequence[Encoded]) -> Iterator[list[int]]:
    """Indices of pairs of like length, at most `TOKENS` padded tokens together."""
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i]), reverse=True)
    while order:
        n = max(1, TOKENS // len(encoded[order[0]]))
        yield order[:n]
        order = order[n:]


def padded(encoded: Sequence[Encoded]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """ids, side, match (b, t); a padded place has id 1, side 0 and match -1."""
    longest = max(len(e) for e in encoded)
    arrays = tuple(np.full((len(encoded), longest), fill, np.int64) for fill in (1, 0, -1))
    for k, e in enumerate(encoded):
        for array, values in zip(arrays, (e.ids, e.side, e.match), strict=True):
            array[k, : len(e)] = values
    return arrays[0], arrays[1], arrays[2]


def _marks(encoded: Encoded, tags: np.ndarray, side: int) -> Marks:
    here = encoded.side == side
    return Marks(encoded.offsets[here], tags[: len(encoded)][here])
