"""How well the journey is told, against what is known.

    python -m research.benchmarks.journey ../shared/data --trees 200

Lineages (share of right parents and Robinson-Foulds distance, beside neighbour joining and a spanning tree), first bad hops
of planted errors, and copies that strayed. The stories are made once and kept in --cache. A dot is a story. 20 of each take
some minutes; lineages need no drift model.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from drift.retranslation import load_engine
from drift.retranslation.protocols import Engine
from drift.runtime.folders import cache_folder
from drift.runtime.translation_cache import TranslationCache
from research.benchmarks.journey import ceiling, edits, ours, planted, texts, trees
from research.benchmarks.journey.baselines import DISTANCES, SHORT, Edges, neighbour_joining, spanning_tree
from research.benchmarks.journey.measures import nearest_seen, right_parents, robinson_foulds
from research.benchmarks.journey.trees import Tree

PARTS = ("lineage", "hops", "outlier")
Item = TypeVar("Item")


def lineages(
    stories: list[Tree],
    again: ceiling.Again | None = None,
    engine: Engine | None = None,
    translations: TranslationCache | None = None,
) -> Iterator[str]:
    """A line a method: right parents and Robinson-Foulds distance, once without and once with the original known.

    Args:
        stories: Made by `trees.trees`.
        again: Their sentences sent through the translator again; without, there is no line for the ceiling.
        engine: What made them; without, there is no line for the program told of it.
        translations: Where those that the program asks for are kept.
    """
    if engine is not None:
        ours.ask_ahead((tree.texts for tree in stories), engine, translations or TranslationCache())
    known = [(tree, tops[0]) for tree in stories if len(tops := [n for n, p in tree.parents.items() if not p]) == 1]
    matrices = {
        name: {id(tree): distance(list(tree.texts.values())) for tree in stories}
        for name, distance in DISTANCES.items()
    }
    threads = {id(tree): ours.threads_of(tree.texts) for tree in _dots(stories)}
    for title, rooted in (("original not known", [(tree, "") for tree in stories]), ("original known", known)):
        yield f"{title + f', {len(rooted)} stories':40} {'right parents':>14} {'Robinson-Foulds':>16}"
        for name, found in matrices.items():
            joined = [
                [neighbour_joining(list(t.texts), found[id(t)], short, original) for t, original in rooted]
                for short in SHORT
            ]
            yield _row(f"neighbour joining, {name}", max(joined, key=lambda edges: _right(edges, rooted)), rooted)
            spanned = [spanning_tree(list(t.texts), found[id(t)], original) for t, original in rooted]
            yield _row(f"spanning tree, {name}", spanned, rooted)
        if again is not None:
            made = [ceiling.lineage(tree, again, original) for tree, original in rooted]
            yield _row("who has the translator", made, rooted)
        if engine is not None:
            asked = [ours.lineage(threads[id(t)], original, engine, translations) for t, original in _dots(rooted)]
            yield _row("drift, told the engine", asked, rooted)
        yield _row("drift", [ours.lineage(threads[id(t)], original) for t, original in _dots(rooted)], rooted)


def first_bad_hops(stories: list[planted.Chain], model: str | None) -> Iterator[str]:
    """Of the lines with an error, the share whose first bad hop is the right one, another, or none."""
    outcomes = [
        outcome
        for chain in _dots(stories)
        for outcome in zip(chain.bad, ours.first_bad(chain.names, chain.texts, model), strict=True)
    ]
    errors = [(bad, said) for bad, said in outcomes if bad]
    others = [said for bad, said in outcomes if not bad]
    yield f"first bad hop: {_share(bad == said for bad, said in errors)} of {len(errors)} errors at their hop,"
    yield f"  {_share(bool(said) and bad != said for bad, said in errors)} at another, "
    yield f"  {_share(not said for _, said in errors)} not found; {_share(map(bool, others))} of {len(others)} lines "
    yield "  without an error have a bad hop"


def outliers(stories: list[planted.Strayed], model: str | None) -> Iterator[str]:
    """The share of stories whose outlier is the copy that strayed, and of the lines with an error that name it."""
    found = [(story, *ours.outlier(story.texts, model)) for story in _dots(stories)]
    lines = [by_line.get(line) == (story.odd,) for story, _, by_line in found for line in story.lines]
    others = [bool(by_line.get(k)) for story, _, by_line in found for k in by_line if k not in story.lines]
    yield f"outlier: {_share(odd == story.odd for story, odd, _ in found)} of {len(found)} stories,"
    yield f"  {_share(lines)} of {len(lines)} lines with an error; {_share(others)} of {len(others)} others have one"


def main(
    shared: Annotated[Path, typer.Argument(help="The folder of the annotated sets.", exists=True)],
    count: Annotated[int, typer.Option("--trees", help="Stories of each sort.")] = 200,
    seed: Annotated[int, typer.Option(help="Another seed makes other stories.")] = 1,
    model: Annotated[str | None, typer.Option(help="Drift model: see `drift models`.")] = None,
    told_engine: Annotated[bool, typer.Option(help="Also lineages for which Apertium is asked; takes longer.")] = False,
    with_ceiling: Annotated[
        bool, typer.Option(help="Also how well lineages could be told by who has Apertium; takes longer.")
    ] = False,
    only: Annotated[str, typer.Option(help=f"One of {', '.join(PARTS)}.")] = "",
    cache: Annotated[
        Path | None, typer.Option(help="Where stories are kept. Default: the user's cache folder.")
    ] = None,
) -> None:
    """Measure lineages, first bad hops and outliers on stories whose making is known."""
    kept = cache or cache_folder() / "journey-benchmark"
    experts, documents = texts.expert_documents(shared), texts.documents(shared)
    edits.prepare([sentence for sentences in documents.values() for sentence in sentences])
    if only in ("", "lineage"):
        made = trees.trees(documents, count, seed, kept)
        again = ceiling.sent_again(made, kept) if with_ceiling else None
        engine = load_engine("apertium") if told_engine else None
        _print(lineages(made, again, engine, TranslationCache(kept / "translations.sqlite")))
    if only in ("", "hops"):
        _print(first_bad_hops(planted.chains(experts, count, seed, kept), model))
    if only in ("", "outlier"):
        _print(outliers(planted.strayed(experts, count, seed, kept), model))


def _right(found: Sequence[Edges], stories: Sequence[tuple[Tree, str]]) -> float:
    """The share of right parents over all versions, the known originals left out."""
    hits = 0
    versions = 0
    for edges, (tree, original) in zip(found, stories, strict=True):
        true = {name: parent for name, parent in tree.parents.items() if name != original}
        hits += round(right_parents(nearest_seen(edges, tree.texts), true) * len(true))
        versions += len(true)
    return hits / versions


def _row(method: str, found: Sequence[Edges], stories: Sequence[tuple[Tree, str]]) -> str:
    """Right parents over all versions; the mean distance over all stories."""
    apart = [robinson_foulds(e, tree.edges, tree.texts) for e, (tree, _) in zip(found, stories, strict=True)]
    return f"  {method:38} {_right(found, stories):14.3f} {sum(apart) / len(apart):16.3f}"


def _share(hits: Iterable[bool]) -> str:
    known = list(hits)
    return f"{sum(known) / len(known):.3f}" if known else "–"


def _dots(stories: Iterable[Item]) -> Iterator[Item]:
    for story in stories:
        yield story
        print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    typer.run(main)
