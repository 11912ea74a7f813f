"""What each token of one side is to the nearest tokens of the other: soft alignment (Chen et al. 2017) by cosine.

Across languages equal tokens say little, but the states of an encoder of many languages lie near each other where they
mean the same.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

_NEAR = torch.linspace(0.3, 1.0, 15)  # centres of the bands of the cosine, 0.05 apart
_RELATIVE = torch.linspace(-3.0, 2.0, 11)  # of the cosine's distance from its side's mean, in standard deviations
_SHARPNESS = 25.0  # of the softmax over cosines


class Aligned(nn.Module):
    """States (b, t, width) -> what is added to them, (b, t, width).

    A map of the difference from the other side's counterpart, and of the nearest cosine in bands; both begin at zero.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.difference = nn.Linear(width, width, bias=False)
        self.bands = nn.Linear(len(_NEAR) + len(_RELATIVE), width, bias=False)
        nn.init.zeros_(self.difference.weight)
        nn.init.zeros_(self.bands.weight)

    def forward(self, x: Tensor, side: Tensor, mask: Tensor) -> Tensor:
        """What is added to the states `x`; `side` and `mask` are (b, t)."""
        with torch.autocast(x.device.type, enabled=False):  # bfloat16 is too coarse for cosines near 1
            states = x.float()
            unit = functional.normalize(states, dim=-1)
            words = ((side > 0) & mask).float()
            across = (side[:, :, None] + side[:, None, :] == 3) & mask[:, :, None] & mask[:, None, :]
            cosine = torch.matmul(unit, unit.transpose(-1, -2)).masked_fill(~across, -1.0)
            counterpart = torch.matmul(torch.softmax(cosine * _SHARPNESS, -1), states)
            near = cosine.amax(-1)
            relative = self._relative(near, side, words)
            bands = torch.cat([_bumps(near, _NEAR, 0.05), _bumps(relative, _RELATIVE, 0.5)], -1)
            added: Tensor = self.difference(
                functional.layer_norm(counterpart - states, states.shape[-1:])
            ) + self.bands(bands)
            return added * across.any(-1, keepdim=True)  # nothing of a frame, or where the other side is empty

    @staticmethod
    def _relative(near: Tensor, side: Tensor, words: Tensor) -> Tensor:
        found = torch.zeros_like(near)
        for s in (1, 2):
            here = (side == s).float() * words
            count = here.sum(1, keepdim=True).clamp(min=1)
            mean = (near * here).sum(1, keepdim=True) / count
            spread = (((near - mean).square() * here).sum(1, keepdim=True) / count + 1e-4).sqrt()
            found = found + here * (near - mean) / spread
        return found


def _bumps(value: Tensor, centres: Tensor, width: float) -> Tensor:
    """How near a value (…) is to each centre: (…, centres), Gaussian bumps of this width."""
    return torch.exp(-((value.unsqueeze(-1) - centres.to(value.device)) / width).square() / 2)
