"""Equal texts are encoded once, and the wrapper of an encoder is an encoder."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from drift.encoders.cached import CachedEncoder, encode_unique
from drift.encoders.protocols import Encoder, TokenEncoder


class Lengths:
    """Each text a vector of its own, by its length."""

    name = "lengths"
    revision = "1"

    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        self.batches.append(list(sentences))
        return np.array([[np.cos(len(s)), np.sin(len(s))] for s in sentences], np.float32).reshape(-1, 2)


def test_rows_come_back_in_the_order_asked_for() -> None:
    texts = ["ccc", "a", "bb", "a", ""]
    assert np.array_equal(encode_unique(Lengths(), texts), Lengths().encode(texts))


def test_texts_are_sent_once_and_short_ones_first() -> None:
    encoder = Lengths()
    encode_unique(encoder, ["ccc", "a", "bb", "a"])
    assert encoder.batches == [["a", "bb", "ccc"]]


def test_the_wrapper_is_an_encoder_of_the_same_name() -> None:
    wrapped = CachedEncoder(Lengths())
    assert isinstance(wrapped, Encoder)
    assert not isinstance(Lengths(), TokenEncoder)
    assert (wrapped.name, wrapped.revision) == ("lengths", "1")
