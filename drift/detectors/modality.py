"""May, must and can; alleged and probable; too early to say; planned and done. What is said, claimed or shown: contrasts."""

from __future__ import annotations

from drift.detectors.findings import finding, on_english
from drift.language.parties import is_passive
from drift.language.reading import Reading, Text
from drift.language.wordlist import listed
from drift.types import Finding, Kind

KINDS: tuple[Kind, ...] = ("modality",)

_CLASSES = {
    **dict.fromkeys(("may", "might", "could"), "possible"),
    **dict.fromkeys(("can",), "able"),
    **dict.fromkeys(("must", "shall"), "must"),
    **dict.fromkeys(("should", "ought"), "should"),
    **dict.fromkeys(("will", "would", "'ll", "won't"), "will"),
    **{"can't": "able", "cannot": "able", "couldn't": "possible"},
    **{"mustn't": "must", "shouldn't": "should", "wouldn't": "will"},
}  # fmt: skip
# How far apart two classes are; unnamed pairs come and go in faithful translations.
_APART = {
    frozenset(("possible", "must")): 0.75, frozenset(("able", "must")): 0.7, frozenset(("possible", "should")): 0.65,
    frozenset(("able", "should")): 0.65, frozenset(("will", "must")): 0.35, frozenset(("should", "must")): 0.65,
}  # fmt: skip
_MAY_OR_WILL, _COULD_OR_WILL, _DROPPED, _HEDGE, _ATTEMPT, _CLAIM = 0.65, 0.45, 0.45, 0.45, 0.45, 0.65
_ORDERED = 0.15  # regulations say "shall" and "should" of one duty
# Reports say "must" and "should" of what is to be done and name nobody who has to: must be confirmed.
_TO_BE_DONE = 0.35
_MAY = frozenset(("may", "might"))

# Words that carry on a class in another dress.
_SAYS_POSSIBLE = frozenset(
    listed(
        "may might could can able possible possibly perhaps maybe potential potentially probably probable "
        "likely unlikely chance risk capable possibility allow let suspect appear seem believe think "
        "presumably apparently likelihood would should opportunity permit sometimes eventual if whether "
        "expect fear threaten enable alleged allegedly reportedly supposed supposedly"
    )
)
_SAYS_MUST = frozenset(
    listed(
        "must need require necessary obligatory have mandatory compulsory shall should oblige bound force "
        "ought essential demand duty"
    )
)
_HEDGES = frozenset(
    listed("alleged allegedly reportedly purported purportedly supposedly suspected reputedly ostensibly")
)
_SAYS_HEDGED = _HEDGES | frozenset(
    listed(
        "claim accuse suspect report say according apparently seem appear suppose believe presumably presumed "
        "rumor rumour charge accusation allegation accord consider would could may might unconfirmed think "
        "tell state suspicion"
    )
)
_PROBABLE = frozenset(listed("probably perhaps maybe possibly presumably apparently likely"))
HEDGING = _HEDGES | _PROBABLE  # words by which a statement is no more than likely, or somebody's
# What goes with a lower risk does not lower it: verb forms that say so, and that no adjective or noun shares.
_TIED = frozenset(listed("link associate association correlate correlation relate tie connect connection"))
_EFFECTS = frozenset(
    listed(
        "lowers raises reduces cuts boosts improves worsens protects prevents causes triggers leads makes keeps extends "
        "shortens harms heals cures raise boost prevent protect cause"
    )
)
# Turns that leave a question open, and words that do so in another way.
_OPEN = tuple(
    tuple(turn.split())
    for turn in (
        "too early to", "too soon to", "remains unclear", "is unclear", "not clear", "unclear whether", "not yet known", "not known",
        "is unknown", "remains unknown", "remains to be seen", "yet to be decided", "not been decided", "undecided", "an open question",
    )
)  # fmt: skip
_LEAVES_OPEN = _SAYS_POSSIBLE - {"let", "expect", "fear", "believe", "think"} | frozenset(
    listed(
        "early soon unclear clear unknown know open question whether wonder ask uncertain unsure undecided doubt guess judge "
        "decide determine establish remain yet wait see mystery puzzle not no never n't"
    )
)
_ATTEMPTS = frozenset(listed("plan intend try attempt seek aim want hope wish propose consider"))
_SAYS_ATTEMPT = _ATTEMPTS | frozenset(
    listed(
        "will would may might could should going plan intention effort bid order purpose desire goal "
        "objective can strive endeavour endeavor look work prepare ready to for about expect decide eager "
        "willing desperate like"
    )
)


