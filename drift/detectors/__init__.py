"""The detectors: one module a kind of rule, each with the kinds it can name and `detect(reading) -> list[Finding]`.

A new detector is a new file and a line here.
"""

from __future__ import annotations

from typing import Protocol

from drift.detectors import (
    antonyms,
    contrasts,
    coverage,
    entities,
    exchanges,
    gender,
    general,
    modality,
    negation,
    numbers,
    placeholders,
    quantity,
    question,
    role,
    senses,
    tense,
    untranslated,
)  # fmt: skip
from drift.language.reading import Reading
from drift.types import Finding, Kind


class Detector(Protocol):
    """What a detector module has."""

    KINDS: tuple[Kind, ...]

    def detect(self, reading: Reading) -> list[Finding]:
        """The changes found in the pair that was read, [] for equal texts."""
        ...


DETECTORS: dict[str, Detector] = {
    "numbers": numbers,
    "negation": negation,
    "antonyms": antonyms,
    "contrasts": contrasts,
    "entities": entities,
    "exchanges": exchanges,
    "modality": modality,
    "quantity": quantity,
    "question": question,
    "gender": gender,
    "tense": tense,
    "role": role,
    "general": general,
    "senses": senses,
    "untranslated": untranslated,
    "coverage": coverage,
    "placeholders": placeholders,
}


def detect(reading: Reading) -> list[Finding]:
    """The findings of all detectors, in the order of the table."""
    if reading.pair.original == reading.pair.version:
        return []
    return [found for detector in DETECTORS.values() for found in detector.detect(reading)]
