"""Units of measure and currencies: their spellings and what one is in another."""

from __future__ import annotations

import re

from drift.runtime.resources import resource

# unit -> (measure, size); spelling -> unit
UNITS: dict[str, tuple[str, float]] = {}
SPELLINGS: dict[str, str] = {}
for _line in resource("drift.language.lexicon", "curated", "units.tsv").splitlines():
    if _line and not _line.startswith("#"):
        _key, _measure, _size, _names = _line.split("\t")
        UNITS[_key] = (f"money {_key}" if _measure == "money" else _measure, float(_size))
        SPELLINGS.update((_name.replace("_", " "), _key) for _name in _names.split())
# Spellings of several words, which a pattern must try before single ones; the longest first.
_SEVERAL = sorted((name for name in SPELLINGS if " " in name), key=len, reverse=True)
# What can stand after a figure as a unit; `unit_of` says whether it is one.
UNIT_PATTERN = (
    "(?:" + "|".join(re.escape(name).replace(r"\ ", r"[\s-]") for name in _SEVERAL) + r")\b|"
    r"sq\.?\s?(?:km|mi|m|ft)\b|(?:km|m)/[hs]\b|[km]bit/s\b|percentage[-\s]points?\b|light-years?\b|(?:kilo|mega|giga|tera)watt-hours?\b|"
    r"°\s?[CF]\b|[℃℉%‰$€£¥₹₽₴₺₩₪₦₱฿₫°]|kč|[a-zµμ]+[²³23]?\b"
)


def unit_of(spelled: str) -> str:
    """The canonical unit of a lower-case spelling, "" if it is none.

    >>> unit_of("kilometres"), unit_of("per cent"), unit_of("people")
    ('km', '%', '')
    """
    if not spelled:
        return ""
    plain = re.sub(r"^sq\.?\s?", "sq ", spelled) if spelled.startswith("sq") else spelled
    return SPELLINGS.get(plain) or SPELLINGS.get(plain.replace("-", " ")) or SPELLINGS.get(plain.replace(" ", ""), "")


def is_money(unit: str) -> bool:
    """Whether a unit is a currency."""
    return bool(unit) and UNITS[unit][0].startswith("money")


def are_one_unit(a: str, b: str) -> bool:
    """Whether two units may be one: the same, or a currency and the word that it shares with others (dollar, US dollar).

    >>> are_one_unit("$", "$:us"), are_one_unit("$:au", "$:us"), are_one_unit("km", "mile")
    (True, False, False)
    """
    return a == b or (":" in a + b and (a == b.partition(":")[0] or b == a.partition(":")[0]))


def in_base_units(value: float, unit: str) -> float:
    """A value in its measure's base unit; temperatures in degrees Celsius, those without a scale as they are.

    >>> in_base_units(5, "km"), in_base_units(212, "F")
    (5000.0, 100.0)
    """
    if unit == "F":
        return (value - 32) / 1.8
    return value - 273.15 if unit == "K" else value * UNITS[unit][1]
