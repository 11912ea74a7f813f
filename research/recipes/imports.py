"""Draw who imports whom: docs/images/imports.svg, a box a folder of the program, floor above floor.

Run: python -m research.recipes.imports
The floors are those of `[tool.importlinter]` in pyproject.toml, the imports those that grimp finds in the code, within
functions as well. Prints how many files there are, how many imports of each other they have, and how many files are in a
circle of imports.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from html import escape
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "images" / "imports.svg"
WIDTH, ROW, BOX = 900, 96, (118, 44)
BASE = "types"  # what every folder imports: no line is drawn to it

STYLE = """
  text { font: 14px system-ui, sans-serif; fill: #1a1a2e; text-anchor: middle }
  .files { font-size: 11px; fill: #555577 }
  rect { fill: #f4f4fb; stroke: #8888aa; rx: 6px }
  path { fill: none; stroke: #5566aa; stroke-opacity: .45 }
  path:hover { stroke: #cc3311; stroke-opacity: 1 }
"""


def edges(graph: grimp.ImportGraph) -> list[tuple[str, str]]:
    """Each file of the program with each that it imports."""
    return [(a, b) for a in sorted(graph.modules) for b in sorted(graph.find_modules_directly_imported_by(a))]


def in_circles(graph: grimp.ImportGraph) -> list[str]:
    """The files from which imports lead back to themselves, sorted."""
    return sorted({a for a, b in edges(graph) if a in graph.find_upstream_modules(b)})


def floors() -> list[list[str]]:
    """The folders of each floor, from the top."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [re.split(r"\s*[|:]\s*", layer) for layer in layers]


def draw(graph: grimp.ImportGraph) -> str:
    """The picture as SVG."""

    def folder(name: str) -> str:
        return name.split(".")[1] if "." in name else ""

    sizes = Counter(map(folder, graph.modules))
    counts = Counter((folder(a), folder(b)) for a, b in edges(graph))
    places = {
        name: (WIDTH * (k + 1) / (len(row) + 1), 40 + ROW * depth)
        for depth, row in enumerate(floors())
        for k, name in enumerate(row)
    }
    half_width, half_height = BOX[0] / 2, BOX[1] / 2
    shapes = []
    for (a, b), count in sorted(counts.items()):
        if a == b or BASE in (a, b) or a not in places or b not in places:
            continue
        (x, y), (u, v) = places[a], places[b]
        lower = half_height if v > y else 0.0
        title = f"<title>{escape(a)} imports {escape(b)}: {count}</title>"
        curve = f"M{x:.0f} {y + lower:.0f} C{x:.0f} {y + lower + ROW / 2:.0f} {u:.0f} {v - lower - ROW / 2:.0f} {u:.0f} {v - lower:.0f}"
        shapes.append(f'<path d="{curve}" stroke-width="{1 + count**0.5 / 2:.1f}">{title}</path>')
    for name, (x, y) in places.items():
        size = f"{sizes[name]} file{'s' if sizes[name] > 1 else ''}"
        shapes += [
            f'<rect x="{x - half_width:.0f}" y="{y - half_height:.0f}" width="{BOX[0]}" height="{BOX[1]}"/>',
            f'<text x="{x:.0f}" y="{y - 1:.0f}">{escape(name)}</text>',
            f'<text class="files" x="{x:.0f}" y="{y + 14:.0f}">{size}</text>',
        ]
    height = 40 + ROW * len(floors())
    note = f'<text class="files" x="{WIDTH / 2:.0f}" y="{height - 40}">every folder imports {BASE}; no line is drawn</text>'
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height - 20}" role="img">'
    label = "<title>Which folder of drift/ imports which</title>"
    return "\n".join([opening, label, f"<style>{STYLE}</style>", *shapes, note, "</svg>", ""])


def main() -> None:
    """Draw the picture and print the counts."""
    graph = grimp.build_graph("drift", exclude_type_checking_imports=True)
    PICTURE.write_text(draw(graph), encoding="utf-8")
    circles = in_circles(graph)
    print(
        f"{len(graph.modules)} files, {len(edges(graph))} imports; files with imports in a circle: {len(circles)}",
        *circles,
    )


if __name__ == "__main__":
    main()
