"""What a teacher said of translations by their English pivot (training/across/teacher.py), as records across languages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from drift.types import KINDS
from research.training.held import Held
from research.training.records import Record

# A reference words freely what a post-edit leaves as it is, so the teacher hears more in the unjudged outputs than there is.
WEIGHTS = {"mlqe_pe": 0.8, "wmt_outputs": 0.6}
TRUST = 0.7  # share of the teacher where people's adequacy says that nothing or much is wrong
FOUND, DOUBTED = 0.5, 0.12  # chances of a kind from which it is there, and from which it may be


def taught(path: Path, held: Held) -> Iterator[Record]:
    """A record for each line that the teacher wrote; what people said of adequacy stands beside it."""
    people = {(r["source"], r["version"]): r["adequacy"] / 100 for r in held.of("drift/mlqe_pe", "train")}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield _record(json.loads(line), people)


def _record(line: dict[str, Any], people: dict[tuple[str, str], float]) -> Record:
    adequacy = people.get((line["original"], line["version"]))
    chances = dict(zip(KINDS, line["kinds"], strict=True))
    levels = line["levels"]
    if adequacy is not None and (adequacy >= 0.88 or adequacy <= 0.4):
        known = [0.0, 0.0, 0.0] if adequacy >= 0.88 else [1.0, 0.5, 0.2]
        levels = [TRUST * x + (1 - TRUST) * y for x, y in zip(levels, known, strict=True)]
    return Record(
        line["original"], line["version"], f"taught.{line['source']}", levels=levels, adequacy=adequacy,
        kinds=[k for k, p in chances.items() if p >= FOUND],
        unsure=[k for k, p in chances.items() if DOUBTED <= p < FOUND],
        version_spans=line["marks"], weight=WEIGHTS[line["source"].partition(".")[0]],
    )  # fmt: skip
