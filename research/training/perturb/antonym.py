"""Opposites: WordNet's antonyms and a list of those it lacks, in the form of the word they replace."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from research.training.perturb.edits import Change, inflected, swap
from research.training.perturb.tables import both_ways
from research.training.wordnet import POS, wordnet

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OPEN = ("VERB", "NOUN", "ADJ", "ADV", "ADP")


def _open(token: Token) -> bool:
    """Whether a word may be turned round; the commonest verbs and those that are parts of others may not."""
    if token.pos_ not in _OPEN or token.ent_type_ or token.dep_ in ("aux", "prt", "agent"):
        return False
    return token.lemma_.lower() not in ("be", "have", "do", "say", "man", "woman", "to")


def opposites(token: Token) -> list[str]:
    lemma = token.lemma_.lower()
    found = list(both_ways("opposites", token.pos_).get(lemma, ()))
    if token.pos_ in ("VERB", "ADJ", "ADV", "NOUN"):
        found += [w for w in wordnet().antonyms(lemma, POS[token.pos_]) if "_" not in w]
    return list(dict.fromkeys(found))


def antonym(doc: Doc, rng: Random) -> Change | None:
    """Replace one word by its opposite."""
    places = [(t, o) for t in doc if _open(t) and (o := opposites(t))]
    places = [p for p in places if p[0].pos_ != "ADP"] * 4 + [p for p in places if p[0].pos_ == "ADP"]
    if not places:
        return None
    token, words = rng.choice(places)
    word = rng.choice(words)
    if (
        token.tag_ in ("JJR", "JJS", "RBR", "RBS")
        and len(word) <= 6
        and word not in ("worse", "less", "least", "worst")
    ) or token.pos_ in ("VERB", "NOUN"):
        word = inflected(word, token.tag_)
    return None if word == token.lower_ else Change("antonym", 1.0, swap(token, word), opposed=True)
