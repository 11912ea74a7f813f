"""Turns that say another thing in the same place: rose to, rose by; must not, need not; said, admitted; questioned, charged.

The table is `drift/language/lexicon/curated/contrasts.tsv`; a row more is all that a new contrast needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from drift.detectors.findings import finding, on_english
from drift.language import lexicon
from drift.language.negation import negators
from drift.language.quantities import quantities
from drift.language.reading import Reading, Text
from drift.types import Finding, Kind, Word

KINDS: tuple[Kind, ...] = (
    "number", "quantity", "negation", "antonym", "modality", "tense", "mistranslation", "role", "omission",
    "addition",
)  # fmt: skip

_ARTICLES = frozenset(("a", "an", "the"))
_NOTHING = "-"
_TWO_WAYS, _GERUND = frozenset(("stop", "remember", "forget", "regret")), 0.6
_MODALS = frozenset(("must", "may", "might", "could", "can", "should", "will", "would"))


@dataclass(frozen=True, slots=True)
class _Turn:
    """Where a turn of the table stands in a side: its row, which of the row's cells it is of, and its words."""

    row: int
    cell: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Contrast:
    """A row of the table."""

    kind: Kind
    weight: float
    around: str
    cells: tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]


@on_english
def detect(reading: Reading) -> list[Finding]:
    """A finding for each turn that stands in the place of a contrasting one, or where the other side has nothing.

    A turn that the other side has as well has not changed. Of several at one place the graver counts.
    """
    one, two = reading.original, reading.version
    left, right = _turns(one), _turns(two)
    found = [*_gerunds(one, two)]
    if len(negators(one)) != len(negators(two)):  # "unless it is paid" is "if it is not paid"
        left, right = ([turn for turn in turns if not _is_turned(turn)] for turns in (left, right))
    for side, other, turns, others in ((one, two, left, right), (two, one, right, left)):
        said = {(turn.row, turn.cell) for turn in others}
        for turn in turns:
            contrast = _contrasts()[turn.row]
            if (turn.row, turn.cell) in said:
                continue
            if side.side == "original":
                for there in others:
                    if (
                        there.row == turn.row
                        and there.cell != turn.cell
                        and (there.row, there.cell) not in {(t.row, t.cell) for t in turns}
                        and _agree(contrast.around, side, turn, other, there)
                    ):
                        found.append((contrast.weight, turn.start, turn.end, there.start, there.end, contrast.kind))
            if (_NOTHING,) in contrast.cells[1 - turn.cell]:
                at = _gap(side, turn, other)
                if at >= 0 and (contrast.around != "participle" or _is_before_participle(side, turn)):
                    places = (
                        (turn.start, turn.end, at, at) if side.side == "original" else (at, at, turn.start, turn.end)
                    )
                    # Before a figure such a word rounds it and says little more.
                    weight = contrast.weight / (
                        2 if turn.end < len(side.low) and side.low[turn.end][0].isdigit() else 1
                    )
                    found.append((weight, *places, contrast.kind))
    return [finding("contrasts", kind, weight, *words) for kind, weight, words in _gravest(one, two, found)]


def _gravest(
    one: Text, two: Text, found: list[tuple[float, int, int, int, int, Kind]]
) -> Iterator[tuple[Kind, float, tuple[list[Word], list[Word]]]]:
    taken: tuple[set[int], set[int]] = (set(), set())
    for weight, a, b, c, d, kind in sorted(found, key=lambda item: (-item[0], item[1:])):
        words = (one.pick(range(a, b)), two.pick(range(c, d)))
        if taken[0].isdisjoint(range(a, b)) and taken[1].isdisjoint(range(c, d)):
            taken[0].update(range(a, b))
            taken[1].update(range(c, d))
            if kind == "omission" and a == b:
                kind = "addition"
            yield kind, weight, words


def _agree(around: str, one: Text, here: _Turn, two: Text, there: _Turn) -> bool:
    """Whether the words around two turns are the same, as far as the row asks."""
    if around == "any" and any(here.start <= two.partner[j] < here.end for j in range(there.start, there.end)):
        return True
    before = _are_same(one, here.start - 1, two, there.start - 1, -1)
    after = _are_same(one, here.end, two, there.end, 1)
    match around:
        case "both":
            return before and after
        case "verb":
            return before and after and _is_verb(one, here.start - 1)
        case "participle":
            return before and after and _is_before_participle(one, here)
        case "after":
            return after
        case "before":
            return before
        case _:
            return before or after


def _is_before_participle(side: Text, turn: _Turn) -> bool:
    return turn.end < len(side.low) and lexicon.is_past(side.low[turn.end])


def _is_turned(turn: _Turn) -> bool:
    """Whether what the turn governs is negated to say the same."""
    return _contrasts()[turn.row].kind == "negation"


