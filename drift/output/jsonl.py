"""`analysis.jsonl`: everything that was found, to be loaded again."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from drift.output.files import text_file
from drift.types import (
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
    versions = tuple(map(_version, row["versions"]))
    return Story(row["name"], versions, row["original"], tuple(map(_comparison, row["comparisons"])))


def _version(row: dict[str, Any]) -> Version:
    sentences = tuple(Sentence(**sentence) for sentence in row["sentences"])
    left_out = tuple(SetAside(**text) for text in row["left_out"])
    return Version(**row | {"sentences": sentences, "left_out": left_out})


def _comparison(row: dict[str, Any]) -> Comparison:
    links = tuple(
        Link(**link | {"original": tuple(link["original"]), "version": tuple(link["version"])}) for link in row["links"]
    )
    return Comparison(**row | {"links": links, "drifts": tuple(map(_drift, row["drifts"]))})


def _drift(row: dict[str, Any]) -> Drift:
    findings = (Finding(**f | {"spans": tuple(Span(**span) for span in f["spans"])}) for f in row["findings"])
    return Drift(**row | {"findings": tuple(findings)})
