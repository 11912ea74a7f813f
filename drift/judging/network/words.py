"""Word embeddings and a tokenizer that a drift model shares with an encoder at hand instead of bringing its own.

Four fifths of multilingual-e5-small are word embeddings, which training leaves as they are: a model made from it ships
its layers alone, and its config.json names the encoder under `words`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from drift.encoders import ENCODERS
from drift.judging.network.weights import WORDS
from drift.types import DriftError

if TYPE_CHECKING:
    import torch

_PUBLISHED = "embeddings.word_embeddings.weight"  # the publisher's name of them


def words_folder(config: dict[str, Any]) -> Path | None:
    """The folder of the encoder that the config names, unpacked if need be; None if it names none.

    Raises:
        DriftError: The program has no such encoder.
    """
    name = config.get("words")
    if not name:
        return None
    if name not in ENCODERS:
        raise DriftError(f"The drift model needs the word embeddings of {name}, an encoder that this program has not.")
    return Path(ENCODERS[name].load().folder)  # type: ignore[attr-defined]


def word_table(config: dict[str, Any]) -> np.ndarray | None:
    """The lent word embeddings, float16 (vocabulary, width), left in their file until a row is read; None if none are lent.

    The file is in the format of safetensors: the length of a header, the header in JSON, the values.

    Raises:
        DriftError: The file holds them in another precision.
    """
    folder = words_folder(config)
    if folder is None:
        return None
    with (folder / "model.safetensors").open("rb") as published:
        length = int.from_bytes(published.read(8), "little")
        entry = json.loads(published.read(length))[_PUBLISHED]
    if entry["dtype"] != "F16":
        raise DriftError(
            f"{folder / 'model.safetensors'} holds {entry['dtype']}, not F16; delete the folder to unpack it."
        )
    start = 8 + length + entry["data_offsets"][0]
    return np.memmap(folder / "model.safetensors", np.float16, "r", start, tuple(entry["shape"]))


def lent_words(config: dict[str, Any]) -> dict[str, torch.Tensor]:
    """The lent word embeddings under our network's name, float32; empty if the model has its own."""
    import torch

    table = word_table(config)
    return {} if table is None else {WORDS: torch.from_numpy(table.astype(np.float32))}
