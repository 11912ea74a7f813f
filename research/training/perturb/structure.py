"""The same words in another structure: things of one sort exchanged, active and passive, converse verbs; each with a harmless twin
in which as much moves and nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING

from research.training.perturb.edits import (
    OBJECTS,
    SUBJECTS,
    Change,
    Edit,
    cased,
    end_of,
    harmless,
    inflected,
    lowered,
    phrase,
    subtree,
)
from research.training.perturb.tables import rows

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_NAMES = ("PERSON", "GPE", "ORG", "NORP", "LOC")
_LIGHT = frozenset(
    "it that this these those which who whom there what something nothing anything everything itself himself herself themselves"
    " one each other".split()
)
_NO_PASSIVE = frozenset("have get want like cost become weigh let make take resemble lack fit be say think".split())
_BARE = frozenset("help let make see hear watch feel have".split())  # they made him go
_MORE = ("neg", "dative", "prt", "xcomp", "ccomp", "expl", "oprd", "conj", "cc")
_ORDERED = frozenset("respectively then first second later before former latter both either from between".split())


# --- exchanged, and coordinated things in another order


def exchanged(doc: Doc, rng: Random) -> Change | None:
    """Two names of a sort, two nouns, two adjectives or two figures change places; joined things do not count."""
    pairs = [*_alike(doc)]
    if not pairs:
        return None
    sort = rng.choice(sorted({a.pos_ for a, _ in pairs}))  # nouns are many, names and figures few
    a, b = rng.choice([p for p in pairs if p[0].pos_ == sort])
    kind = "number" if a.pos_ == "NUM" else "role"
    first = b.text if a.i or b.ent_type_ else cased(b.text, a.text)
    second = a.text if a.i or a.ent_type_ else a.text[0].lower() + a.text[1:]
    edits = (Edit(a.idx, end_of(a), first), Edit(b.idx, end_of(b), second))
    return Change(kind, 0.8, edits)


def _alike(doc: Doc) -> Iterator[tuple[Token, Token]]:
    tokens = [t for t in doc if t.text.isalnum() and not _part_of_more(t)]
    for a, b in combinations(tokens, 2):
        if a.lower_ == b.lower_ or a.lemma_ == b.lemma_ or a.tag_ != b.tag_ or _joined(a, b):
            continue
        if a.ent_type_ != b.ent_type_ or _after_an(a) != _after_an(b):
            continue
        names = a.pos_ == "PROPN" and a.ent_type_ in _NAMES
        nouns = (
            a.pos_ == "NOUN" and not a.ent_type_ and {a.dep_, b.dep_} <= {"nsubj", "dobj", "pobj", "nsubjpass", "conj"}
        )
        adjectives = a.tag_ == "JJ" and a.dep_ == b.dep_ == "amod" and a.head != b.head
        figures = (
            a.pos_ == "NUM" and a.dep_ == b.dep_ and a.ent_type_ in ("CARDINAL", "QUANTITY", "MONEY", "PERCENT", "DATE")
        )
        if names or nouns or adjectives or (figures and a.head != b.head):
            yield a, b


def _part_of_more(token: Token) -> bool:
    """Whether a word is part of a compound or of a name of several words."""
    inside = token.dep_ == "compound" or any(
        c.dep_ in ("compound", "nummod", "quantmod", "poss") and c.i != token.i for c in token.children
    )
    hyphens = any(t.text in ("-", "–", "/") for t in token.doc[max(0, token.i - 1) : token.i + 2])
    return (inside and token.pos_ != "NUM") or hyphens


def _joined(a: Token, b: Token) -> bool:
    """Whether one hangs on the other, by and or of."""
    return b.head == a or a.head == b or (b in a.conjuncts) or b.head.head == a


def _after_an(token: Token) -> str:
    before = token.doc[token.i - 1].lower_ if token.i else ""
    return before if before in ("a", "an") else ""


def conjuncts(doc: Doc, rng: Random) -> Change | None:
    """Harmless: A and B → B and A, for two names, nouns, adjectives or figures with what hangs on them."""
    if any(t.lower_ in _ORDERED for t in doc):
        return None
    places = []
    for b in doc:
        a = b.head
        if b.dep_ != "conj" or a.pos_ != b.pos_ or b.pos_ not in ("NOUN", "PROPN", "ADJ") or len(a.conjuncts) != 1:
            continue
        joint = [c for c in a.children if c.dep_ == "cc" and c.lower_ in ("and", "or")]
        if len(joint) != 1 or joint[0].i + 1 != b.left_edge.i or b.lower_ in _LIGHT or b.right_edge.i != a.right_edge.i:
            continue
        left = doc[a.left_edge.i : joint[0].i]
        right = doc[b.left_edge.i : b.right_edge.i + 1]
        bare = left[0].pos_ in ("DET", "PRON", "NUM", "ADJ", "ADP", "ADV") or left[0].dep_ in (
            "poss",
            "amod",
            "nummod",
            "det",
        )
        matched = left[0].dep_ == "det" and right[0].dep_ == "det"
        beside = doc[max(0, left.start - 1) : right.end + 1]
        if left.text.lower() == right.text.lower() or any(t.text in ("-", "–", "/") for t in beside):
            continue
        if (
            len(left) > 6
            or len(right) > 6
            or any(t.is_punct for t in [*left, *right])
            or (len(left) > 1 and bare and not matched)
        ):
            continue
        if not matched and (right[0].dep_ in ("det", "poss") or len(left) != len(right)):
            continue
        first = right.text if left.start else right.text[0].upper() + right.text[1:]
        places.append(
            (Edit(left.start_char, left.end_char, first), Edit(right.start_char, right.end_char, lowered(left)))
        )
    return harmless(*rng.choice(places)) if places else None


# --- a verb with its subject and object


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb in the active voice with its subject before it and its object behind it, nothing between."""

    actor: Span
    verb: Token
    thing: Span


