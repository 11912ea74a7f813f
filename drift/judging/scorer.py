"""Pairs of texts -> drifts: the order of the stages of judgement.

pair ─► gaps (no model needed) ─► words linked, read once ─► rules ─► network on the restated pair ─► combination
     ─► second opinion ─► policy ─► evidence

While the network reads some pairs, a thread links the words of the next ones and asks the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from drift.detectors import detect
from drift.encoders import load_encoder
from drift.encoders.cached import CachedTokenEncoder
from drift.encoders.protocols import TokenEncoder
from drift.judging import policy
from drift.judging.combination import Combination, load_combination
from drift.judging.evidence import verdict
from drift.judging.features import feature_rows
from drift.judging.gaps import trivial_drift
from drift.judging.models import find_model
from drift.judging.network.model import Predictions
from drift.judging.network.panel import PairReader, WordReader
from drift.judging.opposites import with_opposites
from drift.judging.policy import Policy
from drift.judging.restating import predict_restated
from drift.judging.second_opinion import SecondOpinion, load_second_opinion
from drift.language.reading import Reading, read
from drift.language.word_links import make_pair, nearest_tokens, word_vectors
from drift.language.words import split_words
from drift.runtime.ahead import ahead
from drift.runtime.vector_cache import VectorCache
from drift.types import Drift, Finding, Pair

Progress = Callable[[int, int], None]  # (pairs scored, pairs to score)

CHUNK = 128  # pairs held in memory with the vectors of all their tokens
MOST_WORDS = 140  # of a pair that rules read as one


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was found of n pairs before anything is decided."""

    readings: list[Reading]
    findings: list[list[Finding]]
    predictions: Predictions | None

    @property
    def pairs(self) -> list[Pair]:
        """The pairs, in their order."""
        return [reading.pair for reading in self.readings]

    def features(self) -> np.ndarray:
        """What the combination reads, (n, len(FEATURES))."""
        return feature_rows(self.pairs, self.findings, self.predictions)


