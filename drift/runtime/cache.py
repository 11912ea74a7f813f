"""What is remembered between runs: an SQLite file for each sort of value that any number of runs may read and write at once.

A cache is a convenience. Whatever is wrong with it (unwritable, locked, damaged, full disk), it then remembers nothing
and the run goes on.
"""

from __future__ import annotations

import sqlite3
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from drift.runtime.digest import sha256
from drift.runtime.folders import cache_folder

Value = TypeVar("Value")

LIMIT_MB = 1024
_WAIT_S = 5.0
_RECENT_S = 3600  # a value used since then need not be marked anew, which would write it out again
_BATCH = 500  # below SQLite's limit on parameters in its oldest versions in use


@dataclass(frozen=True, slots=True)
class CacheState:
    """What a cache holds.

    Attributes:
        path: Its file.
        count: How many values there are.
        size: Bytes on disk.
        limit: The bytes that `size` may reach before old values go.
    """

    path: Path
    count: int
    size: int
    limit: int


class Cache(ABC, Generic[Value]):
    """Values by a text and the revision of what made them of it, kept in `path`, at most about `limit_mb` megabytes.

    When the file outgrows the limit, the values least recently used go, a quarter of them at a time.

    Args:
        path: The SQLite file; by default one in the user's cache folder.
        limit_mb: The limit in millions of bytes.
    """

    noun: ClassVar[str]
    """What a value is called: the column's name, its plural the table's and the file's."""

    def __init__(self, path: Path | None = None, limit_mb: float = LIMIT_MB) -> None:
        self.path = path or cache_folder() / f"{self.noun}s.sqlite"
        self.limit = int(limit_mb * 1e6)

    @abstractmethod
    def _pack(self, value: Value) -> bytes:
        raise NotImplementedError

    @abstractmethod
    def _unpack(self, packed: bytes) -> Value:
        raise NotImplementedError

    def get(self, revision: str, texts: Sequence[str]) -> dict[str, Value]:
        """The values known of `texts` by text, made by what has this revision."""
        found: dict[str, Value] = {}
        with suppress(sqlite3.Error, OSError), closing(self._open()) as database:
            keys = {_key(revision, text): text for text in texts}
            wanted = list(keys)
            for start in range(0, len(wanted), _BATCH):
                batch = wanted[start : start + _BATCH]
                marks = ",".join("?" * len(batch))
                query = f"SELECT key, {self.noun} FROM {self.noun}s WHERE key IN ({marks})"
                found.update((keys[key], self._unpack(packed)) for key, packed in database.execute(query, batch))
                with suppress(sqlite3.Error), database:
                    database.execute(
                        f"UPDATE {self.noun}s SET used = ? WHERE key IN ({marks}) AND used < ?",
                        [_now(), *batch, _now() - _RECENT_S],
                    )
        return found

    def put(self, revision: str, values: Mapping[str, Value]) -> None:
        """Remember the values of these texts, made by what has this revision."""
        now = _now()
        rows = [(_key(revision, text), self._pack(value), now) for text, value in values.items()]
        with suppress(sqlite3.Error, OSError), closing(self._open()) as database:
            with database:
                database.executemany(f"INSERT OR REPLACE INTO {self.noun}s VALUES (?, ?, ?)", rows)
            self._shrink(database)

    def describe(self) -> CacheState:
        """What the cache holds now; 0 values if it cannot be read."""
        count = 0
        if self.path.is_file():
            with suppress(sqlite3.Error, OSError), closing(self._open()) as database:
                (count,) = database.execute(f"SELECT COUNT(*) FROM {self.noun}s").fetchone()
        return CacheState(self.path, count, sum(p.stat().st_size for p in self._files()), self.limit)

    def clear(self) -> None:
        """Forget every value."""
        for path in self._files():
            with suppress(OSError):
                path.unlink()

    def _files(self) -> list[Path]:
        return [p for end in ("", "-wal", "-shm") if (p := self.path.with_name(self.path.name + end)).is_file()]

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self.path, timeout=_WAIT_S)
        columns = f"key BLOB PRIMARY KEY, {self.noun} BLOB NOT NULL, used INTEGER NOT NULL"
        try:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=NORMAL")
            database.execute(f"CREATE TABLE IF NOT EXISTS {self.noun}s ({columns}) WITHOUT ROWID")
            database.execute(f"CREATE INDEX IF NOT EXISTS {self.noun}s_used ON {self.noun}s (used)")
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _shrink(self, database: sqlite3.Connection) -> None:
        (pages,), (size,) = (database.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
        if pages * size <= self.limit:
            return
        table = f"{self.noun}s"
        with database:
            database.execute(
                f"DELETE FROM {table} WHERE key IN "
                f"(SELECT key FROM {table} ORDER BY used LIMIT (SELECT COUNT(*) / 4 + 1 FROM {table}))"
            )
        database.execute("VACUUM")


def _key(revision: str, text: str) -> bytes:
    return sha256(revision, "\0", text)


def _now() -> int:
    return int(time.time())
