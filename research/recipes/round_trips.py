"""Make the sample stories' copies by real round trips through Apertium, a rule-based translation engine.

Debian 12 has all that is needed; `PACKAGES` names the versions that made the committed copies:

    apt-get install apertium apertium-eng-spa apertium-eng-cat apertium-eo-en apertium-spa-cat
    python research/recipes/round_trips.py

The engine is deterministic, so a second run writes the same bytes. Each story is translated paragraph by paragraph.
Words that a dictionary lacks pass through untranslated and stay in the copy: they are real drift.
"""

from __future__ import annotations

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from pathlib import Path
from typing import Annotated

import typer

SAMPLES = Path(__file__).parents[2] / "drift" / "samples"

PACKAGES = {
    "apertium-eng-spa": "0.8.1-2",
    "apertium-eng-cat": "1.0.1-5",
    "apertium-eo-en": "1.0.2-1",
    "apertium-spa-cat": "2.2.0-3",
}

ROUTES = {
    "via-spanish": ("eng-spa", "spa-eng"),
    "via-catalan": ("eng-cat", "cat-eng"),
    "via-esperanto": ("en-eo", "eo-en"),
    "via-spanish-catalan": ("eng-spa", "spa-cat", "cat-eng"),
}

# Versions in between, of one story, to show a hop across languages.
HOPS = {"in-spanish": ("eng-spa",), "in-catalan": ("eng-cat",), "in-esperanto": ("en-eo",)}
STORY_WITH_HOPS = "border-talks"

# Apertium sets one of these before a word that it could not analyse (*), transfer (@) or inflect (#).
_MARK = re.compile(r"(?<!\w)[*@#](?=\w)")


def translate(text: str, pair: str) -> str:
    """`text`, one paragraph, through Apertium's translation direction `pair`, without its marks of unknown words."""
    run = subprocess.run(["apertium", "-u", pair], input=text, capture_output=True, text=True, check=True)
    return " ".join(_MARK.sub("", run.stdout).split())


def round_trip(text: str, route: tuple[str, ...]) -> str:
    """English `text`, paragraphs parted by blank lines, through every direction of `route` in turn."""
    with ThreadPoolExecutor() as pool:
        paragraphs = pool.map(lambda paragraph: reduce(translate, route, paragraph), text.strip().split("\n\n"))
        return "\n\n".join(paragraphs) + "\n"


def main(
    samples: Annotated[Path, typer.Argument(help="The folder of story folders.", exists=True)] = SAMPLES,
) -> None:
    """Write every route's copy beside each story's original.txt, and one story's versions in between."""
    for original in sorted(samples.glob("*/original.txt")):
        text = original.read_text(encoding="utf-8")
        hops = HOPS if original.parent.name == STORY_WITH_HOPS else {}
        for name, route in (ROUTES | hops).items():
            copy = original.with_name(f"{name}.txt")
            copy.write_text(round_trip(text, route), encoding="utf-8")
            typer.echo(copy)


if __name__ == "__main__":
    typer.run(main)
