"""The network: a transformer over both texts, and heads for drift, kinds, marked tokens, inference and similarity.

The encoder is MPNet (Song et al. 2020) or BERT, written out so that what a token is to the other side can be added
part of the way up, and so that its plain linear layers can be quantised.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from drift.judging.network.aligned import Aligned

KINDS_COUNT = 15


@dataclass(frozen=True, slots=True)
class Shape:
    """What a network is made of. `buckets` > 0: MPNet's relative positions; `types` > 0: BERT's token types.

    `apart`: so many lower layers read each side by itself, as the encoder of single texts does. `aligned`: what each token
    is to the nearest ones of the other side is added where matches are (drift/judging/network/aligned.py).
    """

    vocabulary: int = 30527
    width: int = 768
    inner: int = 3072
    layers: int = 12
    heads: int = 12
    positions: int = 514
    first_position: int = 2
    buckets: int = 32
    types: int = 0
    epsilon: float = 1e-5
    match_layer: int = 4  # layer before which sides and matches are added
    apart: int = 0
    aligned: bool = False

    def as_dict(self) -> dict[str, int | float]:
        """The settings as config.json has them."""
        return asdict(self)


class Layer(nn.Module):
    """Self-attention and feed-forward, each followed by a layer norm."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query, self.key, self.value, self.output = (nn.Linear(shape.width, shape.width) for _ in range(4))
        self.attention_norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.expand = nn.Linear(shape.width, shape.inner)
        self.contract = nn.Linear(shape.inner, shape.width)
        self.output_norm = nn.LayerNorm(shape.width, eps=shape.epsilon)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """The tokens' vectors (b, t, d) one layer on; `bias` is added to the attention's scores."""
        b, t, d = x.shape
        q, k, v = (
            f(x).view(b, t, self.heads, d // self.heads).transpose(1, 2) for f in (self.query, self.key, self.value)
        )
        # Written out: on a processor, the fused kernel's backward pass takes five times as long as this one.
        weights = torch.matmul(q, k.transpose(-1, -2)) * (d // self.heads) ** -0.5
        weights = weights + bias.to(weights.dtype)
        mixed = torch.matmul(weights.softmax(-1).to(v.dtype), v)
        x = self.attention_norm(self.output(mixed.transpose(1, 2).reshape(b, t, d)) + x)
        out: Tensor = self.output_norm(self.contract(functional.gelu(self.expand(x))) + x)
        return out


class Encoder(nn.Module):
    """Token ids, sides and matches (b, t) -> hidden states (b, t, width)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.types = nn.Embedding(shape.types, shape.width) if shape.types else None
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.distances = nn.Embedding(shape.buckets, shape.heads) if shape.buckets else None
        self.matches = nn.Embedding(9, shape.width)  # 1 + 4 * (side - 1) + match, 0 for the frame
        nn.init.zeros_(self.matches.weight)
        self.aligned = Aligned(shape.width) if shape.aligned else None
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))

    def forward(self, ids: Tensor, side: Tensor, match: Tensor, mask: Tensor) -> Tensor:
        """The tokens' vectors (b, t, d) of the last layer; all arguments are (b, t)."""
        return self.states(self.words(ids), side, match, mask)

    def states(self, vectors: Tensor, side: Tensor, match: Tensor, mask: Tensor) -> Tensor:
        """The hidden states of word vectors (b, t, width)."""
        place = torch.arange(side.shape[1], device=side.device)
        bias = torch.zeros(mask.shape, device=side.device).masked_fill(~mask, -1e9)[:, None, None, :]
        types = torch.zeros_like(side) if self.shape.apart else (side == 2).long()
        if self.shape.apart:
            second = place >= (side == 1).sum(1, keepdim=True) + 2  # the version's half, with the token that opens it
            place = place - second * ((side == 1).sum(1, keepdim=True) + 2)
            vectors = torch.where((place == 0)[..., None], vectors[:, :1], vectors)  # what opens a text
            bias = bias.masked_fill((second[:, :, None] != second[:, None, :])[:, None], -1e9)
        x = self._placed(vectors, place, types)
        for layer in self.layers[: self.shape.apart]:
            x = layer(x, bias)
        return self.together(x, side, match, mask)

    def alone(self, vectors: Tensor) -> Tensor:
        """What the layers that read each side by itself make of single texts of one length; `together` goes on from there.

        Args:
            vectors: The word vectors (b, t, width) of `<s> text </s>`.

        Returns:
            The states (b, t, width).
        """
        x = self._placed(vectors, torch.arange(vectors.shape[1], device=vectors.device), vectors.new_zeros(1, 1).long())
        for layer in self.layers[: self.shape.apart]:
            x = layer(x, vectors.new_zeros(1, 1, 1, 1))
        return x

    def together(self, x: Tensor, side: Tensor, match: Tensor, mask: Tensor) -> Tensor:
        """The hidden states (b, t, width) after the layers that read both sides, which come after those of `alone`."""
        t, device = side.shape[1], side.device
        bias = torch.zeros(mask.shape, device=device).masked_fill(~mask, -1e9)[:, None, None, :]
        if self.distances is not None:
            bias = bias + self.distances(self._bucket(t, device)).permute(2, 0, 1)[None]
        else:
            bias = bias.expand(-1, 1, t, -1)
        matched = self.matches(torch.where(side > 0, 1 + 4 * (side - 1) + match, 0))
        for k in range(self.shape.apart, self.shape.layers):
            if k == self.shape.match_layer:
                x = x + matched.to(x.dtype)
                if self.aligned is not None:
                    x = x + self.aligned(x, side, mask).to(x.dtype)
            x = self.layers[k](x, bias)
        return x

    def _placed(self, vectors: Tensor, place: Tensor, types: Tensor) -> Tensor:
        """What goes into the first layer."""
        x: Tensor = vectors + self.places(place + self.shape.first_position)
        if self.types is not None:
            x = x + self.types(types)
        normed: Tensor = self.norm(x)
        return normed

    def _bucket(self, t: int, device: torch.device) -> Tensor:
        """Distances in buckets, near ones exact and far ones by logarithm, as T5 and MPNet have it."""
        place = torch.arange(t, device=device)
        n = place[:, None] - place[None, :]
        half = self.shape.buckets // 2
        out = (n < 0).long() * half
        n = n.abs()
        near = half // 2
        far = near + (torch.log(n.clamp(min=1).float() / near) / math.log(128 / near) * (half - near)).long()
        return out + torch.where(n < near, n, far.clamp(max=half - 1))


class DriftNetwork(nn.Module):
    """Encoder and heads. All outputs are logits except `adequacy` and `sts`, which are values around [0, 1].

    A pair is pooled as [first token; mean of each side; their difference; each side's states weighted by how marked
    they are; how marked each side is at most and on the whole], so that one lost word in a long sentence is not
    averaged away.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.encoder = Encoder(shape)
        self.tag = nn.Linear(shape.width, 1)
        self.trunk = nn.Linear(6 * shape.width + 4, shape.width)
        self.drift = nn.Linear(shape.width, 3)
        self.kinds = nn.Linear(shape.width, KINDS_COUNT)
        self.nli = nn.Linear(shape.width, 6)
        self.adequacy = nn.Linear(shape.width, 1)
        self.sts = nn.Linear(shape.width, 1)

    def forward(self, ids: Tensor, side: Tensor, match: Tensor) -> dict[str, Tensor]:
        """Padded (b, t) arrays; a padded place has match -1."""
        return self.read(self.encoder.words(ids), side, match)

    def read(self, vectors: Tensor, side: Tensor, match: Tensor) -> dict[str, Tensor]:
        """The same of word vectors (b, t, width)."""
        mask = match >= 0
        return self.heads(self.encoder.states(vectors, side, match.clamp(min=0), mask).float(), side, mask)

    def read_on(self, states: Tensor, side: Tensor, match: Tensor) -> dict[str, Tensor]:
        """The same of the states (b, t, width) of both sides, each read by itself (`Encoder.alone`)."""
        mask = match >= 0
        return self.heads(self.encoder.together(states, side, match.clamp(min=0), mask).float(), side, mask)

    def heads(self, hidden: Tensor, side: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """What the heads make of the hidden states (b, t, width)."""
        tags = self.tag(hidden).squeeze(-1)
        parts = [hidden[:, 0]]
        sides = [(side == s) & mask for s in (1, 2)]
        means = [_mean(hidden, s) for s in sides]
        parts += [*means, (means[0] - means[1]).abs()]
        for s in sides:
            parts.append(_weighted(hidden, tags, s))
        for s in sides:
            marked = torch.sigmoid(tags) * s
            parts += [marked.amax(1, keepdim=True), torch.log1p(marked.sum(1, keepdim=True))]
        trunk = functional.gelu(self.trunk(torch.cat(parts, 1)))
        return {
            "tags": tags, "drift": self.drift(trunk), "kinds": self.kinds(trunk), "nli": self.nli(trunk).view(-1, 2, 3),
            "adequacy": self.adequacy(trunk).squeeze(-1), "sts": self.sts(trunk).squeeze(-1),
        }  # fmt: skip


def _mean(hidden: Tensor, mask: Tensor) -> Tensor:
    weights = mask.float().unsqueeze(-1)
    return (hidden * weights).sum(1) / weights.sum(1).clamp(min=1)


def _weighted(hidden: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
    """The states of a side weighted by the softmax of their tags; zero for an empty side."""
    weights = torch.softmax(tags.masked_fill(~mask, -1e4), 1) * mask
    return (hidden * weights.unsqueeze(-1)).sum(1)
