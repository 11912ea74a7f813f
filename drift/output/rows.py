"""Results <-> files: `drift.csv`, `versions.csv`, `analysis.jsonl`, `run.json`, `report.html`."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from math import isnan
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, TextIO

from drift.types import (
    KINDS,
    SEVERITIES,
    Comparison,
    Drift,
    DriftError,
    Finding,
    Link,
    Results,
    Sentence,
    SetAside,
    Signature,
    Span,
    Story,
    Version,
)

if TYPE_CHECKING:
    import pandas as pd

LINK_COLUMNS = (
    "story", "original", "version", "link", "original_sentences", "version_sentences", "moved", "original_text",
    "version_text",
)  # fmt: skip
DRIFT_COLUMNS = ("similarity", "drift", "severity", "kinds", "evidence", "spans")
VERSION_COLUMNS = (
    "story", "original", "version", "sentences", "set_aside", "coverage", "moved", "mean_drift", *SEVERITIES, *KINDS,
)  # fmt: skip


def evidence(drift: Drift, original: str, version: str) -> str:
    """The findings in words: `de-escalation → intensification; lost words → ∅`."""
    texts = {"original": original, "version": version}

    def words(finding: Finding, side: str) -> str:
        return " … ".join(texts[s.side][s.start : s.end] for s in finding.spans if s.side == side) or "∅"

    return "; ".join(dict.fromkeys(f"{words(f, 'original')} → {words(f, 'version')}" for f in drift.findings))


def drift_cells(drift: Drift, original: str, version: str) -> dict[str, Any]:
    """The cells of `DRIFT_COLUMNS` as Python values."""
    spans = dict.fromkeys((s.side, s.start, s.end, f.kind) for f in drift.findings for s in f.spans)
    return {
        "similarity": None if drift.similarity is None else round(drift.similarity, 4),
        "drift": round(drift.drift, 4),
        "severity": drift.severity,
        "kinds": list(drift.kinds),
        "evidence": evidence(drift, original, version),
        "spans": [list(span) for span in spans],
    }


def rows(analysis: Results) -> Iterator[dict[str, Any]]:
    """A row a link, as Python values, in the order of stories, versions and the original's sentences."""
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
                }


def version_rows(analysis: Results) -> Iterator[dict[str, Any]]:
    """A row a comparison: how much of the original the version covers, and its drifts by severity and kind."""
    for story in analysis.stories:
        for comparison in story.comparisons:
            version = story.version(comparison.version)
            severities = Counter(d.severity for d in comparison.drifts)
            kinds = Counter(kind for d in comparison.drifts for kind in d.kinds)
            yield {
                "story": story.name,
                "original": comparison.original,
                "version": comparison.version,
                "sentences": sum(not s.set_aside for s in version.sentences),
                "set_aside": sum(bool(s.set_aside) for s in version.sentences),
                "coverage": round(coverage(story.version(comparison.original), comparison), 4),
                "moved": sum(link.moved for link in comparison.links),
                "mean_drift": round(sum(d.drift for d in comparison.drifts) / max(1, len(comparison.drifts)), 4),
                **{name: severities[name] for name in SEVERITIES},
                **{name: kinds[name] for name in KINDS},
            }


def coverage(original: Version, comparison: Comparison) -> float:
    """The share of the original's text, in characters, that some sentence of the version is linked to."""
    sizes = [0 if s.set_aside else len(s.text) for s in original.sentences]
    linked = {i for link in comparison.links if not link.is_gap for i in link.original}
    return sum(sizes[i] for i in linked) / max(1, sum(sizes))


def frame(analysis: Results) -> pd.DataFrame:
    """`rows` as a data frame."""
    import pandas as pd

    return pd.DataFrame(list(rows(analysis)), columns=[*LINK_COLUMNS, *DRIFT_COLUMNS])


def cell(value: Any) -> Any:
    """A Python value as `drift.csv` has it."""
    match value:
        case None:
            return ""
        case bool():
            return int(value)
        case float():
            return "" if isnan(value) else f"{value:.4f}"
        case [int(), *_]:
            return " ".join(map(str, value))
        case [str(), *_]:
            return ";".join(value)
        case []:
            return ""
        case str():
            return guard(value)
        case _:
            return value


