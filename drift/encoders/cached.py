"""Equal texts are encoded once, and none that the cache remembers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from drift.encoders.protocols import Encoder, TokenEncoder, Tokens
from drift.runtime.vector_cache import VectorCache

Progress = Callable[[int, int], None]  # (texts encoded, texts to encode)
CHUNK = 512  # texts between two looks at the progress bar, and two writes to the cache


class CachedEncoder:
    """An encoder that encodes equal texts once, and none that its cache remembers.

    Args:
        encoder: What encodes the texts that are new.
        cache: Where vectors are kept between runs; without it only equal texts of one call are spared.
        progress: Called with the number of texts encoded so far and of those to encode.
    """

    def __init__(self, encoder: Encoder, cache: VectorCache | None = None, progress: Progress | None = None) -> None:
        self.encoder, self.cache, self.progress = encoder, cache, progress
        self.name, self.revision = encoder.name, encoder.revision

    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        """Unit rows (n, d), float32."""
        return encode_unique(self.encoder, sentences, self.cache, self.progress)


class CachedTokenEncoder(CachedEncoder):
    """The same for an encoder that gives the vectors of tokens, too; these are not remembered.

    Args:
        encoder: What encodes the texts that are new.
        cache: Where vectors are kept between runs; without it only equal texts of one call are spared.
        progress: Called with the number of texts encoded so far and of those to encode.
    """

    encoder: TokenEncoder

    def encode_with_tokens(self, texts: Sequence[str]) -> tuple[np.ndarray, list[Tokens]]:
        """What `encode` gives, and each text's tokens, from one pass of the model."""
        made = self.encoder.encode_with_tokens(texts)
        if self.progress:
            self.progress(len(texts), len(texts))
        return made


def encode_unique(
    encoder: Encoder, texts: Sequence[str], cache: VectorCache | None = None, progress: Progress | None = None
) -> np.ndarray:
    """Unit rows (n, d) of the texts, float32: equal texts are encoded once, and none that `cache` knows."""
    unique = list(dict.fromkeys(texts))
    known = cache.get(encoder.revision, unique) if cache else {}
    missing = sorted((t for t in unique if t not in known), key=len)
    found = dict(known)
    for start in range(0, len(missing), CHUNK):
        chunk = missing[start : start + CHUNK]
        vectors = dict(zip(chunk, encoder.encode(chunk), strict=True))
        found.update(vectors)
        if cache:
            cache.put(encoder.revision, vectors)
        if progress:
            progress(min(start + CHUNK, len(missing)), len(missing))
    if not texts:
        return encoder.encode([])
    return np.stack([found[t] for t in texts]).astype(np.float32)
