"""A sentence-transformers model, run the fastest way that this machine has."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

_TOKENS_A_BATCH = 4096


class Transformer:
    """The model in `folder`, each text preceded by `prompt`. Loaded at first use."""

    def __init__(self, name: str, folder: Path, prompt: str = "") -> None:
        self.name, self.folder, self.prompt = name, folder, prompt

    @cached_property
    def revision(self) -> str:
        """sha256 (hex) over the weights and the prompt."""
        digest = hashlib.sha256(self.prompt.encode())
        for path in sorted(self.folder.rglob("*.safetensors")):
            with path.open("rb") as weights:
                digest.update(hashlib.file_digest(weights, "sha256").digest())
        return digest.hexdigest()

    @cached_property
    def _model(self) -> Any:
        import torch
        from sentence_transformers import SentenceTransformer

        device = "cuda" if torch.cuda.is_available() else "cpu"
        return SentenceTransformer(
            str(self.folder), device=device, local_files_only=True, model_kwargs={"use_safetensors": True}
        ).eval()

    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        import numpy as np

        out = np.zeros((len(sentences), self._model.get_sentence_embedding_dimension()), np.float32)
        for rows, _, made in self._forward(sentences):
            vectors = made["sentence_embedding"].float().cpu().numpy()
            out[rows] = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        return out

    def encode_tokens(self, texts: Sequence[str]) -> list[tuple[np.ndarray, np.ndarray]]:
        import numpy as np

        out: list[tuple[np.ndarray, np.ndarray]] = [(np.zeros((0, 2), int), np.zeros((0, 1), np.float32))] * len(texts)
        for rows, batch, made in self._forward(texts):
            vectors = made["token_embeddings"].float().cpu().numpy()
            for row, item, vector in zip(rows, batch, vectors, strict=True):
                offsets = np.array(item.offsets, int)
                keep = (np.array(item.special_tokens_mask) == 0) & (offsets[:, 1] > len(self.prompt))
                kept = vector[: len(keep)][keep]
                norms = np.maximum(np.linalg.norm(kept, axis=1, keepdims=True), 1e-9)
                out[row] = (np.maximum(offsets[keep] - len(self.prompt), 0), (kept / norms).astype(np.float32))
        return out

    def _forward(self, texts: Sequence[str]) -> Iterator[tuple[list[int], list[Any], dict[str, Any]]]:
        """Batches of texts of like length through the model: their rows, their tokenisation, and what came out."""
        import torch

        model = self._model
        backend = model.tokenizer.backend_tokenizer
        backend.enable_truncation(model.max_seq_length or 512)
        backend.no_padding()
        items = backend.encode_batch([self.prompt + text for text in texts])
        order = sorted(range(len(texts)), key=lambda i: len(items[i].ids))
        pad = model.tokenizer.pad_token_id
        start = 0
        while start < len(order):
            stop = start + 1
            while stop < len(order) and len(items[order[stop]].ids) * (stop + 1 - start) <= _TOKENS_A_BATCH:
                stop += 1
            rows = order[start:stop]
            batch = [items[i] for i in rows]
            width = len(batch[-1].ids)
            ids = torch.tensor([b.ids + [pad] * (width - len(b.ids)) for b in batch], device=model.device)
            mask = torch.tensor([[1] * len(b.ids) + [0] * (width - len(b.ids)) for b in batch], device=model.device)
            with torch.inference_mode(), torch.autocast(model.device.type, torch.bfloat16, enabled=_bf16(model.device)):
                yield rows, batch, model({"input_ids": ids, "attention_mask": mask})
            start = stop


def _bf16(device: Any) -> bool:
    """Whether the device multiplies bfloat16 natively; elsewhere it is slower than float32."""
    import torch

    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    return bool(getattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)())
