"""Harmless changes of form and order: case, marks, spacing, passive voice, the place of a clause."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

from training.perturb.edits import Change, Edit, end_of, inflected, subtree

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MOVABLE = frozenset(
    [
        "because",
        "although",
        "when",
        "while",
        "if",
        "after",
        "before",
        "since",
        "as",
        "in",
        "on",
        "during",
        "until",
        "despite",
        "at",
    ]
)
_SUBJECT = {"him": "he", "her": "she", "them": "they", "me": "I", "us": "we"}
_OBJECT = {v.lower(): k for k, v in _SUBJECT.items()}


def _same(edits: tuple[Edit, ...]) -> Change:
    return Change(None, 0.0, edits, entails=True, entailed=True)


def case(doc: Doc, rng: Random) -> Change | None:
    """All lower case, or the first letter, or a headline's capitals."""
    text = doc.text
    new = rng.choice(
        [text.lower(), text[:1].lower() + text[1:], text.lower(), text.title() if "'" not in text else text.upper()]
    )
    return _same((Edit(0, len(text), new),)) if new != text else None


def marks(doc: Doc, rng: Random) -> Change | None:
    """The full stop lost, a comma in or out, other quotation marks, a stray mark."""
    text, places = doc.text, []
    if text.endswith("."):
        places += [Edit(len(text) - 1, len(text), "")] * 2
    elif text[-1:].isalnum():
        places.append(Edit(len(text), len(text), "."))
    places += [Edit(m.start(), m.end(), "") for m in re.finditer(r",(?= [a-z])", text)]
    words = [t for t in doc if t.is_alpha and t.whitespace_]
    if words:
        t = rng.choice(words)
        places.append(Edit(end_of(t), end_of(t), rng.choice([",", ",", ";", "'", ":"])))
    if '"' in text:
        places.append(Edit(text.index('"'), text.index('"') + 1, "“"))
    places += [
        Edit(m.start(), m.end(), m[0].translate(str.maketrans("'’-–—", "’'–—-")))
        for m in re.finditer(r"['’]| [-–—] ", text)
    ]
    return _same((rng.choice(places),)) if places else None


def spacing(doc: Doc, rng: Random) -> Change | None:
    """Tokenised: a blank before every mark and clitic."""
    edits = tuple(Edit(end_of(t), end_of(t), " ") for t in doc[:-1] if not t.whitespace_ and t.nbor().text.strip())
    return _same(edits) if edits else None


def clause_order(doc: Doc, rng: Random) -> Change | None:
    """A subordinate clause or an opening phrase moves from the front to the back or the other way."""
    last = doc[-1]
    if last.text != "." or '"' in doc.text or len(list(doc.sents)) != 1:
        return None
    root = next(t for t in doc if t.dep_ == "ROOT")
    body_end = last.idx
    for t in root.children:
        first, final = subtree(t)
        words = doc[first : final + 1]
        if t.dep_ not in ("advcl", "prep", "npadvmod") or len(words) < 3:
            continue
        if first == 0 and final + 1 < len(doc) and doc[final + 1].text == ",":
            rest_at = doc[final + 2].idx if final + 2 < len(doc) else body_end
            rest = doc.text[rest_at:body_end].strip()
            moved = words.text if doc[0].ent_type_ or doc[0].text == "I" else words.text[0].lower() + words.text[1:]
            comma = ", " if doc[0].lower_ in ("although", "according") else " "
            return _same((Edit(0, body_end, rest[0].upper() + rest[1:] + comma + moved),)) if rest else None
        if final == last.i - 1 and first > root.i and t.dep_ != "npadvmod" and doc[first].lower_ in _MOVABLE:
            front = doc.text[: doc[first].idx].rstrip(" ,")
            lead = doc[0]
            kept = front if lead.pos_ == "PROPN" or lead.ent_type_ or lead.text == "I" else front[0].lower() + front[1:]
            return _same((Edit(0, body_end, words.text[0].upper() + words.text[1:] + ", " + kept),))
    return None


def voice(doc: Doc, rng: Random) -> Change | None:
    """Active to passive or passive to active, for a plain clause whose verb has its subject and object beside it."""
    if len(list(doc.sents)) != 1 or doc[-1].text != ".":
        return None
    verb = next(t for t in doc if t.dep_ == "ROOT")
    if verb.pos_ != "VERB" or any(
        c.dep_ in ("neg", "conj", "dative", "prt", "xcomp", "ccomp", "expl", "cc") for c in verb.children
    ):
        return None
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i), None)
    if subject is None or subject.lower_ in ("it", "who", "which", "that", "this", "there", "what"):
        return None
    return _to_active(doc, verb, subject) if subject.dep_ == "nsubjpass" else _to_passive(doc, verb, subject)


