"""One small story's whole CSV, kept as it should be.

    python -m tests.test_golden    writes tests/data/golden/drift.csv anew; read the difference before you commit it

Numbers may differ by a little from processor to processor; nothing else may.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import drift

FOLDER = Path(__file__).parent / "data" / "golden"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_csv_is_the_golden_one(tmp_path: Path) -> None:
    drift.analyze([FOLDER / "original.txt", FOLDER / "copy.txt"]).save(tmp_path)
    golden, found = rows(FOLDER / "drift.csv"), rows(tmp_path / "drift.csv")
    assert len(found) == len(golden)
    for one, other in zip(golden, found, strict=True):
        for column in one:
            if column in ("drift", "similarity", "confidence"):
                assert float(other[column] or 0) == pytest.approx(float(one[column] or 0), abs=0.02)
            else:
                assert other[column] == one[column], column


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as made:
        drift.analyze([FOLDER / "original.txt", FOLDER / "copy.txt"]).save(made)
        (FOLDER / "drift.csv").write_bytes((Path(made) / "drift.csv").read_bytes())
