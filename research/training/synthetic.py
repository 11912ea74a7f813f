"""Changed copies of a base: without change, harmlessly changed, with one change of meaning, with several."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from research.training.bases import Base
from research.training.perturb import HARMFUL, HARMLESS, TWINS
from research.training.perturb.edits import Change, Perturb, applied, disjoint
from research.training.perturb.entity import harvest as harvest_names
from research.training.perturb.fillers import harvest as harvest_phrases
from research.training.perturb.sense import FOREIGN, WORDS
from research.training.records import CONTRADICTION, ENTAILMENT, NEUTRAL, Record, swapped
from research.training.texts import carried

if TYPE_CHECKING:
    from spacy.tokens import Doc


Table = dict[str, tuple[Perturb, float]]


def fill_pools(docs: list[Doc], foreign: list[str]) -> None:
    """Words, names, phrases and foreign words of the training texts, for the perturbations to draw from."""
    harvest_names(docs)
    harvest_phrases(docs)
    FOREIGN[:] = sorted({*FOREIGN, *foreign})
    for pos, words in WORDS.items():
        seen = {
            t.lemma_.lower()
            for doc in docs
            for t in doc
            if t.pos_ == pos and t.is_alpha and t.text.islower() and t.text.isascii()
        }
        words[:] = sorted(w for w in seen if len(w) > 2 and w not in ("be", "have", "do"))


def draw(table: Table, doc: Doc, rng: Random, avoid: tuple[str, ...] = ()) -> tuple[str, Change] | None:
    """A perturbation that applies to the sentence, drawn by its share; None if twenty tries found none."""
    names = [n for n in table if n not in avoid]
    for name in rng.choices(names, [table[n][1] for n in names], k=20):
        change = table[name][0](doc, rng)
        if change is not None and change.edits:
            return name, change
    return None


def group(base: Base, doc: Doc, number: int, rng: Random) -> list[Record]:
    """Up to four records of one base: two without drift, one with a change, one with another or one more."""
    single = base.original == base.version
    records: list[Record | None] = []
    first = None if not single and rng.random() < 0.5 else draw(HARMLESS, doc, rng)
    records.append(_record(base, doc, [first] if first else [], number))
    second = draw(HARMLESS, doc, rng)
    third = draw(HARMLESS, doc, rng, (second[0],)) if second and rng.random() < 0.4 else None
    if second:
        records.append(_record(base, doc, [second, third] if third else [second], number))
    harm = draw(HARMFUL, doc, rng)
    if harm is None:
        return [r for r in records if r is not None]
    beside = draw(HARMLESS, doc, rng) if rng.random() < 0.4 else None
    records.append(
        _record(base, doc, [harm, beside] if beside else [harm], number) or _record(base, doc, [harm], number)
    )
    other = draw(HARMFUL, doc, rng, (harm[0],))
    if other:
        both = _record(base, doc, [harm, other], number) if rng.random() < 0.4 else None
        records.append(both or _record(base, doc, [other], number))
    kept = [r for r in records if r is not None]
    flip = rng.random() < 0.25
    return [swapped(r) if flip else r for r in kept]


def twins(base: Base, doc: Doc, number: int, rng: Random) -> list[Record]:
    """Records of up to two twins, as many harmless as harmful; where a twin has no harmless half for the sentence, another
    harmless change stands for it."""
    names = sorted(TWINS, key=lambda n: -(rng.random() ** (1 / TWINS[n][2])))
    records: list[Record] = []
    for name in names:
        same, other, _ = TWINS[name]
        harm = other(doc, rng)
        if harm is None:
            continue
        beside = same(doc, rng)
        harmless = (f"{name}.same", beside) if beside else draw(HARMLESS, doc, rng)
        made = [
            _record(base, doc, [harmless], number) if harmless else None,
            _record(base, doc, [(f"{name}.other", harm)], number),
        ]
        if None not in made:
            records += [r for r in made if r is not None]
        if len(records) >= 4:
            break
    flip = rng.random() < 0.25
    return [swapped(r) if flip else r for r in records]


def unrelated(base: Base, others: list[Base], number: int, rng: Random) -> Record:
    """A base's original with the version of another that shares the most words with it: fluent, and made up."""
    words = set(base.original.lower().split())
    near = max(rng.sample(others, min(60, len(others))), key=lambda b: len(words & set(b.version.lower().split())))
    same = near.original == base.original
    return Record(base.original, near.version, "synthetic.unrelated", number, None if same else 1.0)


def _record(base: Base, doc: Doc, changes: list[tuple[str, Change]], number: int) -> Record | None:
    """The base's version with the changes made; None if they get in each other's way or change nothing."""
    edits = [e for _, c in changes for e in c.edits]
    if not disjoint(edits):
        return None
    harmful = [c for _, c in changes if c.kind is not None]
    version, _, _ = applied(doc.text, edits)
    if version.strip() == doc.text.strip() and changes:
        return None
    # Only harmful edits are evidence; the harmless ones are carried out quietly so that offsets agree.
    loud = {id(e) for c in harmful for e in c.edits}
    version, gone, came = applied(doc.text, [e if id(e) in loud else replace(e, quiet=True) for e in edits])
    severities = sorted((c.severity for c in harmful), reverse=True)
    # A slip of the pen is next to nothing, yet not nothing.
    slight = max([base.drift, *(c.severity for _, c in changes)])
    name = "+".join(n for n, _ in changes) or "plain"
    left = gone if base.original == base.version else carried(gone, doc.text, base.original)
    return Record(
        base.original, version, f"synthetic.{base.source}.{name}", number,
        drift=min(1.0, severities[0] + sum(severities[1:]) / 2) if severities else slight,
        kinds=sorted({c.kind for c in harmful if c.kind}), original_spans=left, version_spans=came,
        nli=_inference([c for _, c in changes]),
    )  # fmt: skip


def _inference(changes: list[Change]) -> list[int | None]:
    """What follows from what: contradiction if any change opposes, else each direction that all changes keep."""
    if any(c.opposed for c in changes):
        return [CONTRADICTION, CONTRADICTION] if len([c for c in changes if c.kind]) == 1 else [None, None]
    forward, back = all(c.entails for c in changes), all(c.entailed for c in changes)
    if not (forward or back):
        return [None, None]
    return [ENTAILMENT if forward else NEUTRAL, ENTAILMENT if back else NEUTRAL]
