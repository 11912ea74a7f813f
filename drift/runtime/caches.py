"""All that the program keeps in the user's cache folder: what there is of it, and how to be rid of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from drift.runtime.cache import CacheState
from drift.runtime.folders import built_folders
from drift.runtime.translation_cache import TranslationCache
from drift.runtime.vector_cache import VectorCache

CACHES = (VectorCache, TranslationCache)


@dataclass(frozen=True, slots=True)
class CacheContents:
    """What the user's cache folder holds.

    Attributes:
        caches: The state of each cache, by what its values are called.
        encoders: The models built beside them: bytes on disk by folder.
    """

    caches: dict[str, CacheState]
    encoders: dict[Path, int]


def describe() -> CacheContents:
    """What the user's cache folder holds now."""
    states = {f"{cache.noun}s": cache().describe() for cache in CACHES}
    return CacheContents(states, {folder: _size(folder) for folder in built_folders()})


def clear(encoders: bool = False) -> None:
    """Empty the user's caches; of built `encoders` too, which are then made again at next use."""
    for cache in CACHES:
        cache().clear()
    for folder in built_folders() if encoders else ():
        shutil.rmtree(folder, ignore_errors=True)


def _size(folder: Path) -> int:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
