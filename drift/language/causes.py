"""What a sentence gives as the reason for what: the fees rose because the costs rose, the costs rose because the fees did."""

from __future__ import annotations

from collections.abc import Sequence

from drift.language import lexicon
from drift.language.reading import Text
from drift.language.wordlist import listed

_ENDS = frozenset(listed(". ; : ? !"))
_MOST = 0.6  # share of both clauses' words that stand in the other clause there


def exchanged_causes(one: Text, two: Text) -> tuple[int, int] | None:
    """The places of the two "because" where cause and effect of the one side are effect and cause of the other, else None."""
    places = [[k for k, low in enumerate(side.low) if low == "because"] for side in (one, two)]
    if any(len(found) != 1 for found in places):
        return None
    i, j = places[0][0], places[1][0]
    (effect, cause), (other_effect, other_cause) = _clauses(one, i), _clauses(two, j)
    crossed = _shared(one, cause, two, other_effect) + _shared(one, effect, two, other_cause)
    straight = _shared(one, cause, two, other_cause) + _shared(one, effect, two, other_effect)
    words = len(effect) + len(cause)
    return (i, j) if crossed >= _MOST * words and crossed > 2 * straight else None


def _clauses(side: Text, k: int) -> tuple[list[int], list[int]]:
    """The content words of what the "because" at word `k` explains, and of what it gives as the reason; first, in a clause that it opens."""
    start = max((m + 1 for m in range(k) if side.low[m] in _ENDS), default=0)
    end = next((m for m in range(k, len(side.low)) if side.low[m] in _ENDS), len(side.low))
    if k == start:
        comma = next((m for m in range(k, end) if side.low[m] == ","), end)
        return _content(side, range(comma, end)), _content(side, range(k + 1, comma))
    return _content(side, range(start, k)), _content(side, range(k + 1, end))


def _content(side: Text, words: range) -> list[int]:
    return [k for k in words if side.content[k]]


def _shared(one: Text, here: Sequence[int], two: Text, there: Sequence[int]) -> int:
    """How many words of one clause stand, by themselves or by a synonym, in another."""
    bases = frozenset().union(*(two.bases[m] for m in there)) if there else frozenset()
    meant = frozenset().union(*(lexicon.meanings(two.low[m]) for m in there)) if there else frozenset()
    told = [
        not one.bases[k].isdisjoint(bases)
        or not lexicon.meanings(one.low[k]).isdisjoint(meant)
        or one.partner[k] in there
        for k in here
    ]
    return sum(told)
