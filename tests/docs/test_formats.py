"""docs/formats.md names every format that is written, with its endings."""

from __future__ import annotations

import re

from drift.output.exports import EXPORTS
from drift.output.links import LINK_FORMATS
from drift.output.tables import TABLE_WRITERS
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
OUT = TEXT[TEXT.index("## Out") :]
ROWS = [[cell.strip() for cell in row.strip("|").split("|")] for row in OUT.splitlines() if row.startswith("| `")]


def test_the_table_has_a_row_a_format_with_its_endings() -> None:
    said = {row[0].strip("`"): tuple(re.findall(r"`(\.\w+)`", row[1])) for row in ROWS}
    assert said == {name: export.endings for name, export in EXPORTS.items()}


def test_the_table_says_what_scores_can_be() -> None:
    assert {row[1].strip("`") for row in ROWS if row[4] == "yes"} == set(TABLE_WRITERS)


def test_link_formats_are_named() -> None:
    assert all(f"`{name}`" in OUT for name in LINK_FORMATS)


def test_the_readme_names_every_ending_that_is_written() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme[readme.index("| what is written |") : readme.index("Format by format")]
    endings = {ending for export in EXPORTS.values() for ending in export.endings}
    assert set(re.findall(r"`(\.\w+)`", table)) == endings | {f".{name}" for name in LINK_FORMATS}
