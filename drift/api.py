"""The way of the data, known here alone: read, normalise, split, embed, align, judge, follow through all versions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version as installed
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drift.analysis import Analysis
from drift.types import ENGLISH, Drift, DriftError, Link, Signature, Story, Version

if TYPE_CHECKING:
    import pandas as pd

    from drift.comparing.verdicts import Judges, Verdict
    from drift.encoders.cached import CachedEncoder
    from drift.encoders.protocols import Encoder
    from drift.evaluation.figures import Evaluation
    from drift.journey.making import Making
    from drift.stories.pairs import Pairs

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
    strict_languages: bool = False,
    seed: int = 0,
    align: bool = False,
    strict: bool = False,
    lines: bool = False,
    sheet: str = "",
    routes: Sequence[Sequence[str]] = (),
    engine: str | None = None,
    via: Sequence[str | Sequence[str]] = (),
    progress: Progress | None = None,
) -> Analysis:
    """Hold the versions of each story against its original and judge how far their meaning moved.

    Args:
        source: A path or several (see `drift.stories.read.read`), or the versions' texts by name.
        original: The original: a version's name, a file name or a unique prefix. Without it and without a version called
            `original`, every version is held against every other, or of more than twelve against the nearest.
        encoder: The encoder that aligns, by name; without it, the one for the texts' languages.
        model: The drift model, by name; without it, the one for each comparison's languages.
        judge: A second opinion beside the drift model's: a cross-encoder, by folder or hub name.
        strict_languages: Whether pairs in a language that their model was neither taught nor measured on are unjudged.
        seed: For the samples by which the support of a lineage is found; nothing else is random.
        align: Whether texts that are paired already (the units of TMX, XLIFF and the like) are split and aligned after all.
        strict: Whether what a folder holds beside its texts is an error; else it is named and passed over.
        lines: Whether the paths are line files, the original first: line N of each belongs together.
        sheet: The sheet of workbooks, by name or number from 1; "" for the first.
        routes: How versions came to be: sequences of versions' names, each made from the one before it. Routes that file
            names, a `story.toml` or a table tell need not be given.
        engine: The translation engine that made the copies, if that is known: each version is sent through it again to see
            which copy was made from which. Nothing is translated without it.
        via: The ways that the copies may have gone through the engine, as `retranslate` takes them.
        progress: Called with a stage's name; what it returns is called with (done, total).

    Raises:
        DriftError: For input that cannot be used.
    """
    from drift.comparing.comparisons import aligned, judged, threaded
    from drift.comparing.exchanges import witnessed
    from drift.comparing.verdicts import Judges
    from drift.journey.journey import followed
    from drift.judging.models import find_model
    from drift.retranslation.routes import read_between
    from drift.stories.read import read
    from drift.stories.routes import routed
    from drift.stories.rows import Layout
    from drift.stories.story import choose_original, from_texts

    maker = _maker(engine, via)
    find_model(model)  # a wrong name is reported before the work
    if isinstance(source, Mapping):
        stories = [from_texts(source)]
    else:
        stories = read(
            [source] if isinstance(source, str | Path) else source,
            strict=strict,
            lines=lines,
            layout=Layout(sheet=sheet),
        )
    stories = [routed(choose_original(story, original), routes) for story in stories]
    stories = [replace(story, versions=tuple(_split(v, align) for v in story.versions)) for story in stories]
    encoders: dict[bool, CachedEncoder] = {}

    def encoder_for(languages: frozenset[str]) -> Encoder:
        if (languages <= ENGLISH) not in encoders:
            encoders[languages <= ENGLISH] = _encoder(encoder, languages, progress)
        return encoders[languages <= ENGLISH]

    stories = [aligned(story, encoder_for) for story in stories]
    judges = Judges(model, judge, strict_languages)
    stories, models = judged(stories, judges, progress and progress("judging"))
    stories, more = witnessed([threaded(story, encoder_for) for story in stories], judges, encoder_for)
    makings = [maker(story) if maker else None for story in stories]
    stories = [followed(story, seed, making) for story, making in zip(stories, makings, strict=True)]
    more |= {f"engine {engine}, story {s.name}": m.revision for s, m in zip(stories, makings, strict=True) if m}
    settings: dict[str, str | int | float | bool] = {"splitter": f"sentencex {installed('sentencex')}", "seed": seed}
    if original is not None:
        settings["original"] = original
    if align:
        settings["align"] = align
    if routes:
        settings["routes"] = "; ".join(",".join(route) for route in routes)
    if engine:
        settings |= {"engine": engine, "via": "; ".join(map(",".join, read_between(via)))}
    models = {f"encoder {e.name}": e.revision for e in encoders.values()} | models | more
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
    from drift.comparing.comparisons import aligned_links
    from drift.sentences.split import split
    from drift.stories.normalise import normalise

    sides = [
        split(Version(name, normalise(side))) if isinstance(side, str) else _from_sentences(name, side)
        for name, side in (("original", original), ("version", version))
    ]
    return aligned_links(sides[0], sides[1], _encoder(encoder, {side.language for side in sides}, progress))


def align_files(
    left: PathLike,
    right: PathLike,
    *,
    lines: bool = False,
    encoder: str | None = None,
    progress: Progress | None = None,
) -> tuple[Version, Version, tuple[Link, ...]]:
    """Two files as versions, and the links between them; with `lines`, a line is a sentence.

    Raises:
        DriftError: For a file that cannot be read or holds more than one version.
    """
    from drift.comparing.comparisons import aligned_links
    from drift.sentences.split import split, split_lines
    from drift.stories.read import read_version

    sides = [(split_lines if lines else split)(read_version(path, lines=lines)) for path in (left, right)]
    sentence_encoder = _encoder(encoder, {side.language for side in sides}, progress)
    return sides[0], sides[1], aligned_links(sides[0], sides[1], sentence_encoder)


def score(
    pairs: Sequence[tuple[str, str]],
    *,
    model: str | None = None,
    judge: str | None = None,
    strict_languages: bool = False,
    progress: Progress | None = None,
) -> list[Drift]:
    """The drift of each (original, version), in their order; spans count characters of the texts as given.

    Args:
        pairs: The texts. One empty side makes the pair an omission or an addition.
        model: The drift model, by name; without it, the one for each pair's languages.
        judge: A second opinion beside the drift model's: a cross-encoder, by folder or hub name.
        strict_languages: Whether pairs in a language that their model was neither taught nor measured on are unjudged.
        progress: Called with a stage's name; what it returns is called with (done, total).

    Raises:
        DriftError: A pair holds something else than two texts, or there is no such model.
    """
    from drift.comparing.verdicts import Judges

    verdicts, _ = _scored(pairs, Judges(model, judge, strict_languages), progress)
    return [verdict.drift for verdict in verdicts]


def compare(
    original: str, version: str, *, model: str | None = None, judge: str | None = None, strict_languages: bool = False
) -> Drift:
    """The drift between two texts; see `score`."""
    return score([(original, version)], model=model, judge=judge, strict_languages=strict_languages)[0]


def score_table(
    path: PathLike | Sequence[PathLike],
    original_column: str = "original",
    version_column: str | Sequence[str] = "version",
    *,
    lines: bool = False,
    header: bool = True,
    sheet: str = "",
    model: str | None = None,
    judge: str | None = None,
    strict_languages: bool = False,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """The pairs in a file with the drift columns added; rows, their order and the other columns stay as they are.

    A column of the table that bears the name of one of ours is kept as `<name>_before`. Where there are several columns
    of versions, each has drift columns of its own, `<column>_drift` and so on.

    Args:
        path: A table of aligned pairs, a translation file (TMX, XLIFF, PO), which gives a row a unit, or two or more line
            files, the originals first, which give a row a line and a column a file.
        original_column: The column of the originals, by name or number from 1.
        version_column: The column or columns of the versions, likewise.
        lines: Whether files are line files, whatever their endings.
        header: Whether a table's first row names its columns; else their numbers do.
        sheet: The sheet of a workbook, by name or number from 1; "" for the first.
        model: The drift model, by name; without it, the one for each pair's languages.
        judge: A second opinion beside the drift model's: a cross-encoder, by folder or hub name.
        strict_languages: Whether pairs in a language that their model was neither taught nor measured on are unjudged.
        progress: Called with a stage's name; what it returns is called with (done, total).

    Raises:
        DriftError: For a file that cannot be read or holds no such columns.
    """
    from drift.stories.pairs import read_pairs
    from drift.stories.rows import Layout

    paths = [Path(path)] if isinstance(path, str | Path) else [Path(one) for one in path]
    columns = [version_column] if isinstance(version_column, str) else version_column
    pairs = read_pairs(paths, original_column, columns, layout=Layout(header, sheet), lines=lines)
    return score_pairs(pairs, model=model, judge=judge, strict_languages=strict_languages, progress=progress)


def score_pairs(
    pairs: Pairs,
    *,
    model: str | None = None,
    judge: str | None = None,
    strict_languages: bool = False,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """The same as `score_table`, of pairs that are read already (`drift.stories.pairs.read_pairs`)."""
    from drift.output.rows import columns_of_pairs, drift_cells, kept_name

    texts = [
        texts
        for column in pairs.versions
        for texts in zip(pairs.table[pairs.original], pairs.table[column], strict=True)
    ]
    drifts = score(texts, model=model, judge=judge, strict_languages=strict_languages, progress=progress)
    if pairs.of_units:
        drifts = [_untranslated(*text) or drift for drift, text in zip(drifts, texts, strict=True)]
    cells = [drift_cells(drift, *text) for drift, text in zip(drifts, texts, strict=True)]
    size = len(pairs.table)
    added = {
        ours: [row[name] for row in cells[size * place : size * (place + 1)]]
        for place, columns in enumerate(columns_of_pairs(pairs.versions))
        for name, ours in columns.items()
    }
    return pairs.table.rename(columns=lambda name: kept_name(name, pairs.versions)).assign(**added)


def systems(
    original: Sequence[str],
    versions: Mapping[str, Sequence[str]],
    *,
    baseline: str | None = None,
    resamples: int = 1000,
    seed: int = 0,
    model: str | None = None,
    judge: str | None = None,
    strict_languages: bool = False,
    progress: Progress | None = None,
) -> Evaluation:
    """Compare systems by what they made of the same segments.

    Args:
        original: The segments: references, or sources.
        versions: By system, its text for each segment.
        baseline: The system that the others are tested against; None for the first.
        resamples: How many samples the confidence intervals and tests draw.
        seed: The seed of the random numbers.
        model: The drift model, by name; without it, the one for each pair's languages.
        judge: A second opinion beside the drift model's: a cross-encoder, by folder or hub name.
        strict_languages: Whether pairs in a language that their model was neither taught nor measured on are unjudged.
        progress: Called with a stage's name; what it returns is called with (done, total).

    Raises:
        DriftError: There is no system, one has not as many segments as the original, there is no such baseline or model,
            or fewer than two segments could be judged.
    """
    from drift.comparing.verdicts import Judges
    from drift.evaluation.figures import evaluate

    if not versions:
        raise DriftError("there is no system; name one or more.")
    for name, texts in versions.items():
        if len(texts) != len(original):
            raise DriftError(f"{name} has {len(texts)} segments, the original {len(original)}; give one for each.")
    pairs = [pair for texts in versions.values() for pair in zip(original, texts, strict=True)]
    verdicts, models = _scored(pairs, Judges(model, judge, strict_languages), progress)
    drifts = [verdict.drift for verdict in verdicts]
    size = len(original)
    by_system = {name: drifts[size * k : size * (k + 1)] for k, name in enumerate(versions)}
    about = {name.replace(" ", "_"): digest[:8] for name, digest in sorted(models.items())}
    return evaluate(
        by_system,
        original,
        baseline=baseline,
        resamples=resamples,
        seed=seed,
        about=about | {"version": installed("retranslation-drift")},
    )


def evaluate_pairs(pairs: Pairs, **options: Any) -> Evaluation:
    """The same as `systems`, of pairs that are read already (`drift.evaluation.read.read_systems`)."""
    columns = {name: pairs.table[name].tolist() for name in pairs.versions}
    return systems(pairs.table[pairs.original].tolist(), columns, **options)


def _untranslated(original: str, version: str) -> Drift | None:
    """The verdict on a unit that nobody has translated, None for any other."""
    from drift.judging.gaps import missing_translation

    return (
        missing_translation(original, "original", "untranslated") if original.strip() and not version.strip() else None
    )


def retranslate(
    source: PathLike,
    via: Sequence[str | Sequence[str]],
    folder: PathLike,
    *,
    language: str | None = None,
    engine: str | None = None,
    model: str | None = None,
    url: str | None = None,
    per_minute: float | None = None,
    fresh: bool = False,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> list[Path]:
    """Send a text through other languages and back: a story's folder with every version on the way, ready for `analyze`.

    The files are named by their routes (`original.es.en.txt`); `story.toml` says how each was made. What two routes
    share is translated once, and so is every sentence: a run that was cut short goes on where it stopped.

    Args:
        source: The text's file. If it lies in `folder`, it keeps its name there; else it becomes `original.txt`.
        via: The routes: for each the languages in between, as "ca,es" or ["ca", "es"].
        folder: Where the versions go.
        language: The text's; found out if it is not given.
        engine: What translates, by name; by default Apertium.
        model: Of transformers: a model's folder or name on the hub.
        url: Where a translation server answers.
        per_minute: How many requests a minute it gets at most.
        fresh: Whether sentences are translated anew that an earlier run has translated.
        overwrite: Whether versions in `folder` that have another text are replaced.
        progress: Called with a hop's name; what it returns is called with (done, total).

    Returns:
        The versions' files, the original first.

    Raises:
        DriftError: For a text that cannot be used, an engine that is not there, or a direction that it lacks.
    """
    from drift.retranslation import load_engine
    from drift.retranslation.copies import copies
    from drift.retranslation.folder import write_version
    from drift.retranslation.languages import standard_code
    from drift.retranslation.protocols import EngineOptions
    from drift.retranslation.routes import copy_name, read_routes
    from drift.runtime.translation_cache import TranslationCache
    from drift.sentences.split import split
    from drift.stories.read import read_version

    source, folder = Path(source), Path(folder)
    original = split(replace(read_version(source), language=language or ""))
    if not original.language:
        raise DriftError(f"{source}: nobody can tell which language this is; say it with --language.")
    routes = read_routes(via, original.language)
    translator = load_engine(engine, EngineOptions(model, url, per_minute))
    made = copies(original, routes, translator, TranslationCache(writes_only=fresh), progress)
    first = next(made)  # nothing is written before the engine has shown that it can translate
    is_there = source.resolve().parent == folder.resolve()
    name, root = (source.stem, source.name) if is_there else ("original", "original.txt")
    written = [source] if is_there else []
    if not is_there:
        about = {"language": standard_code(original.language)}
        written.append(write_version(folder, root, original.text, about, overwrite=overwrite))
    for copy in (first, *made):
        parent = f"{copy_name(name, copy.codes[:-1])}.txt" if copy.codes[1:] else root
        about = {"from": parent, "language": standard_code(copy.codes[-1]), "made_by": copy.made_by}
        file = f"{copy_name(name, copy.codes)}.txt"
        written.append(write_version(folder, file, copy.text, about, overwrite=overwrite))
    return written


def program() -> str:
    """The program's name and version, as a signature has it."""
    return f"retranslation-drift {installed('retranslation-drift')}"


