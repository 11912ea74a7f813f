"""What an encoder is: texts in, unit vectors out; and what the table of packaged encoders says of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np

Tokens = tuple[np.ndarray, np.ndarray]  # of one text: character offsets (t, 2), int, and unit vectors (t, d), float32


@runtime_checkable
class Encoder(Protocol):
    """Anything that turns sentences into vectors."""

    @property
    def name(self) -> str:
        """The name by which a run's signature and the aligner's weights know it."""
        ...

    @property
    def revision(self) -> str:
        """Another whenever the vectors are: the sha256 (hex) of the weights and of the prompt, if there is one."""
        ...

    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        """Unit rows (n, d), float32; the row of an empty text is defined, whatever it is."""
        ...


@runtime_checkable
class TokenEncoder(Encoder, Protocol):
    """An encoder that also gives a vector for each of its tokens."""

    def encode_with_tokens(self, texts: Sequence[str]) -> tuple[np.ndarray, list[Tokens]]:
        """What `encode` gives, and each text's tokens, special ones left out, from one pass of the model."""
        ...


@dataclass(frozen=True, slots=True)
class EncoderEntry:
    """A packaged encoder as `drift models` lists it.

    Attributes:
        name: What `--encoder` calls it.
        load: Makes it, or says in a `DriftError` what is missing. `load_encoder` calls this once a process.
        languages: The languages that it reads, in words.
        size: How large it is, in words.
        licence: The SPDX name of its licence.
        source: Where it comes from, in words.
    """

    name: str
    load: Callable[[], TokenEncoder]
    languages: str
    size: str
    licence: str
    source: str
