"""What people wrote and marked, as records: DEMETR, MQM, two translations of one text, post-edits, inference, similarity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from research.training.held import Held
from research.training.records import CONTRADICTION, ENTAILMENT, NEUTRAL, Record, read_rows, swapped
from research.training.split import sts_part
from research.training.texts import carried, changed_spans, detokenized

# DEMETR kind -> (our kind or None where it is one of several, drift on the severity scale, weight).
DEMETR = {
    "numbers_replaced": ("number", 1.0, 1.0), "gender": ("gender", 0.8, 1.0), "antonym": ("antonym", 1.0, 1.0),
    "negation": ("negation", 1.0, 1.0), "ne_replaced": ("entity", 1.0, 1.0), "addition": ("addition", 0.7, 1.0),
    "hypernym": ("general", 0.6, 1.0), "question": ("question", 0.7, 1.0), "tense": ("tense", 0.6, 1.0),
    "adj_adv_removed": ("omission", 0.6, 1.0), "verb_removed": ("omission", 0.8, 1.0),
    "noun_removed": ("omission", 0.8, 1.0), "subj_removed": ("omission", 0.8, 1.0),
    "ne_removed": ("omission", 0.8, 1.0), "pp_removed": ("omission", 0.7, 1.0),
    "codemix": ("untranslated", 0.8, 1.0), "shuffled": ("", 1.0, 0.4), "empty": ("omission", 1.0, 0.3),
    "aspect": ("", 0.25, 0.4), "function_word": ("", 0.2, 0.4), "word_swap": ("", 0.1, 0.3),
    "pos_shift": ("", 0.1, 0.3), "conj_removed": ("", 0.15, 0.4), "repeat2": ("", 0.08, 0.4),
    "repeat4": ("", 0.15, 0.3), "case": ("", 0.05, 0.5),
    "misspelled": (None, 0.03, 0.7), "char_removed": (None, 0.03, 0.7), "reference": (None, 0.0, 0.3),
    "shuffle_trans": ("", 1.0, 0.3), "final_punc_removed": (None, 0.0, 1.0), "punc_addition": (None, 0.0, 1.0),
    "tokenized": (None, 0.0, 1.0), "full_lower": (None, 0.0, 1.0), "first_lower": (None, 0.0, 1.0),
}  # fmt: skip
_OPPOSED = {"antonym", "negation", "numbers_replaced", "ne_replaced"}


def demetr(held: Held, part: str) -> Iterator[Record]:
    """(original, perturbed) for the part; for training also (translation, perturbed) and some the other way round."""
    rng = Random(11)
    seen: set[int] = set()
    for row in held.of("drift/demetr", part):
        group = 10_000_000 + row["id"]
        if row["id"] not in seen:
            seen.add(row["id"])
            plain = _faithful(row["original"], row["translation"], "demetr.translation")
            plain.group = group
            yield from [plain, *([plain, swapped(plain), plain] if part == "train" else [])]
        yield from _perturbed(row, part, group, rng)


def _faithful(original: str, version: str, source: str) -> Record:
    """A record of a pair that is known to say the same."""
    same: list[int | None] = [ENTAILMENT, ENTAILMENT]
    return Record(original, version, source, drift=0.0, kinds=[], original_spans=[], version_spans=[], nli=same)


def _perturbed(row: dict[str, Any], part: str, group: int, rng: Random) -> Iterator[Record]:
    kind, drift, weight = DEMETR[row["kind"]]
    old, new = changed_spans(row["translation"], row["perturbed"])
    if kind is None:
        old = new = []
    follows = [CONTRADICTION] * 2 if row["kind"] in _OPPOSED else [ENTAILMENT if kind is None else None] * 2
    unplaced = row["kind"] in ("shuffle_trans", "shuffled", "empty")
    for base, chance in ((row["original"], 1.0), (row["translation"], 0.35)):
        if base == row["translation"] and part != "train":
            continue
        if rng.random() > chance:
            continue
        left = old if base == row["translation"] else carried(old, row["translation"], base)
        record = Record(
            base, row["perturbed"], f"demetr.{row['kind']}", group, drift,
            kinds=[kind] if kind else [], unsure=[] if kind or kind is None else ["*"],
            original_spans=None if unplaced else left, version_spans=None if unplaced else new,
            nli=list(follows), weight=weight,
        )  # fmt: skip
        yield (
            swapped(record) if part == "train" and rng.random() < (0.15 if base == row["original"] else 0.5) else record
        )


HUMAN = 0.06  # how far two careful translations drift from each other: seldom, and then little
SEVERITY = {"neutral": 0.0, "minor": 1 / 3, "major": 2 / 3, "critical": 1.0}
_MEANING = ("Accuracy", "Terminology")
_KIND = {
    "Omission": "omission",
    "Addition": "addition",
    "Untranslated": "untranslated",
    "Untranslated text": "untranslated",
}


def gravest(severities: Iterable[float]) -> float:
    """The drift of several errors: the gravest and half of the others on top, at most 1."""
    ordered = sorted(severities, reverse=True)
    return min(1.0, ordered[0] + sum(ordered[1:]) / 2) if ordered else 0.0


def mqm(held: Held, name: str, part: str) -> Iterator[Record]:
    """Experts' accuracy and terminology spans (bio_mqm, ted_mqm)."""
    seen: set[tuple[str, str]] = set()
    for row in held.of(f"drift/{name}", part):
        pair = (row["original"].strip(), row["version"].strip())
        if not all(pair) or pair in seen or (part == "train" and pair[0] == pair[1]):
            continue
        seen.add(pair)
        spans = [s for s in row["version_spans"] + row["source_spans"] if s[2].startswith(_MEANING)]
        weights = [SEVERITY[s[4].lower()] for s in spans]
        kinds = {_KIND.get(s[3], "mistranslation") for s in spans if SEVERITY[s[4].lower()] > 0}
        marked = [s[:2] for s in row["version_spans"] if s[2].startswith(_MEANING)]
        yield Record(
            row["original"], row["version"], name, drift=gravest(weights),
            kinds=sorted(kinds), unsure=["*"] if "mistranslation" in kinds else [],
            version_spans=marked, original_spans=[] if not spans else None,
        )  # fmt: skip


