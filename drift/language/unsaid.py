"""Which words of a side the other side has in no form: neither the word, a synonym, an opposite nor a kin of it."""

from __future__ import annotations

from collections.abc import Iterable

from drift.language import lexicon
from drift.language.reading import Reading, Text
from drift.types import Span

# A link weaker than this says that the words share a place more than a meaning.
_LOOSE = 0.5


def unsaid(side: Text, other: Text) -> list[int]:
    """Content words, names among them, with nothing like them on the other side and no sure link.

    A word that stands for its own equal on this side stands for no synonym of it as well.
    """
    free = [j for j in range(len(other.low)) if other.content[j] and not _has_equal(other, j, side)]
    there = [other.low[j] for j in free]
    bases = frozenset().union(*(other.bases[j] for j in free))
    meant = frozenset().union(*(lexicon.meanings(low) for low in there))
    return [
        i
        for i, low in enumerate(side.low)
        if side.content[i]
        and not (side.partner[i] >= 0 and side.strength[i] >= _LOOSE)
        and side.bases[i].isdisjoint(other.all_bases)
        and lexicon.antonyms(low).isdisjoint(bases)  # the antonyms' detector has it
        and lexicon.meanings(low).isdisjoint(meant)
        and not any(is_like(low, word) for word in there)
    ]


def unsaid_share(reading: Reading, but: Iterable[Span] = ()) -> float:
    """The share of both sides' content words, those in the spans `but` left out, that are unsaid on the other side."""
    left_out = tuple(but)
    found = []
    for side, other in reading.sides:
        missing = frozenset(unsaid(side, other))
        found += [
            i in missing
            for i, word in enumerate(side.words)
            if side.content[i] and not any(span.overlaps(Span(side.side, word.start, word.end)) for span in left_out)
        ]
    return sum(found) / max(1, len(found))


def _has_equal(side: Text, i: int, other: Text) -> bool:
    return side.partner[i] >= 0 and not side.bases[i].isdisjoint(other.bases[side.partner[i]])


def is_like(a: str, b: str) -> bool:
    """Derived from one stem (contribute, contribution) or parts of one compound."""
    if a[0] == b[0] and len(a) > 3 and len(b) > 3:
        shared = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
        if shared >= max(4, 0.6 * min(len(a), len(b))):
            return True
    return (len(a) > 3 and a in b) or (len(b) > 3 and b in a)
