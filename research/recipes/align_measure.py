"""Measure the alignment on the documents that `recipes.align_weights` does not learn from.

Run: python -m research.recipes.align_measure ../shared/data [--layouts 2] [--only verse]
Prints strict and lax F1 over links as Vecalign's scorer defines them (gaps count in precision only), for documents laid
out as is usual for their kind, more variedly, roughly, freely and as verse, in languages learnt from and others
(`align_texts.UNSEEN`), in order and with two passages exchanged or, if told freely, all paragraphs in another order, and for two books of the Bible, a verse a line against a clause a line; of the links
of exchanged passages the share found; how many links were marked `moved`, of which how many share nothing with a right one;
and of the links of each tenth of confidence how many are right.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import get_args

import numpy as np

from drift.alignment import align
from drift.encoders import DEFAULT_ENGLISH, DEFAULT_MULTILINGUAL, load_encoder
from drift.encoders.cached import CachedTokenEncoder
from drift.encoders.protocols import Encoder, Tokens
from drift.runtime.vector_cache import VectorCache
from drift.types import Link
from research.recipes.align_documents import Document, Links, Manner, documents, exchanged, reordered, verse
from research.recipes.align_texts import Part

Pair = tuple[tuple[int, ...], tuple[int, ...]]


class Known:
    """An encoder that remembers in memory what it was asked: the same texts come again and again."""

    def __init__(self, name: str) -> None:
        self.encoder = CachedTokenEncoder(load_encoder(name), VectorCache())
        self.name, self.revision = name, self.encoder.revision
        self.vectors: dict[str, np.ndarray] = {}

    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        new = [text for text in dict.fromkeys(sentences) if text not in self.vectors]
        self.vectors.update(zip(new, self.encoder.encode(new), strict=True))
        return np.stack([self.vectors[text] for text in sentences])

    def encode_with_tokens(self, texts: Sequence[str]) -> tuple[np.ndarray, list[Tokens]]:
        return self.encoder.encode_with_tokens(texts)


@dataclass
class Tally:
    """Counts (right and wrong, strict and lax) of the links found and of the right links, and of moved ones."""

    found: np.ndarray = field(default_factory=lambda: np.zeros(4))
    right: np.ndarray = field(default_factory=lambda: np.zeros(4))
    exchanged: int = 0
    exchanged_found: int = 0
    moved: int = 0
    moved_wrong: int = 0
    sure: dict[int, list[bool]] = field(default_factory=lambda: defaultdict(list))  # tenth of confidence -> right?

    def add(self, document: Document, links: Sequence[Link], elsewhere: set[int]) -> None:
        """Count `links` of a document whose second side's sentences `elsewhere` are in exchanged passages."""
        found: Links = [(link.original, link.version) for link in links]
        linked = [pair for pair in found if pair[0] and pair[1]]
        self.found += counts([*document.links, *gaps(document)], found)
        self.right += counts(linked, document.links)
        for link in (link for link in links if not link.is_gap):
            self.sure[min(int(10 * link.confidence), 9)].append((link.original, link.version) in set(document.links))
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


def kinds(shared: Path, layouts: int) -> Iterator[tuple[str, str, Iterator[Document]]]:
    """Each kind of document, the encoder that reads it, and its documents."""
    for name in (DEFAULT_ENGLISH, DEFAULT_MULTILINGUAL):
        english = name == DEFAULT_ENGLISH
        parts: tuple[Part, ...] = ("held out",) if english else ("held out", "unseen")
        for part, manner in product(parts, get_args(Manner)):
            made = (d for seed in range(layouts) for d in documents(shared, seed, part, manner))
            kind = "English" if english else "across languages" if part == "held out" else "unseen languages"
            yield f"{kind}, {manner}", name, (d for d in made if d.english == english)
    for book in ("Ruth", "Jonah"):
        one = verse(shared, book, "KJV", "YLT")
        turned = replace(one, one=one.two, two=one.one, links=[(b, a) for a, b in one.links])
        yield f"{book}, verses and clauses", DEFAULT_ENGLISH, iter([one, turned])


def measure(shared: Path, layouts: int, encoder_for: Callable[[str], Encoder], only: str = "") -> dict[str, Tally]:
    """Tallies by kind of document, of the kinds with `only` in their name."""
    out: dict[str, Tally] = defaultdict(Tally)
    encoders: dict[str, Encoder] = {}
    for kind, name, made in kinds(shared, layouts):
        if only not in kind:
            continue
        encoder = encoders[name] if name in encoders else encoders.setdefault(name, encoder_for(name))
        rng = random.Random(5)
        for document in made:
            out[kind].add(document, align(document.one, document.two, encoder), set())
            if "verse" not in kind and min(len(document.one), len(document.two)) >= 12:
                mixed, elsewhere = (reordered if "retold" in kind else exchanged)(document, rng)
                out[f"{kind}, moved"].add(mixed, align(mixed.one, mixed.two, encoder), elsewhere)
    return out


def reliability(tallies: Iterable[Tally]) -> str:
    """Of the links of each tenth of confidence how many there are and how many are right."""
    tallies = list(tallies)
    lines = []
    for tenth in range(10):
        right = [one for tally in tallies for one in tally.sure[tenth]]
        if right:
            lines.append(
                f"confidence {tenth / 10:.1f} to {(tenth + 1) / 10:.1f}: {len(right)} links, {np.mean(right):.2f} right"
            )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--layouts", type=int, default=2)
    parser.add_argument("--only", default="", help="kinds of documents with this in their name, such as unseen")
    arguments = parser.parse_args()
    tallies = measure(arguments.shared, arguments.layouts, Known, arguments.only)
    for kind, tally in sorted(tallies.items()):
        print(f"{kind}: {tally}")
    print(reliability(tally for kind, tally in tallies.items() if "moved" not in kind))


if __name__ == "__main__":
    main()
