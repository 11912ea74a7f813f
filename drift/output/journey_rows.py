"""What the rows of `hops.csv` and `threads.csv` say, as Python values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from drift.journey.hops import Hop, hops
from drift.journey.verdicts import all_verdicts
from drift.output.rows import evidence
from drift.output.words import words_against
from drift.types import Results, Story, severity_of

HOP_COLUMNS = (
    "story", "thread", "hop", "parent", "version", "parent_sentences", "version_sentences", "parent_text", "version_text",
    "drift", "severity", "kinds", "evidence", "drift_so_far", "severity_so_far", "first_bad_hop", "repaired",
    "shows_in",
)  # fmt: skip
THREAD_COLUMNS = ("story", "thread", "version", "sentences", "text", "consensus", "outlier", "distance", "evidence")


def hop_rows(analysis: Results) -> Iterator[dict[str, Any]]:
    """A row a thread and hop with the cells of `HOP_COLUMNS`, for stories whose routes are known."""
    for story in analysis.stories:
        for hop in hops(story):
            yield _hop(story, hop)


def thread_rows(analysis: Results) -> Iterator[dict[str, Any]]:
    """A row a thread and version with the cells of `THREAD_COLUMNS`; a version that lacks the thread has an empty text."""
    for story in analysis.stories:
        held = all_verdicts(story.comparisons)
        for number, thread in enumerate(story.threads):
            for version in story.versions:
                sentences = thread.sentences.get(version.name, ())
                is_outlier = version.name in thread.outliers
                yield {
                    "story": story.name,
                    "thread": number,
                    "version": version.name,
                    "sentences": list(sentences),
                    "text": version.passage(sentences),
                    "consensus": thread.consensus,
                    "outlier": is_outlier,
                    "distance": _rounded(thread.distances.get(version.name)),
                    "evidence": "; ".join(words_against(story, held, thread, version.name)) if is_outlier else "",
                }


def _hop(story: Story, hop: Hop) -> dict[str, Any]:
    parent, version, sentences = (
        story.version(hop.parent),
        story.version(hop.version),
        story.threads[hop.thread].sentences,
    )
    at = [sentences.get(name, ()) for name in (hop.parent, hop.version)]
    words = [evidence(drift, parent.passage(link.original), version.passage(link.version)) for link, drift in hop.found]
    return {
        "story": story.name,
        "thread": hop.thread,
        "hop": hop.number,
        "parent": hop.parent,
        "version": hop.version,
        "parent_sentences": list(at[0]),
        "version_sentences": list(at[1]),
        "parent_text": parent.passage(at[0]),
        "version_text": version.passage(at[1]),
        "drift": _rounded(hop.drift),
        "severity": _severity(hop.drift),
        "kinds": list(dict.fromkeys(kind for _, drift in hop.found for kind in drift.kinds)),
        "evidence": "; ".join(dict.fromkeys(filter(None, words))),
        "drift_so_far": _rounded(hop.so_far),
        "severity_so_far": _severity(hop.so_far),
        "first_bad_hop": hop.is_first_bad,
        "repaired": hop.is_repair,
        "shows_in": list(hop.shows_in),
    }


def _rounded(drift: float | None) -> float | None:
    return None if drift is None else round(drift, 4)


def _severity(drift: float | None) -> str:
    return "unjudged" if drift is None else severity_of(drift)
