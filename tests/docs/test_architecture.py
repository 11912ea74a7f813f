"""No file of the program imports another that imports it, not even by way of others; every file has its place in the docs."""

from __future__ import annotations

import re

import grimp

from research.recipes.imports import floors, in_circles
from tests.conftest import ROOT

DOCS = ROOT / "docs"


def test_no_imports_in_a_circle() -> None:
    assert in_circles(grimp.build_graph("drift")) == []


def test_a_circle_would_be_found() -> None:
    graph = grimp.ImportGraph()
    for one, other in (("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")):
        graph.add_import(importer=one, imported=other)
    assert in_circles(graph) == ["a", "b", "c"]


def test_every_folder_of_the_program_stands_in_the_docs() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    named = {name for row in floors() for name in row}
    assert {name for name in named if f"`{name}`" not in text and f"`{name}/`" not in text} == set()


def test_every_path_that_the_docs_name_is_there() -> None:
    pattern = re.compile(r"`((?:drift|research|tests|models|docs)/[\w./-]*|\.ci/\w+(?:\.py)?)`")
    missing = {
        f"{page.name}: {path}"
        for page in [*DOCS.glob("*.md"), ROOT / "CONTRIBUTING.md"]
        for path in pattern.findall(page.read_text(encoding="utf-8"))
        if not (ROOT / path).exists()
    }
    assert missing == set()
