"""The encoders at hand. A new one is one file here and one line of `ENCODERS`, which the command line reads."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from drift.encoders import e5, hub, minilm
from drift.encoders.protocols import EncoderEntry, TokenEncoder
from drift.types import ENGLISH

__all__ = ["DEFAULT_ENGLISH", "DEFAULT_MULTILINGUAL", "ENCODERS", "load_encoder"]

DEFAULT_ENGLISH = minilm.NAME
DEFAULT_MULTILINGUAL = e5.NAME

ENCODERS: dict[str, EncoderEntry] = {
    entry.name: entry
    for entry in (
        minilm.ENTRY,
        e5.ENTRY,
    )
}


def load_encoder(name: str | None = None, *, languages: Collection[str] = ("en",)) -> TokenEncoder:
    """The encoder called `name`, which is loaded once a process.

    Args:
        name: One of `ENCODERS`, a sentence-transformers model on the hub, or a model's folder. Without a name it is the
            packaged one that fits the languages: the English one if all are English, else the multilingual one.
        languages: ISO 639-1 codes, "" for an unknown language.

    Raises:
        DriftError: If the model cannot be had or is not safe to load.
    """
    if name is None:
        name = DEFAULT_ENGLISH if set(languages) <= ENGLISH else DEFAULT_MULTILINGUAL
    known = ENCODERS.get(name) or ENCODERS.get(name.rpartition("/")[2])
    return _load_packaged(known.name) if known else hub.load(name)


@cache
def _load_packaged(name: str) -> TokenEncoder:
    return ENCODERS[name].load()
