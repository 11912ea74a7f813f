"""What multiplies the matrices: a GPU through PyTorch, OpenVINO on a processor, else PyTorch on the processor.

OpenVINO's graph is made by PyTorch at first use and kept in the user's cache; later runs need no PyTorch.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from drift.runtime.devices import has_bf16, has_gpu
from drift.runtime.openvino import compiled_graph, equally_long, has_openvino, run_each, save_graph
from drift.runtime.quiet import quiet_transformers

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_LONGEST = 512  # tokens, where the model names no limit
_TOGETHER = 16  # texts of one length that OpenVINO multiplies at once


class Engine(Protocol):
    """A loaded model.

    Attributes:
        tokenizer: It truncates to what the model reads and pads nothing.
        pad: The token id that fills up a batch.
        width: The width d of the vectors.
    """

    tokenizer: Tokenizer
    pad: int
    width: int

    def run(self, ids: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The vectors of sentences (n, d) and of their tokens (n, t, d), float32.

        Args:
            ids: Token ids (n, t), int64.
            mask: 1 where a token stands and 0 where `pad` does (n, t), int64.
        """
        ...


def choose_engine(folder: Path, revision: str) -> Engine:
    """The fastest engine here that can run the model in `folder`, whose weights have this revision."""
    pooling = _pooling(folder)
    if pooling and has_openvino() and not has_gpu():
        return OpenVino(folder, revision, pooling)
    return Torch(folder)


class Torch:
    """The model as sentence-transformers runs it, in bfloat16 where the hardware multiplies that natively."""

    def __init__(self, folder: Path) -> None:
        import torch
        from sentence_transformers import SentenceTransformer

        device = "cuda" if torch.cuda.is_available() else "cpu"
        arguments = {"use_safetensors": True}
        with quiet_transformers():
            self.model = SentenceTransformer(
                str(folder), device=device, local_files_only=True, trust_remote_code=False, model_kwargs=arguments
            ).eval()
        self.tokenizer = _tokenizer(self.model.tokenizer.backend_tokenizer, self.model.max_seq_length or _LONGEST)
        self.pad = int(self.model.tokenizer.pad_token_id)
        self.width = int(self.model.get_embedding_dimension() or 0)

    def run(self, ids: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """See `Engine.run`."""
        import torch

        device = self.model.device
        given = {
            "input_ids": torch.tensor(ids, device=device),
            "attention_mask": torch.tensor(mask, device=device),
        }
        with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16, enabled=has_bf16(device)):
            made = self.model(given)
        sentence, tokens = (made[key].float().cpu().numpy() for key in ("sentence_embedding", "token_embeddings"))
        return sentence, tokens


class OpenVino:
    """The model's transformer through OpenVINO, in bfloat16 where the processor multiplies that; the pooling is done here.

    Texts of one length go through together: nothing is wasted on padding, and no vector depends, by rounding, on the texts
    in its batch.
    """

    def __init__(self, folder: Path, revision: str, pooling: str) -> None:
        from tokenizers import Tokenizer

        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.compiled = compiled_graph("encoder", revision, lambda to: _convert(folder, to))
        self.tokenizer = _tokenizer(Tokenizer.from_file(str(folder / "tokenizer.json")), _longest(folder, config))
        self.pad, self.width, self.pooling = int(config.get("pad_token_id") or 0), int(config["hidden_size"]), pooling

    def run(self, ids: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """See `Engine.run`."""
        tokens = np.zeros((*ids.shape, self.width), np.float32)
        lengths = mask.sum(1).tolist()
        batches = equally_long(lengths, _TOGETHER)
        each = ([array[rows, : lengths[rows[0]]] for array in (ids, mask)] for rows in batches)
        for rows, (vectors,) in zip(batches, run_each(self.compiled, each), strict=True):
            tokens[rows, : vectors.shape[1]] = vectors
        if self.pooling == "cls":
            return tokens[:, 0], tokens
        weights = mask[:, :, None].astype(tokens.dtype)
        return (tokens * weights).sum(1) / weights.sum(1).clip(1), tokens


def _convert(folder: Path, to: Path) -> None:
    """Write OpenVINO's graph of the transformer in `folder`, from input_ids and attention_mask to the last layer."""
    import torch
    from transformers import AutoModel

    class LastLayer(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = AutoModel.from_pretrained(
                folder, use_safetensors=True, trust_remote_code=False, dtype=torch.float32
            )

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> Any:
            return self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state

    example = torch.ones(2, 8, dtype=torch.long)
    with quiet_transformers():
        save_graph(LastLayer(), {"input_ids": example, "attention_mask": example}, to / "model.xml")


def _pooling(folder: Path) -> str:
    """`mean` or `cls` if the model is a plain transformer with such a pooling, else ""."""
    try:
        modules = [m["type"].rpartition(".")[2] for m in json.loads((folder / "modules.json").read_text("utf-8"))]
        pooling = json.loads((folder / "1_Pooling" / "config.json").read_text("utf-8"))
    except (OSError, ValueError, KeyError):
        return ""
    if modules not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        return ""
    if not (folder / "config.json").is_file() or not (folder / "tokenizer.json").is_file():
        return ""
    modes = [key for key, value in pooling.items() if key.startswith("pooling_mode_") and value is True]
    return (
        {"pooling_mode_mean_tokens": "mean", "pooling_mode_cls_token": "cls"}.get(modes[0], "")
        if len(modes) == 1
        else ""
    )


def _longest(folder: Path, config: dict[str, Any]) -> int:
    """How many tokens the model in `folder` reads at most."""
    try:
        named = json.loads((folder / "sentence_bert_config.json").read_text("utf-8")).get("max_seq_length")
    except (OSError, ValueError):
        named = None
    return int(named or min(config.get("max_position_embeddings", _LONGEST), _LONGEST))


def _tokenizer(tokenizer: Tokenizer, longest: int) -> Tokenizer:
    tokenizer.enable_truncation(longest)
    tokenizer.no_padding()
    return tokenizer
