"""Groups of changed copies across languages: the English side changed by training/perturb, or the foreign side by rule."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from research.training.across.bases import Across
from research.training.across.foreign import HARMFUL, HARMLESS, Perturb, Pools
from research.training.bases import Base
from research.training.perturb.edits import Change, applied, disjoint
from research.training.records import CONTRADICTION, ENTAILMENT, NEUTRAL, Record, swapped
from research.training.synthetic import group
from research.training.texts import carried

if TYPE_CHECKING:
    from spacy.tokens import Doc


def english_changed(base: Across, doc: Doc, number: int, rng: Random) -> list[Record]:
    """training.synthetic's group of the translation `doc`, with the foreign sentence in the place of what is unchanged."""
    text = base.english
    found = group(Base(text, text, f"{base.source}.{base.lang}"), doc, number, rng)
    flipped = any(r.original != text for r in found)
    return [_across(swapped(r) if flipped else r, base, rng) for r in found]


def _across(record: Record, base: Across, rng: Random) -> Record:
    """(translation, changed) as (foreign sentence, changed), a fifth of them turned round."""
    spans = record.original_spans
    if spans:
        named = all(_known_abroad(base.english[a:b]) for a, b in spans)
        spans = carried(spans, base.english, base.foreign) or None if named else None
    made = replace(
        record, original=base.foreign, original_spans=spans, source=record.source.replace("synthetic.", "across.", 1)
    )
    return swapped(made) if rng.random() < 0.2 else made


def _known_abroad(text: str) -> bool:
    """Whether every word holds a digit or begins with a capital, so that equal ones are the same thing in any language."""
    words = text.split()
    return bool(words) and all(any(c.isdigit() for c in w) or (w[:1].isupper() and len(w) > 2) for w in words)


def foreign_changed(base: Across, pools: Pools, number: int, rng: Random) -> list[Record]:
    """Up to four records: the sentence as it is or harmlessly changed, harmlessly changed, and changed in one way each.

    The English translation is the original of one half of the groups, the version of the other.
    """
    plans: list[list[tuple[str, Change]]] = []
    first = _draw(HARMLESS, base, pools, rng)
    plans.append([first] if first and rng.random() < 0.7 else [])
    used: tuple[str, ...] = ()
    for _ in range(2 if rng.random() < 0.7 else 3):
        harm = _draw(HARMFUL, base, pools, rng, used)
        if harm:
            used = (*used, harm[0])
            beside = _draw(HARMLESS, base, pools, rng) if rng.random() < 0.35 else None
            plans.append([harm, beside] if beside and _disjoint([harm, beside]) else [harm])
    if len(plans) < 2:
        return []
    flip = rng.random() < 0.5
    found = [_record(base, plan, number) for plan in plans]
    return [swapped(r) if flip else r for r in found]


def _disjoint(changes: list[tuple[str, Change]]) -> bool:
    return disjoint([e for _, c in changes for e in c.edits])


def _draw(
    table: dict[str, tuple[Perturb, float]], base: Across, pools: Pools, rng: Random, avoid: tuple[str, ...] = ()
) -> tuple[str, Change] | None:
    names = [n for n in table if n not in avoid]
    for name in rng.choices(names, [table[n][1] for n in names], k=12):
        change = table[name][0](base, pools, rng)
        if change is not None:
            return name, change
    return None


def _record(base: Across, changes: list[tuple[str, Change]], number: int) -> Record:
    """(English, changed foreign sentence); what the changed words are in English is not known."""
    edits = [e if c.kind else replace(e, quiet=True) for _, c in changes for e in c.edits]
    version, _, came = applied(base.foreign, edits)
    harmful = [c for _, c in changes if c.kind]
    nli: list[int | None] = [ENTAILMENT, ENTAILMENT]
    if harmful:
        c = harmful[0]
        nli = [CONTRADICTION] * 2 if c.opposed else [None, None]
        if c.entails or c.entailed:
            nli = [ENTAILMENT if c.entails else NEUTRAL, ENTAILMENT if c.entailed else NEUTRAL]
    unsure = ["*"] if any(c.kind == "mistranslation" for c in harmful) else []
    return Record(
        base.english, version, f"abroad.{base.source}.{base.lang}." + ("+".join(n for n, _ in changes) or "plain"), number,
        drift=max((c.severity for _, c in changes), default=0.0), kinds=[c.kind for c in harmful if c.kind],
        unsure=unsure, original_spans=None if harmful and harmful[0].kind != "addition" else [], version_spans=came,
        nli=nli,
    )  # fmt: skip


def unrelated(base: Across, others: list[Across], number: int, rng: Random) -> Record:
    """A foreign sentence with another's translation, the likest of some by its words: fluent, and made up."""
    words = set(base.english.lower().split())
    pool = [b for b in rng.sample(others, min(60, len(others))) if b.foreign != base.foreign]
    near = max(pool, key=lambda b: len(words & set(b.english.lower().split())))
    record = Record(base.foreign, near.english, f"across.{base.source}.{base.lang}.unrelated", number, 1.0)
    return swapped(record) if rng.random() < 0.4 else record


def in_english(base: Across, doc: Doc, number: int, rng: Random) -> list[Record]:
    """English against English: another person's translation, if there is one, against the changed copies of this one."""
    return group(Base(base.other or base.english, base.english, f"{base.source}.en"), doc, number, rng)
