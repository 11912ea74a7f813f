"""Names: another of the same sort, from those that the training texts themselves use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from random import Random
from typing import TYPE_CHECKING

from research.training.perturb.edits import Change, Edit
from research.training.perturb.tables import options

if TYPE_CHECKING:
    from spacy.tokens import Doc

TYPES = ("PERSON", "GPE", "ORG", "LOC", "NORP", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART")
POOL: dict[str, list[str]] = {label: list(names) for label, names in options("names").items()}


def harvest(docs: Iterable[Doc]) -> None:
    """Add the names of parsed texts to the pools that `entity` draws from."""
    found: dict[str, set[str]] = defaultdict(set)
    for doc in docs:
        for ent in doc.ents:
            text = ent.text.strip()
            if (
                ent.label_ in TYPES
                and text[:1].isupper()
                and 2 < len(text) < 40
                and text.replace(" ", "").replace(".", "").isalpha()
            ):
                found[ent.label_].add(text)
    for label, names in found.items():
        POOL[label] = sorted({*POOL.get(label, ()), *names})


def entity(doc: Doc, rng: Random) -> Change | None:
    """Another name of the same type for one name; in a pair of names, sometimes only the first or last part."""
    places = [e for e in doc.ents if e.label_ in POOL and len(POOL[e.label_]) > 3 and e.text.strip()]
    if not places:
        return None
    ent = rng.choice(places)
    for _ in range(10):
        name = rng.choice(POOL[ent.label_])
        if {w.lower() for w in name.split()} & {w.lower() for w in ent.text.split()} - {
            "the"
        } or name.lower() in doc.text.lower():
            continue
        if ent.label_ == "PERSON" and len(ent) > 1 and rng.random() < 0.3:
            last = ent[-1]
            return Change("entity", 1.0, (Edit(last.idx, last.idx + len(last.text), name.split()[-1]),), opposed=True)
        start = ent.start_char
        if ent.text.lower().startswith("the ") and not name.lower().startswith("the "):
            start += 4
        elif name.lower().startswith("the ") and (
            ent.text.lower().startswith("the ") or (ent.start and doc[ent.start - 1].lower_ == "the")
        ):
            name, start = name[4:], start + (4 if ent.text.lower().startswith("the ") else 0)
        end = ent.end_char - (2 if ent.text.endswith(("'s", "’s")) else 0)
        return Change("entity", 1.0, (Edit(start, end, name),), opposed=True)
    return None
