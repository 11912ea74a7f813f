"""Turns that say another thing in the same place: rose to, rose by; must not, need not; said, admitted; questioned, charged.

The table is `drift/language/lexicon/curated/contrasts.tsv`; a row more is all that a new contrast needs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from drift.detectors.findings import finding, on_english
from drift.detectors.modality import HEDGING
from drift.language import lexicon
from drift.language.auxiliaries import BE, MODALS
from drift.language.claims import lost_claims
from drift.language.governed import degrees, gerunds, moved_denials
from drift.language.negation import is_plain, negators
from drift.language.parties import told_of_one
from drift.language.reading import Reading, Text
from drift.language.turns import NOTHING, Turn, TurnTable, agree, gap, is_before_participle, parse
from drift.types import Finding, Kind

KINDS: tuple[Kind, ...] = (
    "number", "quantity", "negation", "antonym", "modality", "tense", "mistranslation", "role", "omission",
    "addition",
)  # fmt: skip

_MAIN = 1.0  # what a sentence states, turned to its opposite
# Turns with other words between: the kind of the change, its weight, and where they stand.
_TURNED: tuple[tuple[Kind, float, Callable[[Text, Text], Iterator[tuple[range, range]]]], ...] = (
    ("mistranslation", 0.65, gerunds),
    ("negation", 0.65, moved_denials),
    ("quantity", 0.65, degrees),
    ("modality", 0.65, lost_claims),
)
# Of what is thought or said to be so, nobody has said that it is.
_REPORTED = frozenset(
    (
        "thought", "believed", "rumoured", "rumored", "suspected", "presumed", "understood", "supposed", "feared", "said",
        "reported", "alleged", "claimed", "accused",
    )
)  # fmt: skip
_NEGATING = frozenset((("unless",), ("deny*",)))


@dataclass(frozen=True, slots=True)
class _Contrast:
    """What a row of the table says besides its turns."""

    kind: Kind
    weight: float
    around: str


@dataclass(frozen=True, slots=True)
class _Change:
    """A change found, with its words on both sides."""

    weight: float
    original: range
    version: range
    kind: Kind


@on_english
def detect(reading: Reading) -> list[Finding]:
    """A finding for each turn that stands in the place of a contrasting one, or where the other side has nothing.

    A turn that the other side has as well has not changed. Of several at one place the gravest counts.
    """
    one, two = reading.original, reading.version
    contrasts, table = _table()
    turns = table.find(one), table.find(two)
    if len(negators(one)) != len(negators(two)):  # "unless it is paid" is "if it is not paid"
        turns = [t for t in turns[0] if not _negates(table, t)], [t for t in turns[1] if not _negates(table, t)]
    left, right = _unanswered(one, turns[0], two, turns[1])
    changes = [_Change(weight, here, there, kind) for kind, weight, find in _TURNED for here, there in find(one, two)]
    for here, there in product(left, right):
        contrast = contrasts[here.row]
        if here.row != there.row or here.cell == there.cell or _is_hedged(contrast, one, here, two, there):
            continue
        if agree(contrast.around, one, here, two, there):
            reversed_ = contrast.kind == "antonym" and told_of_one(one, here.start, two, there.start)
            weight = _MAIN if reversed_ else contrast.weight
            changes.append(_Change(weight, range(here.start, here.end), range(there.start, there.end), contrast.kind))
    for side, other, found in ((one, two, left), (two, one, right)):
        changes += [
            change
            for turn in found
            if NOTHING in table.rows[turn.row][1 - turn.cell]
            if (change := _dropped(side, turn, other, contrasts[turn.row]))
        ]
    return [
        finding("contrasts", change.kind, change.weight, one.pick(change.original), two.pick(change.version))
        for change in _gravest(changes)
    ]


def _unanswered(one: Text, left: list[Turn], two: Text, right: list[Turn]) -> tuple[list[Turn], list[Turn]]:
    """The turns of each side of whose cell the other side has none, those not counted that the same words answer.

    Where both sides have "the suspect", "arrested" is not answered by it.
    """

    def words(side: Text, turn: Turn) -> tuple[int, int, tuple[str, ...]]:
        return turn.row, turn.cell, side.low[turn.start : turn.end]

    said = Counter(words(one, t) for t in left) & Counter(words(two, t) for t in right)
    open_ = [[t for t in turns if said[words(side, t)] == 0] for side, turns in ((one, left), (two, right))]
    cells = [{(t.row, t.cell) for t in turns} for turns in open_]
    return (
        [t for t in open_[0] if (t.row, t.cell) not in cells[1]],
        [t for t in open_[1] if (t.row, t.cell) not in cells[0]],
    )


def _gravest(changes: list[_Change]) -> Iterator[_Change]:
    """The changes, the gravest first, without those whose words a graver one has."""
    taken: tuple[set[int], set[int]] = (set(), set())
    for change in sorted(changes, key=lambda c: (-c.weight, c.original.start, c.version.start)):
        if taken[0].isdisjoint(change.original) and taken[1].isdisjoint(change.version):
            taken[0].update(change.original)
            taken[1].update(change.version)
            yield change


def _dropped(side: Text, turn: Turn, other: Text, contrast: _Contrast) -> _Change | None:
    """The change where the other side has nothing in the turn's place."""
    at = gap(side, turn, other)
    if contrast.kind == "modality" and (_is_unfulfilled(side, turn) or _adds_hedge(other, side)):
        return None
    if at < 0 or (contrast.around == "participle" and not is_before_participle(side, turn)):
        return None
    # Before a figure such a word rounds it and says little more.
    rounds = turn.end < len(side.low) and side.low[turn.end][0].isdigit()
    weight = contrast.weight / (2 if rounds else 1)
    if side.side == "original":
        return _Change(weight, range(turn.start, turn.end), range(0), contrast.kind)
    kind: Kind = "addition" if contrast.kind == "omission" else contrast.kind
    return _Change(weight, range(0), range(turn.start, turn.end), kind)


def _is_unfulfilled(side: Text, turn: Turn) -> bool:
    """Whether a turn stands after a modal verb or a negation: who should try to leave and who should leave have not left."""
    return any(is_plain(low) or low in MODALS for low in side.low[max(0, turn.start - 3) : turn.start])


def _is_hedged(contrast: _Contrast, one: Text, here: Turn, two: Text, there: Turn) -> bool:
    """Whether the side with a row's stronger turn, its second, says elsewhere that it is not sure: is supposedly, might be."""
    if contrast.kind != "modality":
        return False
    return _adds_hedge(one, two) if here.cell > there.cell else _adds_hedge(two, one)


def _adds_hedge(side: Text, other: Text) -> bool:
    """Whether a side says that it is not sure by a word that the other does not have."""
    return any(
        low not in other.low and (low in HEDGING or (low in _REPORTED and k and side.low[k - 1] in BE))
        for k, low in enumerate(side.low)
    )


def _negates(table: TurnTable, turn: Turn) -> bool:
    return any(not cell.isdisjoint(_NEGATING) for cell in table.rows[turn.row])


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[_Contrast, ...], TurnTable]:
    rows = lexicon.curated_rows("contrasts.tsv")
    contrasts = tuple(_Contrast(kind, float(weight), around) for kind, weight, around, *_ in rows)  # type: ignore[arg-type]
    return contrasts, TurnTable(tuple(parse(cells) for _, _, _, *cells in rows))
