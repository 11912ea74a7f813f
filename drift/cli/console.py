"""The terminal as it is written to: consoles, colours, tables that cut no name."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

STYLES = {"none": "dim", "minor": "yellow", "major": "dark_orange3", "critical": "bold red", "unjudged": "italic dim"}
ANY_WIDTH = 4000  # columns: a pipe gets whole lines, for its reader has no width


def console(stderr: bool = False) -> Console:
    """The console of standard output or error."""
    stream = sys.stderr if stderr else sys.stdout
    is_terminal = stream is not None and stream.isatty()
    return Console(width=None if is_terminal else ANY_WIDTH, highlight=False, stderr=stderr)


def table(words: Sequence[str], figures: Sequence[str] = (), title: str | None = None) -> Table:
    """A table of columns of words, folded where they are too long and never cut, and columns of figures."""
    made = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in words:
        made.add_column(name.replace("_", " "), overflow="fold")
    for name in figures:
        made.add_column(name.replace("_", " "), justify="right", no_wrap=True)
    return made


def print_entry(out: Console, head: Text | str, about: Text | str = "") -> None:
    """An entry of a list: its head, and below it what is said of it, each wrapped with an indent of its own."""
    out.print(Padding(head if isinstance(head, Text) else Text(head), (0, 0, 0, 2), expand=False))
    if about:
        out.print(Padding(about if isinstance(about, Text) else Text(about), (0, 0, 0, 7), expand=False))


def shown(value: Any) -> Text:
    """A cell: two digits of a number, a dash for none, a severity in its colour."""
    if value is None:
        return Text("–")
    return Text(f"{value:.2f}" if isinstance(value, float) else str(value), STYLES.get(str(value), ""))
