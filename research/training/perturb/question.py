"""A statement asked, or a question stated."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from research.training.perturb.edits import Change, Edit, cased, end_of, insert_before, lowered, phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DO = {"VBD": "did", "VBZ": "does", "VBP": "do"}
_FIRST = ("be", "do", "have", "can", "will", "could", "would", "should")


def question(doc: Doc, rng: Random) -> Change | None:
    """The verb changes places with its subject; or a mere mark or opening makes the question."""
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    if root is None or len(list(doc.sents)) != 1:
        return None
    last = doc[-1]
    if last.text == "?":
        edits = _stated(doc, root, Edit(last.idx, end_of(last), "."))
    elif last.text == ".":
        mark = Edit(last.idx, end_of(last), "?")
        roll = rng.random()
        opening = rng.choice(["is it true that", "could it be that"])
        edits = (mark,) if roll < 0.12 else (insert_before(doc[0], opening), mark) if roll < 0.3 else _asked(root, mark)
    else:
        return None
    return Change("question", 0.7, edits) if edits else None


def _stated(doc: Doc, root: Token, stop: Edit) -> tuple[Edit, ...]:
    """Is the river rising? → The river is rising."""
    first = doc[0]
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > 0), None)
    plain_do = first.lower_ == "do" and root.tag_ == "VB"
    if subject is None or first.lemma_ not in _FIRST or (first.lemma_ == "do" and not plain_do):
        return ()
    words = phrase(subject)
    moved = words.text if words[0].pos_ == "PROPN" else words.text[0].upper() + words.text[1:]
    return (Edit(0, words.end_char, moved + ("" if plain_do else " " + first.lower_)), stop)


def _asked(root: Token, mark: Edit) -> tuple[Edit, ...]:
    """The river is rising. → Is the river rising? The mayor resigned. → Did the mayor resign?"""
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    if subject is None or subject.i > root.i:
        return ()
    words = phrase(subject)
    helpers = [c for c in root.children if c.dep_ in ("aux", "auxpass") and c.i >= words.end]
    verb = helpers[0] if helpers else root if root.lemma_ == "be" else None
    if verb is not None and verb.i >= words.end and not verb.text.startswith("'"):
        gone, word = Edit(verb.idx, end_of(verb) + len(verb.whitespace_), ""), verb.lower_
    elif root.tag_ in _DO and root.i >= words.end:
        gone, word = Edit(root.idx, end_of(root), root.lemma_), _DO[root.tag_]
    else:
        return ()
    if gone.start <= words.end_char:
        return ()
    opening = cased(word, "A" if words.start == 0 else "a")
    return (Edit(words.start_char, words.end_char, f"{opening} {lowered(words)}"), gone, mark)