def _maker(engine: str | None, via: Sequence[str | Sequence[str]]) -> Callable[[Story], Making | None] | None:
    """What tells of a story what the engine makes of its versions; None where no engine is named.

    Raises:
        DriftError: The engine is not at hand, or ways are given without one.
    """
    from drift.journey.lineage import is_to_infer
    from drift.journey.making import making
    from drift.retranslation import ENGINES, load_engine
    from drift.retranslation.routes import read_between
    from drift.runtime.translation_cache import TranslationCache

    if engine is None:
        if via:
            raise DriftError("--via says by which ways the copies were made; name what made them with --engine.")
        return None
    if engine in ENGINES and not ENGINES[engine].is_at_hand:
        names = ", ".join(name for name, entry in ENGINES.items() if entry.is_at_hand)
        raise DriftError(f"{engine} does not translate on this machine without options; choose one of {names}.")
    translator, ways, cache = load_engine(engine), read_between(via), TranslationCache()
    return lambda story: making(story, translator, ways, cache) if is_to_infer(story) else None


def _encoder(name: str | None, languages: Collection[str], progress: Progress | None) -> CachedEncoder:
    from drift.encoders import load_encoder
    from drift.encoders.cached import CachedTokenEncoder
    from drift.runtime.vector_cache import VectorCache

    return CachedTokenEncoder(
        load_encoder(name, languages=languages), VectorCache(), progress and progress("embedding")
    )


