"""Groups of records from several streams -> one order of which any beginning is a balanced mix.

Lists that are in such an order already are put together by `python -m research.training.mixing --lists A.jsonl.gz=2
B.jsonl.gz=1 --out C.jsonl.gz`: in turn two blocks of A and one of B.
"""

from __future__ import annotations

import argparse
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from zlib import crc32

from research.training.records import Record, read_records, write_counted

Groups = list[list[Record]]
TOGETHER = 4  # translations of one sentence that are taught together
BLOCK = 768  # records of a list before the next list's turn
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


def alternating(lists: Sequence[tuple[Iterable[Record], int]]) -> Iterator[Record]:
    """The lists' records in turn, so many blocks of each at a time, until one of them has no more; groups stay whole."""
    open_lists = [(_blocks(records), blocks) for records, blocks in lists]
    while True:
        turn = [block for records, blocks in open_lists for block in (next(records, None) for _ in range(blocks))]
        for block in turn:
            if block is None:
                return
            yield from block


def _blocks(records: Iterable[Record]) -> Iterator[list[Record]]:
    block: list[Record] = []
    for record in records:
        if len(block) >= BLOCK and (record.group < 0 or record.group != block[-1].group):
            yield block
            block = []
        block.append(record)
    yield block


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lists", nargs="+", required=True, metavar="FILE=BLOCKS", help="train.jsonl.gz files")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    lists = [(read_records(Path(name)), int(blocks)) for name, _, blocks in (g.rpartition("=") for g in args.lists)]
    write_counted(alternating(lists), args.out)


if __name__ == "__main__":
    main()
