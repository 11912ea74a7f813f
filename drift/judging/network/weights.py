"""Weights on disk: safetensors in shards, matrices as int8 with one scale a row, everything else as float16."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drift.runtime.digest import sha256
from drift.types import DriftError

if TYPE_CHECKING:
    import torch

SHARD = 45_000_000  # bytes at most in one file
WORDS = "encoder.words.weight"  # the name of the word embeddings
_SCALE = ".scale"
# Parameters whose names have changed since weights were first shipped: then -> now.
_RENAMED = {"encoder.told.": "encoder.matches.", ".rise.": ".expand.", ".fall.": ".contract."}


def save_weights(state: dict[str, torch.Tensor], folder: Path) -> list[Path]:
    """Write a state in as many shards as it needs; returns their paths, in order."""
    from safetensors.torch import save_file

    shards: list[dict[str, torch.Tensor]] = [{}]
    size = 0
    for name in sorted(state):
        stored = quantized(name, state[name])
        weight = sum(t.numel() * t.element_size() for t in stored.values())
        if size + weight > SHARD and shards[-1]:
            shards.append({})
            size = 0
        shards[-1] |= stored
        size += weight
    for old in folder.glob("weights-*.safetensors"):
        old.unlink()
    paths = [folder / f"weights-{k}.safetensors" for k in range(1, len(shards) + 1)]
    for path, shard in zip(paths, shards, strict=True):
        save_file(shard, path)
        path.chmod(0o644)  # safetensors leaves it to its owner alone
    return paths


def quantized(name: str, tensor: torch.Tensor) -> dict[str, torch.Tensor]:
    """A matrix with at least 64 rows' worth of columns becomes int8 and a float32 scale a row; the rest float16."""
    import torch

    if tensor.ndim != 2 or tensor.shape[1] < 64 or tensor.shape[0] < 16:
        return {name: tensor.detach().to(torch.float16).contiguous()}
    scale = row_scales(tensor)
    return {
        name: torch.round(tensor.detach().float() / scale[:, None]).to(torch.int8).contiguous(),
        name + _SCALE: scale,
    }


def row_scales(matrix: torch.Tensor) -> torch.Tensor:
    """What one step of int8 is worth in each row of a matrix, float32 (rows,)."""
    return matrix.detach().float().abs().amax(1).clamp(min=1e-8) / 127


@cache
def weights_revision(folder: Path) -> str:
    """The sha256, in hex, over the folder's shards, read once a process.

    Raises:
        DriftError: Where there are none.
    """
    return sha256(*_shards(folder)).hex()


def load_weights(folder: Path) -> dict[str, torch.Tensor]:
    """The state as float32.

    Raises:
        DriftError: Where the folder holds no weights.
    """
    from safetensors.torch import load_file

    stored: dict[str, torch.Tensor] = {}
    for path in _shards(folder):
        stored |= load_file(path)
    scales = {k.removesuffix(_SCALE): v for k, v in stored.items() if k.endswith(_SCALE)}
    return {
        _current_name(k): v.float() * scales[k][:, None] if k in scales else v.float()
        for k, v in stored.items()
        if not k.endswith(_SCALE)
    }


def _current_name(stored: str) -> str:
    for then, now in _RENAMED.items():
        stored = stored.replace(then, now)
    return stored


def _shards(folder: Path) -> list[Path]:
    paths = sorted(folder.glob("weights-*.safetensors"))
    if not paths:
        raise DriftError(f"{folder} holds no weights; install the program's models or run `make train`.")
    return paths


def read_config(folder: Path) -> dict[str, Any]:
    """The folder's config.json.

    Raises:
        DriftError: If there is none.
    """
    try:
        config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DriftError(f"{folder / 'config.json'} cannot be read; name a folder that holds a drift model.") from error
    return config
