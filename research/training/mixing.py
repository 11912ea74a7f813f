"""Groups of records from several streams -> one order of which any beginning is a balanced mix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from random import Random
from zlib import crc32

from research.training.records import Record

Groups = list[list[Record]]
TOGETHER = 4  # translations of one sentence that are taught together
_FIRST_GROUP = 40_000_000


def by_original(records: Iterable[Record]) -> Groups:
    """Groups of up to four translations of one sentence, so that the better are taught to rank below the worse."""
    by: dict[str, list[Record]] = {}
    for record in records:
        by.setdefault(record.original, []).append(record)
    groups = []
    for texts in by.values():
        for k in range(0, len(texts), TOGETHER):
            groups.append(texts[k : k + TOGETHER])
            if len(groups[-1]) > 1:
                for record in groups[-1]:
                    record.group = _FIRST_GROUP + crc32(record.original.encode())
    return groups


def interleaved(
    streams: Mapping[str, Groups], shares: Mapping[str, float], repeats: Mapping[str, int], most: int, seed: int
) -> Iterator[Record]:
    """`most` records, drawn from the streams so that every beginning holds about these shares; a stream comes `repeats`
    times at most, once where nothing is said."""
    rng = Random(seed)
    at: Counter[str] = Counter()
    given: Counter[str] = Counter()
    rest = {n: repeats.get(n, 1) * len(g) for n, g in streams.items()}
    for groups in streams.values():
        rng.shuffle(groups)
    while any(rest.values()) and given.total() < most:
        name = min((n for n in streams if rest[n]), key=lambda n: given[n] / shares[n])
        chosen = streams[name][at[name] % len(streams[name])]
        at[name] += 1
        rest[name] -= 1
        given[name] += len(chosen)
        yield from chosen
