"""What multiplies a drift model's matrices: OpenVINO in int8 on a processor, else PyTorch.

OpenVINO judges pairs of one length together, as many groups at once as there are cores: on a processor that wastes nothing
on padding, and no pair's numbers depend on its neighbours, which rounding to int8 would otherwise let them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from drift.judging.network.encode import Encoded
from drift.runtime.devices import has_gpu
from drift.runtime.openvino import compiled_graph, equally_long, has_openvino, run_each, save_graph

if TYPE_CHECKING:
    from torch import Tensor, nn

    from drift.judging.network.network import DriftNetwork

OUTPUTS = ("drift", "kinds", "nli", "adequacy", "sts", "tags")
TOKENS = 4096  # padded tokens in one batch
REMEMBERED = 50_000  # tokens whose states are kept, some 75 MB of `multi`'s
_TOGETHER = 4  # pairs or texts of one length that are multiplied at once
_GROUP = "64"  # activations that share a scale: larger groups are faster and less exact


class Engine(Protocol):
    """A loaded network."""

    def run(self, pairs: Sequence[Encoded]) -> dict[str, list[np.ndarray]]:
        """By output (`OUTPUTS`) what the network says of each pair, logits; `tags` (t,) one a token."""
        ...

    def states(self, texts: Sequence[np.ndarray]) -> list[np.ndarray]:
        """What the layers that read each side by itself make of single texts: (t, width) of framed token ids (t,)."""
        ...


def choose_engine(load: Callable[[], DriftNetwork], revision: str, words: np.ndarray | None = None) -> Engine:
    """The fastest engine here for the network that `load` reads, whose weights have this revision.

    `words` (vocabulary, width): the word embeddings that an encoder lends a network whose lower layers read each side by itself,
    if it has not its own.
    """
    if has_gpu():
        return Torch(load().to("cuda"))
    if not has_openvino():
        return Torch(load())
    return OpenVino(load, revision) if words is None else OpenVinoApart(load, revision, words)


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

    def states(self, texts: Sequence[np.ndarray]) -> list[np.ndarray]:
        """See `Engine.states`."""
        import torch

        encoder, found = self.network.encoder, dict[int, np.ndarray]()
        device = encoder.places.weight.device
        with torch.inference_mode():
            for group in equally_long([len(ids) for ids in texts], _TOGETHER):
                ids = torch.from_numpy(np.stack([texts[i] for i in group])).to(device)
                found |= zip(group, encoder.alone(encoder.words(ids)).float().cpu().numpy(), strict=True)
        return [found[i] for i in range(len(texts))]


class OpenVino:
    """The network as OpenVINO's graph, its matrices int8; made at first use and kept in the user's cache.

    Once it is made, PyTorch is not needed.
    """

    def __init__(self, load: Callable[[], DriftNetwork], revision: str) -> None:
        self.compiled = _compiled("drift", revision, lambda: _whole(load()))

    def run(self, pairs: Sequence[Encoded]) -> dict[str, list[np.ndarray]]:
        """See `Engine.run`."""
        return _run(self.compiled, pairs, padded)

    def states(self, texts: Sequence[np.ndarray]) -> list[np.ndarray]:
        """No layer of this network reads a side by itself."""
        raise NotImplementedError


class OpenVinoApart:
    """A network whose lower layers read each side by itself, as two graphs.

    A text that stands in several pairs goes through the lower one once. The word embeddings, which an encoder lends, stay in
    their file and out of the graphs.
    """

    def __init__(self, load: Callable[[], DriftNetwork], revision: str, words: np.ndarray) -> None:
        self.words, self.known = words, Memory()
        self.lower = _compiled("drift-lower", revision, lambda: _lower(load()))
        self.upper = _compiled("drift-upper", revision, lambda: _upper(load()))

    def run(self, pairs: Sequence[Encoded]) -> dict[str, list[np.ndarray]]:
        """See `Engine.run`."""
        halves = [pair.halves() for pair in pairs]
        states = iter(self.states([half for both in halves for half in both]))
        joined = {id(pair): np.concatenate([next(states), next(states)]) for pair in pairs}

        def given(group: Sequence[Encoded]) -> tuple[np.ndarray, ...]:
            return np.stack([joined[id(pair)] for pair in group]), *padded(group)[1:]

        return _run(self.upper, pairs, given)

    def states(self, texts: Sequence[np.ndarray]) -> list[np.ndarray]:
        """See `Engine.states`."""
        unique = {text.tobytes(): text for text in texts}
        found = self.known.get(unique)
        new = [key for key in unique if key not in found]
        groups = equally_long([len(unique[key]) for key in new], _TOGETHER)
        each = ([self.words[np.stack([unique[new[i]] for i in group])].astype(np.float32)] for group in groups)
        for group, (states,) in zip(groups, run_each(self.lower, each), strict=True):
            found |= {new[i]: own for i, own in zip(group, states, strict=True)}
        self.known.put({key: found[key] for key in new})
        return [found[text.tobytes()] for text in texts]


class Memory:
    """The states of the texts read last, by their token ids; any thread may ask."""

    def __init__(self, tokens: int = REMEMBERED) -> None:
        self._tokens, self._held, self._states, self._lock = tokens, 0, OrderedDict[bytes, np.ndarray](), Lock()

    def get(self, keys: Iterable[bytes]) -> dict[bytes, np.ndarray]:
        """Those that are known."""
        with self._lock:
            found = {key: self._states[key] for key in keys if key in self._states}
            for key in found:
                self._states.move_to_end(key)
        return found

    def put(self, states: Mapping[bytes, np.ndarray]) -> None:
        """Remember these, and forget those that were not asked for the longest."""
        with self._lock:
            for key, own in states.items():
                self._held += len(own) - len(self._states.pop(key, ()))
                self._states[key] = own
            while self._held > self._tokens:
                self._held -= len(self._states.popitem(last=False)[1])


def _run(
    compiled: Any, pairs: Sequence[Encoded], given: Callable[[Sequence[Encoded]], Sequence[np.ndarray]]
) -> dict[str, list[np.ndarray]]:
    """What the graph says of each pair, those of one length together; `given` makes its inputs for a group."""
    found: dict[str, list[Any]] = {name: [None] * len(pairs) for name in OUTPUTS}
    groups = equally_long([len(pair) for pair in pairs], _TOGETHER)
    each = (given([pairs[i] for i in group]) for group in groups)
    for group, outputs in zip(groups, run_each(compiled, each), strict=True):
        for name, output in zip(OUTPUTS, outputs, strict=True):
            for i, value in zip(group, output, strict=True):
                found[name][i] = value
    return found


# --- graphs


def _compiled(kind: str, revision: str, make: Callable[[], tuple[nn.Module, dict[str, Tensor]]]) -> Any:
    def write(to: Path) -> None:
        module, example = make()
        save_graph(module, example, to / "model.xml")

    hints = {"DYNAMIC_QUANTIZATION_GROUP_SIZE": _GROUP, "INFERENCE_PRECISION_HINT": "f32"}
    return compiled_graph(kind, revision, write, **hints)


def _whole(network: DriftNetwork) -> tuple[nn.Module, dict[str, Tensor]]:
    import torch

    from drift.judging.network.quantized import Quantized

    side = _side()
    return Quantized(network, OUTPUTS), {"ids": torch.full_like(side, 3), "side": side, "match": side.clamp(max=1)}


def _lower(network: DriftNetwork) -> tuple[nn.Module, dict[str, Tensor]]:
    import torch

    from drift.judging.network.quantized import Lower

    return Lower(network), {"vectors": torch.zeros(2, 6, network.encoder.shape.width)}


def _upper(network: DriftNetwork) -> tuple[nn.Module, dict[str, Tensor]]:
    import torch

    from drift.judging.network.quantized import Upper

    side = _side()
    states = torch.zeros(*side.shape, network.encoder.shape.width)
    return Upper(network, OUTPUTS), {"states": states, "side": side, "match": side.clamp(max=1)}


def _side() -> Tensor:
    import torch

    return torch.tensor([[0, 1, 1, 0, 0, 2, 2, 0]])


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
