"""Measure the alignment on the documents that `recipes.align_weights` does not learn from.

Run: python -m research.recipes.align_measure ../shared/data [--layouts 2]
Prints strict and lax F1 over links as Vecalign's scorer defines them (gaps count in precision only), for documents laid
out as is usual for their kind and more variedly, in order and with two passages exchanged; of the links of exchanged
passages the share found; and how many links were marked `moved`, of which how many share nothing with a right one.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from drift.alignment import align
from drift.encoders import DEFAULT_ENGLISH, DEFAULT_MULTILINGUAL, load_encoder
from drift.encoders.cached import CachedEncoder
from drift.encoders.protocols import Encoder
from drift.runtime.vector_cache import VectorCache
from drift.types import Link
from research.recipes.align_documents import Document, Links, documents, exchanged

Pair = tuple[tuple[int, ...], tuple[int, ...]]


class Known:
    """An encoder that remembers in memory what it was asked: the same texts come again and again."""

    def __init__(self, name: str) -> None:
        self.encoder = CachedEncoder(load_encoder(name), VectorCache())
        self.name, self.revision = name, self.encoder.revision
        self.vectors: dict[str, np.ndarray] = {}

    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        new = [text for text in dict.fromkeys(sentences) if text not in self.vectors]
        self.vectors.update(zip(new, self.encoder.encode(new), strict=True))
        return np.stack([self.vectors[text] for text in sentences])

    def read(self, made: Sequence[Document]) -> Known:
        """Encode all sentences of these documents at once."""
        texts = list(dict.fromkeys(text for d in made for side in (d.one, d.two) for text in side))
        self.vectors.update(zip(texts, self.encoder.encode(texts), strict=True))
        return self


@dataclass
class Tally:
    """Counts (right and wrong, strict and lax) of the links found and of the right links, and of moved ones."""

    found: np.ndarray = field(default_factory=lambda: np.zeros(4))
    right: np.ndarray = field(default_factory=lambda: np.zeros(4))
    exchanged: int = 0
    exchanged_found: int = 0
    moved: int = 0
    moved_wrong: int = 0

    def add(self, document: Document, links: Sequence[Link], elsewhere: set[int]) -> None:
        """Count `links` of a document whose second side's sentences `elsewhere` are in exchanged passages."""
        found: Links = [(link.original, link.version) for link in links]
        linked = [pair for pair in found if pair[0] and pair[1]]
        self.found += counts([*document.links, *gaps(document)], found)
        self.right += counts(linked, document.links)
        away = {pair for pair in document.links if elsewhere & set(pair[1])}
        self.exchanged += len(away)
        self.exchanged_found += len(away & set(linked))
        partners = partners_of(document.links)
        moved = [link for link in links if link.moved]
        self.moved += len(moved)
        self.moved_wrong += sum(not any(partners[i] & set(link.version) for i in link.original) for link in moved)

    def __str__(self) -> str:
        (p, q), (r, s) = ((x[0] / (x[0] + x[1]), x[2] / (x[2] + x[3])) for x in (self.found, self.right))
        return (
            f"strict {2 * p * r / (p + r):.3f} lax {2 * q * s / (q + s):.3f}, of {self.exchanged} links exchanged "
            f"{self.exchanged_found} found, of {self.moved} moved {self.moved_wrong} wrong"
        )


def gaps(document: Document) -> list[Pair]:
    held = [{i for link in document.links for i in link[side]} for side in (0, 1)]
    return [((i,), ()) for i in range(len(document.one)) if i not in held[0]] + [
        ((), (j,)) for j in range(len(document.two)) if j not in held[1]
    ]


def partners_of(links: Links) -> dict[int, set[int]]:
    out: dict[int, set[int]] = defaultdict(set)
    for one, two in links:
        for i in one:
            out[i].update(two)
    return out


def counts(right: Sequence[Pair], found: Sequence[Pair]) -> np.ndarray:
    """Of the links `found`: the same as a right one, others; those that share a pair of sentences with one, others."""
    known, partners = set(right), partners_of(list(right))
    out = np.zeros(4)
    for pair in found:
        same = pair in known
        near = same or any(partners[i] & set(pair[1]) for i in pair[0])
        out += (same, not same, near, not near)
    return out


def measure(shared: Path, layouts: int, encoder_for: Callable[[str], Encoder]) -> dict[str, Tally]:
    """Tallies by kind of document."""
    out: dict[str, Tally] = defaultdict(Tally)
    for name in (DEFAULT_ENGLISH, DEFAULT_MULTILINGUAL):
        encoder = encoder_for(name)
        for varied in (False, True):
            rng = random.Random(5)
            made = (d for seed in range(layouts) for d in documents(shared, seed, held_out=True, varied=varied))
            for document in (d for d in made if d.english == (name == DEFAULT_ENGLISH)):
                kind = f"{'English' if document.english else 'across languages'}, {'varied' if varied else 'usual'}"
                out[f"{kind}, in order"].add(document, align(document.one, document.two, encoder), set())
                if min(len(document.one), len(document.two)) >= 12:
                    mixed, elsewhere = exchanged(document, rng)
                    links = align(mixed.one, mixed.two, encoder)
                    out[f"{kind}, exchanged"].add(mixed, links, elsewhere)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--layouts", type=int, default=2)
    arguments = parser.parse_args()
    for kind, tally in sorted(measure(arguments.shared, arguments.layouts, Known).items()):
        print(f"{kind}: {tally}")


if __name__ == "__main__":
    main()
