"""`analysis.jsonl`: everything that was found, to be loaded again."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from drift.output.decode import decoder
from drift.output.files import text_file
from drift.types import DriftError, Results, Signature, Story


def write_jsonl(analysis: Results, path: str | Path) -> None:
    """The signature on the first line, then a story a line, with all its versions, comparisons, links and drifts.

    Raises:
        OSError: If the file cannot be written.
    """
    # A lone surrogate (of a file name that is not UTF-8, say) becomes an escape, which JSON reads back.
    with text_file(Path(path)) as file:
        for row in (asdict(analysis.signature), *map(asdict, analysis.stories)):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_jsonl(path: str | Path) -> Results:
    """What `write_jsonl` wrote.

    Raises:
        DriftError: Naming the file, or the first line that is not of an `analysis.jsonl`.
    """
    number = 1
    try:
        with Path(path).open(encoding="utf-8") as file:
            signature = decoder(Signature)(json.loads(file.readline()))
            stories = []
            for line in file:
                number += 1
                stories.append(_story(json.loads(line)))
    except OSError as error:
        raise DriftError(f"{path}: cannot be read ({error.strerror}); name an analysis.jsonl.") from error
    except (ValueError, TypeError, RecursionError) as error:
        raise DriftError(f"{path}, line {number}: not of an analysis.jsonl; run `drift analyze` again.") from error
    return Results(tuple(stories), signature)


def _story(row: Any) -> Story:
    """A story whose comparisons fit its versions; TypeError or ValueError for anything else."""
    story: Story = decoder(Story)(row)
    sizes = {version.name: len(version.sentences) for version in story.versions}
    for comparison in (*story.comparisons, *story.hops):
        if not {comparison.original, comparison.version} <= sizes.keys():
            raise ValueError("a comparison of versions that the story lacks")
        if len(comparison.links) != len(comparison.drifts):
            raise ValueError("links without drifts")
        for side, indices in (
            (name, getattr(link, side))
            for link in comparison.links
            for side, name in (("original", comparison.original), ("version", comparison.version))
        ):
            if not all(0 <= i < sizes[side] for i in indices):
                raise ValueError("a link to a sentence that its version lacks")
        for drift in comparison.drifts:
            if (drift.drift is None) != (drift.severity == "unjudged") or not 0 <= (drift.drift or 0) <= 1:
                raise ValueError("a drift outside of [0, 1]")
    for thread in story.threads:
        if any(not 0 <= i < sizes.get(name, 0) for name, indices in thread.sentences.items() for i in indices):
            raise ValueError("a thread of a sentence that its version lacks")
        if not {thread.consensus, *thread.outliers, *thread.distances} <= {*sizes, ""}:
            raise ValueError("a consensus of versions that the story lacks")
        if not {*thread.holds, *(name for told in thread.holds.values() for name in told)} <= sizes.keys():
            raise ValueError("a thread held against versions that the story lacks")
    if story.lineage is not None:
        known = sizes.keys() | set(story.lineage.unseen)
        if any(not {descent.parent, descent.child} <= known for descent in story.lineage.descents):
            raise ValueError("a lineage of versions that the story lacks")
    if any(version.parent and version.parent not in sizes for version in story.versions):
        raise ValueError("a version made from one that the story lacks")
    return story
