"""How a story's versions came to be: which was made from which, by their names, a `story.toml`, or as the user says.

By name, each language code at the end is a hop: `talk.es.en` was made from `talk.es`, and that from `talk`. What is said
elsewhere goes before names.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from drift.stories.names import find_version
from drift.types import DriftError, Story, Version

logger = logging.getLogger(__name__)

_CODES = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es "
    "et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki "
    "kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no "
    "nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te "
    "tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
    "ast ceb crh fil haw hmn".split()
)
"""ISO 639-1, and codes of languages that have none there and that machines translate."""
_HOP = re.compile(r"(.+)\.([a-z]{2,3})(?:[-_](?:[A-Z][a-z]{3}|[A-Z]{2}))?")


def language_code(name: str) -> tuple[str, str]:
    """A name without the language code at its end, and the code; both "" where there is none.

    >>> language_code("talk.es"), language_code("talk.es.pt-BR"), language_code("talk.draft")
    (('talk', 'es'), ('talk.es', 'pt'), ('', ''))
    """
    found = _HOP.fullmatch(name)
    return (found[1], found[2]) if found and found[2] in _CODES else ("", "")


def routed(story: Story, routes: Iterable[Sequence[str]] = ()) -> Story:
    """The story with its routes: those that the user names, then what its folder or table says, then what names tell.

    Names that would make no tree are taken for no routes, and that is said. Without an original, the root becomes it.

    Args:
        story: Its versions, with the parents that its folder or table says.
        routes: Names of versions, file names or unique prefixes, in the order of the hops.

    Raises:
        DriftError: A name fits no version or several, a version would have two parents, or the routes are no tree.
    """
    said = checked(_with_routes(story, routes))
    names = {version.name for version in said.versions}
    named = replace(said, versions=tuple(_named(version, names) for version in said.versions))
    try:
        return checked(named)
    except DriftError as error:
        logger.warning("no routes are read from the versions' names: %s", error)
        return said


def checked(story: Story) -> Story:
    """The story, its routes found to be a tree; without an original, their root becomes it.

    Raises:
        DriftError: A parent is no version of the story, a version would come from itself, or two versions are roots.
    """
    by_name = {version.name: version for version in story.versions}
    for version in story.versions:
        if version.parent and version.parent not in by_name:
            there = ", ".join(name for name in by_name if name != version.name)
            raise DriftError(
                f"story {story.name}: {version.name} is said to be made from {version.parent}, which is no version of "
                f"it; choose one of {there}."
            )
        path = [version.name]
        while parent := by_name[path[-1]].parent:
            if parent in path:
                circle = " from ".join([*path[path.index(parent) :], parent])
                raise DriftError(
                    f"story {story.name}: its routes go in a circle ({circle}); say of one of them that it is made from none."
                )
            path.append(parent)
    roots = _roots(story.versions)
    if story.original and not by_name[story.original].parent and roots:
        roots = sorted({*roots, story.original})
    if len(roots) > 1:
        raise DriftError(
            f"story {story.name}: its routes have two roots, {roots[0]} and {roots[1]}; say from which version one of "
            "them was made."
        )
    return replace(story, original=roots[0]) if roots and not story.original else story


def _with_routes(story: Story, routes: Iterable[Sequence[str]]) -> Story:
    parents: dict[str, str] = {}
    for route in routes:
        if len(route) < 2:
            raise DriftError(f"--route {','.join(route)} names fewer than two versions; part them by commas.")
        names = [find_version(story, name, "--route") for name in route]
        for parent, child in pairwise(names):
            if parents.setdefault(child, parent) != parent:
                raise DriftError(
                    f"story {story.name}: --route makes {child} of both {parents[child]} and {parent}; name one parent."
                )
    return replace(story, versions=tuple(replace(v, parent=parents.get(v.name, v.parent)) for v in story.versions))


def chain(versions: Mapping[str, Version], name: str, original: str) -> tuple[str, ...]:
    """The versions on the way from the original to the version called `name`, both included.

    Empty where no route leads there from the original.

    Args:
        versions: All versions of the story by their names.
        name: The last version of the chain.
        original: The first.
    """
    path = [name]
    while path[-1] != original:
        if not (parent := versions[path[-1]].parent):
            return ()
        path.append(parent)
    return tuple(reversed(path))


def _named(version: Version, names: set[str]) -> Version:
    """The version with the parent and the language that its name tells, where nothing else has.

    A text in between that is not there is passed over: without `talk.es`, `talk.es.en` was made from `talk`.
    """
    parent, language = language_code(version.name)
    while parent and parent not in names:
        parent, _ = language_code(parent)
    if not parent or version.parent:
        return version
    return replace(version, parent=parent, language=version.language or language)


def _roots(versions: Iterable[Version]) -> list[str]:
    """The versions that others were made from and that were made from none themselves, sorted."""
    parents = {version.name: version.parent for version in versions}
    return sorted({p for p in parents.values() if p and not parents.get(p)})
