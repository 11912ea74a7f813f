"""Which part of the shared sets a row belongs to: `train`, `dev` (calibration, never trained on) or `test`."""

from __future__ import annotations

from typing import Any
from zlib import crc32

DEMETR_DEV, DEMETR_TEST = 361, 401  # first ids of the two parts
TRAINING_RECORDS = 300_000  # so many records may train a drift model; those beyond are for the combination


def part_of(row_id: str | int) -> str:
    """The part of a DEMETR id (a number), a TED sentence id or a bio-MQM sentence id (split by document).

    >>> part_of(360), part_of(361), part_of(401)
    ('train', 'dev', 'test')
    """
    if isinstance(row_id, int):
        return "test" if row_id >= DEMETR_TEST else "dev" if row_id >= DEMETR_DEV else "train"
    key = row_id if row_id.startswith("ted") else row_id.rsplit("-", 1)[0]
    return {0: "test", 1: "dev"}.get(crc32(key.encode()) % 5, "train")


def mlqe_part(row: dict[str, Any]) -> str:
    """The set's own dev part is the test; of its train part one row in fourteen (2,000) is kept for calibration."""
    return "test" if row["part"] == "dev" else "dev" if crc32(row["original"].encode()) % 14 == 1 else "train"


def sts_part(row: dict[str, Any]) -> str:
    """About 500 of stsb_train's pairs are kept for calibration."""
    return "dev" if crc32(row["original"].encode()) % 11 == 1 else "train"
