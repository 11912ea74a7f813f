"""A translation model's folder, safe to load, and what it translates."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from drift.encoders.hub import fetch
from drift.retranslation.languages import same_language
from drift.retranslation.protocols import Direction
from drift.runtime.devices import has_gpu
from drift.runtime.digest import sha256
from drift.runtime.quiet import quiet_transformers
from drift.types import DriftError

_FAMILIES = ("marian", "m2m_100")  # model_type in config.json; NLLB's models are of the second
_NLLB_CODE = re.compile(r"[a-z]{3}_[A-Z][a-z]{3}")
_IN_NAME = re.compile(r"([a-z]{2,3})-([A-Za-z_+]+)$")
_BATCH = 16
_SEARCH = {"num_beams": 4, "do_sample": False}
_LONGEST = 512  # tokens of a text and of its translation


class Network:
    """A model of the Marian, M2M100 or NLLB family; none of a model's own code is run.

    Args:
        name: A folder or a name on the hub.

    Raises:
        DriftError: If it cannot be had, is of another family, or is not safe to load.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.folder = _folder_of(name)
        self._model, self._tokenizer = _loaded(name, self.folder)
        self._codes = _codes(self._tokenizer)
        self._longest = min(_LONGEST, getattr(self._model.config, "max_position_embeddings", _LONGEST))

    def directions(self) -> list[Direction] | None:
        """The directions that the model tells, by its codes or at the end of its name; None if it tells none."""
        if self._codes:
            return [Direction(one, other) for one in self._codes for other in self._codes if one != other]
        found = _IN_NAME.search(self.name.rstrip("/"))
        return [Direction(found[1], target) for target in self._targets or [found[2]]] if found else None

    @property
    def _targets(self) -> list[str]:
        """The targets of a Marian model that has several: "spa" of its token `>>spa<<`."""
        return [str(token)[2:-2] for token in getattr(self._tokenizer, "supported_language_codes", ())]

    def revision(self) -> str:
        """The sha256 over all files of the model and how the best translation is searched."""
        files = (path for end in ("safetensors", "json", "spm", "model") for path in self.folder.rglob(f"*.{end}"))
        return sha256(json.dumps(_SEARCH), *map(sha256, sorted(files))).hex()

    def translate(self, sentences: Sequence[str], direction: Direction) -> list[str]:
        """The translation of each sentence.

        Raises:
            DriftError: If the model has several targets and this is none of them.
        """
        start: dict[str, int] = {}
        if self._codes:
            self._tokenizer.src_lang = direction.source
            start["forced_bos_token_id"] = self._codes[direction.target]
        prefix = f">>{self._target(direction.target)}<< " if self._targets else ""
        parts = [self._parts(sentence) for sentence in sentences]
        wanted = sorted({part for some in parts for part in some}, key=lambda part: (len(part), part))
        found: dict[str, str] = {}
        for first in range(0, len(wanted), _BATCH):
            batch = wanted[first : first + _BATCH]
            found.update(zip(batch, self._generate([prefix + part for part in batch], start), strict=True))
        return [" ".join(found[part] for part in some if found[part]) for some in parts]

    def _parts(self, sentence: str) -> list[str]:
        """The sentence, in halves as often as the model needs: it would pass over what is too long without a word."""
        words = sentence.split()
        if len(words) < 2 or len(self._tokenizer(sentence)["input_ids"]) <= self._longest // 2:
            return [sentence]
        halves = words[: len(words) // 2], words[len(words) // 2 :]
        return [part for half in halves for part in self._parts(" ".join(half))]

    def _generate(self, batch: list[str], start: dict[str, int]) -> list[str]:
        import torch

        with quiet_transformers(), torch.inference_mode():
            tokens = self._tokenizer(
                batch, return_tensors="pt", padding=True, truncation=True, max_length=self._longest
            )
            longest = {"max_new_tokens": self._longest - 1, "max_length": None}
            made = self._model.generate(**tokens.to(self._model.device), **_SEARCH, **longest, **start)
        codes = set(self._codes.values())
        words = [[token for token in row if token not in codes] for row in made.tolist()]
        texts = self._tokenizer.batch_decode(words, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return [" ".join(text.split()) for text in texts]

    def _target(self, language: str) -> str:
        for code in self._targets:
            if same_language(code, language):
                return code
        raise DriftError(f"{self.name} does not translate into {language}; it does into {', '.join(self._targets)}.")


def _folder_of(name: str) -> Path:
    folder = Path(name).expanduser()
    if not folder.is_dir():
        folder = fetch("translation model", name, name, "another --engine")
    config = folder / "config.json"
    family = json.loads(config.read_text(encoding="utf-8")).get("model_type") if config.is_file() else None
    if family not in _FAMILIES:
        raise DriftError(
            f"{name} is no model of the Marian, M2M100 or NLLB family ({family or 'no config.json'}); give one."
        )
    if not list(folder.glob("*.safetensors")):
        raise DriftError(
            f"The translation model {name} has no weights in safetensors, the only format that is safe to load: choose "
            "another model or convert this one."
        )
    if find_spec("sentencepiece") is None:
        raise DriftError(
            "transformers' translation models need sentencepiece: pip install 'retranslation-drift[retranslation]'."
        )
    return folder


def _loaded(name: str, folder: Path) -> tuple[Any, Any]:
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    safely: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
    try:
        with quiet_transformers():
            tokenizer = AutoTokenizer.from_pretrained(str(folder), **safely)
            model = AutoModelForSeq2SeqLM.from_pretrained(str(folder), use_safetensors=True, **safely)
    except Exception as error:  # of a damaged folder, transformers raises whatever happens to it
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise DriftError(f"The translation model {name} cannot be loaded ({reason}); check that it is whole.") from None
    return model.to("cuda" if has_gpu() else "cpu").eval(), tokenizer


def _codes(tokenizer: Any) -> dict[str, int]:
    """The languages between which one model translates with the ids of their tokens: M2M100's, NLLB's; Marian has none."""
    codes = getattr(tokenizer, "lang_code_to_id", None)
    if not codes:
        added = tokenizer.get_added_vocab().items()
        codes = {token: number for token, number in added if _NLLB_CODE.fullmatch(token)}
    return {str(code): int(codes[code]) for code in sorted(codes)}
