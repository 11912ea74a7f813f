"""In what precision a network is trained and measured."""

from __future__ import annotations

import torch

from drift.runtime.devices import has_bf16


def autocast() -> torch.autocast:
    """bfloat16 where the processor multiplies it; elsewhere that is a hundred times slower than float32."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bf16(torch.device("cpu")))
