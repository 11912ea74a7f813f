"""Translation memories (TMX 1.4): each language is a version; several texts of one language are told apart by the
`creationid` of their variants, else by their order."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from drift.stories import markup
from drift.stories.draft import Draft
from drift.types import DriftError


def read(path: Path) -> list[Draft]:
    """One version a language (or author), a unit a line; a unit that a version lacks is an empty line in it."""
    units = [markup.children(unit, "tuv") for unit in markup.descendants(markup.parse(path, "tmx"), "tu")]
    counts = [Counter(markup.language_of(variant) for variant in unit) for unit in units]
    repeated = {language for count in counts for language, times in count.items() if times > 1}
    lines: dict[str, dict[int, str]] = {}
    languages: dict[str, str] = {}
    for number, unit in enumerate(units):
        for name, language, text in _named(unit, repeated):
            lines.setdefault(name, {})[number] = text
            languages[name] = language
    if not lines:
        raise DriftError(f"{path} has no translation units; export it anew.")
    return [_draft(name, languages[name], lines[name], len(units), path) for name in lines]


def _named(unit: list[Any], repeated: set[str]) -> list[tuple[str, str, str]]:
    """(version, language, text) of each variant of a unit."""
    seen: Counter[str] = Counter()
    named = []
    for variant in unit:
        language = markup.language_of(variant)
        name = variant.get("creationid", "") if language in repeated else ""
        name = name or language or "unknown"
        seen[name] += 1
        if seen[name] > 1:
            name = f"{name}-{seen[name]}"
        text = " ".join(markup.segment_text(segment) for segment in markup.children(variant, "seg"))
        named.append((name, language, text))
    return named


def _draft(name: str, language: str, lines: dict[int, str], units: int, path: Path) -> Draft:
    text = "\n".join(lines.get(number, "") for number in range(units))
    return Draft(name, text, language=language, source=str(path))
