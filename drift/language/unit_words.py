"""Numbers with their units and currencies in many languages: "10 МБ", "5 Meilen", "300万美元".

Symbols and the abbreviations of the SI are those of all languages; the words are from Unicode's CLDR, in a table made by
research/recipes/unit_words.py: a language, the unit as `drift.language.units` has it, what stands after a number of it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from drift.language.number_words import numbers
from drift.language.quantities import Quantity, quantities
from drift.language.segments import UNSPACED
from drift.language.units import SPELLINGS, UNITS
from drift.language.wordlist import listed
from drift.runtime.resources import resource

_SIGNS = frozenset(
    listed(
        "km cm mm µm nm kg mg µg ml cl dl kw mw gw tw kwh mwh gwh twh kj kcal kv mbar psi hz khz mhz ghz kb mb gb tb kbit mbit gbit "
        "km² m² km³ m³ cm³ km/h kmh mph m/s ha usd eur gbp jpy cny inr rub uah pln huf chf"
    )
)
_BEFORE = re.compile(r"(?<!\w)((?:US|A|AU|C|CA|HK|NZ|S|NT|R)?\$|[€£¥₹₽₴₺₩₪₦₱฿₫]|[A-Z]{3})\s?$")
_LONG = 4  # letters of a word that may bear an ending
_BETWEEN = r"[\s\-‑]*(?:d[ei]\s|d['’])?"


@lru_cache(maxsize=4096)
def measured(text: str, language: str) -> tuple[Quantity, ...]:
    """The numbers of a text that have a unit beside them, in their order.

    >>> [(q.values, q.unit) for q in measured("Er lief 5 Meilen und zahlte 3,5 Millionen Euro.", "de")]
    [(frozenset({5.0}), 'mile'), (frozenset({3500000.0}), '€')]
    """
    if language == "en":
        return tuple(q for q in quantities(text) if q.unit and q.sort in ("number", "share"))
    found, pattern = [], _pattern(language)
    for n in numbers(text, language):
        if n.sort != "number":
            continue
        before, after = _BEFORE.search(text, max(0, n.start - 5), n.start), pattern.match(text, n.end)
        unit = SPELLINGS.get(before[1].lower(), "") if before else ""
        start, end = (before.start(), n.end) if unit and before else (n.start, n.end)
        if not unit and after:
            unit, end = _unit(after["unit"].lower(), language), after.end()
        if unit:
            found.append(Quantity("number", n.values, n.start, n.end, start, end, unit, weak=n.weak))
    return tuple(found)


def _unit(spelled: str, language: str) -> str:
    words = _words(language)
    plain = re.sub(r"[\s\-‑]+", " ", spelled)
    return next((words[plain[:n]] for n in range(len(plain), 0, -1) if plain[:n] in words), "")


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """What may stand after a number; words of spaced scripts end there, but for an ending of two letters."""
    forms = []
    for form in sorted(_words(language), key=len, reverse=True):
        spelled = re.escape(form).replace(r"\ ", r"[\s\-‑]")
        ends = (
            ""
            if UNSPACED.match(form) or not form[-1].isalpha()
            else r"\w{0,2}(?!\w)"
            if len(form) >= _LONG
            else r"(?!\w)"
        )
        forms.append(spelled + ends)
    return re.compile(f"{_BETWEEN}(?P<unit>{'|'.join(forms)})", re.IGNORECASE)


@cache
def _words(language: str) -> dict[str, str]:
    """What stands for a unit in a language, lower-case -> the unit."""
    signs = {name: unit for name, unit in SPELLINGS.items() if name in _SIGNS or not any(map(str.isalpha, name))}
    return {**dict(_rows().get(language, ())), **signs}


@cache
def _rows() -> dict[str, list[tuple[str, str]]]:
    rows: dict[str, list[tuple[str, str]]] = {}
    for line in resource("drift.language", "unit_words.tsv.gz").splitlines():
        language, unit, words = line.split("\t")
        if unit in UNITS:
            rows.setdefault(language, []).append((words, unit))
    return rows
