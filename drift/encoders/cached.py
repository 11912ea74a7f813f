"""Texts -> vectors: what an encoder is, which one a story needs, and how texts are put through it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np

    from drift.runtime.vector_cache import VectorCache

Progress = Callable[[int, int], None]  # (texts encoded, texts to encode)

DEFAULT_ENGLISH = "all-MiniLM-L6-v2"
DEFAULT_MULTILINGUAL = "multilingual-e5-small"


@runtime_checkable
class Encoder(Protocol):
    """Anything that turns sentences into vectors.

    `revision` changes whenever the vectors would: the sha256 of the weights, and of the prompt if there is one.
    """

    @property
    def name(self) -> str: ...
    @property
    def revision(self) -> str: ...
    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        """Unit rows (n, d), float32; the row of an empty text is defined, whatever it is."""
        ...


@runtime_checkable
class TokenEncoder(Encoder, Protocol):
    """An encoder that also gives a vector for each of its tokens."""

    def encode_tokens(self, texts: Sequence[str]) -> list[tuple[np.ndarray, np.ndarray]]:
        """For each text the tokens' character offsets (t, 2) and unit vectors (t, d), special tokens left out."""
        ...

    def encode_with_tokens(self, texts: Sequence[str]) -> tuple[np.ndarray, list[tuple[np.ndarray, np.ndarray]]]:
        """What `encode` and `encode_tokens` give, in one pass of the model."""
        ...


class CachedEncoder:
    """An encoder that encodes equal texts once, and none that its cache remembers."""

    def __init__(self, encoder: Encoder, cache: VectorCache | None = None, progress: Progress | None = None) -> None:
        self.encoder, self.cache, self.progress = encoder, cache, progress
        self.name, self.revision = encoder.name, encoder.revision

    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        return encode_unique(self.encoder, sentences, self.cache, self.progress)


def load_encoder(name: str | None = None, *, languages: Collection[str] = ("en",)) -> TokenEncoder:
    """The encoder called `name`: one of `drift.encoders.ENCODERS`, a sentence-transformers model or a model's folder.

    With no name, the one that fits `languages` (ISO 639-1, "" for unknown): the English one if all are English, else
    the multilingual one. Raises DriftError if the model cannot be had.
    """
    from drift.encoders import ENCODERS, load_from_hub

    if name is None:
        name = DEFAULT_ENGLISH if set(languages) <= {"en", ""} else DEFAULT_MULTILINGUAL
    known = ENCODERS.get(name) or ENCODERS.get(name.rpartition("/")[2])
    return known.load() if known else load_from_hub(name)


def encode_unique(
    encoder: Encoder, texts: Sequence[str], cache: VectorCache | None = None, progress: Progress | None = None
) -> np.ndarray:
    """Unit rows (len(texts), d) of `texts`, float32: equal texts are encoded once, and none that `cache` knows."""
    import numpy as np

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


CHUNK = 512  # texts between two looks at the progress bar, and two writes to the cache
