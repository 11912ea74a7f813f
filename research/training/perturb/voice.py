"""Harmless: active for passive and passive for active."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from research.training.perturb.edits import (
    OBJECTS,
    SUBJECTS,
    Change,
    Edit,
    end_of,
    harmless,
    inflected,
    lowered,
    phrase,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

# A verb that governs more than its subject and object is left alone, and so are verbs that have no good passive.
_MORE = ("neg", "conj", "dative", "prt", "xcomp", "ccomp", "expl", "cc")
_NO_PASSIVE = ("have", "get", "want", "like", "cost", "become", "weigh", "let", "make")
_LIGHT = ("it", "who", "which", "that", "this", "there", "what", "himself", "itself", "herself", "themselves")


def voice(doc: Doc, rng: Random) -> Change | None:
    """For a plain sentence that begins with its subject, whose verb has subject and object beside it."""
    if len(list(doc.sents)) != 1 or doc[-1].text != ".":
        return None
    verb = next(t for t in doc if t.dep_ == "ROOT")
    if verb.pos_ != "VERB" or any(c.dep_ in _MORE for c in verb.children):
        return None
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i), None)
    if subject is None or subject.lower_ in _LIGHT or subject.left_edge.i != 0:
        return None
    return _to_active(verb, subject) if subject.dep_ == "nsubjpass" else _to_passive(verb, subject)


def _to_passive(verb: Token, subject: Token) -> Change | None:
    target = next((c for c in verb.children if c.dep_ == "dobj"), None)
    helpers = [c for c in verb.children if c.dep_ == "aux"]
    if target is None or target.lower_ in _LIGHT or verb.lemma_ in _NO_PASSIVE or len(helpers) > 1:
        return None
    actor, thing = phrase(subject), phrase(target)
    if actor.end + len(helpers) != verb.i or thing.start != verb.i + 1 or _hyphen_after(thing):
        return None
    be = _be(verb.tag_, _plural(target))
    if helpers:
        be = f"{helpers[0].lower_} be" if helpers[0].tag_ == "MD" else ""
    moved = SUBJECTS.get(thing.text.lower(), thing.text)
    agent = OBJECTS.get(actor.text.lower(), lowered(actor))
    text = f"{moved[0].upper()}{moved[1:]} {be} {inflected(verb.lemma_, 'VBN')} by {agent}"
    return harmless(Edit(0, end_of(thing[-1]), text)) if be else None


def _to_active(verb: Token, subject: Token) -> Change | None:
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    actor = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if by is None or actor is None or [h.lower_ in ("is", "are", "was", "were") for h in helpers] != [True]:
        return None
    thing, agent = phrase(subject), phrase(actor)
    if [thing.end, thing.end + 1, by.i, agent.start] != [helpers[0].i, verb.i, verb.i + 1, by.i + 1]:
        return None
    tag = "VBD" if helpers[0].lower_ in ("was", "were") else "VBP" if _plural(actor) else "VBZ"
    moved = OBJECTS.get(thing.text.lower(), lowered(thing))
    first = SUBJECTS.get(agent.text.lower(), agent.text)
    text = f"{first[0].upper()}{first[1:]} {inflected(verb.lemma_, tag)} {moved}"
    return harmless(Edit(0, end_of(agent[-1]), text))


def _be(tag: str, many: bool) -> str:
    present = "are" if many else "is"
    return {"VBD": "were" if many else "was", "VBZ": present, "VBP": present}.get(tag, "")


def _plural(noun: Token) -> bool:
    joined = any(c.dep_ == "conj" for c in noun.children)
    return joined or noun.tag_ in ("NNS", "NNPS") or noun.lower_ in ("them", "us")


def _hyphen_after(words: Span) -> bool:
    return words.end < len(words.doc) and words.doc[words.end].text in ("-", "–")
