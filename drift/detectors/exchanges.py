"""What has changed places in the same frame: Brandt, 34, and Molina, 52; fourth strike in two months; the bank sued the firm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from drift.detectors.findings import finding, on_english
from drift.language import lexicon
from drift.language.auxiliaries import BE, DO, HAVE
from drift.language.causes import exchanged_causes
from drift.language.quantities import Quantity, quantities
from drift.language.reading import Reading, Text
from drift.language.wordlist import listed
from drift.types import Finding, Kind, Word

KINDS: tuple[Kind, ...] = ("number", "role")

_WEIGHT = 0.85
_LONGEST, _REACH = 4, 14  # words of what changes places, and words between
_ARTICLES = frozenset(("a", "an", "the"))
# Between these, order is free, or both sides do the same.
_JOINING = frozenset(listed("and or nor as well plus with vs versus & , ; : ( ) “ ” \" '"))
_MUTUAL = frozenset(
    listed(
        "meet marry wed equal resemble match agree quarrel split divorce cooperate trade negotiate border adjoin "
        "differ compare mean become remain vs versus between both either neither similar same among amid"
    )
)
_FORMS = {
    **dict.fromkeys(BE, "be"),
    **dict.fromkeys(HAVE, "have"),
    **dict.fromkeys(DO, "do"),
    **{"me": "i", "us": "we", "him": "he", "them": "they"},
}
_PERSONS = frozenset(("i", "we", "he", "they"))
_ORDERS = frozenset(listed("to - – : / from than of in"))


@dataclass(frozen=True, slots=True)
class _Item:
    """A word, or all words of a quantity: what it counts as in a comparison, and whether it is a quantity."""

    key: str
    words: tuple[Word, ...]
    low: str
    is_quantity: bool = False


@on_english
def detect(reading: Reading) -> list[Finding]:
    """A finding for each two stretches that stand in each other's place, with the same words before, between and after."""
    one, two = _items(reading.original), _items(reading.version)
    dates = _dates(reading)
    findings = [finding("exchanges", "number", _WEIGHT, *dates)] if dates else []
    if because := exchanged_causes(reading.original, reading.version):
        words = [[side.words[k]] for side, k in zip((reading.original, reading.version), because, strict=True)]
        findings.append(finding("exchanges", "role", _WEIGHT, *words))
    for x, y, between, there in _exchanged(one, two):
        counts = all(item.is_quantity for item in (*x, *y))
        if _is_ordered(between) if counts else _is_told(x, y, between):
            kind: Kind = "number" if counts else "role"
            words = [[word for item in items for word in item.words] for items in ((*x, *y), there)]
            findings.append(finding("exchanges", kind, _WEIGHT, *words))
    return findings


def _items(side: Text) -> list[_Item]:
    """The words of a side without articles, those of a quantity in one."""
    owner: dict[int, Quantity] = {}
    for known in quantities(side.text):
        for i, word in enumerate(side.words):
            if known.start < word.end and word.start < known.end:
                owner.setdefault(i, known)
    items: list[_Item] = []
    last: Quantity | None = None
    for i, word in enumerate(side.words):
        quantity = owner.get(i)
        if quantity is None:
            if side.low[i] not in _ARTICLES:
                items.append(_Item(_key(side.low[i]), (word,), side.low[i]))
        elif quantity is last:
            items[-1] = _Item(items[-1].key, (*items[-1].words, word), items[-1].low, True)
        else:
            items.append(_Item(f"{sorted(quantity.values)[:1]}", (word,), side.low[i], True))
        last = quantity
    return items


@lru_cache(maxsize=65536)
def _key(form: str) -> str:
    return _FORMS.get(form) or min(lexicon.base_forms(form.removesuffix("'s")))


