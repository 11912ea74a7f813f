"""What came back as its opposite or as another amount, duty or time in another language: "rose" against "下跌", "must" against "kann"."""

from __future__ import annotations

from collections.abc import Sequence

from drift.detectors.findings import finding, language_of
from drift.language.concepts import Mention, knows, mentions, negates, opposed
from drift.language.reading import Reading, Text
from drift.types import Finding, Kind

KINDS: tuple[Kind, ...] = ("antonym", "number", "modality", "quantity")


def detect(reading: Reading) -> list[Finding]:
    """A finding for each two concepts that rule each other out, of which each side mentions one and not the other.

    Of opposites both sides negate or neither does, for what is not rejected was accepted; of duties neither, for what must not be
    done may not.
    """
    english, foreign = reading.original, reading.version
    if english.is_english == foreign.is_english:
        return []
    if not english.is_english:
        english, foreign = foreign, english
    language = language_of(foreign)
    if not knows(language):
        return []
    negated = {negates(english.text, "en"), negates(foreign.text, language)}
    found = []
    for row in opposed():
        fits = row.kind == "quantity" or negated == {False} or (len(negated) == 1 and row.kind != "modality")
        here = mentions(english, "en", row) if fits else []
        there = mentions(foreign, language, row) if here else []
        if there and {m.concept for m in here}.isdisjoint(m.concept for m in there):
            one, other = _closest(here, there, english)
            sides = english.pick(one.words), foreign.pick(other.words)
            original, version = sides if english.side == "original" else sides[::-1]
            found.append(finding("contrasts_across", row.kind, row.weight, original, version))
    return found


def _closest(here: Sequence[Mention], there: Sequence[Mention], english: Text) -> tuple[Mention, Mention]:
    """Of several mentions, two whose words are linked, or the first ones."""
    return next(
        ((a, b) for a in here for b in there if any(english.partner[i] in b.words for i in a.words)),
        (here[0], there[0]),
    )
