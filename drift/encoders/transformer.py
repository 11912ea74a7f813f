"""A sentence-transformers model, run the fastest way that this machine has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drift.encoders.engines import Engine, choose_engine
from drift.runtime.digest import weights_digest

if TYPE_CHECKING:
    import numpy as np

_TOKENS_A_BATCH = 2048  # few enough to stay in a core's cache, enough to fill its units


class Transformer:
    """The model in `folder`, each text preceded by `prompt`. Loaded at first use."""

    def __init__(self, name: str, folder: Path, prompt: str = "", engine: str = "") -> None:
        self.name, self.folder, self.prompt, self.engine = name, folder, prompt, engine

    @cached_property
    def revision(self) -> str:
        """sha256 (hex) over the weights and the prompt."""
        return weights_digest(self.folder, self.prompt)

    @cached_property
    def _engine(self) -> Engine:
        return choose_engine(self.folder, self.revision, self.engine)

    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        """Unit rows (n, d), float32."""
        import numpy as np

        out = np.zeros((len(sentences), self._engine.width), np.float32)
        for rows, _, (vectors, _) in self._run(sentences):
            out[rows] = _unit(vectors)
        return out

    def encode_tokens(self, texts: Sequence[str]) -> list[tuple[np.ndarray, np.ndarray]]:
        """For each text its tokens' character offsets (t, 2) and unit vectors (t, d), without special tokens."""
        return self.encode_with_tokens(texts)[1]

    def encode_with_tokens(self, texts: Sequence[str]) -> tuple[np.ndarray, list[tuple[np.ndarray, np.ndarray]]]:
        """What `encode` and `encode_tokens` give, for the price of one."""
        import numpy as np

        sentences = np.zeros((len(texts), self._engine.width), np.float32)
        out: list[tuple[np.ndarray, np.ndarray]] = [(np.zeros((0, 2), int), np.zeros((0, 1), np.float32))] * len(texts)
        for rows, batch, (means, vectors) in self._run(texts):
            sentences[rows] = _unit(means)
            for row, item, vector in zip(rows, batch, vectors, strict=True):
                offsets = np.array(item.offsets, int)
                keep = (np.array(item.special_tokens_mask) == 0) & (offsets[:, 1] > len(self.prompt))
                out[row] = (np.maximum(offsets[keep] - len(self.prompt), 0), _unit(vector[: len(keep)][keep]))
        return sentences, out

    def _run(self, texts: Sequence[str]) -> Iterator[tuple[list[int], list[Any], tuple[np.ndarray, np.ndarray]]]:
        """Batches of texts of like length: their rows, their tokenisation, and sentence and token vectors of each."""
        import numpy as np

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
            yield rows, batch, self._engine.run(ids, mask)
            start = stop


def _unit(rows: np.ndarray) -> np.ndarray:
    import numpy as np

    norms = np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)
    return np.asarray(rows / norms, np.float32)
