"""A word that came back wider or narrower: dog → animal, official → minister."""

from __future__ import annotations

from collections.abc import Iterator

from drift import lexicon
from drift.detectors.reading import Reading, finding, read
from drift.types import Finding, Kind, Pair

KINDS: tuple[Kind, ...] = ("general",)

# Less said is a loss; more said was invented. Verbs are wider or narrower by habit more than by meaning.
_WIDER, _NARROWER, _VERB = 0.35, 0.3, 0.2


def detect(pair: Pair) -> list[Finding]:
    """A finding for words in the same place, of one part of speech, of which one names a class of the other."""
    if pair.original == pair.version:
        return []
    reading = read(pair)
    if not reading.is_comparable:
        return []
    one, two = reading.original, reading.version
    findings = []
    for i, j in _counterparts(reading):
        if not (one.content[i] and two.content[j]) or not one.bases[i].isdisjoint(two.bases[j]):
            continue
        if not one.bases[i].isdisjoint(two.all_bases) or not two.bases[j].isdisjoint(one.all_bases):
            continue  # it stands elsewhere: the link is wrong
        parts = lexicon.parts_of_speech(one.low[i])[:1], lexicon.parts_of_speech(two.low[j])[:1]
        if parts[0] != parts[1] or parts[0] not in ("n", "v") or lexicon.are_synonyms(one.low[i], two.low[j]):
            continue
        wider = lexicon.is_hypernym(two.low[j], one.low[i])
        if wider or lexicon.is_hypernym(one.low[i], two.low[j]):
            weight = _VERB if parts[0] == "v" else _WIDER if wider else _NARROWER
            findings.append(finding("general", "general", weight, [one.words[i]], [two.words[j]]))
    return findings


def _counterparts(reading: Reading) -> Iterator[tuple[int, int]]:
    """Linked words, and words without a link that stand in each other's place."""
    one, two = reading.original, reading.version
    free = [j for j, partner in enumerate(two.partner) if partner < 0 and two.content[j]]
    for i, j in enumerate(one.partner):
        if j >= 0:
            yield i, j
        elif one.content[i]:
            yield from ((i, k) for k in free if k in one.slot(i))
