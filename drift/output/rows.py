"""What a row says, once, as Python values: a row a link (`drift.csv`) and a row a comparison (`versions.csv`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from drift.types import KINDS, SEVERITIES, Comparison, Drift, Finding, Link, Results, SetAside, Side, Version

LINK_COLUMNS = (
    "story", "original", "version", "link", "original_sentences", "version_sentences", "moved", "original_text",
    "version_text",
)  # fmt: skip
DRIFT_COLUMNS = ("similarity", "drift", "severity", "kinds", "evidence", "spans")
END_COLUMNS = ("confidence", "unit")
COLUMNS = (*LINK_COLUMNS, *DRIFT_COLUMNS, *END_COLUMNS)
VERSION_COLUMNS = (
    "story", "original", "version", "sentences", "set_aside", "coverage", "moved", "mean_drift", *SEVERITIES, *KINDS,
    "version_coverage", "unjudged", "judged_by", "consensus_distance", "stands_alone",
)  # fmt: skip


def rows(analysis: Results) -> Iterator[dict[str, Any]]:
    """A row a link with the cells of `COLUMNS`, in the order of stories, comparisons and the original's sentences."""
    for story in analysis.stories:
        for comparison in story.comparisons:
            original, version = story.version(comparison.original), story.version(comparison.version)
            for number, (link, drift) in enumerate(zip(comparison.links, comparison.drifts, strict=True)):
                texts = original.passage(link.original), version.passage(link.version)
                yield {
                    "story": story.name,
                    "original": comparison.original,
                    "version": comparison.version,
                    "link": number,
                    "original_sentences": list(link.original),
                    "version_sentences": list(link.version),
                    "moved": link.moved,
                    "original_text": texts[0],
                    "version_text": texts[1],
                    **drift_cells(drift, *texts),
                    "confidence": None if original.paired and version.paired else round(link.confidence, 4),
                    "unit": unit(link, original, version),
                }


def unit(link: Link, original: Version, version: Version) -> str:
    """The id of the translation unit that a link is, the times of subtitles, "" in other texts."""
    for side, indices in ((original, link.original), (version, link.version)):
        units = [unit for i in indices if (unit := side.sentences[i].unit)]
        if units:
            first, last = units[0], units[-1]
            return first if first == last else f"{first.partition(' --> ')[0]} --> {last.rpartition(' --> ')[2]}"
    return ""


def drift_columns(version: str = "") -> dict[str, str]:
    """What `DRIFT_COLUMNS` are called in a table of pairs: the same, or with the name of the version's column before.

    >>> drift_columns("mt")["drift"]
    'mt_drift'
    """
    return {name: f"{version}_{name}" if version else name for name in DRIFT_COLUMNS}


def columns_of_pairs(versions: Sequence[str]) -> list[dict[str, str]]:
    """`drift_columns` for each column of versions: with its name before where there are several."""
    return [drift_columns(version if len(versions) > 1 else "") for version in versions]


def kept_name(column: str, versions: Sequence[str] = ("version",)) -> str:
    """What a column of a table is called beside ours: `<name>_before` where one of ours has its name."""
    ours = {name for columns in columns_of_pairs(versions) for name in columns.values()}
    return f"{column}_before" if column in ours else column


def drift_cells(drift: Drift, original: str, version: str) -> dict[str, Any]:
    """The cells of `DRIFT_COLUMNS`; `drift` is None for an unjudged pair, `similarity` for a gap.

    Args:
        drift: The verdict on the pair.
        original: The text that the verdict's spans of side `original` count in.
        version: The same for side `version`.
    """
    spans = dict.fromkeys((s.side, s.start, s.end, f.kind) for f in drift.findings for s in f.spans)
    return {
        "similarity": None if drift.similarity is None else round(drift.similarity, 4),
        "drift": None if drift.drift is None else round(drift.drift, 4),
        "severity": drift.severity,
        "kinds": list(drift.kinds),
        "evidence": evidence(drift, original, version),
        "spans": [list(span) for span in spans],
    }


