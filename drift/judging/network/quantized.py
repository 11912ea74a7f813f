"""The network as OpenVINO multiplies it: the matrices of its layers in int8, one scale a row."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from drift.judging.network.network import DriftNetwork
from drift.judging.network.weights import row_scales


class Quantized(nn.Module):
    """A network that gives `outputs` in their order. It takes the network over: its layers are replaced."""

    def __init__(self, network: DriftNetwork, outputs: Sequence[str]) -> None:
        super().__init__()
        self.network, self.outputs = network, tuple(outputs)
        for layer in network.encoder.layers:
            for name, part in list(layer.named_children()):
                if isinstance(part, nn.Linear):
                    setattr(layer, name, QuantizedLinear(part))

    def forward(self, ids: Tensor, side: Tensor, match: Tensor) -> tuple[Tensor, ...]:
        """The outputs asked for, in their order; the arguments are (b, t)."""
        out = self.network(ids, side, match)
        return tuple(out[name] for name in self.outputs)


class Wordless(Quantized):
    """The same for a network whose word vectors (b, t, width) are looked up outside."""

    def __init__(self, network: DriftNetwork, outputs: Sequence[str]) -> None:
        super().__init__(network, outputs)
        del network.encoder.words

    def forward(self, vectors: Tensor, side: Tensor, match: Tensor) -> tuple[Tensor, ...]:
        """The outputs in their order; `vectors` (b, t, width), `side` and `match` (b, t)."""
        out = self.network.read(vectors, side, match)
        return tuple(out[name] for name in self.outputs)


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
