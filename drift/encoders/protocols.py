"""What an encoder is: texts in, unit vectors out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np


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
