"""An analysis and what can be done with it: a table, files, a page, a notebook's view."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from drift.types import Results

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Analysis(Results):
    """All that was found in one run over one story or many."""

    def to_pandas(self) -> pd.DataFrame:
        """A frame with the columns of `drift.csv`, a row a link; spans and sentence indices as Python values."""
        from drift.output.frame import frame

        return frame(self)

    def save(self, folder: str | Path, *, excel: bool = False) -> None:
        """Write `drift.csv`, `versions.csv`, `analysis.jsonl`, `report.html` and `run.json` into `folder`.

        Where there is something to say, `hops.csv`, `threads.csv`, `lineage.csv` and `lineage.nwk` as well. With `excel` CSV begins with a byte order
        mark, by which Excel knows UTF-8.

        Raises:
            DriftError: If nothing can be written there.
        """
        from drift.output.results import write

        write(self, folder, excel=excel)

    def export(self, path: str | Path, form: str | None = None) -> None:
        """Write it in a format of other tools, one of `drift.output.exports.EXPORTS`.

        Args:
            path: Where to, `-` for standard output.
            form: The format; None for the one that the path's ending names.

        Raises:
            DriftError: If no format is named, the analysis does not fit into it, or the file cannot be written.
        """
        from drift.output.exports import write_export

        write_export(self, path, form)

    def _repr_html_(self) -> str:
        """What a notebook shows: the gravest links as a table with marked words."""
        from drift.output.report import to_html

        return to_html(self)

    @classmethod
    def load(cls, path: str | Path) -> Analysis:
        """Read an `analysis.jsonl` back.

        Raises:
            DriftError: Naming the first line that is not one of ours.
        """
        from drift.output.jsonl import read_jsonl

        results = read_jsonl(path)
        return cls(results.stories, results.signature)
