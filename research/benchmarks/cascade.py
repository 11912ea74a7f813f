"""What is lost by judging pairs before any model: those that differ in case, spacing and marks alone.

    python -m research.benchmarks.cascade RECORDS/dev.jsonl.gz

RECORDS is what `research.training.generate` wrote; dev.jsonl.gz is people's judgement, held out from training. Prints how many
pairs never reach the model, how many of these people find drift in, and how many the model would have flagged.
"""

from __future__ import annotations

import sys
from pathlib import Path

from drift.judging.gaps import trivial_drift
from drift.judging.scorer import load_scorer
from drift.types import MINOR
from research.training.measured import severity
from research.training.records import read_records


def main() -> None:
    known = [(record, drift) for record in read_records(Path(sys.argv[1])) if (drift := severity(record)) is not None]
    trivial = [
        (record, drift)
        for record, drift in known
        if (verdict := trivial_drift(record.original, record.version)) is not None and verdict.drift == 0
    ]
    unequal = [(record, drift) for record, drift in trivial if record.original != record.version]
    judged = load_scorer().verdicts([(record.original, record.version) for record, _ in unequal])
    print(
        f"{len(trivial)} of {len(known)} pairs never reach the model; in {len(trivial) - len(unequal)} the sides are equal"
    )
    print(
        f"of the {len(unequal)} others people find drift of at least 1/6 in {sum(drift >= MINOR for _, drift in unequal)},"
    )
    print(f"and the model, had it been asked, in {sum((verdict.drift or 0) >= MINOR for verdict in judged)}")


if __name__ == "__main__":
    main()
