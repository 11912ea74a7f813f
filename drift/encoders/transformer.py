"""A sentence-transformers model, run the fastest way that this machine has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from drift.encoders.engines import Engine, choose_engine
from drift.encoders.protocols import Tokens
from drift.runtime.digest import weights_digest

_TOKENS_A_BATCH = 2048  # few enough to stay in a core's cache, enough to fill its units
_Batch = tuple[list[int], list[Any], np.ndarray, np.ndarray]  # rows, their tokenisation, sentence and token vectors


class Transformer:
    """The model in a folder, loaded at first use: a `TokenEncoder`.

    Args:
        name: The encoder's name.
        folder: A sentence-transformers model on disk.
        prompt: What is written before each text; tokens are counted without it.
        engine: What runs the model; by default the fastest that this machine has.
    """

    def __init__(self, name: str, folder: Path, prompt: str = "", engine: Engine | None = None) -> None:
        self.name, self.folder, self.prompt = name, folder, prompt
        self._given = engine

    @cached_property
    def revision(self) -> str:
        """sha256 (hex) over the weights and the prompt."""
        return weights_digest(self.folder, self.prompt)

    @cached_property
    def _engine(self) -> Engine:
        return self._given or choose_engine(self.folder, self.revision)

    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        """Unit rows (n, d), float32."""
        out = np.zeros((len(sentences), self._engine.width), np.float32)
        for rows, _, vectors, _ in self._run(sentences):
            out[rows] = _unit(vectors)
        return out

    def encode_with_tokens(self, texts: Sequence[str]) -> tuple[np.ndarray, list[Tokens]]:
        """What `encode` gives, and each text's tokens, special ones left out, from one pass of the model."""
        sentences = np.zeros((len(texts), self._engine.width), np.float32)
        tokens: list[Tokens] = [(np.zeros((0, 2), int), np.zeros((0, 1), np.float32))] * len(texts)
        for rows, batch, sentence_vectors, token_vectors in self._run(texts):
            sentences[rows] = _unit(sentence_vectors)
            for row, item, vectors in zip(rows, batch, token_vectors, strict=True):
                offsets = np.array(item.offsets, int)
                keep = (np.array(item.special_tokens_mask) == 0) & (offsets[:, 1] > len(self.prompt))
                tokens[row] = (np.maximum(offsets[keep] - len(self.prompt), 0), _unit(vectors[: len(keep)][keep]))
        return sentences, tokens

    def _run(self, texts: Sequence[str]) -> Iterator[_Batch]:
        """The texts in batches of like length."""
        items = self._engine.tokenizer.encode_batch([self.prompt + text for text in texts])
        order = sorted(range(len(texts)), key=lambda i: len(items[i].ids))
        start = 0
        while start < len(order):
            stop = start + 1
            while stop < len(order) and len(items[order[stop]].ids) * (stop + 1 - start) <= _TOKENS_A_BATCH:
                stop += 1
            rows = order[start:stop]
            batch = [items[i] for i in rows]
            width = len(batch[-1].ids)
            ids = np.full((len(batch), width), self._engine.pad, np.int64)
            mask = np.zeros((len(batch), width), np.int64)
            for k, item in enumerate(batch):
                ids[k, : len(item.ids)] = item.ids
                mask[k, : len(item.ids)] = 1
            yield rows, batch, *self._engine.run(ids, mask)
            start = stop


def _unit(rows: np.ndarray) -> np.ndarray:
    norms = np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)
    return np.asarray(rows / norms, np.float32)
