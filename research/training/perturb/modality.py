"""How sure, how far, how many: modal verbs and hedges, exaggeration, quantifiers."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

from research.training.perturb.edits import Change, Edit, cased, cut, end_of, insert_before, swap
from research.training.perturb.tables import options, rows

if TYPE_CHECKING:
    from spacy.tokens import Doc


def modality(doc: Doc, rng: Random) -> Change | None:
    """Another modal verb, a hedge dropped or put in, a claim made a fact."""
    modals, hedges = options("modals"), options("hedges")
    certainty = {(tag, word): other for tag, word, other in rows("certainty")}
    places: list[tuple[Edit, ...]] = []
    for t in doc:
        low = t.lower_
        if low in modals and t.tag_ == "MD" and not (t.i + 1 < len(doc) and doc[t.i + 1].lower_ in ("n't", "not")):
            places += [swap(t, w) for w in modals[low]]
        elif low in hedges and t.pos_ == "ADV":
            places.append((cut(doc, t.i, t.i),))
        if (t.pos_, low) in certainty:
            places += [swap(t, certainty[t.pos_, low])] * 2
        if t.tag_ in ("VBD", "VBZ") and t.dep_ == "ROOT" and t.pos_ == "VERB":
            places.append((insert_before(t, rng.choice(["allegedly", "possibly", "reportedly", "perhaps"])),))
            if t.tag_ == "VBZ":
                places.append((Edit(t.idx, end_of(t), f"{rng.choice(['may', 'could'])} {t.lemma_.lower()}"),))
    return Change("modality", 0.6, rng.choice(places)) if places else None


def quantity(doc: Doc, rng: Random) -> Change | None:
    """Another quantifier: all for some, few for many, more for less."""
    quantifiers = options("quantifiers")
    places = [
        swap(t, w)
        for t in doc
        if t.lower_ in quantifiers and t.pos_ in ("DET", "ADJ", "PRON", "NOUN", "ADV", "PDT")
        for w in quantifiers[t.lower_]
    ]
    if rng.random() < 0.3 or not places:
        subjects = [
            t
            for t in doc
            if t.tag_ == "NNS" and t.dep_ in ("nsubj", "nsubjpass", "dobj") and not t.ent_type_ and t.left_edge.i == t.i
        ]
        places += [
            (insert_before(t, rng.choice(["all", "most", "few", "some", "a few", "hardly any"])),) for t in subjects
        ]
    return Change("quantity", 0.7, rng.choice(places)) if places else None


def exaggeration(doc: Doc, rng: Random) -> Change | None:
    """Say more than was said: correlation becomes cause, may becomes does, mice become people."""
    places: list[tuple[Edit, str]] = []
    for pattern, new in options("claims").items():
        for m in re.finditer(rf"\b{pattern}\b", doc.text, re.IGNORECASE):
            words = m.expand(rng.choice(new))
            if words == "certainly":
                words = "will certainly " + m.group().split(" ", 1)[1]
            kind = "quantity" if "all" in words.split() else "mistranslation" if words.startswith("in ") else "modality"
            places.append((Edit(m.start(), m.end(), cased(words, m.group()[0])), kind))
    if not places:
        return None
    edit, kind = rng.choice(places)
    return Change(kind, 0.75, (edit,))
