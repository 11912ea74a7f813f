"""Translation memories (TMX 1.1 to 1.4b): each language is a version, each unit a link.

Where a unit has several variants of one language, each is a version of its own: by author, if `creationid` tells the
variants of every such unit apart, else by their order in the unit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from drift.stories import markup
from drift.stories.draft import Draft, Unit
from drift.stories.inline import Segment, read_segment
from drift.types import DriftError, SetAside


@dataclass(frozen=True, slots=True)
class _Variant:
    """A `tuv`: its language as the file writes it, who made it, and what it says."""

    tag: str
    author: str
    segment: Segment


def read(path: Path) -> list[Draft]:
    """A version a language (or author), named by its full tag; a unit that a version lacks is empty in it.

    Raises:
        DriftError: The file is not well-formed or has no translation units.
    """
    root = markup.parse(path, "tmx")
    elements = markup.descendants(root, "tu")
    units = [[_variant(child) for child in markup.children(unit, "tuv")] for unit in elements]
    if not any(units):
        raise DriftError(f"{path} has no translation units; export it anew.")
    named = _named(units)
    ids = [unit.get("tuid") or str(number) for number, unit in enumerate(elements, start=1)]
    names = list(dict.fromkeys(name for unit in named for name in unit))
    tags = {name: variant.tag for unit in named for name, variant in unit.items()}
    original = _original(root, names, tags)
    aside = tuple(piece for unit in elements for piece in _left_out(unit))
    drafts = [
        Draft(
            name,
            units=tuple(_units(ids, named, name)),
            language=markup.primary(tags[name]),
            source=str(path),
            is_original=name == original,
            absent="untranslated",
        )
        for name in names
    ]
    return [replace(drafts[0], left_out=aside), *drafts[1:]]


def _variant(element: Any) -> _Variant:
    segments = [read_segment(segment) for segment in markup.children(element, "seg")]
    text = " ".join(segment.text for segment in segments)
    subs = tuple(sub for segment in segments for sub in segment.subs)
    return _Variant(markup.language_tag(element) or "unknown", element.get("creationid", ""), Segment(text, subs))


def _named(units: list[list[_Variant]]) -> list[dict[str, _Variant]]:
    """The variants of every unit by the names of the versions that they belong to."""
    repeated = {tag for unit in units for tag, times in Counter(v.tag for v in unit).items() if times > 1}
    by_author = {tag for tag in repeated if all(_authors_differ(unit, tag) for unit in units)}
    authors = Counter(author for tag in by_author for author in {v.author for u in units for v in u if v.tag == tag})
    named = []
    for unit in units:
        seen: Counter[str] = Counter()
        found: dict[str, _Variant] = {}
        for variant in unit:
            seen[variant.tag] += 1
            name = variant.tag
            if variant.tag in by_author:
                name = variant.author if authors[variant.author] == 1 else f"{variant.tag}-{variant.author}"
            elif seen[variant.tag] > 1:
                name = f"{variant.tag}-{seen[variant.tag]}"
            found[name] = variant
        named.append(found)
    return named


def _authors_differ(unit: list[_Variant], tag: str) -> bool:
    authors = [variant.author for variant in unit if variant.tag == tag]
    return all(authors) and len(set(authors)) == len(authors)


def _units(ids: list[str], named: list[dict[str, _Variant]], name: str) -> Iterable[Unit]:
    """The units of one version, each followed by the sub-texts in its codes."""
    for unit_id, unit in zip(ids, named, strict=True):
        own = unit[name].segment if name in unit else Segment("")
        yield Unit(unit_id, own.text)
        for place in range(max((len(variant.segment.subs) for variant in unit.values()), default=0)):
            yield Unit(f"{unit_id}/sub{place + 1}", own.subs[place] if place < len(own.subs) else "")


def _original(root: Any, names: list[str], tags: dict[str, str]) -> str:
    """The version in the source language, without such a language the first; "" where none fits.

    It bears that very tag, or one of the same language that is no private variety (`en-GB` for `en`, rather than
    `en-x-back`).
    """
    header = markup.children(root, "header")
    units = markup.descendants(root, "tu")
    stated = [element.get("srclang", "") for element in (*header, *units[:1])]
    source = next((tag for tag in stated if tag), "").lower()
    if not source:
        return names[0]
    same = [name for name in names if tags[name].lower() == source]
    near = [name for name in names if markup.primary(tags[name]) == markup.primary(source)]
    plain = [name for name in near if "-x-" not in tags[name].lower()]
    return next((name for fits in (same, plain, near) for name in _originals_first(fits)), "")


def _originals_first(names: list[str]) -> list[str]:
    return sorted(names, key=lambda name: name.casefold() != "original")


def _left_out(unit: Any) -> Iterable[SetAside]:
    """Notes and properties of a unit and of its variants."""
    for element in unit.iter():
        if markup.local_name(element) in ("note", "prop"):
            yield from markup.left_out(element, markup.local_name(element))
