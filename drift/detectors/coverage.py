"""What the original says and the version does not (omission), and the other way round (addition)."""

from __future__ import annotations

from drift import lexicon
from drift.detectors._names import name_words
from drift.detectors._wordlist import listed
from drift.detectors.reading import Text, finding, read
from drift.types import Finding, Kind, Pair

KINDS: tuple[Kind, ...] = ("omission", "addition")

# What is lost with a word, by its part of speech; a phrase loses more than its words one by one, up to a main claim.
_WEIGHTS = {"n": 0.4, "v": 0.25, "a": 0.3, "r": 0.2, "": 0.35}
_MOST = 0.75
# More sure where the words before and after it stand side by side on the other side: something was cut out there.
_CUT = 1.3
# A link weaker than this says that the words share a place more than a meaning.
_LOOSE = 0.5
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


def detect(pair: Pair) -> list[Finding]:
    """A finding for each phrase of content words that the other side has in no form, by no link and by no synonym.

    Names and numbers have detectors of their own. One side without any word is the loss of all.
    """
    if pair.original == pair.version:
        return []
    reading = read(pair)
    if not reading.is_english:
        return []
    lost = {side.side: _lost(side, other) for side, other in reading.sides}
    loose = {side.side: _loose(side, other) for side, other in reading.sides}
    findings = []
    for side, other in reading.sides:
        kind: Kind = "omission" if side.side == "original" else "addition"
        if any(side.content) and not any(low[0].isalnum() for low in other.low):
            words = [w for w in side.words if w.text[0].isalnum()]
            return [finding("coverage", kind, 1.0, *((words, ()) if kind == "omission" else ((), words)))]
        for phrase in _phrases(side, lost[side.side]):
            if not (phrase := _unreplaced(side, phrase, other, loose[other.side])):
                continue
            words = [side.words[i] for i in phrase]
            weight = _weigh(side, phrase)
            findings.append(finding("coverage", kind, weight, *((words, ()) if kind == "omission" else ((), words))))
    return findings


def _unreplaced(side: Text, phrase: list[int], other: Text, loose: set[int]) -> list[int]:
    """What of the phrase no other word stands for: one in its place, or a loose one of its part of speech.

    Said otherwise, that is, and not left out. The words found are taken out of `loose`.
    """
    left = []
    for i in phrase:
        part = lexicon.parts_of_speech(side.low[i])[:1]
        slot = side.slot(i)
        found = next((j for j in loose if j in slot), None)
        if found is None:
            found = next(
                (j for j in loose if lexicon.parts_of_speech(other.low[j])[:1] == part and other.partner[j] < 0), None
            )
        if found is None:
            left.append(i)
        else:
            loose.discard(found)
    return left


def _loose(side: Text, other: Text) -> set[int]:
    """Content words, light ones too, that are not on the other side and not surely linked."""
    return {
        i
        for i in range(len(side.low))
        if side.content[i]
        and side.bases[i].isdisjoint(other.all_bases)
        and (side.partner[i] < 0 or side.strength[i] < _LOOSE)
    }


def _lost(side: Text, other: Text) -> list[int]:
    """Content words with nothing like them on the other side."""
    names = set(name_words(side))
    there = [low for low, content in zip(other.low, other.content, strict=True) if content]
    meant = frozenset().union(*(lexicon.meanings(low) for low in there))
    return [
        i
        for i, low in enumerate(side.low)
        if side.content[i]
        and i not in names
        and side.bases[i].isdisjoint(_LIGHT)
        and not (side.partner[i] >= 0 and side.strength[i] >= _LOOSE)
        and side.bases[i].isdisjoint(other.all_bases)
        and lexicon.antonyms(low).isdisjoint(other.all_bases)  # the antonyms' detector has it
        and lexicon.meanings(low).isdisjoint(meant)
        and not any(_is_like(low, word) for word in there)
    ]


def _is_like(a: str, b: str) -> bool:
    """Derived from one stem (contribute, contribution) or parts of one compound."""
    if a[0] == b[0] and len(a) > 3 and len(b) > 3:
        shared = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
        if shared >= max(4, 0.6 * min(len(a), len(b))):
            return True
    return (len(a) > 3 and a in b) or (len(b) > 3 and b in a)


def _phrases(side: Text, lost: list[int]) -> list[list[int]]:
    """Lost words with at most two function words between them."""
    out: list[list[int]] = []
    for i in lost:
        between = range(out[-1][-1] + 1, i) if out else range(0)
        if out and len(between) <= 2 and all(not side.content[k] and side.low[k][0].isalpha() for k in between):
            out[-1].append(i)
        else:
            out.append([i])
    return out


def _weigh(side: Text, phrase: list[int]) -> float:
    parts = [_WEIGHTS.get(lexicon.parts_of_speech(side.low[i])[:1], 0.3) for i in phrase]
    weight = max(parts) + 0.1 * (len(parts) - 1)
    before, after = phrase[0] - 1, phrase[-1] + 1
    if before >= 0 and after < len(side.low) and 0 <= side.partner[before] == side.partner[after] - 1:
        weight *= _CUT
    return min(_MOST, weight)
