"""What multiplies a drift model's matrices: OpenVINO in int8 on a processor, else PyTorch.

OpenVINO judges pairs of one length together, as many groups at once as there are cores: on a processor that wastes nothing
on padding, and no pair's numbers depend on its neighbours, which rounding to int8 would otherwise let them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from drift.judging.network.encode import Encoded
from drift.runtime.devices import has_gpu
from drift.runtime.openvino import compiled_graph, equally_long, has_openvino, run_each, save_graph

if TYPE_CHECKING:
    from drift.judging.network.network import DriftNetwork

OUTPUTS = ("drift", "kinds", "nli", "adequacy", "sts", "tags")
TOKENS = 4096  # padded tokens in one batch
_TOGETHER = 4  # pairs of one length that OpenVINO multiplies at once
_GROUP = "64"  # activations that share a scale: larger groups are faster and less exact


class Engine(Protocol):
    """A loaded network."""

    def run(self, pairs: Sequence[Encoded]) -> dict[str, list[np.ndarray]]:
        """By output (`OUTPUTS`) what the network says of each pair, logits; `tags` (t,) one a token."""
        ...


def choose_engine(load: Callable[[], DriftNetwork], revision: str, words: np.ndarray | None = None) -> Engine:
    """The fastest engine here for the network that `load` reads, whose weights have this revision.

    `words` (vocabulary, width): the word embeddings that an encoder lends it, if it has not its own.
    """
    if has_gpu():
        return Torch(load().to("cuda"))
    return OpenVino(load, revision, words) if has_openvino() else Torch(load())


class Torch:
    """The network in PyTorch, float32, pairs batched by length."""

    def __init__(self, network: DriftNetwork) -> None:
        self.network = network.eval()

    def run(self, pairs: Sequence[Encoded]) -> dict[str, list[np.ndarray]]:
        """See `Engine.run`."""
        import torch

        device = next(self.network.parameters()).device
        found: dict[str, list[Any]] = {name: [None] * len(pairs) for name in OUTPUTS}
        with torch.inference_mode():
            for batch in batched(pairs):
                arrays = padded([pairs[i] for i in batch])
                out = self.network(*(torch.from_numpy(array).to(device) for array in arrays))
                for name in OUTPUTS:
                    for i, value in zip(batch, out[name].float().cpu().numpy(), strict=True):
                        found[name][i] = value[: len(pairs[i])] if name == "tags" else value
        return found


class OpenVino:
    """The network as OpenVINO's graph, its matrices int8; made at first use and kept in the user's cache.

    Once it is made, PyTorch is not needed. Lent word embeddings stay in their file and out of the graph.
    """

    def __init__(self, load: Callable[[], DriftNetwork], revision: str, words: np.ndarray | None = None) -> None:
        self.words = words
        self.compiled = compiled_graph(
            "drift", revision, lambda to: _write_graph(load(), to, words is not None),
            DYNAMIC_QUANTIZATION_GROUP_SIZE=_GROUP, INFERENCE_PRECISION_HINT="f32",
        )  # fmt: skip

    def run(self, pairs: Sequence[Encoded]) -> dict[str, list[np.ndarray]]:
        """See `Engine.run`."""
        found: dict[str, list[Any]] = {name: [None] * len(pairs) for name in OUTPUTS}
        groups = equally_long([len(pair) for pair in pairs], _TOGETHER)
        each = (self._given([pairs[i] for i in group]) for group in groups)
        for group, outputs in zip(groups, run_each(self.compiled, each), strict=True):
            for name, output in zip(OUTPUTS, outputs, strict=True):
                for i, value in zip(group, output, strict=True):
                    found[name][i] = value
        return found

    def _given(self, pairs: Sequence[Encoded]) -> list[np.ndarray]:
        ids, side, match = padded(pairs)
        return [ids if self.words is None else self.words[ids].astype(np.float32), side, match]


def _write_graph(network: DriftNetwork, to: Path, lent: bool) -> None:
    import torch

    from drift.judging.network.quantized import Quantized, Wordless

    side = torch.tensor([[0, 1, 1, 0, 0, 2, 2, 0]])
    example = {"side": side, "match": side.clamp(max=1)}
    if lent:
        vectors = torch.zeros(*side.shape, network.encoder.shape.width)
        save_graph(Wordless(network, OUTPUTS), {"vectors": vectors, **example}, to / "model.xml")
    else:
        save_graph(Quantized(network, OUTPUTS), {"ids": torch.full_like(side, 3), **example}, to / "model.xml")


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
