"""Stories with errors that are known: chains of hops with an error at one of them, and copies of which one has strayed.

What the errors are planted in, experts found faithful, so that every other change is one of wording.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from research.benchmarks.journey.edits import harmed, reworded
from research.benchmarks.journey.texts import Sentence

HARMED = 0.4  # the share of sentences with an error, in a chain and in a copy that strayed
_COPIES = (3, 5)  # besides the one that strayed, least and most
_FEWEST = 5  # sentences of a story

Story = TypeVar("Story", "Chain", "Strayed")


@dataclass(frozen=True, slots=True)
class Chain:
    """A text on its way: original, the same in another language, a translation of that, and what was made of it.

    Attributes:
        names: The versions' names by route, the original first.
        texts: A sentence a line, by name.
        bad: For each line the version in which the error came in, "" where there is none.
    """

    names: list[str]
    texts: dict[str, str]
    bad: list[str]


@dataclass(frozen=True, slots=True)
class Strayed:
    """Copies of one text, of which one says other things in some sentences.

    Attributes:
        texts: A sentence a line, by name.
        odd: The name of the one that strayed.
        lines: Those of its lines that have an error.
    """

    texts: dict[str, str]
    odd: str
    lines: list[int]


def chains(documents: Mapping[str, Sequence[Sentence]], count: int, seed: int, cache: Path) -> list[Chain]:
    """The first `count` chains of a seed, those of an earlier run from the folder `cache`."""
    return [Chain(**row) for row in _kept(cache / f"chains-{seed}-{count}.json", _chain, documents, count, seed)]


def strayed(documents: Mapping[str, Sequence[Sentence]], count: int, seed: int, cache: Path) -> list[Strayed]:
    """The first `count` stories of a seed, those of an earlier run from the folder `cache`."""
    return [Strayed(**row) for row in _kept(cache / f"strayed-{seed}-{count}.json", _strayed, documents, count, seed)]


def _chain(sentences: Sequence[Sentence], rng: Random) -> Chain | None:
    usable = [
        sentence for sentence in sentences if len(sentence.faithful) > 1
    ]  # experts judged those, not the original
    if len(usable) < _FEWEST:
        return None
    code = usable[0].language
    names = [
        "original",
        f"original.{code}",
        f"original.{code}.en",
        f"original.{code}.en.en",
        f"original.{code}.en.en.en",
    ]
    lines: dict[str, list[str]] = {name: [] for name in names}
    bad = []
    for sentence in usable:
        first, now = rng.sample(sentence.faithful, 2)
        hop = names.index(rng.choice(names[1:])) if rng.random() < HARMED else 0
        if hop == 1:  # rules change English alone: what the translation no longer says is put into the original
            hop, first = (1, other) if (other := harmed(first, rng)) else (0, first)
        said = [first, sentence.source]
        for k in range(2, len(names)):
            now = now if k == 2 else reworded(now, rng) or now
            if k == hop:
                other = harmed(now, rng)
                hop, now = (hop, other) if other else (0, now)
            said.append(now)
        for name, text in zip(names, said, strict=True):
            lines[name].append(" ".join(text.split()))
        bad.append(names[hop] if hop else "")
    return Chain(names, {name: "\n\n".join(texts) for name, texts in lines.items()}, bad) if any(bad) else None


def _strayed(sentences: Sequence[Sentence], rng: Random) -> Strayed | None:
    copies = rng.randint(*_COPIES) + 1
    usable = [sentence for sentence in sentences if len(sentence.faithful) + 1 >= copies]
    if len(usable) < _FEWEST:
        return None
    names = [f"copy-{letter}" for letter in "abcdefgh"[:copies]]
    odd = rng.choice(names)
    lines: dict[str, list[str]] = {name: [] for name in names}
    wrong = []
    for number, sentence in enumerate(usable):
        said = dict(zip(names, rng.sample([sentence.original, *sentence.faithful], copies), strict=True))
        if rng.random() < HARMED and (other := harmed(said[odd], rng)):
            said[odd] = other
            wrong.append(number)
        for name, text in said.items():
            lines[name].append(text)
    return Strayed({name: "\n\n".join(texts) for name, texts in lines.items()}, odd, wrong) if wrong else None


def _kept(
    path: Path,
    make: Callable[[Sequence[Sentence], Random], Story | None],
    documents: Mapping[str, Sequence[Sentence]],
    count: int,
    seed: int,
) -> list[dict[str, Any]]:
    if not path.is_file():
        made: list[Story] = []
        for number in range(50 * count):  # an end, should no document serve
            if len(made) == count:
                break
            rng = Random(f"{seed} {number}")
            story = make(documents[rng.choice(sorted(documents))], rng)
            if story is not None:
                made.append(story)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps([asdict(story) for story in made]), encoding="utf-8")
    read: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return read
