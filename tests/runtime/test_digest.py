"""Digests are those of the bytes, whatever the parts are; cache keys and signatures of earlier runs depend on it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from drift.runtime.digest import sha256, weights_digest


@given(st.lists(st.text() | st.binary()))
def test_parts_count_as_their_bytes_one_after_the_other(parts: list[str | bytes]) -> None:
    whole = b"".join(p.encode("utf-8", "surrogatepass") if isinstance(p, str) else p for p in parts)
    assert sha256(*parts) == hashlib.sha256(whole).digest()


def test_a_path_counts_as_its_content(tmp_path: Path) -> None:
    file = tmp_path / "weights"
    file.write_bytes(bytes(range(256)) * 10_000)
    assert sha256("a", file, "b") == sha256("a", file.read_bytes(), "b")
    assert sha256("\ud800") == hashlib.sha256(b"\xed\xa0\x80").digest()


def test_weights_are_known_by_their_files_and_the_prompt(tmp_path: Path) -> None:
    for name in ("b.safetensors", "a.safetensors", "other.json"):
        (tmp_path / name).write_text(name)
    expected = sha256("query: ", sha256("a.safetensors"), sha256("b.safetensors")).hex()
    assert weights_digest(tmp_path, "query: ") == expected
    assert weights_digest(tmp_path) != expected
