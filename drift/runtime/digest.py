"""sha256 over what a result depends on."""

from __future__ import annotations

import hashlib
from pathlib import Path


def weights_digest(folder: Path, prompt: str = "") -> str:
    """sha256 (hex) over the prompt and the weights of the model in `folder`."""
    digest = hashlib.sha256(prompt.encode())
    for path in sorted(folder.rglob("*.safetensors")):
        with path.open("rb") as weights:
            digest.update(hashlib.file_digest(weights, "sha256").digest())
    return digest.hexdigest()
