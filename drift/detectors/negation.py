"""A statement that lost or won a "not", also when it hides in another word ("not safe" is "unsafe")."""

from __future__ import annotations

from drift.detectors.findings import finding, on_english
from drift.language import lexicon
from drift.language.negation import Negator, even, implied, is_unequalled, negators
from drift.language.reading import Reading, Text
from drift.types import Finding, Kind

KINDS: tuple[Kind, ...] = ("negation",)

# The same word negated here and not there; a negation whose word has no counterpart proves less.
_CERTAIN, _LIKELY, _POSSIBLE = 0.9, 0.6, 0.35


@on_english
def detect(reading: Reading) -> list[Finding]:
    """A finding for each plain negation of one side that nothing on the other side answers."""
    left, right = negators(reading.original), negators(reading.version)
    _settle(reading.original, left, reading.version, right)
    findings = []
    for (side, other), found in zip(reading.sides, (left, right), strict=True):
        twice = even(side, found)
        open_ = [negator for negator in found if negator not in twice]
        answers = _answers(side, other)
        for negator in open_:
            if weight := _weight(negator, side, other, answers):
                own = [side.words[k] for k in (*negator.indices, negator.focus) if k >= 0]
                there = (
                    other.words[side.partner[negator.focus]]
                    if negator.focus >= 0 and side.partner[negator.focus] >= 0
                    else None
                )
                theirs = [there] if there else []
                spans = (own, theirs) if side.side == "original" else (theirs, own)
                findings.append(finding("negation", "negation", weight, *spans))
            elif answers:
                answers.pop()
    return findings


def _settle(one: Text, left: list[Negator], two: Text, right: list[Negator]) -> None:
    """Takes out the negations that answer each other: those of linked words first, then linked ones, then the rest."""

    def same_focus(a: Negator, b: Negator) -> bool:
        return (
            a.focus >= 0
            and b.focus >= 0
            and (one.partner[a.focus] == b.focus or not one.bases[a.focus].isdisjoint(two.bases[b.focus]))
        )

    def linked(a: Negator, b: Negator) -> bool:
        return one.partner[a.index] == b.index

    for test in (same_focus, linked, lambda a, b: True):
        for a in list(left):
            b = next((b for b in right if test(a, b)), None)
            if b:
                left.remove(a)
                right.remove(b)


def _answers(side: Text, other: Text) -> list[int]:
    """Words of `other` that hold a negation and that `side` does not have as well."""
    return [i for i in implied(other) if other.bases[i].isdisjoint(side.all_bases)]


def _reach(side: Text, i: int) -> int:
    """How far an implied negation reaches: "unless" negates its clause, and who waits until then has not before."""
    return 10 if side.low[i] in ("unless", "wait") else 3


def _weight(negator: Negator, side: Text, other: Text, answers: list[int]) -> float:
    """How surely the negation is unanswered; 0 if an opposite or an implied negation stands for it."""
    focus = negator.focus
    if focus < 0:
        return 0.0 if answers else _POSSIBLE
    if answers or not lexicon.antonyms(side.low[focus]).isdisjoint(other.all_bases):
        partner = side.partner[focus]
        same = partner >= 0 and not side.bases[focus].isdisjoint(other.bases[partner])
        # The very word stands there without its "not", and the implied negation is somewhere else.
        near = (
            any(abs(i - partner) <= _reach(other, i) or is_unequalled(other, i) for i in answers)
            if partner >= 0
            else True
        )
        return _LIKELY if same and not near and answers else 0.0
    partner = side.partner[focus]
    if partner >= 0 and not side.bases[focus].isdisjoint(other.bases[partner]):
        return _CERTAIN
    return _LIKELY
