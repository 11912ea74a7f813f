"""The vectors of texts, remembered between runs."""

from __future__ import annotations

import numpy as np

from drift.runtime.cache import Cache


class VectorCache(Cache[np.ndarray]):
    """Vectors (d,) by encoder revision and text, kept as float32."""

    noun = "vector"

    def _pack(self, value: np.ndarray) -> bytes:
        return value.astype("<f4").tobytes()

    def _unpack(self, packed: bytes) -> np.ndarray:
        return np.frombuffer(packed, "<f4")
