"""Who did what to whom, when, whether it is asked or said, and of which gender."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from training.perturb.edits import Change, Edit, cased, end_of, inflected, insert_before, subtree, swap
from training.perturb.tables import rows

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_CASE = {
    "he": "him",
    "she": "her",
    "they": "them",
    "i": "me",
    "we": "us",
    "him": "he",
    "her": "she",
    "them": "they",
    "me": "I",
    "us": "we",
}
_JOINTS = ("by", "to", "against", "for", "with", "from")
_SHE = dict(rows("genders"))
_HE = {v.lower(): k for k, v in _SHE.items()} | {
    "her": "his",
    "hers": "his",
    "mrs.": "Mr.",
    "ms.": "Mr.",
    "miss": "Mr.",
}


def _phrase(token: Token) -> Span:
    first, last = subtree(token)
    return token.doc[first : last + 1]


def _as(span: Span, role: str, at_start: bool) -> str:
    """A phrase in another place: pronouns change case, the capital stays with the sentence."""
    text = span.text
    if len(span) == 1 and text.lower() in _CASE:
        subject = text.lower() in ("he", "she", "they", "i", "we")
        if subject != (role == "subject"):
            text = _CASE[text.lower()]
    elif span[0].ent_type_ == "" and span[0].pos_ != "PROPN" and text != "I":
        text = text[0].lower() + text[1:]
    return text[0].upper() + text[1:] if at_start else text


def role(doc: Doc, rng: Random) -> Change | None:
    """Subject and object of a verb, or two names joined by a preposition, change places."""
    places: list[tuple[Span, Span]] = []
    for verb in doc:
        if verb.pos_ not in ("VERB", "AUX") or verb.lemma_ == "be":
            continue
        subjects = [
            c
            for c in verb.children
            if c.dep_ in ("nsubj", "nsubjpass") and c.lower_ not in ("it", "that", "which", "who", "there", "what")
        ]
        objects = [c for c in verb.children if c.dep_ in ("dobj",)]
        joints = [c for c in verb.children if c.dep_ in ("agent", "prep") and c.lower_ in _JOINTS]
        objects += [g for c in joints for g in c.children if g.dep_ == "pobj"]
        for s in subjects:
            places += [
                (_phrase(s), _phrase(o))
                for o in objects
                if o.right_edge.i - o.left_edge.i < 9 and s.right_edge.i - s.left_edge.i < 9
            ]
    names = [
        t
        for t in doc
        if t.ent_type_ in ("PERSON", "GPE", "ORG", "NORP")
        and t.dep_ in ("nsubj", "pobj", "dobj", "nsubjpass")
        and len(_phrase(t)) < 4
    ]
    places += [
        (_phrase(a), _phrase(b))
        for a in names
        for b in names
        if a.i < b.i and a.ent_type_ == b.ent_type_ and a.lemma_ != b.lemma_
    ]
    places = [(a, b) for a, b in places if a.end <= b.start and a.text.lower() != b.text.lower()]
    if not places:
        return None
    a, b = rng.choice(places)
    edits = (
        Edit(a.start_char, a.end_char, _as(b, "subject", a.start == 0)),
        Edit(b.start_char, b.end_char, _as(a, "object", False)),
    )
    return Change("role", 0.9, edits)


def tense(doc: Doc, rng: Random) -> Change | None:
    """The verb of a clause in another time: past, present, future, done or under way."""
    places: list[tuple[Edit, ...]] = []
    for t in doc:
        bare = not any(c.dep_ in ("aux", "auxpass", "neg") for c in t.children)
        lemma = t.lemma_.lower()
        plural = any(
            c.dep_ in ("nsubj", "nsubjpass") and (c.tag_ in ("NNS", "NNPS") or c.lower_ in ("they", "we", "you", "i"))
            for c in t.children
        )
        if t.pos_ == "VERB" and bare and t.tag_ in ("VBD", "VBZ", "VBP"):
            now = inflected(lemma, "VBP" if plural else "VBZ")
            options = [f"will {lemma}", f"would {lemma}"] if t.tag_ != "VBD" else [f"will {lemma}", now, now]
            options += [inflected(lemma, "VBD")] * 3 if t.tag_ != "VBD" else []
            places += [(Edit(t.idx, end_of(t), w),) for w in options if w != t.text]
        elif t.lower_ in ("is", "are", "was", "were") and t.lemma_ == "be":
            many = t.lower_ in ("are", "were")
            options = (
                ["were" if many else "was"] * 2 if t.lower_ in ("is", "are") else ["are" if many else "is"] * 2
            ) + ["will be"]
            places += [swap(t, w) for w in options]
        elif t.lower_ in ("has", "have") and t.dep_ == "aux":
            places.append(swap(t, "will have"))
        elif t.lower_ == "will" and t.head.tag_ == "VB" and t.head.i == t.i + 1 and t.dep_ == "aux":
            form = inflected(t.head.lemma_, "VBD") if t.head.lemma_ != "be" else "was"
            places.append((Edit(t.idx, end_of(t.head), form),))
    return Change("tense", 0.6, rng.choice(places)) if places else None


def gender(doc: Doc, rng: Random) -> Change | None:
    """He for she throughout, or one gendered noun for its counterpart."""
    pronouns = [t for t in doc if t.lower_ in ("he", "him", "his", "himself", "she", "her", "hers", "herself")]
    nouns = [t for t in doc if t not in pronouns and (t.lower_ in _SHE or t.lower_ in _HE)]
    if not pronouns and not nouns:
        return None
    chosen = pronouns if pronouns and (not nouns or rng.random() < 0.7) else [rng.choice(nouns)]
    if len(chosen) > 1 and rng.random() < 0.3:
        chosen = [rng.choice(chosen)]
    edits: list[Edit] = []
    for t in chosen:
        low = t.lower_
        new = _SHE.get(low) or ("him" if low == "her" and t.dep_ in ("dobj", "pobj", "dative") else _HE[low])
        edits += swap(t, new)
    return Change("gender", 0.7, tuple(edits))


def question(doc: Doc, rng: Random) -> Change | None:
    """A statement asked, or a question stated."""
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    if root is None or len(list(doc.sents)) != 1:
        return None
    last = doc[-1]
    if last.text == "?":
        first = doc[0]
        if first.lemma_ in ("be", "do", "have", "can", "will", "could", "would", "should"):
            subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > 0), None)
            if subject is None:
                return None
            phrase = _phrase(subject)
            moved = phrase.text if phrase[0].pos_ == "PROPN" else phrase.text[0].upper() + phrase.text[1:]
            aux = "" if first.lemma_ == "do" else " " + first.lower_
            if first.lemma_ == "do" and (first.lower_ != "do" or root.tag_ != "VB"):
                return None
            return Change("question", 0.7, (Edit(0, phrase.end_char, moved + aux), Edit(last.idx, end_of(last), ".")))
        return None
    if last.text != ".":
        return None
    mark = Edit(last.idx, end_of(last), "?")
    if rng.random() < 0.3:
        return Change(
            "question",
            0.7,
            (mark,)
            if rng.random() < 0.4
            else (insert_before(doc[0], rng.choice(["is it true that", "could it be that"])), mark),
        )
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    if subject is None or subject.i > root.i:
        return None
    phrase = _phrase(subject)
    aux = next((c for c in root.children if c.dep_ in ("aux", "auxpass") and c.i > phrase.end - 1), None) or (
        root if root.lemma_ == "be" else None
    )
    lowered = (
        phrase.text
        if phrase[0].pos_ == "PROPN" or phrase[0].ent_type_ or phrase.text == "I" or phrase.start
        else phrase.text[0].lower() + phrase.text[1:]
    )
    at = phrase.start_char
    if aux is not None and aux.i > phrase.end - 1 and not aux.text.startswith("'"):
        cutting = Edit(aux.idx, end_of(aux) + len(aux.whitespace_), "")
        if cutting.start <= phrase.end_char:
            return None
        return Change(
            "question",
            0.7,
            (Edit(at, phrase.end_char, cased(aux.lower_, "A" if at == 0 else "a") + " " + lowered), cutting, mark),
        )
    if root.tag_ in ("VBD", "VBZ", "VBP") and root.i > phrase.end - 1:
        do = {"VBD": "did", "VBZ": "does", "VBP": "do"}[root.tag_]
        return Change(
            "question",
            0.7,
            (
                Edit(at, phrase.end_char, cased(do, "A" if at == 0 else "a") + " " + lowered),
                Edit(root.idx, end_of(root), root.lemma_),
                mark,
            ),
        )
    return None