def _exchanged(
    one: list[_Item], two: list[_Item]
) -> Iterator[tuple[list[_Item], list[_Item], list[_Item], list[_Item]]]:
    """What stands as X … Y in the original and as Y … X in the version: X, Y, what is between, and the version's Y and X."""
    keys, others = [item.key for item in one], [item.key for item in two]
    places: dict[str, list[int]] = {}
    for j, key in enumerate(others):
        places.setdefault(key, []).append(j)
    done = 0
    for i, key in enumerate(keys):
        if i < done or key not in places:
            continue
        for j in [0] if i == 0 else [j + 1 for j in places.get(keys[i - 1], ()) if j + 1 < len(others)]:
            if others[j] == key or others[j] not in keys:
                continue
            found = _split(keys, others, i, j)
            if found:
                a, k, b, m = found
                yield one[i : i + a], one[k : k + b], one[i + a : k], [*two[j : j + b], *two[m : m + a]]
                done = k + b
                break


def _split(keys: list[str], others: list[str], i: int, j: int) -> tuple[int, int, int, int] | None:
    """Of X at `i` and Y at `j`: X's length, where Y is in the original, Y's length, where X is in the version."""
    for k in range(i + 2, min(len(keys), i + _LONGEST + _REACH)):
        if keys[k] != others[j]:
            continue
        for m in range(j + 2, min(len(others), j + _LONGEST + _REACH)):
            if others[m] != keys[i]:
                continue
            for a in range(1, min(_LONGEST, k - i - 1) + 1):
                b = m - j - (k - i - a)
                if (
                    1 <= b <= _LONGEST
                    and keys[k : k + b] == others[j : j + b]
                    and others[m : m + a] == keys[i : i + a]
                    and keys[i + a : k] == others[j + b : m]
                    and _end_alike(keys, k + b, others, m + a)
                    and (k - i - a > 1 or keys[i - 1 : i] != keys[k - 1 : k])  # in May in Lima, in Lima in May
                ):
                    return a, k, b, m
    return None


def _end_alike(keys: list[str], k: int, others: list[str], m: int) -> bool:
    """Whether the same comes after both, or nothing but a mark."""
    after = [side[at] if at < len(side) else "" for side, at in ((keys, k), (others, m))]
    return after[0] == after[1] or all(not form[:1].isalnum() for form in after)


def _is_ordered(between: list[_Item]) -> bool:
    """Whether something stands between two quantities that ties each to its place."""
    return any(item.low in _ORDERS or (item.low[0].isalpha() and item.low not in _JOINING) for item in between)


def _is_told(x: list[_Item], y: list[_Item], between: list[_Item]) -> bool:
    """Whether two stretches of words have parts that differ: a verb, a preposition or a noun of each own stands between."""
    if any(item.key in _MUTUAL or item.low in _MUTUAL for item in between) and len(between) < 4:
        return False
    if not all(any(_carries(item) for item in items) for items in (x, y)):
        return False
    if all(len(items) == 1 and lexicon.parts_of_speech(items[0].low)[:1] == "a" for items in (x, y)):
        return between[0].low not in _JOINING
    inside = [item for item in between if item.low not in _JOINING and item.low[0].isalpha()]
    if all(item.key in ("be", "of") for item in inside):
        return False
    if between[-1].low not in _JOINING and "v" in lexicon.parts_of_speech(between[-1].low):
        return True
    return any(_is_telling(item.low) for item in inside)


def _is_telling(low: str) -> bool:
    """A preposition, an auxiliary or a verb."""
    return low in lexicon.function_words() or lexicon.parts_of_speech(low)[:1] == "v" or lexicon.is_past(low)


def _carries(item: _Item) -> bool:
    return item.low[0].isalnum() and (item.low not in lexicon.function_words() or item.key in _PERSONS)


def _dates(reading: Reading) -> tuple[list[Word], list[Word]] | None:
    """Dates in figures whose day and month changed places: 03/04/2024, 04/03/2024."""
    left, right = (
        [word for word in side.words if (parts := word.text.split("/"))[2:] and all(map(str.isdigit, parts))]
        for side in (reading.original, reading.version)
    )
    if len(left) != len(right):
        return None
    changed = [
        (a, b)
        for a, b in zip(left, right, strict=True)
        if [*map(int, a.text.split("/"))] == [int(b.text.split("/")[k]) for k in (1, 0, 2)][: len(a.text.split("/"))]
        and int(a.text.split("/")[0]) != int(a.text.split("/")[1])
        and max(map(int, a.text.split("/")[:2])) <= 12
    ]
    return ([a for a, _ in changed], [b for _, b in changed]) if changed else None
