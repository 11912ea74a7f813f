"""sha256 over what a result depends on: the one function that revisions, cache keys and input digests go through."""

from __future__ import annotations

import hashlib
from pathlib import Path

_BLOCK = 1 << 20  # bytes of a file held in memory at once


def sha256(*parts: str | bytes | Path) -> bytes:
    """The sha256 (32 bytes) over the parts one after the other, with nothing between them.

    Args:
        parts: A string counts as its UTF-8 (lone surrogates included), a path as the content of the file there.

    >>> sha256("a", b"b") == sha256("ab")
    True
    """
    digest = hashlib.sha256()
    for part in parts:
        if isinstance(part, Path):
            with part.open("rb") as file:
                while block := file.read(_BLOCK):
                    digest.update(block)
        else:
            digest.update(part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part)
    return digest.digest()


def weights_digest(folder: Path, prompt: str = "") -> str:
    """The sha256 (hex) over the prompt and the digests of all weights below `folder`, in the order of their paths."""
    return sha256(prompt, *map(sha256, sorted(folder.rglob("*.safetensors")))).hex()
