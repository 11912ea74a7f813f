"""Translated sentences, remembered between runs: a run that was cut short goes on where it stopped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drift.runtime.cache import Cache


class TranslationCache(Cache[str]):
    """Translations by the revision of an engine's direction and sentence.

    Args:
        path: See `Cache`.
        writes_only: Whether what it holds is not used, but written anew.
    """

    noun = "translation"

    def __init__(self, path: Path | None = None, *, writes_only: bool = False) -> None:
        super().__init__(path)
        self.writes_only = writes_only

    def get(self, revision: str, texts: Sequence[str]) -> dict[str, str]:
        """The translations known of `texts`; none where they shall be made anew."""
        return {} if self.writes_only else super().get(revision, texts)

    def _pack(self, value: str) -> bytes:
        return value.encode("utf-8", "surrogatepass")

    def _unpack(self, packed: bytes) -> str:
        return packed.decode("utf-8", "surrogatepass")
