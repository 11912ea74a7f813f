"""The cache of vectors: what it remembers, what it forgets, and that nothing wrong with it stops a run."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from drift.encoders.cached import CachedEncoder, encode_unique
from drift.runtime.caches import clear, describe
from drift.runtime.folders import cache_folder
from drift.runtime.translation_cache import TranslationCache
from drift.runtime.vector_cache import VectorCache


class Counting:
    """An encoder of two dimensions that notes what it was asked."""

    name = "counting"
    revision = "a"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        self.asked += sentences
        angles = np.array([float(len(s)) for s in sentences])
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32).reshape(-1, 2)


@pytest.fixture
def cache(tmp_path: Path) -> VectorCache:
    return VectorCache(tmp_path / "vectors.sqlite")


def test_equal_texts_are_encoded_once_and_a_second_run_encodes_nothing(cache: VectorCache) -> None:
    encoder, texts = Counting(), ["b", "aaa", "", "b"]
    first = CachedEncoder(encoder, cache).encode(texts)
    assert sorted(encoder.asked) == ["", "aaa", "b"]
    again = Counting()
    assert np.array_equal(CachedEncoder(again, cache).encode(texts), first)
    assert again.asked == []
    assert np.array_equal(first, Counting().encode(texts))


def test_no_texts(cache: VectorCache) -> None:
    assert CachedEncoder(Counting(), cache).encode([]).shape == (0, 2)


def test_another_revision_is_another_vector(cache: VectorCache) -> None:
    cache.put("a", {"x": np.array([1, 0], np.float32)})
    assert cache.get("b", ["x"]) == {}
    assert list(cache.get("a", ["x", "y"])) == ["x"]


def test_any_text_is_a_key(cache: VectorCache) -> None:
    texts = ["\0", "\ud800", "'; DROP TABLE vectors; --", "a" * 100_000]
    cache.put("a", {text: np.array([k], np.float32) for k, text in enumerate(texts)})
    assert [float(cache.get("a", [text])[text][0]) for text in texts] == [0, 1, 2, 3]


def test_progress_counts_up_to_what_was_missing(cache: VectorCache) -> None:
    cache.put("a", {"known": np.array([1, 0], np.float32)})
    seen: list[tuple[int, int]] = []
    encode_unique(Counting(), ["known", *map(str, range(1000))], cache, lambda done, of: seen.append((done, of)))
    assert seen[-1] == (1000, 1000)


def test_the_least_recently_used_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(1, 40_000_000, 4000))
    monkeypatch.setattr("drift.runtime.cache._now", lambda: next(clock))
    cache = VectorCache(tmp_path / "v.sqlite", limit_mb=0.3)
    vector = np.zeros(384, np.float32)
    for k in range(300):
        cache.put("a", {str(k): vector})
        cache.get("a", ["0"])
    assert "0" in cache.get("a", ["0"])
    assert "1" not in cache.get("a", ["1"])
    assert "299" in cache.get("a", ["299"])
    assert cache.describe().size < 2 * cache.limit


def test_describe_and_clear_the_users_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRIFT_CACHE_DIR", str(tmp_path / "here"))
    assert cache_folder() == tmp_path / "here"
    assert [state.count for state in describe().caches.values()] == [0, 0]
    VectorCache().put("a", {"x": np.array([1], np.float32)})
    TranslationCache().put("a", {"x": "y", "z": "\ud800"})
    assert TranslationCache().get("a", ["x", "z"]) == {"x": "y", "z": "\ud800"}
    states = describe().caches
    assert {name: (state.path, state.count) for name, state in states.items()} == {
        "vectors": (tmp_path / "here" / "vectors.sqlite", 1),
        "translations": (tmp_path / "here" / "translations.sqlite", 2),
    }
    assert all(state.size > 0 for state in states.values())
    clear()
    assert [(state.count, state.size) for state in describe().caches.values()] == [(0, 0), (0, 0)]


def test_built_encoders_are_described_and_cleared_only_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRIFT_CACHE_DIR", str(tmp_path / "cache"))
    assert describe().encoders == {}
    folder = tmp_path / "cache" / "encoders" / "a-model-1"
    folder.mkdir(parents=True)
    (folder / "weights").write_bytes(bytes(1000))
    VectorCache().put("r", {"a": np.ones(2, np.float32)})
    clear()
    assert (describe().caches["vectors"].count, describe().encoders) == (0, {folder: 1000})
    clear(encoders=True)
    assert describe().encoders == {} and not folder.exists()


def test_a_damaged_cache_does_not_stop_a_run(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    path.write_bytes(b"this is no database" * 1000)
    assert_useless(VectorCache(path))


def test_a_cache_that_cannot_be_made_does_not_stop_a_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert_useless(VectorCache(tmp_path / "file" / "vectors.sqlite"))


def test_a_locked_cache_does_not_stop_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    monkeypatch.setattr("drift.runtime.cache._WAIT_S", 0.05)
    cache = VectorCache(tmp_path / "vectors.sqlite")
    cache.put("a", {"x": np.array([1, 0], np.float32)})
    lock = sqlite3.connect(cache.path)
    lock.execute("BEGIN EXCLUSIVE")
    try:
        encoder = Counting()
        CachedEncoder(encoder, cache).encode(["new"])
        assert encoder.asked == ["new"]
    finally:
        lock.close()


def assert_useless(cache: VectorCache) -> None:
    encoder = Counting()
    assert np.array_equal(CachedEncoder(encoder, cache).encode(["ab"]), Counting().encode(["ab"]))
    assert cache.get("a", ["ab"]) == {}
    assert cache.describe().count == 0


def _write(path: str, worker: int) -> None:
    cache = VectorCache(Path(path))
    for k in range(40):
        cache.put("a", {f"{worker} {k}": np.full(8, worker, np.float32), f"shared {k}": np.ones(8, np.float32)})


def test_runs_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "vectors.sqlite")
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(path, worker)) for worker in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert VectorCache(Path(path)).describe().count == 3 * 40 + 40
