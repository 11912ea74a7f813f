"""Harmless changes of order: where a clause stands, whose something is, whether that is said."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

from research.training.perturb.edits import Change, Edit, end_of, harmless, lowered, phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MOVABLE = (
    "because", "although", "when", "while", "if", "after", "before", "since", "as", "in", "on", "during", "until",
    "despite", "at",
)  # fmt: skip
_SAYING = ("say", "think", "know", "believe", "claim", "hope", "state")
_PRONOUNS = ("he", "she", "it", "they", "the", "we")


def clause_order(doc: Doc, rng: Random) -> Change | None:
    """A subordinate clause or an opening phrase moves from the front to the back or the other way."""
    if doc[-1].text != "." or '"' in doc.text or len(list(doc.sents)) != 1:
        return None
    root = next(t for t in doc if t.dep_ == "ROOT")
    for child in root.children:
        part = phrase(child)
        if child.dep_ not in ("advcl", "prep", "npadvmod") or len(part) < 3 or part.end >= len(doc):
            continue
        if part.start == 0 and doc[part.end].text == "," and part.end + 1 < len(doc) - 1:
            rest = doc[part.end + 1 : len(doc) - 1].text
            comma = ", " if doc[0].lower_ in ("although", "according") else " "
            return _whole(doc, rest + comma + lowered(part))
        last = part.end == len(doc) - 1 and part.start > root.i
        if last and child.dep_ != "npadvmod" and part[0].lower_ in _MOVABLE:
            front = doc[0 : part.start]
            return _whole(doc, f"{part.text}, {lowered(front).rstrip(' ,')}")
    return None


def _whole(doc: Doc, text: str) -> Change:
    """All before the full stop becomes `text`."""
    return harmless(Edit(0, doc[-1].idx, text[0].upper() + text[1:]))


def genitive(doc: Doc, rng: Random) -> Change | None:
    """the mayor of Paris → Paris's mayor, for a name that owns and stands inside the sentence."""
    for ent in doc.ents:
        if ent.label_ not in ("GPE", "PERSON", "ORG") or ent.start < 3 or ent.text.startswith("the "):
            continue
        if ent.end < len(doc) and doc[ent.end].text in ("'s", "’s", "'", "-"):
            continue
        article, noun, of = doc[ent.start - 3 : ent.start]
        if of.lower_ == "of" and of.head == noun and noun.pos_ == "NOUN" and article.text == "the":
            owner = ent.text + ("'" if ent.text.endswith("s") else "'s")
            return harmless(Edit(article.idx, ent.end_char, f"{owner} {noun.text}"))
    return None


def that_clause(doc: Doc, rng: Random) -> Change | None:
    """He said that ↔ he said."""
    for verb, after in pairwise(doc):
        if verb.lemma_ not in _SAYING or verb.pos_ != "VERB":
            continue
        if after.lower_ == "that" and after.dep_ == "mark":
            return harmless(Edit(after.idx, end_of(after) + len(after.whitespace_), ""))
        if verb.lemma_ in ("say", "believe", "claim") and after.lower_ in _PRONOUNS:
            return harmless(Edit(end_of(verb), end_of(verb), " that"))
    return None
