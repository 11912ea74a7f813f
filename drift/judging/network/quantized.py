"""The network as OpenVINO multiplies it: the matrices of its layers in int8, one scale a row.

Each module here takes the network over: its layers are replaced.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from drift.judging.network.network import DriftNetwork
from drift.judging.network.weights import row_scales


class Quantized(nn.Module):
    """A network that gives `outputs` in their order."""

    def __init__(self, network: DriftNetwork, outputs: Sequence[str]) -> None:
        super().__init__()
        self.network, self.outputs = quantized(network), tuple(outputs)

    def forward(self, ids: Tensor, side: Tensor, match: Tensor) -> tuple[Tensor, ...]:
        """The outputs asked for, in their order; the arguments are (b, t)."""
        out = self.network(ids, side, match)
        return tuple(out[name] for name in self.outputs)


class Lower(nn.Module):
    """The layers of a network that read each side by itself, its word vectors looked up outside."""

    def __init__(self, network: DriftNetwork) -> None:
        super().__init__()
        self.encoder = quantized(network).encoder
        del self.encoder.words, self.encoder.layers[self.encoder.shape.apart :]

    def forward(self, vectors: Tensor) -> Tensor:
        """The states (b, t, width) of the word vectors (b, t, width) of single texts."""
        return self.encoder.alone(vectors)


class Upper(nn.Module):
    """The layers of a network that read both sides, and its heads, which give `outputs` in their order."""

    def __init__(self, network: DriftNetwork, outputs: Sequence[str]) -> None:
        super().__init__()
        self.network, self.outputs = quantized(network), tuple(outputs)
        del network.encoder.words
        for k in range(network.encoder.shape.apart):
            network.encoder.layers[k] = nn.Identity()

    def forward(self, states: Tensor, side: Tensor, match: Tensor) -> tuple[Tensor, ...]:
        """The outputs in their order; `states` (b, t, width) of both sides, `side` and `match` (b, t)."""
        out = self.network.read_on(states, side, match)
        return tuple(out[name] for name in self.outputs)


def quantized(network: DriftNetwork) -> DriftNetwork:
    """The network, the linear parts of its layers replaced."""
    for layer in network.encoder.layers:
        for name, part in list(layer.named_children()):
            if isinstance(part, nn.Linear):
                setattr(layer, name, QuantizedLinear(part))
    return network


class QuantizedLinear(nn.Module):
    """A linear layer of int8 weights, made float where they are used: the pattern by which OpenVINO knows them."""

    weight: Tensor
    scale: Tensor
    bias: Tensor

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        scale = row_scales(linear.weight)[:, None]
        self.register_buffer("weight", torch.round(linear.weight.detach() / scale).to(torch.int8))
        self.register_buffer("scale", scale)
        self.register_buffer("bias", linear.bias.detach())

    def forward(self, x: Tensor) -> Tensor:
        """The product of `x` (…, columns) with the matrix, (…, rows)."""
        return functional.linear(x, self.weight.to(torch.float32) * self.scale, self.bias)
