"""The way of the data, known here alone: read, clean, split, embed, align, score."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version as installed
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from drift.analysis import Analysis
from drift.runtime.digest import sha256
from drift.types import Comparison, Drift, DriftError, Link, Signature, Story, Version

if TYPE_CHECKING:
    import pandas as pd

    from drift.encoders.cached import CachedEncoder
    from drift.encoders.protocols import Encoder

Stage = Callable[[int, int], None]  # (done, total)
Progress = Callable[[str], Stage]  # a stage's name -> what to call as it goes on

PathLike = str | Path


def analyze(
    source: PathLike | Sequence[PathLike] | Mapping[str, str],
    original: str | None = None,
    *,
    encoder: str | None = None,
    model: str | None = None,
    judge: str | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Analysis:
    """Align the versions of each story with its original and score how far their meaning moved.

    `source` is a path or several (see `drift.stories.read.read`), or the versions' texts by name. `original` names the
    original; without it and without a version called `original`, every version is held against every other. Raises
    `DriftError` for input that cannot be used.
    """
    from drift.judging.models import find_model
    from drift.sentences.split import split
    from drift.stories.read import read
    from drift.stories.story import choose_original, from_texts

    find_model(model)  # a wrong name is told before the work
    if isinstance(source, Mapping):
        stories = [from_texts(source)]
    else:
        stories = read([source] if isinstance(source, str | Path) else source)
    stories = [choose_original(story, original) for story in stories]
    stories = [replace(story, versions=tuple(map(split, story.versions))) for story in stories]
    languages = {version.language for story in stories for version in story.versions}
    sentence_encoder = _encoder(encoder, languages, progress)
    stories = [replace(story, comparisons=_aligned(story, sentence_encoder)) for story in stories]
    stories, judges = _scored(stories, model, judge, progress)
    settings: dict[str, str | int | float | bool] = {"splitter": f"sentencex {installed('sentencex')}", "seed": seed}
    if original is not None:
        settings["original"] = original
    models = {f"encoder {sentence_encoder.name}": sentence_encoder.revision, **judges}
    return Analysis(tuple(stories), Signature(program(), models, settings, _digests(stories)))


def align(
    original: str | Sequence[str],
    version: str | Sequence[str],
    *,
    encoder: str | None = None,
    progress: Progress | None = None,
) -> tuple[Link, ...]:
    """Which sentences of `version` say what which sentences of `original` say.

    Each side is a text, which is split, or a sequence of sentences, taken as they are (an empty one is a gap). The
    links' indices count the sentences; page furniture in a text is left out.
    """
    from drift.sentences.split import split

    sides = [
        split(Version(name, side)) if isinstance(side, str) else _from_sentences(name, side)
        for name, side in (("original", original), ("version", version))
    ]
    return align_versions(sides[0], sides[1], _encoder(encoder, {side.language for side in sides}, progress))


def align_files(
    left: PathLike,
    right: PathLike,
    *,
    lines: bool = False,
    encoder: str | None = None,
    progress: Progress | None = None,
) -> tuple[Version, Version, tuple[Link, ...]]:
    """Two files as versions, and the links between them; with `lines`, a line is a sentence.

    Raises `DriftError` for a file that cannot be read or holds more than one version.
    """
    from drift.sentences.split import split, split_lines
    from drift.stories.read import read_version

    sides = [(split_lines if lines else split)(read_version(path)) for path in (left, right)]
    sentence_encoder = _encoder(encoder, {side.language for side in sides}, progress)
    return sides[0], sides[1], align_versions(sides[0], sides[1], sentence_encoder)


def score(
    pairs: Sequence[tuple[str, str]],
    *,
    model: str | None = None,
    judge: str | None = None,
    progress: Progress | None = None,
) -> list[Drift]:
    """The drift of each (original, version), in their order."""
    from drift.judging.scorer import load_scorer
    from drift.sentences.language import detect_language

    sample = " ".join(text for pair in pairs[:200] for text in pair)
    scorer = load_scorer(model, {detect_language(sample)}, judge)
    return scorer.score(pairs, progress("judging") if progress else None)


def compare(original: str, version: str, *, model: str | None = None, judge: str | None = None) -> Drift:
    """The drift between two sentences."""
    return score([(original, version)], model=model, judge=judge)[0]


def score_table(
    path: PathLike,
    original_column: str = "original",
    version_column: str = "version",
    *,
    model: str | None = None,
    judge: str | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """The table at `path` with the drift columns added; rows, their order and the other columns stay as they are.

    A column of the table that bears the name of one of ours is kept as `<name>_before`.
    """
    from drift.output.rows import DRIFT_COLUMNS, drift_cells
    from drift.stories.pairs import read_pairs

    table = read_pairs(Path(path), original_column, version_column)
    texts = list(zip(table[original_column], table[version_column], strict=True))
    drifts = score(texts, model=model, judge=judge, progress=progress)
    kept = table.rename(columns={name: f"{name}_before" for name in DRIFT_COLUMNS if name in table.columns})
    cells = [drift_cells(drift, *text) for drift, text in zip(drifts, texts, strict=True)]
    return kept.assign(**{name: [row[name] for row in cells] for name in DRIFT_COLUMNS})


def program() -> str:
    return f"retranslation-drift {installed('retranslation-drift')}"


def align_versions(original: Version, version: Version, encoder: Encoder) -> tuple[Link, ...]:
    """The links between the sentences of two split versions; page furniture is in none."""
    from drift.alignment import align as align_sentences

    kept = [[i for i, s in enumerate(side.sentences) if not s.set_aside] for side in (original, version)]
    left, right = ([side.sentences[i].text for i in at] for side, at in zip((original, version), kept, strict=True))
    return tuple(
        replace(
            link, original=tuple(kept[0][i] for i in link.original), version=tuple(kept[1][j] for j in link.version)
        )
        for link in align_sentences(left, right, encoder)
    )


def _encoder(name: str | None, languages: Collection[str], progress: Progress | None) -> CachedEncoder:
    from drift.encoders import load_encoder
    from drift.encoders.cached import CachedEncoder
    from drift.runtime.vector_cache import VectorCache

    return CachedEncoder(load_encoder(name, languages=languages), VectorCache(), progress and progress("embedding"))


def _aligned(story: Story, encoder: Encoder) -> tuple[Comparison, ...]:
    if story.original:
        pairs = [(story.version(story.original), v) for v in story.versions if v.name != story.original]
    else:
        pairs = list(combinations(story.versions, 2))
    return tuple(Comparison(a.name, b.name, align_versions(a, b, encoder)) for a, b in pairs)


def _scored(
    stories: Sequence[Story], model: str | None, judge: str | None, progress: Progress | None
) -> tuple[list[Story], dict[str, str]]:
    """The stories with a drift for every link, and what judged them: English against English by the drift model, all
    such links in one go; where another language is in it, by what needs no English."""
    from drift.judging.scorer import load_scorer

    drifts: dict[bool, Iterator[Drift]] = {}
    judges: dict[str, str] = {}
    for english in (True, False):
        texts = [texts for story in stories for texts in _link_texts(story, english)]
        if texts:
            scorer = load_scorer(model, ("en",) if english else ("en", "other"), judge)
            drifts[english] = iter(scorer.score(texts, progress("judging") if progress else None))
            judges |= scorer.models

    def fill(story: Story, comparison: Comparison) -> Comparison:
        mine = drifts.get(_is_english(story, comparison), iter(()))
        return replace(
            comparison,
            drifts=tuple(replace(next(mine), similarity=link.similarity) for link in comparison.links),
        )

    return [replace(s, comparisons=tuple(fill(s, c) for c in s.comparisons)) for s in stories], judges


def _link_texts(story: Story, english: bool) -> Iterator[tuple[str, str]]:

    for comparison in story.comparisons:
        if _is_english(story, comparison) == english:
            original, version = story.version(comparison.original), story.version(comparison.version)
            for link in comparison.links:
                yield original.passage(link.original), version.passage(link.version)


def _is_english(story: Story, comparison: Comparison) -> bool:
    return {story.version(name).language for name in (comparison.original, comparison.version)} <= {"en", ""}


def _from_sentences(name: str, sentences: Sequence[str]) -> Version:
    from drift.sentences.split import split_lines

    if any("\n" in sentence for sentence in sentences):
        raise DriftError(f"{name}: a sentence holds a line break; give the text whole, or one line a sentence.")
    return split_lines(Version(name, "\n".join(sentences)))


def _digests(stories: Sequence[Story]) -> dict[str, str]:
    return {
        f"{story.name}/{version.name}": sha256(version.text).hex() for story in stories for version in story.versions
    }
