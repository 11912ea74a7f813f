"""Another sense: wider, narrower, a sibling, a wrong word, a foreign one."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from research.training.perturb.edits import Change, Edit, end_of, inflected, subtree, swap
from research.training.perturb.tables import options
from research.training.wordnet import POS, wordnet

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

WORDS: dict[str, list[str]] = {"NOUN": [], "VERB": [], "ADJ": []}
FOREIGN: list[str] = list(options("fillers")["foreign"])


def _content(doc: Doc) -> list[Token]:
    return [t for t in doc if t.pos_ in ("NOUN", "VERB", "ADJ") and not t.ent_type_ and t.is_alpha and len(t.text) > 2
            and t.lemma_.lower() not in ("be", "have", "do", "say", "other", "such", "same")]  # fmt: skip


def _form(token: Token, word: str) -> str:
    return inflected(word, token.tag_) if token.pos_ in ("NOUN", "VERB") else word


def general(doc: Doc, rng: Random) -> Change | None:
    """A wider word (mostly) or a narrower one."""
    net, places = wordnet(), []
    for t in _content(doc):
        if t.pos_ == "ADJ":
            continue
        lemma, pos = t.lemma_.lower(), POS[t.pos_]
        wide = [
            w
            for w in net.hypernyms(lemma, pos)
            if net.frequency(w, pos) >= 3
            and w not in ("entity", "object", "change", "act", "be", "have", "make", "get")
        ]
        places += [(t, w, True) for w in wide[:2]] * 2 + [(t, w, False) for w in net.hyponyms(lemma, pos)[:6:2]]
    if not places:
        return None
    token, word, wider = rng.choice(places)
    return Change("general", 0.5, swap(token, _form(token, word)), entails=wider, entailed=not wider)


def sibling(doc: Doc, rng: Random) -> Change | None:
    """Another thing of the same sort: dentist for doctor."""
    net = wordnet()
    places = [
        (t, s)
        for t in _content(doc)
        if t.pos_ in ("NOUN", "VERB") and (s := net.siblings(t.lemma_.lower(), POS[t.pos_]))
    ]
    if not places:
        return None
    token, words = rng.choice(places)
    return Change("mistranslation", 0.75, swap(token, _form(token, rng.choice(words))))


def mistranslation(doc: Doc, rng: Random) -> Change | None:
    """One or two content words replaced by others of their part of speech, as a wrong sense would."""
    places = [t for t in _content(doc) if WORDS.get(t.pos_)]
    if not places:
        return None
    edits: list[Edit] = []
    for token in rng.sample(places, 2 if len(places) > 6 and rng.random() < 0.25 else 1):
        word = rng.choice(WORDS[token.pos_])
        if word == token.lemma_.lower():
            return None
        edits += swap(token, _form(token, word))
    return Change("mistranslation", 0.85, tuple(edits))


def near_spelling(doc: Doc, rng: Random) -> Change | None:
    """A word that looks like the right one and is another (adverse/averse), as a slip of the pen or the ear."""
    places = [(t, w) for t in _content(doc) if len(t.text) > 4 and (w := _lookalikes(t))]
    if not places:
        return None
    token, words = rng.choice(places)
    return Change("mistranslation", 0.75, swap(token, _form(token, rng.choice(words))))


_BY_START: dict[tuple[str, str], list[str]] = {}


def _lookalikes(token: Token) -> list[str]:
    if not _BY_START:
        for pos, words in WORDS.items():
            for w in words:
                _BY_START.setdefault((pos, w[:4]), []).append(w)
    lemma = token.lemma_.lower()
    return [
        w
        for w in _BY_START.get((token.pos_, lemma[:4]), ())
        if w != lemma and not w.startswith(lemma[:-2]) and not lemma.startswith(w[:-2])
    ]


def untranslated(doc: Doc, rng: Random) -> Change | None:
    """One word, or a short phrase, left in a foreign language."""
    places = [t for t in _content(doc) if t.pos_ != "VERB" or rng.random() < 0.5]
    if not places:
        return None
    token = rng.choice(places)
    if rng.random() < 0.25 and token.dep_ in ("pobj", "dobj"):
        first, last = subtree(token)
        if last - first < 5:
            words = " ".join(rng.sample(FOREIGN, min(len(FOREIGN), rng.randint(2, 4))))
            return Change("untranslated", 0.7, (Edit(doc[first].idx, end_of(doc[last]), words),))
    return Change("untranslated", 0.6, (Edit(token.idx, end_of(token), rng.choice(FOREIGN)),))