def _to_passive(doc: Doc, verb, subject) -> Change | None:
    target = next((c for c in verb.children if c.dep_ == "dobj"), None)
    auxes = [c for c in verb.children if c.dep_ == "aux"]
    if (
        target is None
        or target.lower_ in ("himself", "itself", "herself", "themselves", "it", "what", "that")
        or verb.lemma_ in ("have", "get", "want", "like", "cost", "become", "weigh", "let", "make")
    ):
        return None
    many = (
        target.tag_ in ("NNS", "NNPS")
        or target.lower_ in ("them", "us")
        or any(c.dep_ == "conj" for c in target.children)
    )
    modal = auxes[0].lower_ if len(auxes) == 1 and auxes[0].tag_ == "MD" else None
    if auxes and not modal:
        return None
    be = {"VBD": "were" if many else "was", "VBZ": "are" if many else "is", "VBP": "are" if many else "is"}.get(
        verb.tag_
    )
    be = f"{modal} be" if modal else be
    s0, s1 = subtree(subject)
    o0, o1 = subtree(target)
    if o1 + 1 < len(doc) and doc[o1 + 1].text in ("-", "–"):
        return None
    if (
        be is None
        or not (s0 == 0 and s1 < verb.i < o0)
        or o0 != verb.i + 1
        or (modal and auxes[0].i != verb.i - 1)
        or s1 + 1 + bool(modal) != verb.i
    ):
        return None
    agent = doc[s0 : s1 + 1].text
    agent = _OBJECT.get(
        agent.lower(), agent if doc[0].pos_ == "PROPN" or doc[0].ent_type_ else agent[0].lower() + agent[1:]
    )
    thing = doc[o0 : o1 + 1].text
    thing = _SUBJECT.get(thing.lower(), thing)
    new = f"{thing[0].upper()}{thing[1:]} {be} {inflected(verb.lemma_, 'VBN')} by {agent}"
    return _same((Edit(0, end_of(doc[o1]), new),))


def _to_active(doc: Doc, verb, subject) -> Change | None:
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    actor = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    auxes = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if actor is None or len(auxes) != 1 or auxes[0].lower_ not in ("is", "are", "was", "were"):
        return None
    s0, s1 = subtree(subject)
    a0, a1 = subtree(actor)
    if not (s0 == 0 and auxes[0].i == s1 + 1 and verb.i == s1 + 2 and by.i == verb.i + 1 and a0 == by.i + 1):
        return None
    many = actor.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in actor.children)
    tag = "VBD" if auxes[0].lower_ in ("was", "were") else "VBP" if many else "VBZ"
    thing = doc[s0 : s1 + 1].text
    thing = _OBJECT.get(
        thing.lower(), thing if doc[0].pos_ == "PROPN" or doc[0].ent_type_ else thing[0].lower() + thing[1:]
    )
    agent = doc[a0 : a1 + 1].text
    agent = _SUBJECT.get(agent.lower(), agent)
    return _same((Edit(0, end_of(doc[a1]), f"{agent[0].upper()}{agent[1:]} {inflected(verb.lemma_, tag)} {thing}"),))


def genitive(doc: Doc, rng: Random) -> Change | None:
    """the mayor of Paris ↔ Paris's mayor, for a name that owns."""
    for ent in doc.ents:
        if ent.label_ not in ("GPE", "PERSON", "ORG") or ent.start < 3 or ent.text.startswith("the "):
            continue
        if ent.end < len(doc) and doc[ent.end].text in ("'s", "’s", "'", "-"):
            continue
        of = doc[ent.start - 1]
        head = of.head
        if (
            of.lower_ == "of"
            and head.pos_ == "NOUN"
            and head.i == of.i - 1
            and head.left_edge.lower_ == "the"
            and head.left_edge.i == head.i - 1
            and head.i > 1
        ):
            clitic = "'" if ent.text.endswith("s") else "'s"
            return _same((Edit(doc[head.i - 1].idx, ent.end_char, f"{ent.text}{clitic} {head.text}"),))
    return None


def that_clause(doc: Doc, rng: Random) -> Change | None:
    """He said that ↔ he said."""
    for t in doc:
        if (
            t.lower_ == "that"
            and t.dep_ == "mark"
            and t.i > 0
            and doc[t.i - 1].lemma_ in ("say", "think", "know", "believe", "claim", "hope", "state")
        ):
            return _same((Edit(t.idx, end_of(t) + len(t.whitespace_), ""),))
        if (
            t.lemma_ in ("say", "believe", "claim")
            and t.pos_ == "VERB"
            and t.i + 1 < len(doc)
            and doc[t.i + 1].lower_ in ("he", "she", "it", "they", "the", "we")
        ):
            return _same((Edit(end_of(t), end_of(t), " that"),))
    return None
