"""Which part of the sets across languages a row belongs to, by its document and by its text.

Several sets share news sentences and talks under different ids, so a text of a test row is kept out of training wherever
it stands.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from research.training.records import read_rows
from research.training.split import mlqe_part, part_of

SETS = (
    "drift/demetr", "drift/bio_mqm", "drift/ted_mqm", "drift/wmt21_mqm", "drift/mlqe_pe", "drift/human_pairs",
    "drift/wmt_outputs", "cross/mqm_en_x", "cross/bio_en_x", "cross/da_en_x",
)  # fmt: skip
UNJUDGED = "drift/wmt_outputs"
_BY_SENTENCE = ("2021-", "2022-")  # ids of human_pairs and wmt_outputs: a sentence each
Row = dict[str, Any]


def row_part(row: Row) -> str:
    """The part by the row's id: `train`, `dev` or `test`.

    >>> row_part({"id": 401}), row_part({"id": "de-dev-3", "part": "dev"})
    ('test', 'test')
    """
    if "part" in row:
        return mlqe_part(row)
    key = row["id"]
    if isinstance(key, str) and key.startswith(_BY_SENTENCE):
        key += "-whole"  # part_of takes what follows the last hyphen away
    return part_of(key)


def text_key(text: str) -> str:
    """What is compared of a text: its letters and digits in lower case.

    >>> text_key("It 's  5 %.") == text_key("It's 5%")
    True
    """
    return re.sub(r"\W+", "", text.lower())


class Held:
    """Which rows may be trained on: no text of a test row, wherever it stands, and none of a calibration row.

    wmt_outputs, which nobody judged, gives way to the other sets: it has no calibration part, and what others hold out is
    left out of it.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.rows: dict[str, list[Row]] = {name: read_rows(root / f"{name}.jsonl.gz") for name in SETS}
        self.texts: dict[str, set[str]] = {"test": set(), "dev": set(), "train": set()}
        for name, rows in self.rows.items():
            if name != UNJUDGED:
                for row in rows:
                    self.texts[row_part(row)].update(_texts(row))

    def part(self, row: Row) -> str:
        """`train`, `dev`, `test`; or `none` where the id says one part and the text another."""
        part, texts = row_part(row), _texts(row)
        if part == "test":
            return part
        beside = "train" if part == "dev" else None
        return "none" if any(t in self.texts[p] for t in texts for p in ("test", beside) if p) else part

    def of(self, name: str, part: str) -> list[Row]:
        """The rows of a set that belong to the part."""
        if name == UNJUDGED:
            aside = self.texts["test"] | self.texts["dev"]
            free = [r for r in self.rows[name] if row_part(r) != "test" and not any(t in aside for t in _texts(r))]
            return free if part == "train" else []
        return [row for row in self.rows[name] if self.part(row) == part]


def _texts(row: Row) -> list[str]:
    """Keys of the texts that people wrote: a system's output may stand in several documents (`Yes.`), and so may short
    texts."""
    written = ["source", "original"]
    if str(row["id"]).startswith(_BY_SENTENCE):
        written.append("version")  # another person's
    found = (text_key(row[name]) for name in written if name in row)
    return [key for key in found if len(key) >= 12]
