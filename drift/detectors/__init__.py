"""The detectors: one module a kind of rule, each with the kinds it can name and `detect(reading) -> list[Finding]`.

A new detector is a new file and a line here.
"""

from __future__ import annotations

from typing import Protocol

from drift.detectors import (
    antonyms,
    clauses,
    contrasts,
    contrasts_across,
    coverage,
    entities,
    exchanges,
    gender,
    general,
    idioms,
    modality,
    names_across,
    negation,
    numbers,
    numbers_across,
    placeholders,
    quantity,
    question,
    question_across,
    role,
    senses,
    tense,
    units_across,
    untranslated,
    untranslated_across,
)  # fmt: skip
from drift.detectors.findings import join
from drift.detectors.quantities_restated import same_quantities
from drift.language.equivalents import Equivalent, equivalents
from drift.language.reading import Reading
from drift.types import Finding, Kind, Span


class Detector(Protocol):
    """What a detector module has."""

    KINDS: tuple[Kind, ...]

    def detect(self, reading: Reading) -> list[Finding]:
        """The changes found in the pair that was read, [] for equal texts."""
        ...


DETECTORS: dict[str, Detector] = {
    "numbers": numbers,
    "numbers_across": numbers_across,
    "units_across": units_across,
    "negation": negation,
    "antonyms": antonyms,
    "contrasts": contrasts,
    "contrasts_across": contrasts_across,
    "entities": entities,
    "names_across": names_across,
    "exchanges": exchanges,
    "modality": modality,
    "quantity": quantity,
    "question": question,
    "question_across": question_across,
    "gender": gender,
    "tense": tense,
    "role": role,
    "general": general,
    "senses": senses,
    "idioms": idioms,
    "untranslated": untranslated,
    "untranslated_across": untranslated_across,
    "coverage": coverage,
    "clauses": clauses,
    "placeholders": placeholders,
}


def detect(reading: Reading) -> list[Finding]:
    """The findings of all detectors, in the order of the table, but for those on words that say the same on both sides.

    What looks like another polarity or another amount there ("nobody without", "only people with") is none, and no word of
    a quantity in other words is lost (the 19th century, the 1800s).
    """
    if reading.pair.original == reading.pair.version:
        return []
    findings = [found for detector in DETECTORS.values() for found in detector.detect(reading)]
    same = [span for equivalent in equivalents(reading) for span in _spans(reading, equivalent)]
    counted = [span for places in same_quantities(reading.pair) for span in places] if reading.is_english else []
    return [f for f in findings if not _is_told_alike(f, same) and not _lies_in(f, counted)]


def _lies_in(found: Finding, counted: list[Span]) -> bool:
    """Whether a finding that words were left out or put in is on words of quantities that both sides give."""
    return found.detector == "coverage" and all(
        any(a.side == b.side and b.start <= a.start and a.end <= b.end for b in counted) for a in found.spans
    )


def _is_told_alike(found: Finding, same: list[Span]) -> bool:
    """Whether a finding is on words that say the same on both sides: of logic any of its words, of a number all of them."""
    touched = [any(a.overlaps(b) for b in same) for a in found.spans]
    if found.kind == "number":
        return bool(touched) and all(touched)
    return found.kind in _LOGICAL and any(touched)


_LOGICAL: frozenset[Kind] = frozenset(("negation", "antonym", "quantity", "modality", "mistranslation"))


def _spans(reading: Reading, equivalent: Equivalent) -> list[Span]:
    return [
        *join("original", reading.original.pick(equivalent.original)),
        *join("version", reading.version.pick(equivalent.version)),
    ]