@on_english
def detect(reading: Reading) -> list[Finding]:
    """Findings for modal verbs, hedges, what was left open and is told as settled, and attempts told as deeds.

    A modal verb counts if it changed its class or fell away, a hedge if it is lost or new.
    """
    findings = _changed(reading.original, reading.version)
    for side, other in reading.sides:
        for own, theirs, weight in (
            *_dropped(side, other),
            *_hedges(side, other),
            *_effects(side, other),
            *_settled(side, other),
            *_attempts(side, other),
        ):
            left, right = (own, theirs) if side.side == "original" else (theirs, own)
            findings.append(
                finding(
                    "modality",
                    "modality",
                    weight,
                    [reading.original.words[k] for k in left],
                    [reading.version.words[k] for k in right],
                )
            )
    return findings


def _changed(one: Text, two: Text) -> list[Finding]:
    """Modal verbs that answer each other and are of classes far apart."""
    out = []
    for i, j in _counterparts(one, two):
        if one.low[i] in two.low and two.low[j] in one.low:
            continue
        weight = _distance(one.low[i], two.low[j])
        if _names_nobody(one, i) and _names_nobody(two, j):
            weight = min(weight, _TO_BE_DONE)
        if _forbids(one, i) and _forbids(two, j):
            continue
        if weight and not _answered(one, i, two) and not _answered(two, j, one):
            out.append(finding("modality", "modality", weight, [one.words[i]], [two.words[j]]))
    return out


def _counterparts(one: Text, two: Text) -> list[tuple[int, int]]:
    """Modal verbs of linked words, linked modal verbs, and the only one of each side."""
    left, right = _modals(one), _modals(two)
    governed = {focus: j for j, focus in right}
    alone = len(left) == len(right) == 1
    out = [(i, governed[one.partner[focus]]) for i, focus in left if focus >= 0 and one.partner[focus] in governed]
    here, there = {i for i, _ in out}, {j for _, j in out}
    for i, _ in left:
        j = next((k for k, _ in right if k not in there and (one.partner[i] == k or alone)), None)
        if i not in here and j is not None:
            out.append((i, j))
    return sorted(out)


def _forbids(side: Text, i: int) -> bool:
    """Whether the modal verb forbids: must not, may not, cannot, should not."""
    return side.low[i].endswith(("n't", "not")) or side.low[i + 1 : i + 2] in (("not",), ("never",))


def _names_nobody(side: Text, i: int) -> bool:
    """Whether a passive follows the modal verb: must be confirmed, which says of nobody that they have to."""
    focus = side.next_content(i, reach=5, skip=_ADVERBS)
    return focus >= 0 and _CLASSES[side.low[i]] in ("must", "should") and is_passive(side, focus)


def _distance(a: str, b: str) -> float:
    if {a, b} & _MAY and "will" in (_CLASSES[a], _CLASSES[b]):
        return _MAY_OR_WILL
    if "could" in (a, b) and {a, b} & {"will", "'ll"}:
        return _COULD_OR_WILL
    if {a, b} == {"shall", "will"}:
        return 0.0
    if {a, b} == {"shall", "should"}:
        return _ORDERED
    return _APART.get(frozenset((_CLASSES[a], _CLASSES[b])), 0.0)


def _answered(side: Text, i: int, other: Text) -> bool:
    """Whether the other side says the class of modal `i` by a word of its own.

    A modal verb of another class does not, nor "have" without "to".
    """
    modal = side.low[i]
    says = _SAYS_MUST if _CLASSES[modal] in ("must", "should") else _SAYS_POSSIBLE
    says = says - side.all_bases | ({modal} & says)
    others = {k for k, v in _CLASSES.items() if v != _CLASSES[modal]}
    return any(
        not bases.isdisjoint(says) and low not in others and ("have" not in bases or "to" in other.low[j + 1 : j + 2])
        for j, (low, bases) in enumerate(zip(other.low, other.bases, strict=True))
    )


def _modals(side: Text) -> list[tuple[int, int]]:
    """(modal, the word it governs), the month of May left out."""
    return [
        (i, side.next_content(i, reach=5, skip=_ADVERBS))
        for i, low in enumerate(side.low)
        if low in _CLASSES
        and not (low in ("may", "will", "might") and side.words[i].text[0].isupper() and not side.starts_sentence(i))
    ]


