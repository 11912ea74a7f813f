"""What is put in: a word, a phrase or clause, a sentence that nothing in the original speaks of."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from research.training.perturb.edits import Change, Edit, end_of, insert_after, insert_before
from research.training.perturb.fillers import POOLS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BEFORE_NOUN = frozenset(
    ["the", "this", "his", "her", "their", "its", "these", "of", "in", "with", "and", "my", "no", "some"]
)
_OPENERS = frozenset(["The", "A", "An", "In", "It", "He", "She", "They", "This", "There"])


def add_word(doc: Doc, rng: Random) -> Change | None:
    """An adjective before a noun or an adverb before a verb."""
    nouns = [t for t in doc if _takes_adjective(t)]
    verbs = [t for t in doc if t.pos_ == "VERB" and t.tag_ in ("VBD", "VBZ", "VBP", "VBN") and t.dep_ != "amod"]
    places = [insert_before(t, rng.choice(POOLS["adjective"])) for t in nouns]
    places += [insert_before(t, rng.choice(POOLS["adverb"])) for t in verbs]
    return Change("addition", 0.6, (rng.choice(places),), entailed=True) if places else None


def _takes_adjective(token: Token) -> bool:
    if token.tag_ == "NNS" and token.left_edge.i == token.i:
        return True
    if token.pos_ != "NOUN" or token.dep_ == "compound" or token.left_edge.i == token.i:
        return False
    return token.nbor(-1).lower_ in _BEFORE_NOUN


def add_phrase(doc: Doc, rng: Random) -> Change | None:
    """A prepositional phrase or a clause that another sentence had."""
    roles = ("dobj", "pobj", "nsubj", "attr")
    places = [t for t in doc if t.pos_ == "NOUN" and t.dep_ in roles and t.right_edge.i == t.i]
    if not places:
        return None
    token = rng.choice(places)
    if rng.random() >= 0.35:
        return Change("addition", 0.65, (insert_after(token, rng.choice(POOLS["phrase"])),), entailed=True)
    at = end_of(token)
    closed = token.i + 1 >= len(doc) or doc[token.i + 1].is_punct
    clause = f", {rng.choice(POOLS['clause'])}" + ("" if closed else ",")
    return Change("addition", 0.75, (Edit(at, at, clause),), entailed=True)


def add_sentence(doc: Doc, rng: Random) -> Change | None:
    """The text goes on after its end, as a sentence of its own or joined to the last."""
    end, sentence = len(doc.text), rng.choice(POOLS["sentence"])
    if doc[-1].text != "." or rng.random() >= 0.4:
        return Change("addition", 0.9, (Edit(end, end, " " + sentence),), entailed=True)
    first = sentence[0].lower() if sentence.split()[0] in _OPENERS else sentence[0]
    joined = rng.choice([", and ", ", while ", ", but "]) + first + sentence[1:]
    return Change("addition", 0.85, (Edit(doc[-1].idx, end, joined),), entailed=True)
