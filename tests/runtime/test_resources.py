"""Packaged files are read as they lie there, packed or not."""

from __future__ import annotations

import gzip
import json

from drift.runtime.resources import resource
from tests.conftest import ROOT


def test_plain_and_packed_files() -> None:
    folder = ROOT / "drift" / "language" / "lexicon"
    assert resource("drift.language.lexicon", "curated", "names.tsv") == (folder / "curated" / "names.tsv").read_text(
        "utf-8"
    )
    packed = (folder / "words.tsv.gz").read_bytes()
    assert resource("drift.language.lexicon", "words.tsv.gz") == gzip.decompress(packed).decode("utf-8")
    assert "encoders" in json.loads(resource("drift.alignment", "weights.json"))