def _gerunds(one: Text, two: Text) -> Iterator[tuple[float, int, int, int, int, Kind]]:
    """Verbs whose infinitive says another thing than their gerund: stopped to smoke, stopped smoking."""
    for i, bases in enumerate(one.bases):
        if not bases.isdisjoint(_TWO_WAYS):
            for j, theirs in enumerate(two.bases):
                if not bases.isdisjoint(theirs & _TWO_WAYS):
                    (a, left), (b, right) = _governed(one, i), _governed(two, j)
                    if a >= 0 <= b and left != right and not one.bases[a].isdisjoint(two.bases[b]):
                        yield _GERUND, i, a + 1, j, b + 1, "mistranslation"


def _governed(side: Text, i: int) -> tuple[int, bool]:
    """The verb after verb `i`, -1 if there is none, and whether it is an infinitive."""
    if side.low[i + 1 : i + 2] == ("to",) and i + 2 < len(side.low):
        return i + 2, True
    is_gerund = i + 1 < len(side.low) and side.low[i + 1].endswith("ing")
    return (i + 1 if is_gerund else -1), False


def _gap(side: Text, turn: _Turn, other: Text) -> int:
    """Where in the other side the words before and after a turn stand side by side, -1 if nowhere."""
    for j in range(len(other.low) + 1):
        if _are_same(side, turn.start - 1, other, j - 1, -1) and _are_same(side, turn.end, other, j, 1):
            return j if turn.start or turn.end < len(side.low) else -1
    return -1


def _are_same(one: Text, i: int, two: Text, j: int, step: int) -> bool:
    """Whether the words at these places, articles passed over, are the same or linked, or both sides end there."""
    i, j = _past_articles(one, i, step), _past_articles(two, j, step)
    ends = [not 0 <= k < len(side.low) or not side.low[k][0].isalnum() for side, k in ((one, i), (two, j))]
    if any(ends):
        return all(ends)
    if not one.bases[i].isdisjoint(two.bases[j]) or one.low[i] == two.low[j]:
        return True
    return (one.partner[i] == j and one.content[i]) or _is_same_quantity(one, i, two, j)


def _is_verb(side: Text, i: int) -> bool:
    return i >= 0 and "v" in lexicon.parts_of_speech(side.low[i])


def _past_articles(side: Text, i: int, step: int) -> int:
    while 0 <= i < len(side.low) and (side.low[i] in _ARTICLES or side.low[i] in "$€£¥"):
        i += step
    return i


def _is_same_quantity(one: Text, i: int, two: Text, j: int) -> bool:
    values = [
        next((q.values for q in quantities(side.text) if q.start <= side.words[k].start < q.end), frozenset())
        for side, k in ((one, i), (two, j))
    ]
    return not values[0].isdisjoint(values[1])


# --- the table


@lru_cache(maxsize=1)
def _contrasts() -> tuple[_Contrast, ...]:
    rows = []
    for kind, weight, around, *cells in lexicon.curated_rows("contrasts.tsv"):
        turns = tuple(frozenset(tuple(turn.split()) for turn in cell.split("|")) for cell in cells)
        rows.append(_Contrast(kind, float(weight), around, turns))  # type: ignore[arg-type]
    return tuple(rows)


@lru_cache(maxsize=1)
def _index() -> dict[str, list[tuple[tuple[str, ...], int, int]]]:
    """First word of a turn -> the turns that begin so, longest first, each with its row and cell."""
    index: dict[str, list[tuple[tuple[str, ...], int, int]]] = {}
    for row, contrast in enumerate(_contrasts()):
        for cell, turns in enumerate(contrast.cells):
            for turn in turns - {(_NOTHING,)}:
                index.setdefault(turn[0], []).append((turn, row, cell))
    return index


def _turns(side: Text) -> list[_Turn]:
    """The turns of a side; of two of one row at one place the longer."""
    index = _index()
    found: dict[tuple[int, int], _Turn] = {}
    for i, low in enumerate(side.low):
        keys = [low, *(f"{base}*" for base in side.bases[i])]
        for turn, row, cell in (entry for key in keys for entry in index.get(key, ())):
            end = i + len(turn)
            if low in _MODALS and len(turn) == 1 and side.low[i + 1 : i + 2] == ("not",):
                continue
            if all(_is_form(side, k, word) for k, word in enumerate(turn[1:], i + 1)) and end <= len(side.low):
                known = found.get((row, i))
                if known is None or known.end < end:
                    found[row, i] = _Turn(row, cell, i, end)
    spans = list(found.values())
    return [
        turn
        for turn in spans
        if not any(
            other.row == turn.row and other.start <= turn.start and turn.end <= other.end
            and (other.start, other.end) != (turn.start, turn.end)
            for other in spans
        )
    ]  # fmt: skip


def _is_form(side: Text, k: int, word: str) -> bool:
    if k >= len(side.low):
        return False
    return word[:-1] in side.bases[k] if word.endswith("*") else side.low[k] == word