def _deeds(doc: Doc) -> Iterator[Deed]:
    for verb in doc:
        if verb.pos_ != "VERB" or verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.lemma_ in _NO_PASSIVE:
            continue
        if any(c.dep_ in _MORE or c.dep_.startswith("aux") for c in verb.children) or verb.dep_ in ("relcl", "conj"):
            continue
        if verb.dep_ == "ccomp" and verb.head.lemma_ in _BARE:
            continue  # an infinitive, whatever the tagger says
        actor = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
        if actor is None or thing is None or {actor.lower_, thing.lower_} & _LIGHT or actor.tag_ == "WP":
            continue
        a, b = phrase(actor), phrase(thing)
        plain = a.end == verb.i and b.start == verb.i + 1 and len(a) <= 9 and len(b) <= 9
        if plain and not _clumsy(a) and not _clumsy(b) and a.text.lower() != b.text.lower():
            yield Deed(a, verb, b)


def _clumsy(words: Span) -> bool:
    """Whether a phrase holds marks, a clause or a word that points elsewhere in the sentence, or runs on in a hyphen."""
    inside = any(
        t.is_punct or t.dep_ in ("relcl", "acl", "appos", "ccomp") or (t.dep_ == "poss" and t.pos_ == "PRON")
        for t in words
    )
    return inside or (words.end < len(words.doc) and words.doc[words.end].text in ("-", "–", "/"))


def _opens(deed: Deed) -> bool:
    """Whether the deed begins a sentence or a quotation."""
    before = deed.actor.start - 1
    quoted = before >= 0 and deed.verb.doc[before].is_quote and deed.actor.text[0].isupper()
    return before < 0 or bool(deed.actor[0].is_sent_start) or quoted


def _many(words: Span) -> bool:
    noun = words.root
    joined = any(c.dep_ == "conj" for c in noun.children)
    return (
        joined or noun.tag_ in ("NNS", "NNPS") or noun.lower_ in ("them", "us", "they", "we", "you", "these", "those")
    )


def _inside(words: Span) -> str:
    """A phrase as it stands inside a sentence, also where a quotation or another sentence began with it."""
    first = words[0]
    common = first.pos_ in ("DET", "ADP", "ADV", "ADJ", "NOUN") and not first.ent_type_ and first.text[1:].islower()
    return words.text[0].lower() + words.text[1:] if common and not words.text.isupper() else lowered(words)


def _subject(words: Span, first: bool) -> str:
    text = SUBJECTS.get(words.text.lower(), _inside(words))
    return text[0].upper() + text[1:] if first else text


def _object(words: Span) -> str:
    return OBJECTS.get(words.text.lower(), _inside(words))


def _passive(deed: Deed, actor: Span, thing: Span) -> Edit:
    """The deed in the passive voice, done by `actor` to `thing`."""
    many = _many(thing)
    be = ("were" if many else "was") if deed.verb.tag_ == "VBD" else ("are" if many else "is")
    if deed.verb.tag_ != "VBD" and thing.text.lower() in ("me", "i"):
        be = "am"
    first = _opens(deed)
    words = f"{_subject(thing, first)} {be} {inflected(deed.verb.lemma_, 'VBN')} by {_object(actor)}"
    return Edit(deed.actor.start_char, deed.thing.end_char, words)


def passive(doc: Doc, rng: Random) -> Change | None:
    """Harmless: A did B → B was done by A."""
    deeds = list(_deeds(doc))
    if not deeds:
        return None
    deed = rng.choice(deeds)
    return harmless(_passive(deed, deed.actor, deed.thing))


def passive_exchanged(doc: Doc, rng: Random) -> Change | None:
    """A did B → A was done by B."""
    deeds = list(_deeds(doc))
    if not deeds:
        return None
    deed = rng.choice(deeds)
    return Change("role", 1.0, (_passive(deed, deed.thing, deed.actor),))


# --- converse verbs