_BEFORE_ORDERS = frozenset(("please", "never", "always", "not", "do", "don't", "just"))


def _is_imperative(side: Text, i: int) -> bool:
    """Whether the verb opens its sentence but for "please", "never", "do not" and the like."""
    while i and side.low[i - 1] in _BEFORE_ORDERS:
        i -= 1
    return side.starts_sentence(i)


_FORBIDDEN = frozenset(listed("forbid ban prohibit bar illegal outlaw allow permit permission prohibition taboo"))
_ADVERBS = frozenset(
    listed("probably possibly perhaps soon again eventually always finally only certainly definitely likely")
)


def _dropped(side: Text, other: Text) -> list[tuple[list[int], list[int], float]]:
    """Findings for "may", "might" and "must" before a word that stands plain on the other side."""
    out = []
    modal_focus = {focus for _, focus in _modals(other)}
    for i, focus in _modals(side):
        if focus < 0 or side.partner[focus] < 0 or side.partner[focus] in modal_focus:
            continue
        if side.low[i] not in ("may", "might", "must") or side.bases[focus].isdisjoint(
            other.bases[side.partner[focus]]
        ):
            continue
        says = _SAYS_MUST if side.low[i] == "must" else _SAYS_POSSIBLE
        kept = side.all_bases - _PROBABLE  # what both sides say, as "risk", does not stand for the modal verb
        if side.low[i] == "must" and (
            _is_imperative(other, side.partner[focus]) or side.low[i + 1 : i + 2] == ("have",)
        ):
            continue  # an order, or a conclusion: must have known
        if _forbids(side, i) and not other.all_bases.isdisjoint(_FORBIDDEN):
            continue
        if not _answered(side, i, other) and other.all_bases.isdisjoint(says - kept):
            out.append(([i, focus], [side.partner[focus]], _DROPPED))
    return out


def _hedges(side: Text, other: Text) -> list[tuple[list[int], list[int], float]]:
    """Hedges on a source or on probability that the other side has in no form."""
    out: list[tuple[list[int], list[int], float]] = []
    for i, low in enumerate(side.low):
        if (low in _HEDGES and other.all_bases.isdisjoint(_SAYS_HEDGED) and not set(other.low) & _SAYS_HEDGED) or (
            low in _PROBABLE and other.all_bases.isdisjoint(_SAYS_POSSIBLE)
        ):
            out.append(([i], [], _HEDGE))
    return out


def _effects(side: Text, other: Text) -> list[tuple[list[int], list[int], float]]:
    """Findings for "is associated with a lower risk" against "lowers the risk"."""
    ties = [i for i, bases in enumerate(side.bases) if not bases.isdisjoint(_TIED)]
    brought = [j for j, low in enumerate(other.low) if low in _EFFECTS]
    if not ties or not brought or not _EFFECTS.isdisjoint(side.low):
        return []
    if not other.all_bases.isdisjoint(_TIED | (_SAYS_POSSIBLE - {"risk", "chance", "likelihood"})):
        return []
    return [(ties[:1], brought[:1], _CLAIM)]


def _settled(side: Text, other: Text) -> list[tuple[list[int], list[int], float]]:
    """Findings for what one side leaves open ("too early to say who") and the other tells as a fact."""
    if not other.all_bases.isdisjoint(_LEAVES_OPEN):
        return []
    for turn in _OPEN:
        for i in range(len(side.low) - len(turn) + 1):
            if side.low[i : i + len(turn)] == turn:
                return [(list(range(i, i + len(turn))), [], _CLAIM)]
    return []


def _attempts(side: Text, other: Text) -> list[tuple[list[int], list[int], float]]:
    """Findings for "planned to leave" against "left"."""
    out = []
    for i, bases in enumerate(side.bases):
        if (
            bases.isdisjoint(_ATTEMPTS)
            or i + 2 >= len(side.low)
            or side.low[i + 1] != "to"
            or "v" not in _verb(side.low[i])
        ):
            continue
        j = side.partner[i + 2]
        if (
            j < 0
            or side.bases[i + 2].isdisjoint(other.bases[j])
            or not other.all_bases.isdisjoint(_SAYS_ATTEMPT - {"to", "for"})
        ):
            continue
        if j and other.low[j - 1] not in ("to", "for", "of", "from") and side.partner[i] < 0:
            out.append(([i, i + 1, i + 2], [j], _ATTEMPT))
    return out


def _verb(form: str) -> str:
    from drift.language import lexicon

    return lexicon.parts_of_speech(form)
