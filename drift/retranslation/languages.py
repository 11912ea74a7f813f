"""A user's names of languages -> an engine's: "ca" is Apertium's "cat", and NLLB's "cat_Latn"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from langcodes import Language, standardize_tag, tag_distance, tag_is_valid
from langcodes.tag_parser import LanguageTagError

from drift.retranslation.protocols import Direction, Engine
from drift.types import DriftError

_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_SAME = (
    9  # tag_distance: above it, one language's readers do not read the other as their own (CLDR's language matching)
)
_SHOWN = 60


def is_code(text: str) -> bool:
    """Whether this may be a language's code: "es", "spa", "pt-BR", "zho_Hans"."""
    return _CODE.fullmatch(text) is not None


def same_language(one: str, other: str) -> bool:
    """Whether two codes name one language.

    >>> same_language("en", "eng"), same_language("es", "ca")
    (True, False)
    """
    return _distance(one, other) <= _SAME


def standard_code(code: str) -> str:
    """The shortest code of a language: "es" for "spa"; what is no code stays as it is."""
    try:
        return standardize_tag(code.replace("_", "-"))
    except LanguageTagError:
        return code


def find_direction(engine: Engine, source: str, target: str) -> Direction:
    """The engine's direction from `source` to `target`, which are any codes of these languages.

    Raises:
        DriftError: If the engine has none, with those that it has.
    """
    directions = engine.directions()
    if directions is None or (source, target) in directions:
        return Direction(source, target)
    ranked = sorted(
        (
            _distance(source, one.source) + _distance(target, one.target),
            (source != one.source) + (target != one.target),
            len(one.source) + len(one.target),
            one,
        )
        for one in directions
        if same_language(source, one.source) and same_language(target, one.target)
    )
    if ranked:
        return ranked[0][-1]
    raise DriftError(
        f"{engine.name} does not translate from {source} into {target}; it translates {listed(directions)}."
    )


def listed(directions: Sequence[Direction]) -> str:
    """Directions in words, by source language, in their order of the alphabet; variants of a language count as it.

    >>> listed([Direction("eng", "spa"), Direction("spa", "eng"), Direction("eng", "cat"), Direction("eng", "cat_valencia")])
    'from en into ca, es; from es into en'
    """
    targets: dict[str, set[str]] = defaultdict(set)
    for source, target in directions:
        targets[_without_variant(source)].add(_without_variant(target))
    if not targets:
        return "from no language that is installed"
    languages = set(targets).union(*targets.values())
    if len(languages) > 2 and all(targets.get(source, set()) >= languages - {source} for source in languages):
        return f"between any two of {_names(languages)}"
    by_targets: dict[frozenset[str], list[str]] = defaultdict(list)
    for source in sorted(targets):
        by_targets[frozenset(targets[source])].append(source)
    parts = [f"from {_names(sources)} into {_names(found)}" for found, sources in by_targets.items()]
    return "; ".join(parts)


def _without_variant(code: str) -> str:
    """The standard code of the language and its script."""
    tag = (
        Language.get(standard_code(code)) if tag_is_valid(code.replace("_", "-")) else Language.get(code.split("_")[0])
    )
    return "-".join(part for part in (tag.language, tag.script) if part) or code


def _names(codes: Iterable[str]) -> str:
    names = sorted(codes)
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


@cache
def _distance(one: str, other: str) -> int:
    """How far two codes' languages are apart, 0 to 134, as CLDR has it; 134 for what is no code."""
    try:
        first, second = (standardize_tag(code.replace("_", "-")) for code in (one, other))
        return tag_distance(first, second)
    except LanguageTagError:
        return 0 if one == other else 134