def _converse(deed: Deed, other: str, actor: Span, thing: Span) -> Edit:
    """`other`, a verb with what follows it, in the place of the deed's verb, with `actor` before and `thing` behind it."""
    first = _opens(deed)
    tag = deed.verb.tag_ if deed.verb.tag_ == "VBD" else "VBP" if _many(actor) else "VBZ"
    verb, _, rest = other.partition(" ")
    form = {("be", "VBD"): "were" if _many(actor) else "was", ("be", "VBZ"): "is", ("be", "VBP"): "are"}.get(
        (verb, tag)
    ) or inflected(verb, tag)
    words = " ".join(w for w in (_subject(actor, first), form, rest, _object(thing)) if w)
    return Edit(deed.actor.start_char, deed.thing.end_char, words)


def _with_converse(doc: Doc) -> list[tuple[Deed, str]]:
    table = {row[0]: row[1:] for row in rows("converses")}
    return [(deed, other) for deed in _deeds(doc) for other in table.get(deed.verb.lemma_.lower(), ())]


def converse(doc: Doc, rng: Random) -> Change | None:
    """Harmless: A defeated B → B lost to A."""
    places = _with_converse(doc)
    if not places:
        return None
    deed, other = rng.choice(places)
    return harmless(_converse(deed, other, deed.thing, deed.actor))


def converse_exchanged(doc: Doc, rng: Random) -> Change | None:
    """A defeated B → A lost to B."""
    places = _with_converse(doc)
    if not places:
        return None
    deed, other = rng.choice(places)
    return Change("role", 1.0, (_converse(deed, other, deed.actor, deed.thing),))


# --- clauses attached elsewhere


def attached(doc: Doc, rng: Random) -> Change | None:
    """A relative clause or an apposition moves from the subject to the object, or the other way."""
    places = []
    for verb in doc:
        nouns = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj")]
        nouns += [g for c in verb.children if c.dep_ in ("prep", "agent") for g in c.children if g.dep_ == "pobj"]
        for a, b in combinations([n for n in nouns if n.pos_ in ("NOUN", "PROPN")], 2):
            for here, there in ((a, b), (b, a)):
                clause = next((c for c in here.children if c.i > here.i and _hangs(c)), None)
                free = not any(c.dep_ in ("relcl", "acl", "appos", "prep", "conj", "cc") for c in there.children)
                if clause is not None and free and subtree(clause)[1] - subtree(clause)[0] < 14:
                    edit = _moved(doc, clause, there)
                    if edit:
                        places.append(edit)
    return Change("role", 0.8, rng.choice(places)) if places else None


def _hangs(clause: Token) -> bool:
    """Whether a clause says by its first word that it hangs on a noun: a relative clause, or a gerund with more behind it."""
    first, last = subtree(clause)
    opener = clause.doc[first]
    if clause.dep_ == "relcl":
        return opener.tag_ in ("WP", "WDT", "WP$", "WRB")
    return clause.dep_ == "acl" and clause.tag_ in ("VBG", "VBN") and first == clause.i and last - first >= 2


def _moved(doc: Doc, clause: Token, to: Token) -> tuple[Edit, ...] | None:
    first, last = subtree(clause)
    if doc[first].dep_ in ("punct",) or first == 0:
        return None
    comma = doc[first - 1].text == ","
    closed = last + 1 < len(doc) and doc[last + 1].is_punct
    if comma and not closed:
        return None
    words = doc[first : last + 1].text
    start = (
        doc[first - 2].idx + len(doc[first - 2].text)
        if comma and first > 1
        else doc[first - 1].idx + len(doc[first - 1].text)
    )
    end = end_of(doc[last + 1]) if comma and doc[last + 1].text == "," else end_of(doc[last])
    at = end_of(to)
    if start <= at <= end:
        return None
    ends = to.i + 1 >= len(doc) or doc[to.i + 1].is_punct
    put = f", {words}" + ("" if ends else ",") if comma else f" {words}"
    return Edit(start, end, ""), Edit(at, at, put)


def reduced(doc: Doc, rng: Random) -> Change | None:
    """Harmless: a relative clause shortened or worded with another pronoun (who was living → living; which → that)."""
    places = []
    for t in doc:
        if t.lower_ not in ("who", "which", "that") or t.tag_ not in ("WP", "WDT") or t.i + 2 >= len(doc) or not t.i:
            continue
        be, verb = doc[t.i + 1], doc[t.i + 2]
        comma = doc[t.i - 1].text == ","
        if (
            be.lemma_ == "be"
            and be.dep_ in ("aux", "auxpass")
            and verb.tag_ in ("VBG", "VBN")
            and verb.head == t.head.head
        ):
            places.append(Edit(t.idx, verb.idx, ""))
        elif not comma and t.lower_ == "which" and doc[t.i - 1].pos_ in ("NOUN", "PROPN"):
            places.append(Edit(t.idx, end_of(t), "that"))
        elif (
            not comma
            and t.lower_ == "that"
            and t.dep_.startswith("nsubj")
            and doc[t.i - 1].pos_ == "NOUN"
            and t.head.dep_ == "relcl"
        ):
            places.append(Edit(t.idx, end_of(t), "which"))
    return harmless(rng.choice(places)) if places else None
