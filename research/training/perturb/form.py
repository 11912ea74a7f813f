"""Harmless changes of form: case, marks, spacing."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

from research.training.perturb.edits import Change, Edit, end_of, harmless

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OTHER_MARKS = str.maketrans("'’-–—", "’'–—-")


def case(doc: Doc, rng: Random) -> Change | None:
    """All lower case, or the first letter, or a headline's capitals."""
    text = doc.text
    headline = text.title() if "'" not in text else text.upper()
    new = rng.choice([text.lower(), text.lower(), text[:1].lower() + text[1:], headline])
    return harmless(Edit(0, len(text), new)) if new != text else None


def marks(doc: Doc, rng: Random) -> Change | None:
    """The full stop lost, a comma in or out, other quotation marks, a stray mark."""
    text = doc.text
    places = [Edit(m.start(), m.end(), "") for m in re.finditer(r",(?= [a-z])", text)]
    if text.endswith("."):
        places += [Edit(len(text) - 1, len(text), "")] * 2
    elif text[-1:].isalnum():
        places.append(Edit(len(text), len(text), "."))
    for token in doc:
        if token.is_alpha and token.whitespace_ and rng.random() < 1.5 / len(doc):
            places.append(Edit(end_of(token), end_of(token), rng.choice(",,;':")))
    if '"' in text:
        places.append(Edit(text.index('"'), text.index('"') + 1, "“"))
    for m in re.finditer(r"['’]| [-–—] ", text):
        places.append(Edit(m.start(), m.end(), m[0].translate(_OTHER_MARKS)))
    return harmless(rng.choice(places)) if places else None


def spacing(doc: Doc, rng: Random) -> Change | None:
    """Tokenised: a blank before every mark and clitic."""
    glued = [t for t in doc[:-1] if not t.whitespace_ and t.nbor().text.strip()]
    return harmless(*(Edit(end_of(t), end_of(t), " ") for t in glued)) if glued else None
