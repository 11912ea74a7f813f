"""What this machine multiplies matrices with."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def has_gpu() -> bool:
    """Whether PyTorch sees a GPU; asked without loading PyTorch where there is no driver's device."""
    if not any(Path(device).exists() for device in ("/dev/nvidia0", "/dev/kfd", "/proc/driver/nvidia")):
        return False
    import torch

    return bool(torch.cuda.is_available())


def has_bf16(device: Any) -> bool:
    """Whether the device multiplies bfloat16 natively; elsewhere it is slower than float32."""
    import torch

    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    return bool(getattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)())
