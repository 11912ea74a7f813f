"""Trees of copies whose making is known: a text goes through Apertium again and again, and some stops are lost."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random

from drift.retranslation import load_engine
from drift.retranslation.cached import MANY, translate_unique
from drift.retranslation.languages import find_direction
from drift.retranslation.protocols import Engine
from drift.runtime.translation_cache import TranslationCache
from research.benchmarks.journey.edits import harmed, reworded

ROUTES = (("es",), ("ca",), ("eo",), ("es", "ca"), ("ca", "es"))
SMALLEST, LARGEST = 4, 9  # versions of a tree
_EDITED = 0.3  # the share of copies that somebody edits lightly


@dataclass(frozen=True, slots=True)
class Tree:
    """A story of which it is known who was made from whom.

    Attributes:
        source: The document that it was made of.
        texts: The versions that are left, by name, a sentence a paragraph.
        parents: For each of them the nearest version before it that is left, "" where none is.
        edges: All that was made, lost stops too, as (parent, child).
    """

    source: str
    texts: dict[str, str]
    parents: dict[str, str]
    edges: list[tuple[str, str]]


@dataclass(slots=True)
class _Copy:
    """A copy while it is made: the languages that it has still to go through, and its sentences so far."""

    parent: int | None
    route: list[str]
    is_edited: bool
    seed: int
    sentences: list[str] = field(default_factory=list)
    language: str = "en"
    is_done: bool = False


def trees(documents: dict[str, list[str]], count: int, seed: int, cache: Path) -> list[Tree]:
    """The first `count` trees of a seed, those of an earlier run from the folder `cache`."""
    path = cache / f"trees-{seed}-{count}.json"
    if not path.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        made = _made(documents, count, seed, TranslationCache(cache / "translations.sqlite"))
        path.write_text(json.dumps([asdict(tree) for tree in made]), encoding="utf-8")
    return [
        Tree(row["source"], row["texts"], row["parents"], [(a, b) for a, b in row["edges"]])
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]


def _made(documents: dict[str, list[str]], count: int, seed: int, cache: TranslationCache) -> list[Tree]:
    engine = load_engine("apertium")
    drawn = [_drawn(documents, Random(f"{seed} {number}")) for number in range(count)]
    while pending := list(_ready(copies for _, copies in drawn)):
        _advance(pending, engine, cache)
    return [_pruned(source, copies, Random(f"{seed} {k} prune")) for k, (source, copies) in enumerate(drawn)]


def _drawn(documents: dict[str, list[str]], rng: Random) -> tuple[str, list[_Copy]]:
    """A document and the plan of a tree: a random recursive one, in which no two copies of a version go one way."""
    source = rng.choice(sorted(documents))
    copies = [_Copy(None, [], False, 0, documents[source], is_done=True)]
    taken: set[tuple[int, tuple[str, ...]]] = set()
    while len(copies) < rng.randint(LARGEST - 1, LARGEST + 4):
        parent, route = rng.randrange(len(copies)), rng.choice(ROUTES)
        if (parent, route) not in taken:
            taken.add((parent, route))
            copies.append(_Copy(parent, [*route, "en"], rng.random() < _EDITED, rng.randrange(10**9)))
    return source, copies


def _ready(plans: Iterator[list[_Copy]]) -> Iterator[_Copy]:
    """The copies that are not done though what they are made from is."""
    for copies in plans:
        for copy in copies:
            parent = copies[copy.parent] if copy.parent is not None else None
            if not copy.is_done and parent is not None and parent.is_done:
                copy.sentences = copy.sentences or parent.sentences
                yield copy


def _advance(pending: Sequence[_Copy], engine: Engine, cache: TranslationCache) -> None:
    """Take each copy a hop further; all that go one direction at once, for starting Apertium is what takes time."""
    for language, target in sorted({(copy.language, copy.route[0]) for copy in pending}):
        going = [copy for copy in pending if (copy.language, copy.route[:1]) == (language, [target])]
        sentences = [sentence for copy in going for sentence in copy.sentences]
        translated = iter(
            translate_unique(engine, sentences, find_direction(engine, language, target), cache, chunk=MANY)
        )
        for copy in going:
            copy.sentences = [next(translated) for _ in copy.sentences]
    for copy in pending:
        copy.language = copy.route.pop(0)
        if not copy.route:
            copy.is_done = True
            if copy.is_edited:
                copy.sentences = edited(copy.sentences, Random(copy.seed))


def edited(sentences: Sequence[str], rng: Random) -> list[str]:
    """The sentences after an editor's light hand: two said in other words, or one left out, or one with an error."""
    changed = list(sentences)
    how = rng.choice(("reworded", "reworded", "left out", "harmed"))
    if how == "left out" and len(changed) > 4:
        del changed[rng.randrange(len(changed))]
        return changed
    for place in rng.sample(range(len(changed)), 2 if how == "reworded" else 1):
        changed[place] = (reworded if how == "reworded" else harmed)(changed[place], rng) or changed[place]
    return changed


def _pruned(source: str, copies: Sequence[_Copy], rng: Random) -> Tree:
    """The tree with some of its versions left, no two of them alike, under names that tell nothing."""
    texts = ["\n\n".join(copy.sentences) for copy in copies]
    left = [k for k in range(len(copies)) if texts.index(texts[k]) == k]
    wanted = rng.randint(SMALLEST, LARGEST)
    while len(left) > wanted:
        left.remove(rng.choice(left))
    letters = list("abcdefghijklmnopq"[: len(copies)])
    rng.shuffle(letters)
    names = {k: f"copy-{letter}" if k in left else f"lost-{letter}" for k, letter in enumerate(letters)}

    def nearest(k: int | None) -> str:
        while k is not None and k not in left:
            k = copies[k].parent
        return "" if k is None else names[k]

    parents = {names[k]: nearest(copies[k].parent) for k in left}
    edges = [(names[copy.parent], names[k]) for k, copy in enumerate(copies) if copy.parent is not None]
    return Tree(source, {names[k]: texts[k] for k in sorted(left, key=names.__getitem__)}, parents, edges)
