"""Who did what to whom, turned round."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from random import Random
from typing import TYPE_CHECKING

from research.training.perturb.edits import OBJECTS, SUBJECTS, Change, Edit, lowered, phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

_JOINTS = ("by", "to", "against", "for", "with", "from")
_LIGHT = ("it", "that", "which", "who", "there", "what")
_NAMES = ("PERSON", "GPE", "ORG", "NORP")
_LONG = 9  # words; longer phrases do not change places


def role(doc: Doc, rng: Random) -> Change | None:
    """Subject and object of a verb, or two names of a sort, change places."""
    places = [(a, b) for a, b in [*_verb_pairs(doc), *_name_pairs(doc)] if a.end <= b.start]
    places = [(a, b) for a, b in places if a.text.lower() != b.text.lower()]
    if not places:
        return None
    a, b = rng.choice(places)
    first = _as_subject(b)
    first = first[0].upper() + first[1:] if a.start == 0 else first
    edits = (Edit(a.start_char, a.end_char, first), Edit(b.start_char, b.end_char, _as_object(a)))
    return Change("role", 0.9, edits)


def _verb_pairs(doc: Doc) -> Iterator[tuple[Span, Span]]:
    for verb in doc:
        if verb.pos_ not in ("VERB", "AUX") or verb.lemma_ == "be":
            continue
        subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.lower_ not in _LIGHT]
        joints = [c for c in verb.children if c.dep_ in ("agent", "prep") and c.lower_ in _JOINTS]
        objects = [c for c in verb.children if c.dep_ == "dobj"]
        objects += [g for c in joints for g in c.children if g.dep_ == "pobj"]
        for a, b in product(map(phrase, subjects), map(phrase, objects)):
            if len(a) <= _LONG and len(b) <= _LONG:
                yield a, b


def _name_pairs(doc: Doc) -> Iterator[tuple[Span, Span]]:
    roles = ("nsubj", "pobj", "dobj", "nsubjpass")
    names = [t for t in doc if t.ent_type_ in _NAMES and t.dep_ in roles and len(phrase(t)) < 4]
    for a, b in combinations(names, 2):
        if a.ent_type_ == b.ent_type_ and a.lemma_ != b.lemma_:
            yield phrase(a), phrase(b)


def _as_subject(words: Span) -> str:
    text: str = words.text
    return SUBJECTS.get(text.lower(), text)


def _as_object(words: Span) -> str:
    return OBJECTS.get(words.text.lower(), lowered(words))