def _split(version: Version, align: bool) -> Version:
    """The version with its sentences and its language; units that are paired already stay as they are."""
    from drift.sentences.language import detect_language
    from drift.sentences.split import split

    if version.paired and not align:
        return version if version.language else replace(version, language=detect_language(version.text))
    return split(replace(version, paired=False, sentences=()))


def _scored(
    pairs: Sequence[tuple[str, str]], judges: Judges, progress: Progress | None
) -> tuple[list[Verdict], dict[str, str]]:
    """The verdict on each pair of texts as given, and what judged them."""
    from drift.comparing.verdicts import Pairing, judge, moved
    from drift.language.reading import passes_for_english
    from drift.sentences.language import languages_of
    from drift.stories.normalise import normalise_with_offsets

    _refuse_other_than_texts(pairs)
    sides = [[normalise_with_offsets(text) for text in side] for side in zip(*pairs, strict=True)] or [[], []]
    languages = [
        [
            "en" if found not in ENGLISH and passes_for_english(text) else found
            for found, (text, _) in zip(languages_of([text for text, _ in side]), side, strict=True)
        ]
        for side in sides
    ]
    pairings = [
        Pairing(left, right, frozenset(spoken))
        for (left, _), (right, _), spoken in zip(*sides, zip(*languages, strict=True), strict=True)
    ]
    verdicts, models = judge(pairings, judges, progress and progress("judging"))
    return [
        replace(verdict, drift=moved(verdict.drift, original, version))
        for verdict, (_, original), (_, version) in zip(verdicts, *sides, strict=True)
    ], models


def _refuse_other_than_texts(pairs: Sequence[tuple[str, str]]) -> None:
    for number, pair in enumerate(pairs):
        if isinstance(pair, str) or len(pair) != 2 or not all(isinstance(text, str) for text in pair):
            raise DriftError(f"pair {number} is {pair!r}; give two texts, the original and the version.")


def _from_sentences(name: str, sentences: Sequence[str]) -> Version:
    from drift.sentences.split import split_lines
    from drift.stories.normalise import normalise

    if any("\n" in sentence for sentence in sentences):
        raise DriftError(f"{name}: a sentence holds a line break; give the text whole, or one line a sentence.")
    return split_lines(Version(name, "\n".join(map(normalise, sentences))))


def _digests(stories: Sequence[Story]) -> dict[str, str]:
    from drift.runtime.digest import sha256

    return {f"{story.name}/{v.name}": sha256(v.text).hex() for story in stories for v in story.versions}
