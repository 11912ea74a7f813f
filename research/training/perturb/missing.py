"""What is left out, by class."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import TYPE_CHECKING

from research.training.perturb.edits import Change, cut, subtree

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Adverbs whose loss turns the sentence round or is hardly felt.
_KEPT = frozenset(
    [
        "not",
        "n't",
        "never",
        "so",
        "then",
        "also",
        "too",
        "there",
        "here",
        "how",
        "when",
        "why",
        "where",
        "well",
        "just",
        "very",
    ]
)


def _drop(
    doc: Doc, rng: Random, places: Iterable[tuple[int, int]], severity: float, entails: bool = False
) -> Change | None:
    """One of the stretches goes, but not the last mark, and some words stay. `entails`: what is left still follows."""
    end = len(doc) - (2 if doc[-1].is_punct else 1)
    kept = [(a, min(b, end)) for a, b in places if a <= end and b - a + 1 < len(doc) - 2]
    return Change("omission", severity, (cut(doc, *rng.choice(kept)),), entails=entails) if kept else None


def _alone(tokens: Iterable[Token]) -> list[tuple[int, int]]:
    return [(t.i, t.i) for t in tokens]


def drop_modifier(doc: Doc, rng: Random) -> Change | None:
    """An adjective or adverb goes."""
    bare = [t for t in doc if t.left_edge.i == t.i == t.right_edge.i and t.lower_ not in _KEPT]
    chosen = [t for t in bare if t.dep_ == "amod" or (t.pos_, t.dep_) in (("ADJ", "compound"), ("ADV", "advmod"))]
    return _drop(doc, rng, _alone(chosen), 0.55, entails=True)


def drop_noun(doc: Doc, rng: Random) -> Change | None:
    """A noun goes, its phrase stays."""
    roles = ("dobj", "pobj", "conj", "compound", "attr", "nmod")
    return _drop(doc, rng, _alone(t for t in doc if t.pos_ == "NOUN" and t.dep_ in roles), 0.7)


def drop_verb(doc: Doc, rng: Random) -> Change | None:
    """A verb goes."""
    return _drop(doc, rng, _alone(t for t in doc if t.pos_ == "VERB" and t.lemma_ not in ("be", "have", "do")), 0.8)


def drop_subject(doc: Doc, rng: Random) -> Change | None:
    """A subject goes, with or without its phrase."""
    heads = [t for t in doc if t.dep_ in ("nsubj", "nsubjpass") and t.pos_ in ("NOUN", "PROPN", "PRON")]
    return _drop(doc, rng, [subtree(t) if rng.random() < 0.5 else (t.i, t.i) for t in heads], 0.8)


def drop_phrase(doc: Doc, rng: Random) -> Change | None:
    """A prepositional phrase goes."""
    heads = [t for t in doc if t.dep_ == "prep" and t.left_edge.i == t.i and 1 <= t.right_edge.i - t.i < 12]
    return _drop(doc, rng, map(subtree, heads), 0.65, entails=True)


def drop_name(doc: Doc, rng: Random) -> Change | None:
    """A name goes."""
    names = [e for e in doc.ents if e.label_ not in ("CARDINAL", "ORDINAL")]
    return _drop(doc, rng, [(e.start, e.end - 1) for e in names], 0.75)


def drop_number(doc: Doc, rng: Random) -> Change | None:
    """A figure goes."""
    return _drop(
        doc, rng, _alone(t for t in doc if t.like_num and t.dep_ in ("nummod", "quantmod", "amod")), 0.65, entails=True
    )


def drop_clause(doc: Doc, rng: Random) -> Change | None:
    """A relative or adverbial clause or an apposition goes, or the second of two things joined."""
    sides = ("relcl", "advcl", "appos", "acl")
    places = [subtree(t) for t in doc if t.dep_ in sides and t.right_edge.i - t.left_edge.i >= 2]
    for t in doc:
        joints = [c for c in t.head.children if c.dep_ == "cc" and c.i < t.i] if t.dep_ == "conj" else []
        if joints:
            places.append((joints[-1].i, t.right_edge.i))
    return _drop(doc, rng, places, 0.7, entails=True)


def drop_tail(doc: Doc, rng: Random) -> Change | None:
    """The end of the sentence is cut off."""
    if len(doc) < 10:
        return None
    return _drop(doc, rng, [(rng.randint(len(doc) // 2, len(doc) - 4), len(doc) - 1)], 0.85)
