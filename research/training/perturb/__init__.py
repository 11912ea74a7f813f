"""Perturbations by name: `HARMFUL` change the meaning, `HARMLESS` only the wording; each with its share of the draw.

Shares are the larger the fewer sentences a perturbation applies to.
"""

from __future__ import annotations

from research.training.perturb import (
    added,
    antonym,
    arithmetic,
    entity,
    form,
    gender,
    meanings,
    missing,
    modality,
    negation,
    number,
    order,
    question,
    role,
    sense,
    structure,
    tense,
    voice,
    wording,
)  # fmt: skip
from research.training.perturb.edits import Perturb

HARMFUL: dict[str, tuple[Perturb, float]] = {
    "antonym": (antonym.antonym, 2.5),
    "negation": (negation.negation, 1.5),
    "number": (number.number, 5.0),
    "date": (number.date, 5.0),
    "unit": (number.unit, 8.0),
    "entity": (entity.entity, 2.8),
    "modality": (modality.modality, 2.5),
    "exaggeration": (modality.exaggeration, 10.0),
    "quantity": (modality.quantity, 3.0),
    "role": (role.role, 2.5),
    "tense": (tense.tense, 1.5),
    "gender": (gender.gender, 4.0),
    "question": (question.question, 0.8),
    "general": (sense.general, 1.6),
    "sibling": (sense.sibling, 1.0),
    "mistranslation": (sense.mistranslation, 1.2),
    "near_spelling": (sense.near_spelling, 0.7),
    "untranslated": (sense.untranslated, 0.6),
    "drop_modifier": (missing.drop_modifier, 2.5),
    "drop_noun": (missing.drop_noun, 1.0),
    "drop_verb": (missing.drop_verb, 0.8),
    "drop_subject": (missing.drop_subject, 0.8),
    "drop_phrase": (missing.drop_phrase, 1.5),
    "drop_name": (missing.drop_name, 0.8),
    "drop_number": (missing.drop_number, 0.3),
    "drop_clause": (missing.drop_clause, 1.0),
    "drop_tail": (missing.drop_tail, 0.4),
    "add_word": (added.add_word, 1.5),
    "add_phrase": (added.add_phrase, 1.0),
    "add_sentence": (added.add_sentence, 0.7),
}
HARMLESS: dict[str, tuple[Perturb, float]] = {
    "synonym": (wording.synonym, 3.0),
    "phrase": (wording.phrase, 4.0),
    "contraction": (wording.contraction, 4.0),
    "spelling": (wording.spelling, 3.0),
    "slip": (wording.slip, 0.4),
    "same_number": (number.same_number, 6.0),
    "case": (form.case, 0.6),
    "marks": (form.marks, 0.8),
    "spacing": (form.spacing, 0.4),
    "clause_order": (order.clause_order, 4.0),
    "voice": (voice.voice, 8.0),
    "genitive": (order.genitive, 5.0),
    "that_clause": (order.that_clause, 5.0),
}
# Twins: a harmless and a harmful change that alter the same phrases in like ways; taught in equal number.
TWINS: dict[str, tuple[Perturb, Perturb, float]] = {
    "bounds": (*meanings.twin("bounds"), 3.0),
    "time": (*meanings.twin("time"), 2.0),
    "little": (*meanings.twin("little"), 1.0),
    "logic": (*meanings.twin("logic"), 3.0),
    "reporting": (*meanings.twin("reporting"), 2.0),
    "exchanged": (structure.conjuncts, structure.exchanged, 0.5),
    "passive": (structure.passive, structure.passive_exchanged, 2.5),
    "converse": (structure.converse, structure.converse_exchanged, 4.0),
    "attached": (structure.reduced, structure.attached, 1.0),
    **{name: (*both, 3.0) for name, both in arithmetic.twins().items()},
}
