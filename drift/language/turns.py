"""Turns of phrase listed in a table: where they stand in a text, and whether two stand in the same place.

A table's row has cells of turns, separated by "|"; a word with * stands for all its forms, "-" for nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from drift.language import lexicon
from drift.language.auxiliaries import MODALS
from drift.language.negation import is_plain
from drift.language.quantities import quantities
from drift.language.reading import Text

NOTHING = ("-",)
_DENIED = 12  # words that a negation reaches
_OBJECT = 7  # words from a verb to the "to" behind its object
_ARTICLES = frozenset(("a", "an", "the"))
Cell = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a turn stands in a side: its row, which of the row's cells it is of, and its words."""

    row: int
    cell: int
    start: int
    end: int


_Entry = tuple[tuple[str, ...], int, int]  # a turn, its row and its cell


@dataclass(frozen=True, slots=True)
class _Beginning:
    """The turns that begin with one word: those of that word alone, and the longer ones by their second word."""

    single: list[_Entry]
    by_second: dict[str, list[_Entry]]


@dataclass(frozen=True)
class TurnTable:
    """The cells of a table's rows."""

    rows: tuple[tuple[Cell, ...], ...]

    @cached_property
    def _index(self) -> dict[str, _Beginning]:
        """First word of a turn -> the turns that begin so."""
        index: dict[str, _Beginning] = {}
        for row, cells in enumerate(self.rows):
            for cell, turns in enumerate(cells):
                for turn in turns - {NOTHING}:
                    begun = index.setdefault(turn[0], _Beginning([], {}))
                    into = begun.single if len(turn) == 1 else begun.by_second.setdefault(turn[1], [])
                    into.append((turn, row, cell))
        return index

    def _beginning(self, side: Text, i: int) -> Iterator[_Entry]:
        """The turns that word `i` may begin, and of longer ones word `i` + 1 go on with."""
        for begun in map(self._index.get, _keys(side, i)):
            if begun:
                yield from begun.single
                if i + 1 < len(side.low) and begun.by_second:
                    for key in _keys(side, i + 1):
                        yield from begun.by_second.get(key, ())

    def find(self, side: Text) -> list[Turn]:
        """The turns of a side; of two of one row at one place the longer. What is negated is another turn."""
        found: dict[tuple[int, int], Turn] = {}
        for i, low in enumerate(side.low):
            for turn, row, cell in self._beginning(side, i):
                end = i + len(turn)
                if end > len(side.low) or not all(_is_form(side, k, word) for k, word in enumerate(turn[2:], i + 2)):
                    continue
                if low in MODALS and len(turn) == 1 and side.low[end : end + 1] == ("not",):
                    continue
                known = found.get((row, i))
                if known is None or known.end < end:
                    found[row, i] = Turn(row, cell, i, end)
        turns = list(found.values())
        return [turn for turn in turns if not any(_is_inside(turn, other) for other in turns)]


def parse(cells: list[str]) -> tuple[Cell, ...]:
    """Cells as a table's file has them."""
    return tuple(frozenset(tuple(turn.split()) for turn in cell.split("|")) for cell in cells)


def agree(around: str, one: Text, here: Turn, two: Text, there: Turn) -> bool:
    """Whether the words around two turns are the same, as far as a row asks: both, before, after, any, anywhere, verb, participle, number, affirmed, infinitive."""
    if around == "infinitive" and not all(
        "to" in side.low[turn.end : turn.end + _OBJECT] for side, turn in ((one, here), (two, there))
    ):
        return False
    if around in ("any", "infinitive") and any(
        here.start <= two.partner[j] < here.end for j in range(there.start, there.end)
    ):
        return True
    before = are_same(one, here.start - 1, two, there.start - 1, -1)
    after = are_same(one, here.end, two, there.end, 1)
    match around:
        case "both":
            return before and after
        case "anywhere":
            return True
        case "verb":
            return before and after and here.start > 0 and "v" in lexicon.parts_of_speech(one.low[here.start - 1])
        case "participle":
            return before and after and is_before_participle(one, here)
        case "number":
            return after and _is_same_quantity(one, here.end, two, there.end)
        case "affirmed":
            return before and after and not (is_denied(one, here) or is_denied(two, there))
        case "after":
            return after and _govern_alike(one, here, two, there)
        case "before":
            return before
        case _:
            return before or after


def _govern_alike(one: Text, here: Turn, two: Text, there: Turn) -> bool:
    """Whether what two turns govern is the same where it begins with a pronoun or an auxiliary: before it froze, after it froze."""
    k, m = _past_articles(one, here.end, 1), _past_articles(two, there.end, 1)
    if (
        not (k < len(one.low) and m < len(two.low) and one.low[k] in lexicon.function_words())
        or one.low[k][0].isdigit()
    ):
        return True
    a, b = one.next_content(k), two.next_content(m)
    return (a < 0 and b < 0) or (min(a, b) >= 0 and (not one.bases[a].isdisjoint(two.bases[b]) or one.partner[a] == b))


def gap(side: Text, turn: Turn, other: Text) -> int:
    """Where in the other side the words before and after a turn stand side by side, -1 if nowhere."""
    if not turn.start and turn.end == len(side.low):
        return -1
    for j in range(len(other.low) + 1):
        if are_same(side, turn.start - 1, other, j - 1, -1) and are_same(side, turn.end, other, j, 1):
            return j
    return -1


def is_before_participle(side: Text, turn: Turn) -> bool:
    """Whether a participle follows the turn."""
    return turn.end < len(side.low) and lexicon.is_past(side.low[turn.end])


def are_same(one: Text, i: int, two: Text, j: int, step: int) -> bool:
    """Whether the words at these places, articles passed over, are the same or linked, or both sides end there."""
    i, j = _past_articles(one, i, step), _past_articles(two, j, step)
    ends = [not 0 <= k < len(side.low) or not side.low[k][0].isalnum() for side, k in ((one, i), (two, j))]
    if any(ends):
        return all(ends)
    if not one.bases[i].isdisjoint(two.bases[j]):
        return True
    return (one.partner[i] == j and one.content[i]) or _is_same_quantity(one, i, two, j)


def is_denied(side: Text, turn: Turn, reach: int = _DENIED) -> bool:
    """Whether a negation stands in the `reach` words before a turn: not A or B denies both, as does not A and not B."""
    return any(is_plain(low) for low in side.low[max(0, turn.start - reach) : turn.start])


def _past_articles(side: Text, i: int, step: int) -> int:
    while 0 <= i < len(side.low) and (side.low[i] in _ARTICLES or side.low[i] in "$€£¥"):
        i += step
    return i


def _is_same_quantity(one: Text, i: int, two: Text, j: int) -> bool:
    values = [
        next((q.values for q in quantities(side.text) if q.start <= side.words[k].start < q.end), frozenset())
        for side, k in ((one, i), (two, j))
        if k < len(side.words)
    ]
    if len(values) < 2:
        return False
    return not values[0].isdisjoint(values[1])


def _keys(side: Text, k: int) -> Iterator[str]:
    """How a turn may write word `k`: as it stands, or any of its forms."""
    yield side.low[k]
    if side.low[k].endswith("n't"):
        yield "not"
    for base in side.bases[k]:
        yield f"{base}*"


def _is_form(side: Text, k: int, word: str) -> bool:
    return word[:-1] in side.bases[k] if word.endswith("*") else side.low[k] == word


def _is_inside(turn: Turn, other: Turn) -> bool:
    """Whether a turn is a part of another one of its row."""
    within = other.start <= turn.start and turn.end <= other.end
    return within and other.row == turn.row and (other.start, other.end) != (turn.start, turn.end)
