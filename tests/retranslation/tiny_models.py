"""Translation models small enough to be made anew in every test run: random weights, a vocabulary of a few words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TEXT = ["The minister denied the report.", "Nobody was hurt on Monday.", "El ministro lo negó.", "It rained all day."]
SHAPE: dict[str, Any] = {
    "d_model": 16, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2, "decoder_attention_heads": 2,
    "encoder_ffn_dim": 16, "decoder_ffn_dim": 16, "max_position_embeddings": 64, "init_std": 0.6,
}  # fmt: skip


def write_marian(folder: Path, targets: tuple[str, ...] = ()) -> Path:
    """A Marian model; with `targets`, one whose texts begin with the target's code."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    pieces = _sentencepiece(folder, "source.spm")
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    vocabulary = [*pieces, *(f">>{target}<<" for target in targets), "<pad>"]
    (folder / "vocab.json").write_text(json.dumps({piece: k for k, piece in enumerate(vocabulary)}))
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "MarianTokenizer"}))
    torch.manual_seed(1)
    pad = len(vocabulary) - 1
    config = MarianConfig(
        vocab_size=len(vocabulary), pad_token_id=pad, decoder_start_token_id=pad, eos_token_id=vocabulary.index("</s>"),
        forced_eos_token_id=vocabulary.index("</s>"), **SHAPE,
    )  # fmt: skip
    MarianMTModel(config).save_pretrained(folder)
    return folder


def write_m2m100(folder: Path) -> Path:
    """An M2M100 model of its hundred languages."""
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration, M2M100Tokenizer

    pieces = _sentencepiece(folder, "sentencepiece.bpe.model")
    vocabulary = ["<s>", "<pad>", "</s>", "<unk>", *(p for p in pieces if p not in ("<s>", "</s>", "<unk>"))]
    (folder / "vocab.json").write_text(json.dumps({piece: k for k, piece in enumerate(vocabulary)}))
    tokenizer = M2M100Tokenizer(str(folder / "vocab.json"), str(folder / "sentencepiece.bpe.model"))
    tokenizer.save_pretrained(folder)
    torch.manual_seed(1)
    size = len(vocabulary) + len(tokenizer.lang_code_to_id) + tokenizer.num_madeup_words
    M2M100ForConditionalGeneration(M2M100Config(vocab_size=size, **SHAPE)).save_pretrained(folder)
    return folder


def write_nllb(folder: Path) -> Path:
    """An NLLB model of its two hundred languages."""
    import torch
    from tokenizers import Tokenizer
    from tokenizers.models import BPE
    from tokenizers.trainers import BpeTrainer
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    trained = Tokenizer(BPE(unk_token="<unk>"))
    specials = ["<s>", "<pad>", "</s>", "<unk>"]
    trained.train_from_iterator(TEXT, BpeTrainer(vocab_size=80, special_tokens=specials, show_progress=False))
    model = json.loads(trained.to_str())["model"]
    tokenizer = NllbTokenizer(vocab=model["vocab"], merges=[tuple(merge) for merge in model["merges"]])  # type: ignore[misc]
    tokenizer.save_pretrained(folder)
    torch.manual_seed(1)
    config = M2M100Config(vocab_size=len(tokenizer), **SHAPE)
    M2M100ForConditionalGeneration(config).save_pretrained(folder)
    return folder


def _sentencepiece(folder: Path, name: str) -> list[str]:
    """A sentencepiece model of a few pieces in the folder, and its pieces."""
    import sentencepiece

    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(TEXT), model_writer=file, vocab_size=60, hard_vocab_limit=False, minloglevel=2
        )
    made = sentencepiece.SentencePieceProcessor(model_file=str(folder / name))
    return [made.id_to_piece(k) for k in range(made.get_piece_size())]
