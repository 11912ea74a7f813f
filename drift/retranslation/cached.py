"""Equal sentences are translated once, and none that the cache remembers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from drift.retranslation.protocols import Direction, Engine
from drift.runtime.translation_cache import TranslationCache

Progress = Callable[[int, int], None]  # (sentences translated, sentences to translate)
CHUNK = 32  # sentences between two looks at the progress bar, and two writes to the cache
MANY = 512  # where nobody watches: starting an engine on this machine takes as long as translating fifty


def translate_unique(
    engine: Engine,
    sentences: Sequence[str],
    direction: Direction,
    cache: TranslationCache | None = None,
    progress: Progress | None = None,
    chunk: int = CHUNK,
) -> list[str]:
    """The translation of each sentence: equal ones are translated once, and none that `cache` knows.

    What is translated is remembered chunk by chunk, so that a run that was cut short goes on where it stopped. An engine
    that takes longer to start than to translate is the quicker, the larger the chunks are (`MANY`).
    """
    unique = list(dict.fromkeys(sentences))
    revision = f"{engine.name} {engine.revision(direction)}"
    found = cache.get(revision, unique) if cache else {}
    missing = [sentence for sentence in unique if sentence not in found]
    for start in range(0, len(missing), chunk):
        asked = missing[start : start + chunk]
        translated = dict(zip(asked, engine.translate(asked, direction), strict=True))
        found.update(translated)
        if cache:
            cache.put(revision, translated)
        if progress:
            progress(len(found), len(unique))
    if progress and not missing:
        progress(len(unique), len(unique))
    return [found[sentence] for sentence in sentences]
