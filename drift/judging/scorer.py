"""Pairs of texts -> drifts: the seam between alignment and judgement.

A pair that differs in nothing but case, spacing and marks never reaches a model. Every other goes through the drift model
and the detectors, and the combination turns what they and the encoder found into the expected severity.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from drift.detectors import detect
from drift.detectors.numbers import restated
from drift.encoders import load_encoder
from drift.encoders.protocols import TokenEncoder
from drift.judging.combination import CERTAIN, SETTLED, UNHEARD, Combination, load_combination
from drift.judging.models import WITHOUT_ENGLISH, find_model
from drift.language.words import content_words, make_pair, plain, split_words, word_vectors
from drift.types import Drift, Finding, Kind, Pair, Side, Span, severity_of

if TYPE_CHECKING:
    from drift.judging.network import DriftModel, Judgement
    from drift.judging.second_opinion import CrossEncoder

Progress = Callable[[int, int], None]  # (pairs scored, pairs to score)

CHUNK = 128  # pairs held in memory with the vectors of all their tokens
LONGEST = 2000  # words of a side that are compared; a sentence has 25
NO_CHANGE = Drift(0.0, "none", similarity=1.0)
_SHOWN = 0.1  # a rule's finding of less weight moves the score but is no evidence; a model's stands on words it marked


@dataclass(frozen=True, slots=True)
class Scorer:
    """Judges pairs: `encoder` gives the word evidence, `model` (if any) reads both texts, `combination` gives the drift,
    and `judge` (if any) a second opinion of it."""

    encoder: TokenEncoder
    model: DriftModel | None
    combination: Combination
    models: dict[str, str]
    judge: CrossEncoder | None = None

    @classmethod
    def load(cls, model: str | None = None, languages: Collection[str] = ("en",), judge: str | None = None) -> Scorer:
        """The drift model called `model` (the default one without a name) for texts in these languages.

        Drift models read English: where a language is another, the rules judge alone, by what needs no English. `judge`
        names a cross-encoder that is asked as well. Raises DriftError for a model that there is not.
        """
        entry = find_model(model)
        if entry.reads_english and not set(languages) <= {"en", ""}:
            entry = find_model(WITHOUT_ENGLISH)
        encoder = load_encoder(languages=languages)
        judges = {f"drift model {entry.name}": entry.revision, f"word encoder {encoder.name}": encoder.revision}
        drift_model = entry.load() if entry.reads_english else None
        second = None
        if judge:
            from drift.judging.second_opinion import CrossEncoder

            second = CrossEncoder(judge)
            judges[f"judge {judge}"] = second.revision
        return cls(encoder, drift_model, load_combination(entry.folder / "combination.json"), judges, second)

    def score(self, texts: Sequence[tuple[str, str]], progress: Progress | None = None) -> list[Drift]:
        """The drift of each (original, version), in their order; equal pairs are judged once.

        An empty side makes the pair an omission or an addition of the other.
        """
        settled: dict[tuple[str, str], Drift] = {}
        to_judge: list[tuple[str, str]] = []
        for pair in dict.fromkeys(texts):
            if (verdict := trivial_drift(*pair)) is not None:
                settled[pair] = verdict
            else:
                to_judge.append(pair)
        to_judge.sort(key=lambda pair: len(pair[0]) + len(pair[1]))
        for start in range(0, len(to_judge), CHUNK):
            chunk = to_judge[start : start + CHUNK]
            settled.update(zip(chunk, self.verdicts(chunk), strict=True))
            if progress:
                progress(start + len(chunk), len(to_judge))
        return [settled[pair] for pair in texts]

    def verdicts(self, texts: Sequence[tuple[str, str]]) -> list[Drift]:
        """The drift of each (original, version) as models and rules have it, even of those that need no model."""
        pairs = list(prepare(texts, self.encoder))
        findings = [detect(pair) for pair in pairs]
        judged = self._heard(pairs)
        drifts = self.combination.drift(pairs, findings, judged)
        if self.judge:
            drifts = self.judge.joined(drifts, [(pair.original, pair.version) for pair in pairs])
        if judged:
            findings = [
                _joined(found, pair, judged, i) for i, (found, pair) in enumerate(zip(findings, pairs, strict=True))
            ]
        return [_verdict(pair, found, drift) for pair, found, drift in zip(pairs, findings, drifts, strict=True)]

    def _heard(self, pairs: Sequence[Pair]) -> Judgement | None:
        if self.model is None:
            return None
        from drift.judging.restating import judge_pairs

        return judge_pairs(self.model, pairs)


def trivial_drift(original: str, version: str) -> Drift | None:
    """The verdict where no model is needed (the same words, or nothing on one side), else None."""
    left, right = ([w.text.lower() for w in split_words(text) if w.text[0].isalnum()] for text in (original, version))
    if left == right and (left or original.strip() == version.strip()):
        return NO_CHANGE
    if not version.strip():
        return gap_drift(original, "original")
    if not original.strip():
        return gap_drift(version, "version")
    return None


def gap_drift(text: str, side: Side) -> Drift:
    """The drift of a passage without a counterpart: it grows with what the passage says, up to `major`."""
    weight = 2 / 3 * (1 - exp(-len(content_words(split_words(text))) / 5))
    start = len(text) - len(text.lstrip())
    span = Span(side, start, max(start, len(text.rstrip())))
    finding = Finding("omission" if side == "original" else "addition", (span,), weight, "gap")
    severity = severity_of(weight)
    return Drift(weight, severity, () if severity == "none" else (finding,))


def prepare(texts: Sequence[tuple[str, str]], encoder: TokenEncoder) -> Iterator[Pair]:
    """Each (original, version) with its words aligned by contextual vectors."""
    shortened = [(_shorten(original), _shorten(version)) for original, version in texts]
    unique = list(dict.fromkeys(text for pair in shortened for text in pair))
    sentences, tokens = (dict(zip(unique, made, strict=True)) for made in encoder.encode_with_tokens(unique))
    for original, version in shortened:
        left, right = (word_vectors(split_words(text), *tokens[text]) for text in (original, version))
        similarity = float(sentences[original] @ sentences[version])
        yield make_pair(original, version, left, right, similarity)


def _joined(findings: Sequence[Finding], pair: Pair, judged: Judgement, row: int) -> list[Finding]:
    """Detectors' findings and the model's.

    A detector's finding is evidence if rules are surer than the model there, or hear what it does not, or if the model
    marks its words too, on the whole; of a kind that both name, it is the detector's, whose spans are exact. Where rules see
    every quantity again, in other words, the model's finding that a number changed is none.
    """
    from drift.judging.marked_findings import CONFIRMED, model_findings

    kept = [
        finding
        for finding in findings
        if finding.weight >= _SHOWN
        and (
            finding.weight >= SETTLED.get(finding.kind, 2)
            or finding.kind in (*CERTAIN, *UNHEARD)
            or judged.chance(row, finding.spans) >= CONFIRMED
        )
    ]
    named: set[Kind] = {finding.kind for finding in kept}
    if restated(pair):
        named.add("number")
    return [*kept, *(f for f in model_findings(pair, judged, row) if f.kind not in named)]


def _verdict(pair: Pair, findings: Sequence[Finding], drift: float) -> Drift:
    """A drift with its evidence: none below `minor`, and never a verdict without any."""
    severity = severity_of(drift)
    if severity == "none":
        return Drift(drift, severity, (), pair.similarity)
    return Drift(drift, severity, _shown(findings) or (_least_alike(pair, drift),), pair.similarity)


def _shown(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings that count as evidence, gravest first; words that a far graver one explains are not shown again."""
    shown: list[Finding] = []
    for finding in sorted(findings, key=lambda f: -f.weight):
        graver = [s for other in shown if other.weight >= 2 * finding.weight for s in other.spans]
        counts = finding.weight >= _SHOWN or finding.detector == "model"
        if counts and not all(any(_overlap(s, t) for t in graver) for s in finding.spans):
            shown.append(finding)
    return tuple(shown)


def _overlap(a: Span, b: Span) -> bool:
    return a.side == b.side and a.start < b.end and b.start < a.end


def _least_alike(pair: Pair, drift: float) -> Finding:
    """What to show where no detector spoke: the linked content words that are least alike, else both whole sides."""
    content = set(content_words(pair.original_words))
    links = [
        link
        for link in pair.word_links
        if (word := pair.original_words[link.original]) in content
        and plain(word) != plain(pair.version_words[link.version])
    ]
    if links:
        worst = min(links, key=lambda link: link.similarity)
        left, right = pair.original_words[worst.original], pair.version_words[worst.version]
        spans = Span("original", left.start, left.end), Span("version", right.start, right.end)
    else:
        spans = Span("original", 0, len(pair.original)), Span("version", 0, len(pair.version))
    return Finding("mistranslation", spans, drift, "words")


def _shorten(text: str) -> str:
    words = split_words(text) if len(text) > LONGEST else ()
    if len(words) <= LONGEST:
        return text
    logging.getLogger(__name__).warning(
        "a text of %d words is compared by its first %d only; split it into sentences", len(words), LONGEST
    )
    return text[: words[LONGEST - 1].end]