@dataclass(frozen=True, slots=True)
class Scorer:
    """Judges pairs.

    Attributes:
        encoder: Gives the vectors of texts, and those that link words where the model does not.
        model: The network or panel of networks that reads both texts, if any.
        combination: Turns what was found into an expected severity.
        models: What verdicts depend on: each model's role and name with its sha256.
        second_opinion: Another model that is asked as well, if any.
        policy: What rules may decide by themselves.
    """

    encoder: TokenEncoder
    model: PairReader | None
    combination: Combination
    models: dict[str, str]
    second_opinion: SecondOpinion | None = None
    policy: Policy = field(default_factory=lambda: policy.POLICY)

    @property
    def words(self) -> WordReader | None:
        """Who tells the vectors that link words, if the encoder does not."""
        return self.model.words if self.model else None

    def fits(self, original: str, version: str) -> bool:
        """Whether the pair is short enough to be judged as one; a longer one is judged in windows (`drift.comparing.passages`)."""
        if self.model:
            return self.model.fits(original, version)
        return len(split_words(original)) + len(split_words(version)) <= MOST_WORDS

    def score(self, texts: Sequence[tuple[str, str]], progress: Progress | None = None) -> list[Drift]:
        """The drift of each (original, version), in their order; equal pairs are judged once.

        An empty side makes the pair an omission or an addition of the other.
        """
        known: dict[tuple[str, str], Drift] = {}
        to_judge: list[tuple[str, str]] = []
        for pair in dict.fromkeys(texts):
            if (trivial := trivial_drift(*pair)) is not None:
                known[pair] = trivial
            else:
                to_judge.append(pair)
        # By length, for progress to be even, and the versions of one original together, for it to be encoded once.
        to_judge.sort(key=lambda pair: (len(pair[0]), pair[0], len(pair[1])))
        chunks = [to_judge[start : start + CHUNK] for start in range(0, len(to_judge), CHUNK)]
        done = 0
        for chunk, found in ahead(self.found, chunks):
            known.update(zip(chunk, self._decided(chunk, self._predicted(found)), strict=True))
            done += len(chunk)
            if progress:
                progress(done, len(to_judge))
        return [known[pair] for pair in texts]

    def verdicts(self, texts: Sequence[tuple[str, str]]) -> list[Drift]:
        """The drift of each (original, version) as models and rules have it, even of those that need no model."""
        return self._decided(texts, self.evidence(texts))

    def _decided(self, texts: Sequence[tuple[str, str]], evidence: Evidence) -> list[Drift]:
        rows = evidence.features()
        expected, marks = self.expected(texts, rows), self.combination.marks
        drifts = policy.drifts(expected, evidence.readings, evidence.findings, rows, marks, self.policy)
        return [
            verdict(pair, float(drift), found, evidence.predictions, i, self.policy, self.combination.evidence)
            for i, (pair, found, drift) in enumerate(zip(evidence.pairs, evidence.findings, drifts, strict=True))
        ]

    def expected(self, texts: Sequence[tuple[str, str]], rows: np.ndarray) -> np.ndarray:
        """The expected severities (n,) of pairs with these feature rows, the second opinion included."""
        own = self.combination.expected(rows)
        return self.second_opinion.joined(own, texts) if self.second_opinion else own

    def evidence(self, texts: Sequence[tuple[str, str]]) -> Evidence:
        """What encoder, rules and network find of each (original, version)."""
        return self._predicted(self.found(texts))

    def found(self, texts: Sequence[tuple[str, str]]) -> Evidence:
        """What encoder and rules find of each (original, version), no network asked."""
        readings = [read(pair) for pair in prepare(texts, self.encoder, self.words)]
        return Evidence(readings, [detect(reading) for reading in readings], None)

    def _predicted(self, found: Evidence) -> Evidence:
        """What was found, with what the network says and what is looked for only where it may be."""
        if self.model is None:
            return found
        predictions = predict_restated(self.model, found.readings)
        findings = with_opposites(found.findings, found.readings, predictions, self.model, self.encoder)
        return replace(found, findings=findings, predictions=predictions)


@cache
def load_scorer(model: str, multilingual: bool = False, second_opinion: str | None = None) -> Scorer:
    """The scorer of a shipped drift model, loaded once a process.

    Args:
        model: The drift model's name.
        multilingual: Whether texts in other languages than English are to be judged.
        second_opinion: A cross-encoder that is asked as well: a folder or a name on the hub.

    Raises:
        DriftError: For a model that there is not.
    """
    entry = find_model(model)
    encoder = CachedTokenEncoder(load_encoder(languages=entry.languages), VectorCache())
    models = {f"drift model {entry.name}": entry.revision, f"encoder {encoder.name}": encoder.revision}
    network = entry.load() if entry.has_network else None
    second = load_second_opinion(second_opinion) if second_opinion else None
    may = policy.POLICY_ACROSS if multilingual else policy.POLICY
    if second:
        models[f"judge {second.name}"] = second.revision
    return Scorer(encoder, network, load_combination(entry.folder / "combination.json"), models, second, may)


def prepare(
    texts: Sequence[tuple[str, str]], encoder: TokenEncoder, reader: WordReader | None = None
) -> Iterator[Pair]:
    """Each (original, version) with its words aligned by contextual vectors: those of `reader`, without it the encoder's."""
    unique = list(dict.fromkeys(text for pair in texts for text in pair))
    if reader:
        vectors, read_tokens = encoder.encode(unique), reader.tokens(unique)
    else:
        vectors, read_tokens = encoder.encode_with_tokens(unique)
    sentences, tokens = (dict(zip(unique, made, strict=True)) for made in (vectors, read_tokens))
    words = {text: word_vectors(split_words(text), *tokens[text]) for text in unique}
    for original, version in texts:
        similarity = float(sentences[original] @ sentences[version])
        pair = make_pair(original, version, words[original], words[version], similarity)
        yield replace(pair, nearest=nearest_tokens(tokens[original][1], tokens[version][1]))
