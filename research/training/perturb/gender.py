"""Men for women and women for men."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from research.training.perturb.edits import Change, Edit, swap
from research.training.perturb.tables import rows

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SHE = dict(rows("genders"))
_HE = {v.lower(): k for k, v in _SHE.items()} | {"her": "his", "hers": "his"}
_HE |= dict.fromkeys(("mrs.", "ms.", "miss"), "Mr.")


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
