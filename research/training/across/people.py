"""What people judged across languages, as records: experts' spans, DEMETR's sources, adequacy and post-edits."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from research.training.held import Held
from research.training.people import _KIND, _MEANING, DEMETR, SEVERITY, _faithful, gravest
from research.training.records import Record, swapped
from research.training.texts import changed_spans, detokenized

Row = dict[str, Any]


def categorised(held: Held, name: str, left: str, other: str, part: str) -> Iterator[Record]:
    """Experts' accuracy and terminology spans on both sides; omissions are marked in `other` (bio and TED sets)."""
    seen: set[tuple[str, str]] = set()
    for row in held.of(name, part):
        pair = row[left].strip(), row["version"].strip()
        if not all(pair) or pair in seen:
            continue
        seen.add(pair)
        here, there = ([s for s in row[k] if s[2].startswith(_MEANING)] for k in ("version_spans", other))
        weights = [SEVERITY[s[4].lower()] for s in here + there]
        kinds = {_KIND.get(s[3], "mistranslation") for s in here + there if SEVERITY[s[4].lower()] > 0}
        yield Record(
            row[left], row["version"], f"{name.partition('/')[2]}.{row['lang']}", drift=gravest(weights),
            kinds=sorted(kinds), unsure=["*"] if "mistranslation" in kinds else [],
            version_spans=[s[:2] for s in here],
            original_spans=[s[:2] for s in there] if there or not here else None,
        )  # fmt: skip


def demetr(held: Held, part: str, seed: int = 11) -> list[list[Record]]:
    """DEMETR's sources against the faithful and the changed translations, in groups of four with a faithful one."""
    rng = Random(seed)
    by: dict[int, list[Row]] = {}
    for row in held.of("drift/demetr", part):
        by.setdefault(row["id"], []).append(row)
    groups = []
    for key, rows in by.items():
        number, lang = 10_000_000 + key, rows[0]["lang"]
        plain = _faithful(rows[0]["source"], rows[0]["translation"], f"demetr.translation.{lang}")
        human = _faithful(rows[0]["source"], rows[0]["original"], f"demetr.human.{lang}")
        changed = [_perturbed(row) for row in rows]
        rng.shuffle(changed)
        for k in range(0, len(changed), 4):
            chosen = [*changed[k : k + 4], human if k % 16 == 8 and part == "train" else plain]
            if part == "dev" and k:
                chosen.pop()
            flip = part == "train" and rng.random() < 0.15
            group = [swapped(r) if flip else r for r in chosen]
            for record in group:
                record.group = number
            groups.append(group)
    return groups


def _perturbed(row: Row) -> Record:
    kind, drift, weight = DEMETR[row["kind"]]
    _, new = changed_spans(row["translation"], row["perturbed"])
    unplaced = row["kind"] in ("shuffle_trans", "shuffled", "empty")
    return Record(
        row["source"], row["perturbed"], f"demetr.{row['kind']}.{row['lang']}", drift=drift,
        kinds=[kind] if kind else [], unsure=[] if kind or kind is None else ["*"],
        original_spans=[] if kind is None or kind == "addition" else None,
        version_spans=[] if kind is None else None if unplaced else new, weight=weight,
    )  # fmt: skip


def adequacy(held: Held, name: str, left: str, part: str) -> Iterator[Record]:
    """Adequacy 0-100 (mlqe_pe, da_en_x); drift is known at the ends of the scale only."""
    for k, row in enumerate(held.of(name, part)):
        original, version = row[left], row["version"]
        if part == "train" and k % 2:
            original, version = detokenized(original), detokenized(version)
        good, bad = row["adequacy"] >= 88, row["adequacy"] <= 40
        source = f"{name.partition('/')[2]}.{row['lang']}"
        record = _faithful(original, version, source) if good else Record(original, version, source)
        if bad:
            record.drift, record.floor = 0.5, True
        record.nli, record.adequacy, record.weight = [None, None], row["adequacy"] / 100, 0.7
        yield record
