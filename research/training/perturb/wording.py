"""Harmless changes of words: synonyms, set phrases, contractions, spellings."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

from research.training.perturb.edits import Change, Edit, cased, end_of, harmless, inflected, swap
from research.training.perturb.tables import both_ways, rows
from research.training.wordnet import POS, wordnet

if TYPE_CHECKING:
    from spacy.tokens import Doc


def synonym(doc: Doc, rng: Random) -> Change | None:
    """One to three words replaced by synonyms: a curated list, and WordNet where first senses agree on both sides."""
    places = []
    for t in doc:
        if t.pos_ not in POS or t.ent_type_ or t.dep_ in ("aux", "prt") or not t.is_alpha:
            continue
        lemma = t.lemma_.lower()
        listed = both_ways("synonyms", t.pos_).get(lemma, [])
        words = listed * 3 + [w for w in wordnet().synonyms(lemma, POS[t.pos_]) if "_" not in w]
        if words and not (t.pos_ == "VERB" and any(c.dep_ == "prt" for c in t.children)):
            places.append((t, rng.choice(words)))
    if not places:
        return None
    edits: list[Edit] = []
    for token, word in rng.sample(places, min(len(places), rng.choice([1, 1, 2, 3]))):
        edits += swap(token, inflected(word, token.tag_) if token.pos_ in ("VERB", "NOUN") else word)
    edits.sort(key=lambda e: e.start)
    return harmless(*edits)


def phrase(doc: Doc, rng: Random) -> Change | None:
    """A set phrase said in another set phrase."""
    places = []
    for row in rows("phrases"):
        for option in row:
            others = [o.lstrip("*") for o in row if o != option]
            if not option.startswith("*"):
                found = re.finditer(rf"\b{re.escape(option)}\b", doc.text, re.IGNORECASE)
                places += [(m, rng.choice(others)) for m in found]
    if not places:
        return None
    m, words = rng.choice(places)
    return harmless(Edit(m.start(), m.end(), cased(words, m.group()[0])))


def contraction(doc: Doc, rng: Random) -> Change | None:
    """it is ↔ it's, all of them."""
    text, edits = doc.text, []
    back = rng.random() < 0.5
    for long, short in rows("contractions"):
        old, new = (short, long) if back else (long, short)
        if (
            back
            and short.endswith("'s")
            and not re.search(rf"\b{re.escape(short)} (?:a|the|not|in|very|also)\b", text, re.IGNORECASE)
        ):
            continue
        edits += [
            Edit(m.start(), m.end(), cased(new, m.group()[0]))
            for m in re.finditer(rf"\b{re.escape(old)}\b", text, re.IGNORECASE)
        ]
    edits.sort(key=lambda e: e.start)
    edits = [e for k, e in enumerate(edits) if k == 0 or edits[k - 1].end < e.start]
    return harmless(*edits) if edits else None


def spelling(doc: Doc, rng: Random) -> Change | None:
    """American for British, all of them, or the other way round."""
    other = {a: b for row in rows("spellings") for a, b in (row, row[::-1])}
    edits = [Edit(t.idx, end_of(t), cased(other[t.lower_], t.text)) for t in doc if t.lower_ in other]
    return harmless(*edits) if edits else None


def slip(doc: Doc, rng: Random) -> Change | None:
    """A letter lost or two swapped inside a long word."""
    places = [t for t in doc if t.is_alpha and len(t.text) > 5]
    if not places:
        return None
    t = rng.choice(places)
    i = rng.randrange(1, len(t.text) - 2)
    word = (
        t.text[:i] + t.text[i + 1 :] if rng.random() < 0.5 else t.text[:i] + t.text[i + 1] + t.text[i] + t.text[i + 2 :]
    )
    return None if word == t.text else Change(None, 0.05, (Edit(t.idx, end_of(t), word),), entails=True, entailed=True)
