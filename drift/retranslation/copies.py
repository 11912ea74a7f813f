"""A text -> its copies along routes, each hop made from the one before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from drift.retranslation.cached import translate_unique
from drift.retranslation.languages import find_direction
from drift.retranslation.protocols import Direction, Engine
from drift.retranslation.routes import Route
from drift.runtime.translation_cache import TranslationCache
from drift.types import Version

Progress = Callable[[str], Callable[[int, int], None]]  # a hop's name -> what to call with (done, total)


@dataclass(frozen=True, slots=True)
class Copy:
    """A text at a stop of its way.

    Attributes:
        codes: The languages that it went through, the copy's own at the end.
        text: What came out, the paragraphs and blank lines as in the original.
        made_by: The engine, in words.
    """

    codes: tuple[str, ...]
    text: str
    made_by: str


def copies(
    original: Version,
    routes: Sequence[Route],
    engine: Engine,
    cache: TranslationCache | None = None,
    progress: Progress | None = None,
) -> Iterator[Copy]:
    """The copies of all routes in turn, each as soon as it is made; what two routes share is made once.

    Args:
        original: The text, split, its language known.
        routes: Where it goes; see `read_routes`.
        engine: What translates.
        cache: Where translations are kept between runs.
        progress: Called with a hop's name; what it returns is called with the sentences done and those to do.

    Raises:
        DriftError: If the engine lacks a direction, which is said before anything is translated, or fails.
    """
    stops = list(dict.fromkeys(route[:k] for route in routes for k in range(1, len(route) + 1)))
    directions = {stop: _direction(engine, stop, original.language) for stop in stops}
    done: dict[tuple[str, ...], list[str]] = {(): [sentence.text for sentence in original.sentences]}
    for stop in stops:
        direction = directions[stop]
        bar = progress(" → ".join((original.language, *stop))) if progress else None
        done[stop] = _translated(done[stop[:-1]], engine, direction, cache, bar)
        yield Copy(stop, _with_sentences(original, done[stop]), engine.made_by(direction))


def _direction(engine: Engine, stop: tuple[str, ...], language: str) -> Direction:
    source, target = (language, *stop)[-2:]
    return find_direction(engine, source, target)


def _translated(
    sentences: Sequence[str],
    engine: Engine,
    direction: Direction,
    cache: TranslationCache | None,
    progress: Callable[[int, int], None] | None,
) -> list[str]:
    """The sentences' translations; what has no letter (a number, an ornament) stays as it is."""
    wanted = [" ".join(sentence.split()) for sentence in sentences if any(map(str.isalpha, sentence))]
    found = iter(translate_unique(engine, wanted, direction, cache, progress))
    return [next(found) if any(map(str.isalpha, sentence)) else sentence for sentence in sentences]


def _with_sentences(original: Version, sentences: Sequence[str]) -> str:
    """The original's text with other sentences in the places of its own."""
    text, at = "", 0
    for place, sentence in zip(original.sentences, sentences, strict=True):
        text += original.text[at : place.start] + sentence
        at = place.end
    return text + original.text[at:]