def guard(text: str) -> str:
    """`text` with a leading apostrophe where a spreadsheet would take it for a formula.

    >>> guard("=1+1"), guard("- Draft"), guard("plain")
    ("'=1+1", "'- Draft", 'plain')
    """
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def drift_csv_cells(cells: Mapping[Any, Any]) -> dict[str, Any]:
    """Python values as the cells of a CSV row; spans are JSON."""
    spans = json.dumps(cells["spans"], ensure_ascii=False)
    return {name: spans if name == "spans" else cell(value) for name, value in cells.items()}


def write(analysis: Results, folder: str | Path) -> None:
    """Write all result files into `folder`, made if missing; raises `DriftError` where that cannot be done."""
    from drift.output.report import write_report

    out = results_folder(folder)
    try:
        _write_csv(out / "drift.csv", (*LINK_COLUMNS, *DRIFT_COLUMNS), map(drift_csv_cells, rows(analysis)))
        versions = ({k: cell(v) for k, v in row.items()} for row in version_rows(analysis))
        _write_csv(out / "versions.csv", VERSION_COLUMNS, versions)
        write_jsonl(analysis, out / "analysis.jsonl")
        signature = json.dumps(asdict(analysis.signature), ensure_ascii=False, indent=2)
        (out / "run.json").write_text(signature + "\n", encoding="utf-8")
    except OSError as error:
        raise DriftError(f"{out}: cannot write the results there ({error.strerror}); name another folder.") from error
    write_report(analysis, out)


def write_table(table: pd.DataFrame, path: str | Path) -> None:
    """Write a table of scored pairs as CSV, to stdout for `-`; the columns that came with the pairs stay untouched."""
    cells = [drift_csv_cells(row) for row in table[list(DRIFT_COLUMNS)].to_dict("records")]
    shown = table.assign(**{name: [row[name] for row in cells] for name in DRIFT_COLUMNS})
    with output(path) as file:
        shown.to_csv(file, index=False, lineterminator="\n")


@contextmanager
def output(path: str | Path) -> Iterator[TextIO]:
    """A text file to write, stdout for `-`; raises `DriftError` where it cannot be written."""
    if str(path) == "-":
        yield sys.stdout
        return
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            yield file
    except OSError as error:
        raise DriftError(f"{path}: cannot be written ({error.strerror}); name another file.") from error


def results_folder(path: str | Path) -> Path:
    """`path` as a folder that can be written into, made if missing; raises `DriftError` if it cannot be."""
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=path):
            return Path(path)
    except OSError as error:
        raise DriftError(f"{path}: cannot write the results there ({error.strerror}); name another folder.") from error


def _write_csv(path: Path, columns: Sequence[str], lines: Iterator[dict[str, Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


def write_jsonl(analysis: Results, path: str | Path) -> None:
    """The signature on the first line, then a story a line, with all its versions, comparisons, links and drifts."""
    with Path(path).open("w", encoding="utf-8") as file:
        for row in (asdict(analysis.signature), *map(asdict, analysis.stories)):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_jsonl(path: str | Path) -> Results:
    """The `Analysis` that `write_jsonl` wrote; raises `DriftError` naming the first line that is amiss."""
    number = 1
    try:
        with Path(path).open(encoding="utf-8") as file:
            signature = Signature(**json.loads(file.readline()))
            stories = []
            for line in file:
                number += 1
                stories.append(_story(json.loads(line)))
    except OSError as error:
        raise DriftError(f"{path}: cannot be read ({error.strerror}); name an analysis.jsonl.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise DriftError(f"{path}, line {number}: not of an analysis.jsonl; run `drift analyze` again.") from error
    return Results(tuple(stories), signature)


def _story(row: dict[str, Any]) -> Story:
    versions = tuple(
        Version(
            **v
            | {
                "sentences": tuple(Sentence(**s) for s in v["sentences"]),
                "left_out": tuple(SetAside(**x) for x in v["left_out"]),
            }
        )
        for v in row["versions"]
    )
    return Story(row["name"], versions, row["original"], tuple(map(_comparison, row["comparisons"])))


def _comparison(row: dict[str, Any]) -> Comparison:
    links = (
        Link(**link | {"original": tuple(link["original"]), "version": tuple(link["version"])}) for link in row["links"]
    )
    return Comparison(row["original"], row["version"], tuple(links), tuple(map(_drift, row["drifts"])))


def _drift(row: dict[str, Any]) -> Drift:
    findings = (Finding(**f | {"spans": tuple(Span(**span) for span in f["spans"])}) for f in row["findings"])
    return Drift(**row | {"findings": tuple(findings)})
