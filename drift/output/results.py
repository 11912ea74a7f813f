"""The result files of an analysis: `drift.csv`, `versions.csv`, `analysis.jsonl`, `report.html`, `run.json`.

`hops.csv` is written where a route is known, `threads.csv`, `lineage.csv` and `lineage.nwk` where a story has more than two
versions.
"""

from __future__ import annotations

import csv
import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

from drift.journey.hops import routes
from drift.output.cells import cells
from drift.output.files import check_folder, text_file, whole_folder
from drift.output.journey_rows import HOP_COLUMNS, THREAD_COLUMNS, hop_rows, thread_rows
from drift.output.jsonl import write_jsonl
from drift.output.lineage import COLUMNS as LINEAGE_COLUMNS
from drift.output.lineage import lineage_rows, newick
from drift.output.report import report_pages, write_page
from drift.output.rows import COLUMNS, VERSION_COLUMNS, agreement_rows, rows, version_rows
from drift.types import DriftError, Results

SOMETIMES = ("hops.csv", "threads.csv", "lineage.csv", "lineage.nwk")
FILES = ("drift.csv", "versions.csv", *SOMETIMES, "analysis.jsonl", "report.html", "run.json")


def check_results(folder: str | Path, inputs: Iterable[Path]) -> None:
    """Find out, before the work, whether the results of these inputs can be written into `folder`.

    Raises:
        DriftError: If they cannot, or would overwrite what is read.
    """
    out = Path(folder)
    there = [out / name for name in FILES if (out / name).exists()]
    is_ours = all((out / name).is_file() for name in ("run.json", "drift.csv", "analysis.jsonl"))
    for path in inputs:
        if path.is_dir():
            is_inside = not is_ours and path.resolve() in (out.resolve(), *out.resolve().parents)
            read = there[:1] if is_inside else []
        else:
            read = [file for file in (out, *there) if file.exists() and path.exists() and file.samefile(path)]
        if read:
            raise DriftError(f"{read[0]} is read and would be overwritten; name another folder for the results.")
    check_folder(out)


def write(analysis: Results, folder: str | Path, *, excel: bool = False) -> None:
    """Write all result files into `folder`, made if missing: all of them, or none if one cannot be written.

    What an earlier run has left there and this one does not write is removed.

    Args:
        analysis: What was found.
        folder: Where to.
        excel: Whether CSV begins with a byte order mark, by which Excel knows UTF-8.

    Raises:
        DriftError: If they cannot be written there.
    """
    with whole_folder(folder) as out:
        _write_csv(out / "drift.csv", COLUMNS, rows(analysis))
        _write_csv(out / "versions.csv", VERSION_COLUMNS, chain(version_rows(analysis), agreement_rows(analysis)))
        if any(map(routes, analysis.stories)):
            _write_csv(out / "hops.csv", HOP_COLUMNS, hop_rows(analysis))
        if any(len(story.versions) > 2 for story in analysis.stories):
            _write_csv(out / "threads.csv", THREAD_COLUMNS, thread_rows(analysis))
        if any(story.lineage for story in analysis.stories):
            _write_csv(out / "lineage.csv", LINEAGE_COLUMNS, lineage_rows(analysis))
            with text_file(out / "lineage.nwk") as file:
                for story in analysis.stories:
                    file.writelines(f"{tree}\n" for tree in newick(story))
        for path in out.glob("*.csv") if excel else ():
            path.write_bytes(BOM_UTF8 + path.read_bytes())
        written = {path.name for path in out.iterdir()}
        write_jsonl(analysis, out / "analysis.jsonl")
        for name, page in report_pages(analysis):
            write_page(out / name, page)
        signature = json.dumps(asdict(analysis.signature), ensure_ascii=False, indent=2)
        with text_file(out / "run.json") as file:
            file.write(signature + "\n")
    for name in SOMETIMES:
        if name not in written:  # that of an earlier run would pass for one of this
            (Path(folder) / name).unlink(missing_ok=True)


def _write_csv(path: Path, columns: Sequence[str], lines: Iterable[Mapping[str, Any]]) -> None:
    with text_file(path) as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(map(cells, lines))
