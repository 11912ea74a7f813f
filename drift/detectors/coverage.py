"""What the original says and the version does not (omission), and the other way round (addition)."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from drift.detectors.findings import finding_on
from drift.language import lexicon
from drift.language.attribution import named_speakers
from drift.language.auxiliaries import AUXILIARIES
from drift.language.names import is_ordinary, name_words
from drift.language.reading import Reading, Text
from drift.language.unsaid import unsaid
from drift.language.wordlist import listed
from drift.types import Finding, Kind

KINDS: tuple[Kind, ...] = ("omission", "addition")

# What is lost with a word, by its part of speech; more with each further word; a clause with a verb of its own is a
# claim.
_LOSS = {"n": 0.45, "v": 0.4, "a": 0.4, "r": 0.3, "": 0.45}
_FURTHER, _CLAUSE, _MOST = 0.08, 0.75, 0.8
_WHOLE = 3  # content words beyond which a lost clause says much, even where no conjunction opens it
# Less likely than this, a word was said otherwise and not left out.
_LEAST_SURE = 0.35
# Words that come and go without loss: discourse markers, light verbs, empty nouns.
_LIGHT = frozenset(
    listed(
        "also however moreover furthermore meanwhile additionally therefore thus hence indeed instead besides "
        "actually simply really quite very even still then now well already just yet so too again anyway "
        "course fact addition example instance order accord say tell state add note make do have be get take "
        "give go come become include use thing way kind sort type part lot bit number case matter piece able "
        "own certain various different several following same such other mr mrs ms dr sir today currently "
        "recently further based due help let put set seem appear cause lead result carry bring find show see "
        "know think want like begin start continue happen occur provide allow mean want need keep remain "
        "involve concern relate regard people person man time year day place one"
    )
)
_OPENING = frozenset(
    listed("because although though while whereas since unless if after before when once until which who whose where")
)


def detect(reading: Reading) -> list[Finding]:
    """A finding for each phrase of content words that the other side has in no form, by no link and by no synonym.

    Names and numbers have detectors of their own. One side without any word is the loss of all.
    """
    if not reading.is_english:
        return []
    missing = {side.side: frozenset(unsaid(side, other)) for side, other in reading.sides}
    speakers = next(iter(named_speakers(reading.original, reading.version)), (range(0), range(0)))
    findings = []
    for (side, other), speaker in zip(reading.sides, speakers, strict=True):
        kind: Kind = "omission" if side.side == "original" else "addition"
        if any(side.content) and not any(low[0].isalnum() for low in other.low):
            words = [w for w in side.words if w.text[0].isalnum()]
            return [finding_on("coverage", kind, 1.0, side.side, words)]
        names = _names(side, not missing[other.side].isdisjoint(name_words(other)))
        lost = sorted(missing[side.side] - names - set(speaker))
        for phrase in _phrases(side, lost):
            sure = max(_likelihood(side, i, other, missing[other.side]) for i in phrase)
            if sure >= _LEAST_SURE:
                weight = sure * _loss(side, phrase)
                findings.append(finding_on("coverage", kind, weight, side.side, side.pick(phrase)))
    return findings


def _names(side: Text, renamed: bool) -> set[int]:
    """Name words, which are the business of entities: common nouns in capitals only if the other side has new names."""
    return {i for i in name_words(side) if renamed or not is_ordinary(side.low[i])}


def _likelihood(side: Text, i: int, other: Text, added: frozenset[int]) -> float:
    """How likely word `i` was left out rather than said in other words; `added`: what the other side alone says.

    A logistic regression, fitted on words that were taken out of or put into translations of DEMETR's training part,
    against those of the faithful translations.
    """
    hole = _hole(side, i, other)
    low, slot = side.low[i], side.slot(i)
    odds = (
        -1.0
        + 1.3 * hole.closed
        + 1.0 * min(5, hole.lost)
        - 0.65 * min(3, hole.free)
        - 1.5 * (side.partner[i] >= 0)
        - 0.7 * any(j in slot for j in added)
        - 0.35 * min(6, len(added))
        - 0.6 * (lexicon.parts_of_speech(low)[:1] == "v")
        - 0.65 * (not side.bases[i].isdisjoint(_LIGHT))
        + 1.1 * (side.words[i].text[0].isupper() and not side.starts_sentence(i))
    )
    return 1 / (1 + exp(-odds))


@dataclass(frozen=True, slots=True)
class _Hole:
    """The stretch around a word without a link, and where it would be on the other side."""

    closed: bool  # the words before and after it stand side by side there
    lost: int  # content words in it
    free: int  # content words without a link in its place there


def _hole(side: Text, i: int, other: Text) -> _Hole:
    start, end = _stretch(side, i)
    before = side.partner[start - 1] if start else -1
    after = side.partner[end] if end < len(side.low) else len(other.low)
    there = range(before + 1, after) if after - before <= 9 else range(0)
    return _Hole(
        after == before + 1,
        sum(side.content[start:end]),
        sum(other.content[j] and other.partner[j] < 0 for j in there),
    )


def _stretch(side: Text, i: int) -> tuple[int, int]:
    """Start and end of the words without a link around word `i`, which may have a weak one itself."""
    start, end = i, i + 1
    while start and side.partner[start - 1] < 0:
        start -= 1
    while end < len(side.low) and side.partner[end] < 0:
        end += 1
    return start, end


def _phrases(side: Text, lost: list[int]) -> list[list[int]]:
    """Lost words with little between them: two function words, or any that are lost as well."""
    out: list[list[int]] = []
    for i in lost:
        between = range(out[-1][-1] + 1, i) if out else range(0)
        near = len(between) <= 2 and all(not side.content[k] and side.low[k][0].isalpha() for k in between)
        if out and (near or all(side.partner[k] < 0 for k in between)):
            out[-1].append(i)
        else:
            out.append([i])
    return out


def _loss(side: Text, phrase: list[int]) -> float:
    """The severity of losing the phrase."""
    parts = [_LOSS.get(lexicon.parts_of_speech(side.low[i])[:1], 0.4) for i in phrase]
    loss = max(parts) + _FURTHER * (len(parts) - 1)
    if len(phrase) > 2 and _has_verb(side, phrase):
        return _MOST if len(phrase) > _WHOLE or _is_subordinate(side, phrase) else max(loss, _CLAUSE)
    return min(_MOST, loss)


def _is_subordinate(side: Text, phrase: list[int]) -> bool:
    """Whether a conjunction or a relative, lost as well, opens the phrase."""
    before = range(max(0, phrase[0] - 3), phrase[0])
    return any(side.low[k] in _OPENING and side.partner[k] < 0 for k in before)


def _has_verb(side: Text, phrase: list[int]) -> bool:
    """Whether the phrase, with the function words in it, holds a verb of its own."""
    inside = range(phrase[0], phrase[-1] + 1)
    if any(side.low[k] in AUXILIARIES and side.partner[k] < 0 for k in inside):
        return True
    return any(
        lexicon.is_past(side.low[i]) or (side.low[i].endswith("s") and "v" in lexicon.parts_of_speech(side.low[i]))
        for i in phrase[1:]
    )
