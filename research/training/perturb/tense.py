"""The time of an action."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from research.training.perturb.edits import Change, Edit, end_of, inflected, swap

if TYPE_CHECKING:
    from spacy.tokens import Doc


def tense(doc: Doc, rng: Random) -> Change | None:
    """The verb of a clause in another time: past, present, future, done or under way."""
    places: list[tuple[Edit, ...]] = []
    for t in doc:
        bare = not any(c.dep_ in ("aux", "auxpass", "neg") for c in t.children)
        lemma = t.lemma_.lower()
        plural = any(
            c.dep_ in ("nsubj", "nsubjpass") and (c.tag_ in ("NNS", "NNPS") or c.lower_ in ("they", "we", "you", "i"))
            for c in t.children
        )
        if t.pos_ == "VERB" and bare and t.tag_ in ("VBD", "VBZ", "VBP"):
            now = inflected(lemma, "VBP" if plural else "VBZ")
            options = [f"will {lemma}", f"would {lemma}"] if t.tag_ != "VBD" else [f"will {lemma}", now, now]
            options += [inflected(lemma, "VBD")] * 3 if t.tag_ != "VBD" else []
            places += [(Edit(t.idx, end_of(t), w),) for w in options if w != t.text]
        elif t.lower_ in ("is", "are", "was", "were") and t.lemma_ == "be":
            many = t.lower_ in ("are", "were")
            options = (
                ["were" if many else "was"] * 2 if t.lower_ in ("is", "are") else ["are" if many else "is"] * 2
            ) + ["will be"]
            places += [swap(t, w) for w in options]
        elif t.lower_ in ("has", "have") and t.dep_ == "aux":
            places.append(swap(t, "will have"))
        elif t.lower_ == "will" and t.head.tag_ == "VB" and t.head.i == t.i + 1 and t.dep_ == "aux":
            form = inflected(t.head.lemma_, "VBD") if t.head.lemma_ != "be" else "was"
            places.append((Edit(t.idx, end_of(t.head), form),))
    return Change("tense", 0.6, rng.choice(places)) if places else None
