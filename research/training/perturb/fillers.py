"""Words and phrases to put into sentences, gathered from parsed texts and begun with a short list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from research.training.perturb.edits import subtree
from research.training.perturb.tables import options

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SORTS = ("adjective", "adverb", "phrase", "clause", "sentence")
POOLS: dict[str, list[str]] = {sort: list(options("fillers")[sort]) for sort in SORTS}
_PREPOSITIONS = frozenset(["in", "at", "for", "with", "during", "after", "by", "under"])
_OPENERS = frozenset(["which", "who", "because", "although", "while", "after", "when", "where", "since", "as"])


def harvest(docs: Iterable[Doc]) -> None:
    """Add the fillers of parsed texts to the pools."""
    for doc in docs:
        for token in doc:
            sort = _sort(token)
            if sort:
                first, last = subtree(token)
                POOLS[sort].append(doc[first : last + 1].text)
        if 6 < len(doc) < 20 and doc.text[:1].isupper() and doc.text.endswith("."):
            POOLS["sentence"].append(doc.text)
    for pool in POOLS.values():
        pool[:] = sorted(set(pool))


def _sort(token: Token) -> str | None:
    """What sort of filler the token and all that hangs on it would make, if any."""
    first, last = subtree(token)
    alone, opener = first == last, token.doc[first]
    if token.pos_ == "ADJ" and token.dep_ == "amod":
        return "adjective" if alone and token.is_alpha and token.text.islower() else None
    if token.pos_ == "ADV" and token.dep_ == "advmod":
        return "adverb" if alone and token.text.endswith("ly") and token.text.islower() else None
    if token.dep_ == "prep":
        short = token.i == first and 1 < last - first < 7 and token.doc[first : last + 1].text.isascii()
        return "phrase" if short and token.lower_ in _PREPOSITIONS else None
    if token.dep_ in ("relcl", "advcl"):
        return "clause" if 3 < last - first < 12 and opener.text in _OPENERS else None
    return None
