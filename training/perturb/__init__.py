"""Perturbations by name: `HARMFUL` change the meaning, `HARMLESS` only the wording; each with its share of the draw."""

from __future__ import annotations

from training.perturb import added, antonym, entity, form, grammar, missing, modality, negation, number, sense, wording
from training.perturb.edits import Perturb

HARMFUL: dict[str, tuple[Perturb, float]] = {
    "antonym": (antonym.antonym, 2.5),
    "negation": (negation.negation, 1.5),
    "number": (number.number, 1.5),
    "date": (number.date, 0.5),
    "unit": (number.unit, 0.5),
    "entity": (entity.entity, 1.5),
    "modality": (modality.modality, 1.0),
    "exaggeration": (modality.exaggeration, 1.0),
    "quantity": (modality.quantity, 0.8),
    "role": (grammar.role, 1.2),
    "tense": (grammar.tense, 1.8),
    "gender": (grammar.gender, 1.0),
    "question": (grammar.question, 0.6),
    "general": (sense.general, 2.0),
    "sibling": (sense.sibling, 1.2),
    "mistranslation": (sense.mistranslation, 1.5),
    "near_spelling": (sense.near_spelling, 0.5),
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
    "phrase": (wording.phrase, 2.0),
    "contraction": (wording.contraction, 1.0),
    "spelling": (wording.spelling, 0.8),
    "slip": (wording.slip, 0.4),
    "same_number": (number.same_number, 1.5),
    "case": (form.case, 0.6),
    "marks": (form.marks, 1.0),
    "spacing": (form.spacing, 0.6),
    "clause_order": (form.clause_order, 2.0),
    "voice": (form.voice, 2.0),
    "genitive": (form.genitive, 0.6),
    "that_clause": (form.that_clause, 0.5),
}