def evidence(drift: Drift, original: str, version: str) -> str:
    """The findings in words: `de-escalation → intensification; lost words → ∅`."""
    texts = {"original": original, "version": version}

    def words(finding: Finding, side: str) -> str:
        return " … ".join(texts[s.side][s.start : s.end] for s in finding.spans if s.side == side) or "∅"

    return "; ".join(dict.fromkeys(f"{words(f, 'original')} → {words(f, 'version')}" for f in drift.findings))


def version_rows(analysis: Results) -> Iterator[dict[str, Any]]:
    """A row a comparison with the cells of `VERSION_COLUMNS`: coverage, drifts by severity and kind."""
    for story in analysis.stories:
        for comparison in story.comparisons:
            version = story.version(comparison.version)
            severities = Counter(d.severity for d in comparison.drifts)
            kinds = Counter(kind for d in comparison.drifts for kind in d.kinds)
            mean = mean_drift(comparison.drifts)
            yield {
                "story": story.name,
                "original": comparison.original,
                "version": comparison.version,
                "sentences": sum(not s.set_aside for s in version.sentences),
                "set_aside": sum(bool(s.set_aside) for s in version.sentences),
                "coverage": round(coverage(comparison, story.version(comparison.original), "original"), 4),
                "moved": sum(link.moved for link in comparison.links),
                "mean_drift": None if mean is None else round(mean, 4),
                **{name: severities[name] for name in SEVERITIES},
                **{name: kinds[name] for name in KINDS},
                "version_coverage": round(coverage(comparison, version, "version"), 4),
                "unjudged": severities["unjudged"],
                "judged_by": comparison.judged_by,
            }


def agreement_rows(analysis: Results) -> Iterator[dict[str, Any]]:
    """A row a version of stories whose consensus was sought, held against no original.

    It has the cells of `VERSION_COLUMNS` that tell its mean distance from the consensus, and in how many threads it alone
    stands against it.
    """
    for story in analysis.stories:
        for version in story.versions if any(thread.distances for thread in story.threads) else ():
            near = [t.distances[version.name] for t in story.threads if t.consensus and version.name in t.distances]
            yield {
                "story": story.name,
                "version": version.name,
                "sentences": sum(not s.set_aside for s in version.sentences),
                "set_aside": sum(bool(s.set_aside) for s in version.sentences),
                "consensus_distance": round(sum(near) / len(near), 4) if near else None,
                "stands_alone": sum(t.outliers == (version.name,) for t in story.threads),
            }


def set_aside(version: Version) -> list[SetAside]:
    """What of a version's file was neither aligned nor judged: what its reader left out, then sentences set aside."""
    return [*version.left_out, *(SetAside(s.text, s.set_aside) for s in version.sentences if s.set_aside)]


def mean_drift(drifts: Iterable[Drift]) -> float | None:
    """The mean of those drifts that were judged, 0 where there is nothing to judge, None where nothing was judged.

    >>> mean_drift([Drift(0.2, "minor"), Drift(0.4, "minor"), Drift(None, "unjudged")]), mean_drift([])
    (0.30000000000000004, 0.0)
    """
    given = list(drifts)
    judged = [drift.drift for drift in given if drift.drift is not None]
    if given and not judged:
        return None
    return sum(judged) / max(1, len(judged))


def coverage(comparison: Comparison, version: Version, side: Side) -> float:
    """The share of one side's text, in characters, that is linked to some sentence of the other.

    Args:
        comparison: The links.
        version: The version on that side of them.
        side: `original` or `version`.
    """
    sizes = [0 if s.set_aside else len(s.text) for s in version.sentences]
    sides = (link.original if side == "original" else link.version for link in comparison.links if not link.is_gap)
    linked = {i for indices in sides for i in indices}
    return sum(sizes[i] for i in linked) / max(1, sum(sizes))
