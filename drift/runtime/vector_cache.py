"""Vectors remembered between runs: one SQLite file that any number of runs may read and write at once.

A cache is a convenience. Whatever is wrong with it (unwritable, locked, damaged, full disk), it then remembers nothing
and the run goes on.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from drift.runtime.digest import sha256
from drift.runtime.folders import built_folders, cache_folder

LIMIT_MB = 1024
_WAIT_S = 5.0
_RECENT_S = 3600  # a vector used since then need not be marked anew, which would write it out again
_BATCH = 500  # below SQLite's limit on parameters in its oldest versions in use
_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS vectors_used ON vectors (used);
"""


@dataclass(frozen=True, slots=True)
class CacheState:
    """What the cache holds.

    Attributes:
        path: The file of vectors.
        vectors: How many there are.
        size: Bytes on disk.
        limit: The bytes that `size` may reach before old vectors go.
        encoders: The models built beside it: bytes on disk by folder.
    """

    path: Path
    vectors: int
    size: int
    limit: int
    encoders: Mapping[Path, int] = field(default_factory=dict)


class VectorCache:
    """Vectors by encoder revision and text, kept as float32 in `path`, at most about `limit_mb` megabytes.

    When the file outgrows the limit, the vectors least recently used go, a quarter of them at a time.

    Args:
        path: The SQLite file; by default one in the user's cache folder.
        limit_mb: The limit in millions of bytes.
    """

    def __init__(self, path: Path | None = None, limit_mb: float = LIMIT_MB) -> None:
        self.path = path or cache_folder() / "vectors.sqlite"
        self.limit = int(limit_mb * 1e6)

    def get(self, revision: str, texts: Sequence[str]) -> dict[str, np.ndarray]:
        """The vectors known of `texts` by text, (d,) float32 each, from the encoder of this revision."""
        found: dict[str, np.ndarray] = {}
        with suppress(sqlite3.Error, OSError), closing(self._open()) as database:
            keys = {_key(revision, text): text for text in texts}
            wanted = list(keys)
            for start in range(0, len(wanted), _BATCH):
                batch = wanted[start : start + _BATCH]
                marks = ",".join("?" * len(batch))
                rows = database.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", batch).fetchall()
                found.update((keys[key], np.frombuffer(vector, "<f4")) for key, vector in rows)
                with suppress(sqlite3.Error), database:
                    database.execute(
                        f"UPDATE vectors SET used = ? WHERE key IN ({marks}) AND used < ?",
                        [_now(), *batch, _now() - _RECENT_S],
                    )
        return found

    def put(self, revision: str, vectors: Mapping[str, np.ndarray]) -> None:
        """Remember the vectors (d,) of these texts, which the encoder of this revision made."""
        now = _now()
        rows = [(_key(revision, text), vector.astype("<f4").tobytes(), now) for text, vector in vectors.items()]
        with suppress(sqlite3.Error, OSError), closing(self._open()) as database:
            with database:
                database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)
            self._shrink(database)

    def describe(self) -> CacheState:
        """What the cache holds now; 0 vectors if it cannot be read."""
        count = 0
        if self.path.is_file():
            with suppress(sqlite3.Error, OSError), closing(self._open()) as database:
                (count,) = database.execute("SELECT COUNT(*) FROM vectors").fetchone()
        return CacheState(self.path, count, sum(p.stat().st_size for p in self._files()), self.limit)

    def clear(self) -> None:
        """Forget every vector."""
        for path in self._files():
            with suppress(OSError):
                path.unlink()

    def _files(self) -> list[Path]:
        return [p for end in ("", "-wal", "-shm") if (p := self.path.with_name(self.path.name + end)).is_file()]

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self.path, timeout=_WAIT_S)
        try:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=NORMAL")
            database.executescript(_SCHEMA)
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _shrink(self, database: sqlite3.Connection) -> None:
        (pages,), (size,) = (database.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
        if pages * size <= self.limit:
            return
        with database:
            database.execute(
                "DELETE FROM vectors WHERE key IN "
                "(SELECT key FROM vectors ORDER BY used LIMIT (SELECT COUNT(*) / 4 + 1 FROM vectors))"
            )
        database.execute("VACUUM")


def describe() -> CacheState:
    """What the user's cache holds."""
    return replace(VectorCache().describe(), encoders={folder: _size(folder) for folder in built_folders()})


def clear(encoders: bool = False) -> None:
    """Empty the user's cache of vectors; of built `encoders` too, which are then made again at next use."""
    VectorCache().clear()
    for folder in built_folders() if encoders else ():
        shutil.rmtree(folder, ignore_errors=True)


def _size(folder: Path) -> int:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def _key(revision: str, text: str) -> bytes:
    return sha256(revision, "\0", text)


def _now() -> int:
    return int(time.time())
