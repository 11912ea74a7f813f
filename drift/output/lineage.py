"""A lineage as rows of `lineage.csv` and as Newick."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from drift.types import Results, Story

COLUMNS = ("story", "version", "parent", "unseen_parent", "support", "known", "independent")


def lineage_rows(analysis: Results) -> Iterator[dict[str, Any]]:
    """A row a version with the cells of `COLUMNS`; without a parent it is the first of its kin, or independent."""
    for story in analysis.stories:
        if story.lineage is None:
            continue
        descents = {descent.child: descent for descent in story.lineage.descents}
        kin = {name for descent in story.lineage.descents for name in (descent.parent, descent.child)}
        for version in story.versions:
            descent = descents.get(version.name)
            yield {
                "story": story.name,
                "version": version.name,
                "parent": descent.parent if descent else "",
                "unseen_parent": bool(descent and descent.parent in story.lineage.unseen),
                "support": descent.support if descent else None,
                "known": bool(descent and descent.is_known),
                "independent": version.name not in kin,
            }


def newick(story: Story) -> list[str]:
    """The trees of a story's lineage in Newick form, inner nodes named; an independent version is a tree of its own.

    >>> from drift.types import Descent, Lineage, Version
    >>> kin = Lineage((Descent("a", "b c", 0.9), Descent("?1", "d", 1.0), Descent("?1", "e", 1.0)), ("?1",))
    >>> newick(Story("s", tuple(Version(name, "") for name in ("a", "b c", "d", "e", "f")), lineage=kin))
    ["('b c')'a';", "('d','e')'?1';", "'f';"]
    """
    if story.lineage is None:
        return []
    children: dict[str, list[str]] = {}
    for descent in story.lineage.descents:
        children.setdefault(descent.parent, []).append(descent.child)
    below = {name for own in children.values() for name in own}

    def tree(name: str) -> str:
        inner = ",".join(map(tree, children.get(name, [])))
        quoted = "'" + name.replace("'", "''") + "'"
        return f"({inner}){quoted}" if inner else quoted

    names = [*(version.name for version in story.versions), *story.lineage.unseen]
    return [f"{tree(name)};" for name in sorted(set(names) - below, key=lambda n: (n not in children, names.index(n)))]
