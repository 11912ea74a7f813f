"""The result files of an analysis: `drift.csv`, `versions.csv`, `analysis.jsonl`, `report.html`, `run.json`."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from drift.output.cells import cells
from drift.output.files import text_file, whole_folder
from drift.output.jsonl import write_jsonl
from drift.output.report import report_pages, write_page
from drift.output.rows import COLUMNS, VERSION_COLUMNS, rows, version_rows
from drift.types import Results


def write(analysis: Results, folder: str | Path) -> None:
    """Write all result files into `folder`, made if missing: all of them, or none if one cannot be written.

    Raises:
        DriftError: If they cannot be written there.
    """
    with whole_folder(folder) as out:
        _write_csv(out / "drift.csv", COLUMNS, rows(analysis))
        _write_csv(out / "versions.csv", VERSION_COLUMNS, version_rows(analysis))
        write_jsonl(analysis, out / "analysis.jsonl")
        for name, page in report_pages(analysis):
            write_page(out / name, page)
        signature = json.dumps(asdict(analysis.signature), ensure_ascii=False, indent=2)
        with text_file(out / "run.json") as file:
            file.write(signature + "\n")


def _write_csv(path: Path, columns: Sequence[str], lines: Iterable[Mapping[str, Any]]) -> None:
    with text_file(path) as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(map(cells, lines))
