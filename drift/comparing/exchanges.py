"""Where a change came in across languages: a version in another language is asked which of two wordings it holds with.

Where a copy says "winter" for the original's "summer" and the text in between is Spanish, the verdicts on the two hops miss
what that on the copy finds. So the words are put into each other's places: if the Spanish text fits the copy with "summer"
in it better than the copy as it is, it still said what the original says, and the hop back has bent it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from drift.comparing.verdicts import Judges, Pairing, judge
from drift.encoders.protocols import Encoder
from drift.journey.hops import in_other_languages, routes
from drift.journey.origin import shows_in, suspects, witness
from drift.journey.verdicts import Verdicts, all_verdicts
from drift.types import Finding, Side, Span, Story, Thread

_ASKED = 3  # changes of a thread, gravest first, that a version is asked about
_COSINE = 10.0  # what a difference of cosines, which are some tenths smaller, weighs beside one of drifts


@dataclass(frozen=True, slots=True)
class _Exchange:
    """A change of words, and a text in another language that is asked about it.

    Attributes:
        thread: Of which thread of the story.
        witness: The version that has the changed words.
        asked: The version in another language.
        original: The original's passage, and the same with the changed words.
        version: The witness's passage, and the same with the original's words.
        other: The passage of the version asked.
        languages: Of original and version asked.
    """

    thread: int
    witness: str
    asked: str
    original: tuple[str, str]
    version: tuple[str, str]
    other: str
    languages: frozenset[str]

    def pairings(self) -> list[Pairing]:
        """As they are, then with the words exchanged: the hop there, the hop back."""
        there = [Pairing(text, self.other, self.languages) for text in self.original]
        return there + [Pairing(self.other, text, self.languages) for text in self.version]


def witnessed(
    stories: Sequence[Story], judges: Judges, encoder_for: Callable[[frozenset[str]], Encoder]
) -> tuple[list[Story], dict[str, str]]:
    """The stories with `Thread.holds`, and what judged it.

    Args:
        stories: Judged, with threads.
        judges: Who judges.
        encoder_for: The encoder for a pair's languages.
    """
    asked = [list(_exchanges(story)) for story in stories]
    verdicts, models = judge([p for found in asked for exchange in found for p in exchange.pairings()], judges)
    drifts = iter([verdict.drift.drift for verdict in verdicts])
    made = []
    for story, found in zip(stories, asked, strict=True):
        holds: dict[int, dict[str, dict[str, float]]] = {}
        for exchange in found:
            told = holds.setdefault(exchange.thread, {}).setdefault(exchange.witness, {})
            score = _held([next(drifts) for _ in range(4)]) + _COSINE * _nearer(exchange, encoder_for)
            told[exchange.asked] = round(told.get(exchange.asked, 0.0) + score, 6)
        threads = tuple(replace(thread, holds=holds.get(k, {})) for k, thread in enumerate(story.threads))
        made.append(replace(story, threads=threads))
    return made, models


def _exchanges(story: Story) -> Iterator[_Exchange]:
    foreign = in_other_languages(story) if story.original else frozenset()
    held = all_verdicts((*story.comparisons, *story.hops))
    seen: set[tuple[int, str, str]] = set()
    for way in routes(story):
        if foreign.isdisjoint(way):
            continue
        for number, thread in enumerate(story.threads):
            so_far = {name: held[story.original, name].drift(thread) for name in way[1:]}
            drifts = {name: held[parent, name].drift(thread) for parent, name in pairwise(way)}
            shown = shows_in(way, so_far, drifts, foreign)
            teller = witness(way, shown, foreign) if shown else None
            if shown is None or teller is None:
                continue
            changed = _changed(story, held[story.original, teller], thread)
            for asked in suspects(way, teller, drifts, foreign):
                if asked in foreign and (number, teller, asked) not in seen:
                    seen.add((number, teller, asked))
                    other = story.version(asked)
                    text = other.passage(thread.sentences.get(asked, ()))
                    languages = frozenset((story.version(story.original).language, other.language))
                    if text:
                        yield from (_Exchange(number, teller, asked, *sides, text, languages) for sides in changed)


def _changed(story: Story, verdicts: Verdicts, thread: Thread) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """The passages of both sides, each as it is and with the other's words, for each of the gravest changes of words."""
    original, version = (story.version(name) for name in (verdicts.comparison.original, verdicts.comparison.version))
    found: dict[tuple[tuple[str, str], tuple[str, str]], float] = {}
    for _, link, drift in verdicts.of(thread):
        texts: dict[Side, str] = {"original": original.passage(link.original), "version": version.passage(link.version)}
        for finding in drift.findings:
            if (spans := _facing(finding)) is not None:
                one, two = (texts[span.side][span.start : span.end] for span in spans)
                sides = tuple(
                    (texts[s.side], texts[s.side][: s.start] + words + texts[s.side][s.end :])
                    for s, words in zip(spans, (two, one), strict=True)
                )
                if one.lower() != two.lower():
                    found.setdefault((sides[0], sides[1]), finding.weight)
    return sorted(found, key=lambda sides: -found[sides])[:_ASKED]


def _facing(finding: Finding) -> tuple[Span, Span] | None:
    """The words of the original and those of the version, where a finding has one stretch of either."""
    sides = [[span for span in finding.spans if span.side == side] for side in ("original", "version")]
    return (sides[0][0], sides[1][0]) if len(sides[0]) == len(sides[1]) == 1 else None


def _held(drifts: Sequence[float | None]) -> float:
    """How far the exchange makes the hop back better and the hop there worse; 0 where they could not be judged."""
    there, there_exchanged, back, back_exchanged = ((drift or 0.0) for drift in drifts)
    return (back - back_exchanged) + (there_exchanged - there)


def _nearer(exchange: _Exchange, encoder_for: Callable[[frozenset[str]], Encoder]) -> float:
    """The same by cosines."""
    rows = encoder_for(exchange.languages).encode([*exchange.original, *exchange.version, exchange.other])
    there, there_exchanged, back, back_exchanged = (float(cosine) for cosine in rows[:4] @ rows[4])
    return (back_exchanged - back) + (there - there_exchanged)
