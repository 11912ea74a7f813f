"""What a model of English says of translations by their English pivot: `python -m research.training.across.teacher --shared DIR
--teacher models/base --out said.jsonl [--seconds N]`; stopped and started again, it goes on where it was.

Of mlqe_pe the pivot is the post-edit, of wmt_outputs the reference. A line holds the foreign sentence, its translation,
the set and language, and what the teacher says of (pivot, translation): `levels` (at least minor, major, critical),
`kinds` (15 chances, in the order of drift.types.KINDS), `marks` of the translation `[start, end, chance]`.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

from drift.judging.models import ModelEntry
from drift.judging.network import PairReader
from drift.judging.network.model import Marks
from research.training.held import UNJUDGED, Held

TOGETHER = 128  # pairs judged before they are written
LEAST = 0.1  # a mark below this is not written
WORDS = 40  # of a side at most
SYSTEMS = 3  # whose outputs of one sentence are judged, so that they can be ranked


def pairs(held: Held, seed: int = 1) -> list[tuple[str, str, str, str]]:
    """(pivot, translation, foreign sentence, source), the sets in turn and each shuffled; of the unjudged outputs those of
    several systems, one after the other."""
    rng = Random(seed)
    edits = [
        [(r["original"], r["version"], r["source"], f"mlqe_pe.{r['lang']}")]
        for r in held.of("drift/mlqe_pe", "train")
        if r["hter"] > 0
    ]
    outputs = [
        [
            (r["original"], r["versions"][system], r["source"], f"wmt_outputs.{r['lang']}")
            for system in rng.sample(sorted(r["versions"]), min(SYSTEMS, len(r["versions"])))
        ]
        for r in held.of(UNJUDGED, "train")
    ]
    for groups in (edits, outputs):
        rng.shuffle(groups)
    mixed = [p for both in zip(edits, outputs, strict=False) for group in both for p in group]
    return [p for p in mixed if all(3 <= len(t.split()) <= WORDS for t in p[:2])]


def said(model: PairReader, chosen: list[tuple[str, str, str, str]]) -> Iterator[dict[str, object]]:
    """The lines of these pairs."""
    judged = model.predict([(pivot, version) for pivot, version, _, _ in chosen])
    for k, (_, version, foreign, source) in enumerate(chosen):
        yield {
            "original": foreign, "version": version, "source": source,
            "levels": [round(float(x), 3) for x in judged.drift[k]],
            "kinds": [round(float(x), 3) for x in judged.kinds[k]],
            "marks": marks(judged.version[k]),
        }  # fmt: skip


def marks(found: Marks) -> list[list[float]]:
    """The tokens that are marked at all."""
    return [
        [int(a), int(b), round(float(p), 2)]
        for (a, b), p in zip(found.offsets, found.probability, strict=True)
        if p >= LEAST
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=2400)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    model, begun = ModelEntry(args.teacher.name, args.teacher).load(), time.monotonic()
    done = sum(1 for _ in args.out.open(encoding="utf-8")) if args.out.exists() else 0
    rest = iter(pairs(Held(args.shared), args.seed)[done:])
    while time.monotonic() - begun < args.seconds and (chosen := list(islice(rest, TOGETHER))):
        lines = [json.dumps(line, ensure_ascii=False) + "\n" for line in said(model, chosen)]
        with args.out.open("a", encoding="utf-8") as out:
            out.writelines(lines)


if __name__ == "__main__":
    main()
