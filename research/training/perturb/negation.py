"""Negation put in or taken out."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from research.training.perturb.edits import Change, Edit, cut, end_of, inflected, insert_after, insert_before, swap

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_AUX = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "will",
        "would",
        "can",
        "could",
        "should",
        "has",
        "have",
        "had",
        "must",
        "may",
        "might",
        "does",
        "do",
        "did",
        "'s",
        "'re",
        "'ll",
        "'ve",
        "am",
    ]
)
_FULL = {"ca": "can", "wo": "will", "sha": "shall"}
_DO = {"VBD": "did", "VBZ": "does", "VBP": "do"}


def negation(doc: Doc, rng: Random) -> Change | None:
    """Take a negation out if there is one (mostly), else put one in."""
    out, into = _removals(doc), _insertions(doc, rng)
    if out and (not into or rng.random() < 0.7):
        return Change("negation", 1.0, rng.choice(out), opposed=True)
    return Change("negation", 1.0, rng.choice(into), opposed=True) if into else None


def _removals(doc: Doc) -> list[tuple[Edit, ...]]:
    found: list[tuple[Edit, ...]] = []
    for t in doc:
        low = t.lower_
        if low in ("not", "n't") and t.i > 0:
            edits: tuple[Edit, ...] = (cut(doc, t.i, t.i),) if t.whitespace_ or doc[t.i - 1].whitespace_ else ()
            if low == "n't":
                edits = (Edit(t.idx, end_of(t), ""),)
                before = doc[t.i - 1]
                if before.lower_ in _FULL:
                    edits = (*edits, Edit(before.idx, end_of(before), _FULL[before.lower_], quiet=True))
            if edits:
                found.append(_without_do(doc, t, edits))
        elif low in ("no", "neither") and t.dep_ == "det" and t.head.i > t.i:
            found.append(swap(t, "some" if t.head.tag_ == "NNS" else "a"))
        elif low == "never":
            found.append(swap(t, "always") if t.i % 2 else (cut(doc, t.i, t.i),))
        elif low == "without":
            found.append(swap(t, "with"))
        elif low in ("nobody", "nothing", "none"):
            found.append(swap(t, {"nobody": "everybody", "nothing": "everything", "none": "all"}[low]))
        elif low == "unable":
            found.append(swap(t, "able"))
        elif low == "cannot":
            found.append(swap(t, "can"))
    return found


def _without_do(doc: Doc, negator: Token, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Drop the do that carried the negation and give its tense to the verb: did not go → went."""
    verb, aux = negator.head, doc[negator.i - 1]
    if aux.lemma_ != "do" or verb.tag_ != "VB" or verb.i <= negator.i:
        return edits
    form = inflected(verb.lemma_, aux.tag_ if aux.tag_ in _DO else "VBD")
    return (
        Edit(aux.idx, end_of(negator) + len(negator.whitespace_), ""),
        Edit(verb.idx, end_of(verb), form, quiet=True),
    )


def _insertions(doc: Doc, rng: Random) -> list[tuple[Edit, ...]]:
    found: list[tuple[Edit, ...]] = []
    for t in doc:
        negated = any(c.dep_ == "neg" for c in t.children) or any(c.dep_ == "neg" for c in t.head.children)
        if negated:
            continue
        if t.lower_ in _AUX and (t.dep_ in ("aux", "auxpass") or t.lemma_ == "be") and t.lower_ not in ("'ve", "'ll"):
            if t.lower_ in ("is", "are", "was", "were", "does", "did", "would", "could") and rng.random() < 0.25:
                found.append((Edit(end_of(t), end_of(t), "n't"),))
            else:
                found.append((insert_after(t, rng.choice(["not", "not", "not", "never", "no longer"])),))
        elif t.tag_ in _DO and t.pos_ == "VERB" and not any(c.dep_ in ("aux", "auxpass") for c in t.children):
            if rng.random() < 0.85:
                found.append((Edit(t.idx, end_of(t), f"{_DO[t.tag_]} not {t.lemma_.lower()}"),))
            else:
                found.append((insert_before(t, "never"),))
        elif t.lower_ == "with" and t.dep_ == "prep" and rng.random() < 0.4:
            found.append(swap(t, "without"))
        elif t.lower_ == "some" and t.dep_ == "det":
            found.append(swap(t, "no"))
        elif t.tag_ in ("VBG",) and t.dep_ in ("acl", "advcl", "root") and rng.random() < 0.3:
            found.append((insert_before(t, "not"),))
    return found