def uncategorised(held: Held, name: str, left: str, part: str) -> Iterator[Record]:
    """Experts' spans `[start, end, severity]` without a category, meaning and fluency together (mqm_en_x, wmt21_mqm);
    `left` is the field that the version is read against."""
    seen: set[tuple[str, str]] = set()
    for row in held.of(name, part):
        pair = row[left].strip(), row["version"].strip()
        if not all(pair) or pair in seen or pair[0] == pair[1]:
            continue
        seen.add(pair)
        spans = row["version_spans"]
        yield Record(
            row[left], row["version"], f"{name.partition('/')[2]}.{row['lang']}",
            drift=gravest(SEVERITY[s[2].lower()] for s in spans) / (row.get("raters", 1) or 1),
            kinds=None if spans else [], version_spans=[s[:2] for s in spans], original_spans=None if spans else [],
        )  # fmt: skip


def human(held: Held, part: str) -> Iterator[Record]:
    """Two people's translations of one sentence (human_pairs), each read against the other: faithful, but for the little
    that two people understand otherwise."""
    for k, row in enumerate(held.of("drift/human_pairs", part)):
        record = Record(
            row["original"], row["version"], f"human_pairs.{row['lang']}", drift=HUMAN, kinds=[],
            original_spans=[], version_spans=[],
        )  # fmt: skip
        yield swapped(record) if k % 2 else record


def mlqe(held: Held, part: str) -> Iterator[Record]:
    """Post-edits against machine output, half of them detokenised; drift is known at the ends of the scale only."""
    for k, row in enumerate(held.of("drift/mlqe_pe", part)):
        original, version = row["original"], row["version"]
        if part == "train" and k % 2:
            original, version = detokenized(original), detokenized(version)
        good, bad = row["adequacy"] >= 88, row["adequacy"] <= 40 and row["hter"] > 0.3
        source = f"mlqe.{row['lang']}"
        record = _faithful(original, version, source) if good else Record(original, version, source)
        if bad:
            record.drift, record.floor = 0.5, True
        record.nli, record.adequacy, record.weight = [None, None], row["adequacy"] / 100, 0.7
        yield record


def nli(root: Path) -> Iterator[Record]:
    """Premise and hypothesis, in either order. A contradiction is drift, a neutral pair at least some; entailment says
    nothing of drift, since what is left out is entailed too."""
    label = {"entailment": ENTAILMENT, "neutral": NEUTRAL, "contradiction": CONTRADICTION}
    floors = {NEUTRAL: 0.34, CONTRADICTION: 0.67}
    for k, row in enumerate(read_rows(root / "pairs/nli.jsonl.gz")):
        known = label[row["label"]]
        texts = [row["premise"].strip(), row["hypothesis"].strip()]
        if not all(texts):
            continue
        if k % 3 == 0:
            texts = [detokenized(t) for t in texts]
        close = row["set"] in ("wikifactcheck", "scone")
        record = Record(
            texts[0], texts[1], f"nli.{row['set']}", drift=floors.get(known), floor=True, weight=0.7 if close else 0.5,
            nli=[known, CONTRADICTION if known == CONTRADICTION else None],
        )  # fmt: skip
        yield swapped(record) if k % 4 == 1 else record


def sts(root: Path, part: str) -> Iterator[Record]:
    """Similarity 0-5; near 5 is no drift, below 2.5 at least major."""
    for k, row in enumerate(read_rows(root / "pairs/stsb_train.jsonl.gz")):
        if sts_part(row) != part:
            continue
        same, other = row["similarity"] >= 4.8, row["similarity"] <= 2.5
        texts = row["original"], row["version"]
        record = _faithful(*texts, "stsb") if same else Record(*texts, "stsb")
        if other:
            record.drift, record.floor = 0.67, True
        record.nli, record.sts, record.weight = [None, None], row["similarity"] / 5, 0.7
        yield swapped(record) if part == "train" and k % 2 else record
