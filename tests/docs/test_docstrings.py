"""Public functions that raise an error for the user say so in Google's form; that all have a docstring is ruff's check."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.conftest import ROOT

Documented = ast.FunctionDef | ast.ClassDef


def public(tree: ast.Module | ast.ClassDef, name: str) -> Iterator[tuple[str, Documented]]:
    """The public functions, classes and methods of a file with their full names."""
    for node in tree.body:
        if isinstance(node, Documented) and not node.name.startswith("_"):
            yield f"{name}.{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node, f"{name}.{node.name}")


def everything() -> Iterator[tuple[str, Documented]]:
    for path in sorted((ROOT / "drift").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        yield from public(ast.parse(path.read_text(encoding="utf-8")), module.removesuffix(".__init__"))


def raises_for_the_user(node: Documented) -> bool:
    """Whether a function's own body, nested functions aside, raises a DriftError."""
    todo: list[ast.AST] = list(node.body) if isinstance(node, ast.FunctionDef) else []
    while todo:
        part = todo.pop()
        if isinstance(part, ast.FunctionDef | ast.Lambda):
            continue
        if isinstance(part, ast.Raise) and part.exc and "DriftError" in ast.unparse(part.exc):
            return True
        todo += ast.iter_child_nodes(part)
    return False


def test_errors_for_the_user_are_documented() -> None:
    lacking = [
        name
        for name, node in everything()
        if raises_for_the_user(node) and "Raises:" not in (ast.get_docstring(node) or "")
    ]
    assert lacking == []


def test_sections_have_one_form() -> None:
    prose = re.compile(r"\braises (a )?`?DriftError", re.IGNORECASE)
    assert [name for name, node in everything() if prose.search(ast.get_docstring(node) or "")] == []


def test_arguments_that_are_documented_are_those_of_the_signature() -> None:
    wrong = []
    for name, node in everything():
        section = re.search(r"^Args:\n((?: {4}.*\n?|\n)+)", ast.get_docstring(node) or "", re.MULTILINE)
        function = constructor(node)
        if section and function:
            named = re.findall(r"^ {4}\*{0,2}(\w+):", section[1], re.MULTILINE)
            arguments = function.args
            given = {a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)} - {"self", "cls"}
            given |= {a.arg for a in (arguments.vararg, arguments.kwarg) if a}
            if set(named) != given:
                wrong.append((name, sorted(set(named) ^ given)))
    assert wrong == []


def constructor(node: Documented) -> ast.FunctionDef | None:
    """The function that a docstring's arguments are those of."""
    if isinstance(node, ast.FunctionDef):
        return node
    return next((n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"), None)


def test_the_list_is_not_empty() -> None:
    names = [name for name, _ in everything()]
    assert "drift.alignment.search.align" in names
    assert "drift.runtime.cache.Cache.get" in names
    assert len(names) > 200
