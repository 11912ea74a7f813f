"""One training example, and the gzipped JSON-lines files that hold them."""

from __future__ import annotations

import gzip
import json
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path
from typing import Any
from zlib import crc32

from research.training.split import TRAINING_RECORDS

log = logging.getLogger(__name__)

Spans = list[list[Any]]  # [start, end) character offsets; a teacher's have the chance that it gives them for a third
ENTAILMENT, NEUTRAL, CONTRADICTION = 0, 1, 2


@dataclass(slots=True)
class Record:
    """A pair with whatever is known of it; None is unknown and teaches nothing.

    `drift` in [0, 1] on the severity scale; with `floor` it is only a lower bound. `kinds` are those present, and those
    in `unsure` (`*`: all others) may be there or not. Spans mark the changed words of a side. `nli` holds the labels of
    original → version and version → original. `adequacy` (mlqe_pe) and `sts` in [0, 1]. Records of one `group` share a
    base. `levels`: a teacher's chances of at least minor, major and critical, which stand for `drift` where they are known.
    """

    original: str
    version: str
    source: str
    group: int = -1
    drift: float | None = None
    floor: bool = False
    kinds: list[str] | None = None
    unsure: list[str] = field(default_factory=list)
    original_spans: Spans | None = None
    version_spans: Spans | None = None
    nli: list[int | None] = field(default_factory=lambda: [None, None])
    adequacy: float | None = None
    sts: float | None = None
    weight: float = 1.0
    levels: list[float] | None = None

    @property
    def family(self) -> str:
        """The set that it is from, or `synthetic`.

        >>> Record("", "", "demetr.negation").family
        'demetr'
        """
        return self.source.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which records teach: from number `first` of the file on, as far as training may go, of the families in `shares`
    only such a share of the groups, and none whose source is like one of the patterns in `without`."""

    first: int = 0
    shares: Mapping[str, float] = field(default_factory=dict)
    without: tuple[str, ...] = ()

    def of(self, records: Iterable[Record]) -> Iterator[Record]:
        """The chosen ones, in their order; a group comes whole or not at all.

        >>> [r.original for r in Choice(1, {"nli": 0.0}).of([Record("a", "", "mlqe"), Record("b", "", "nli"), Record("c", "", "mlqe")])]
        ['c']
        >>> [r.original for r in Choice(without=("synthetic.*.logic.*",)).of([Record("a", "", "synthetic.made.logic.same"), Record("b", "", "mlqe")])]
        ['b']
        """
        for record in islice(records, self.first, TRAINING_RECORDS):
            if is_like(record.source, self.without):
                continue
            key = str(record.group) if record.group >= 0 else record.original
            if crc32(key.encode()) % 1000 < 1000 * self.shares.get(record.family, 1.0):
                yield record


def is_like(source: str, patterns: Iterable[str]) -> bool:
    """Whether a record's source is like one of the patterns, in which `*` stands for anything."""
    return any(fnmatchcase(source, pattern) for pattern in patterns)


EVERY = Choice()
SWAPPED = {"omission": "addition", "addition": "omission"}


def swapped(record: Record) -> Record:
    """The record read the other way round: what was omitted is now added. Adequacy has a direction and is dropped."""
    return Record(
        record.version, record.original, record.source, record.group, record.drift, record.floor,
        None if record.kinds is None else [SWAPPED.get(k, k) for k in record.kinds],
        [SWAPPED.get(k, k) for k in record.unsure],
        record.version_spans, record.original_spans, record.nli[::-1], None, record.sts, record.weight,
        record.levels,
    )  # fmt: skip


def read_rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_records(path: Path) -> Iterator[Record]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield Record(**json.loads(line))


def write_records(records: Iterable[Record], path: Path) -> int:
    """Write records, leaving out what is unknown; returns how many."""
    blank = asdict(Record("", "", ""))
    n = 0
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=5) as out:
        for record in records:
            fields = asdict(record)
            kept = {k: v for k, v in fields.items() if k in ("original", "version", "source") or v != blank[k]}
            out.write(json.dumps(kept, ensure_ascii=False) + "\n")
            n += 1
    return n


def write_counted(records: Iterable[Record], path: Path) -> None:
    """Write records and log how many there are of each family."""
    count: Counter[str] = Counter()

    def counted() -> Iterator[Record]:
        for record in records:
            count[record.family] += 1
            yield record

    log.info("%s: %d records", path.name, write_records(counted(), path))
    for name, n in sorted(count.items()):
        log.info("  %s %d", name, n)
