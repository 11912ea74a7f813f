"""What this program says of a story, in the benchmark's terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import drift
from drift.comparing.comparisons import aligned, threaded
from drift.encoders import load_encoder
from drift.encoders.cached import CachedEncoder
from drift.journey.hops import hops
from drift.journey.lineage import infer
from drift.journey.making import making
from drift.retranslation.protocols import Engine
from drift.runtime.translation_cache import TranslationCache
from drift.runtime.vector_cache import VectorCache
from drift.sentences.split import split
from drift.stories.story import choose_original, from_texts
from drift.types import Story, Thread
from research.benchmarks.journey.trees import ROUTES


def threads_of(texts: Mapping[str, str]) -> Story:
    """A story of these versions, aligned and with threads; drifts have no say in a lineage, so nothing is judged."""
    encoder = CachedEncoder(load_encoder(), VectorCache())
    story = choose_original(from_texts(texts), None)
    story = replace(story, versions=tuple(map(split, story.versions)))
    return threaded(aligned(story, lambda _: encoder), lambda _: encoder)


def lineage(
    story: Story, original: str = "", engine: Engine | None = None, cache: TranslationCache | None = None
) -> list[tuple[str, str]]:
    """The edges of the inferred lineage, as (parent, child).

    Args:
        story: Of `threads_of`. Its threads are the same whichever version is the original.
        original: Which of the versions is it, if that is known.
        engine: What made them, if that is known.
        cache: Where translations are kept.
    """
    made = making(story, engine, ROUTES, cache) if engine else None
    found = infer(replace(story, original=original), making=made, samples=1)  # how sure it is, is not measured
    return [(edge.parent, edge.child) for edge in found.descents] if found else []


def ask_ahead(stories: Iterable[Mapping[str, str]], engine: Engine, cache: TranslationCache) -> None:
    """Let the engine translate at once what the lineages of all stories ask it for: starting it is what takes time."""
    versions = [split(version) for texts in stories for version in from_texts(texts).versions]
    making(Story("all", tuple(versions)), engine, ROUTES, cache)


def first_bad(names: Sequence[str], texts: Mapping[str, str], model: str | None) -> list[str]:
    """For each line of the original the version with which its first bad hop ends, "" where all hops are good."""
    with TemporaryDirectory() as folder:
        for name in names:
            (Path(folder) / f"{name}.txt").write_text(texts[name], encoding="utf-8")
        (story,) = drift.analyze(folder, model=model).stories
    bad: dict[int, str] = {}
    for hop in hops(story):
        if hop.is_first_bad:
            for line in _lines(story, story.threads[hop.thread], names[0]):
                bad.setdefault(line, hop.version)
    return [bad.get(line, "") for line in range(len(_paragraphs(texts[names[0]])))]


def outlier(texts: Mapping[str, str], model: str | None) -> tuple[str, dict[int, tuple[str, ...]]]:
    """The version that stands alone most often, and by line those that do so there."""
    (story,) = drift.analyze(dict(texts), model=model).stories
    by_line: dict[int, tuple[str, ...]] = {}
    for thread in story.threads:
        for line in {line for name in texts for line in _lines(story, thread, name)}:
            by_line[line] = tuple(sorted({*by_line.get(line, ()), *thread.outliers}))
    alone = Counter(name for thread in story.threads for name in thread.outliers)
    apart = {name: sum(thread.distances.get(name, 0.0) for thread in story.threads) for name in alone}
    return (min(alone, key=lambda name: (-alone[name], -apart[name], name)) if alone else ""), by_line


def _lines(story: Story, thread: Thread, name: str) -> list[int]:
    """The lines, counted without blank ones, in which a thread's sentences of a version stand."""
    version = story.version(name)
    starts = [version.text.count("\n\n", 0, version.sentences[k].start) for k in thread.sentences.get(name, ())]
    return sorted(set(starts))


def _paragraphs(text: str) -> list[str]:
    return text.split("\n\n")
