"""Where both sides say the same by turns that look opposed: nobody without, only people with; lowest since, not lower since.

The table is `drift/language/lexicon/curated/equivalents.tsv`; what no table can list, for it holds for any verb or
adjective, is below.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from drift.language import lexicon
from drift.language.reading import Reading, Text
from drift.language.turns import NOTHING, Turn, TurnTable, agree, gap, parse
from drift.language.wordlist import listed

_BE = frozenset(listed("is are was were be been being 's 're"))
_AUXILIARIES = frozenset(
    listed(
        "has have had do does did is are was were hasn't haven't hadn't didn't doesn't don't isn't aren't wasn't weren't"
    )
)
_THE = frozenset(("the", "its", "their", "his", "her", "our"))
_PASTS = frozenset(listed("was were had did didn't wasn't weren't hadn't"))
_SAY = frozenset(("say", "state", "insist", "claim", "maintain", "tell"))


@dataclass(frozen=True, slots=True)
class Equivalent:
    """Words `original` and `version` (ranges) that say the same; `is_exact` where the one can be put for the other."""

    original: range
    version: range
    is_exact: bool = True


def equivalents(reading: Reading) -> list[Equivalent]:
    """All turns of both sides that answer each other so, [] where a side is not English."""
    if not reading.is_english:
        return []
    one, two = reading.original, reading.version
    found = [*_listed(one, two), *_superlatives(one, two), *_denials(one, two)]
    found += [Equivalent(e.version, e.original) for e in (*_superlatives(two, one), *_denials(two, one))]
    return found


def _listed(one: Text, two: Text) -> Iterator[Equivalent]:
    around, table = _table()
    turns = table.find(one), table.find(two)
    said = [{(turn.row, turn.cell) for turn in found} for found in turns]
    left, right = (
        [t for t in found if (t.row, t.cell) not in other] for found, other in zip(turns, said[::-1], strict=True)
    )
    for here, there in product(left, right):
        if (
            here.row != there.row
            or here.cell == there.cell
            or {_time(one, here), _time(two, there)} == {"past", "present"}
        ):
            continue
        if around[here.row] == "anywhere":
            yield Equivalent(range(here.start, here.end), range(there.start, there.end), is_exact=False)
        elif agree(around[here.row], one, here, two, there):
            yield Equivalent(range(here.start, here.end), range(there.start, there.end))
    for side, other, found in ((one, two, left), (two, one, right)):
        for turn in found:
            if any(NOTHING in cell for cell in table.rows[turn.row]) and turn.end < len(side.low):
                at = gap(side, turn, other)
                if 0 <= at < len(other.low) and (_time(side, turn) == "past") == lexicon.is_past(other.low[at]):
                    places = range(turn.start, turn.end + 1), range(at, at + 1)
                    yield Equivalent(*(places if side.side == "original" else places[::-1]))


def _time(side: Text, turn: Turn) -> str:
    """Whether a turn's first verb tells of the past or the present; "" where it has none."""
    for low in side.low[turn.start : turn.end]:
        if lexicon.is_past(low) or low in _PASTS:
            return "past"
        if lexicon.parts_of_speech(low)[:1] == "v" or low in ("do", "does", "don't", "doesn't", "is", "are"):
            return "present"
    return ""


def _superlatives(one: Text, two: Text) -> Iterator[Equivalent]:
    """Was the lowest since, has not been lower since."""
    for i, low in enumerate(one.low):
        if not (low.endswith("est") and i and one.low[i - 1] in _THE and "since" in one.low[i + 1 : i + 6]):
            continue
        for j, other in enumerate(two.low):
            if not (
                other.endswith("er") and not one.bases[i].isdisjoint(two.bases[j]) and "since" in two.low[j + 1 : j + 6]
            ):
                continue
            start = j
            while start and (two.low[start - 1] in _AUXILIARIES or two.low[start - 1] in ("not", "never", "been")):
                start -= 1
            if any(form in ("not", "never") or form.endswith("n't") for form in two.low[start:j]):
                begin = i - 1
                while begin and one.low[begin - 1] in _BE | {"at"}:
                    begin -= 1
                yield Equivalent(range(begin, i + 1), range(start, j + 1))


def _denials(one: Text, two: Text) -> Iterator[Equivalent]:
    """Denied having broken it, said it had not broken it."""
    for i, bases in enumerate(one.bases):
        if "deny" not in bases:
            continue
        verb = _verb_after(one, i)
        if verb < 0:
            continue
        for j, others in enumerate(two.bases):
            if others.isdisjoint(_SAY):
                continue
            for k in range(j + 1, min(len(two.low), j + 9)):
                if not two.bases[k].isdisjoint(one.bases[verb]) and any(
                    form in ("not", "never") or form.endswith("n't") for form in two.low[j + 1 : k]
                ):
                    yield Equivalent(range(i, verb + 1), range(j, k + 1))
                    break


def _verb_after(side: Text, i: int) -> int:
    """The verb that a denial denies: denied having broken, denied that he broke, denied breaking."""
    for k in range(i + 1, min(len(side.low), i + 7)):
        low = side.low[k]
        if low == "having" or not side.content[k]:
            continue
        if lexicon.is_past(low) or (low.endswith("ing") and "v" in lexicon.parts_of_speech(low)):
            return k
    return -1


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[str, ...], TurnTable]:
    rows = lexicon.curated_rows("equivalents.tsv")
    return tuple(row[0] for row in rows), TurnTable(tuple(parse(row[1:]) for row in rows))
