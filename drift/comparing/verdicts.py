"""Which drift model judges which pair: by its languages, whole or in windows, and not at all where none reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from drift.comparing import passages
from drift.judging.models import find_model, model_for
from drift.judging.scorer import Scorer, load_scorer
from drift.stories.rewriting import Offsets
from drift.types import ENGLISH, Drift, Span

Progress = Callable[[int, int], None]  # (pairs judged, pairs to judge)


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two texts to be judged and their languages (ISO 639-1, "" for unknown)."""

    original: str
    version: str
    languages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The drift of a pair, and the model that judged it ("" where none could)."""

    drift: Drift
    judged_by: str


@dataclass(frozen=True, slots=True)
class Judges:
    """Who is to judge.

    Attributes:
        model: The drift model that the user chose; without one, the one for each pair's languages.
        second_opinion: A cross-encoder that is asked as well, by folder or hub name.
        strict_languages: Whether a pair in a language that its model was neither taught nor measured on is unjudged.
    """

    model: str | None = None
    second_opinion: str | None = None
    strict_languages: bool = False


def judge(
    pairings: Sequence[Pairing], judges: Judges, progress: Progress | None = None
) -> tuple[list[Verdict], dict[str, str]]:
    """The verdict on each pair, in their order, and what they depend on: each model's role and name with its sha256.

    Raises:
        DriftError: For a model that there is not.
    """
    groups: dict[tuple[str, bool], list[int]] = {}
    verdicts: list[Verdict | None] = [None] * len(pairings)
    for i, pairing in enumerate(pairings):
        entry = model_for(judges.model, pairing.languages, judges.strict_languages)
        if entry is None:
            verdicts[i] = Verdict(unjudged(pairing.languages, judges.model), "")
        else:
            groups.setdefault((entry.name, not pairing.languages <= ENGLISH), []).append(i)
    models: dict[str, str] = {}
    for (name, multilingual), rows in groups.items():
        scorer = load_scorer(name, multilingual, judges.second_opinion)
        models |= scorer.models
        texts = [(pairings[i].original, pairings[i].version) for i in rows]
        for i, drift in zip(rows, score(scorer, texts, progress), strict=True):
            verdicts[i] = Verdict(noted(drift, name, pairings[i].languages), name)
    return [verdict for verdict in verdicts if verdict is not None], models


def score(scorer: Scorer, texts: Sequence[tuple[str, str]], progress: Progress | None = None) -> list[Drift]:
    """The drift of each (original, version); pairs too long to be read at once are judged in windows."""
    long = {pair: passages.windows(*pair, scorer.encoder) for pair in dict.fromkeys(texts) if not scorer.fits(*pair)}
    asked = dict.fromkeys(pair for pair in texts if pair not in long)
    asked |= dict.fromkeys((w.original, w.version) for found in long.values() for w in found if not w.is_gap)
    known = dict(zip(asked, scorer.score(list(asked), progress), strict=True))
    for pair, found in long.items():
        drifts = [passages.gap_verdict(w) if w.is_gap else known[w.original, w.version] for w in found]
        known[pair] = passages.judged(found, drifts)
    return [known[pair] for pair in texts]


def noted(drift: Drift, model: str, languages: frozenset[str]) -> Drift:
    """The drift of a pair in these languages, with what a reader must know of the model that judged it."""
    entry = find_model(model)
    new = ", ".join(sorted(languages - {""} - entry.languages))
    if new:
        return replace(drift, note=f"{model} was neither taught nor measured on {new}")
    if languages <= ENGLISH or not entry.caution:
        return drift
    return replace(drift, note=f"{model} {entry.caution}")


def unjudged(languages: frozenset[str], model: str | None) -> Drift:
    """No verdict on texts in these languages, with the reason."""
    foreign = ", ".join(sorted(languages - {""} - find_model(model).languages))
    reason = f"{model} does not read {foreign}" if model else f"no drift model at hand reads {foreign}"
    return Drift(None, "unjudged", note=reason)


def moved(drift: Drift, original: Offsets, version: Offsets) -> Drift:
    """The drift with its spans in the texts as given, of which rewritten ones were judged.

    Args:
        drift: Its spans count characters of the rewritten texts.
        original: Where the rewritten original's characters stood.
        version: The same of the version.
    """
    offsets = {"original": original, "version": version}

    def place(span: Span) -> Span:
        start, end = offsets[span.side].given(span.start, span.end)
        return replace(span, start=start, end=end)

    findings = tuple(replace(f, spans=tuple(map(place, f.spans))) for f in drift.findings)
    return replace(drift, findings=findings)
