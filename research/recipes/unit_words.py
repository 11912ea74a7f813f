"""Writes drift/language/unit_words.tsv.gz: units of measure and currencies in many languages.

Run: `python -m research.recipes.unit_words`, with Babel installed (2.18 was used). All of it is Unicode's CLDR (licence
Unicode-3.0): what stands after a number of units, in every plural form, and the names of currencies. Which of our units one is
its English name says; a word that several currencies share ("доллар США", "австралийский доллар") stands for all of them.
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

from drift.language.transliteration import likeness
from drift.language.units import SPELLINGS, is_money, unit_of
from research.recipes.place_names import LOCALES

TARGET = Path(__file__).resolve().parents[2] / "drift" / "language" / "unit_words.tsv.gz"
SHORTEST = 2  # letters; "г." is a year and a gram
ALIKE = 0.76  # likeness of a currency's English word and the word that is it
Row = tuple[str, str, str]  # language, unit, words


def patterns(locale: Locale) -> Iterator[tuple[str, str]]:
    """(CLDR's unit, its words after a number) of a locale, in all widths and plural forms."""
    for unit, widths in locale._data["unit_patterns"].items():  # Babel has no public way to them
        for width in ("long", "short", "narrow"):
            forms = widths.get(width, {})
            for key, form in forms.items():
                if isinstance(form, str) and key not in ("per", "compound"):
                    words = plain(form.replace("{0}", ""))
                    if len(words) >= SHORTEST or not words.isalnum():
                        yield unit, words


def currencies(locale: Locale) -> Iterator[tuple[str, str]]:
    """(code, name) of the currencies of a locale, in all plural forms."""
    for code, forms in locale._data["currency_names_plural"].items():
        yield from ((code, plain(form)) for form in forms.values())
    yield from ((code, plain(name)) for code, name in locale.currencies.items())


def plain(words: str) -> str:
    """Lower case, without dots, brackets and spaces around."""
    low = re.sub(r"\s*[(（].*", "", words.lower().replace("’", "'"))
    return re.sub(r"[\s\-‑\u00a0\u202f]+", " ", low).strip(" .\u200f\u200e")


def rows_of(locale: Locale, units: dict[str, str], codes: dict[str, str]) -> Iterator[Row]:
    """All units of a locale, and the words that its currencies share."""
    for unit, words in patterns(locale):
        if unit in units and words:
            yield locale.language, units[unit], words
    holders: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))  # by unit, of a word
    for code, name in currencies(locale):
        if code in codes:
            yield locale.language, codes[code], name
            for word in name.split():
                holders[codes[code].partition(":")[0]][word].add(codes[code])
    for base, shared in holders.items():
        several = len({key for key in codes.values() if key.partition(":")[0] == base}) > 1
        english = [name for name, key in SPELLINGS.items() if key == base and name.isalpha()]
        for word, keys in shared.items():
            if len(keys) > 1 if several else any(likeness(name, word) >= ALIKE for name in english):
                yield locale.language, base, word


def main() -> None:
    english = Locale("en")
    units: dict[str, str] = {}
    for unit, words in patterns(english):
        if (key := unit_of(words)) and not is_money(key):
            units.setdefault(unit, key)
    codes = {code: key for code, name in currencies(english) if (key := unit_of(name)) and is_money(key)}
    table: dict[tuple[str, str], Row] = {}
    for tag in LOCALES:
        for row in rows_of(Locale.parse(tag), units, codes):
            table.setdefault((row[0], row[2]), row)
    text = "".join("\t".join(row) + "\n" for row in sorted(table.values()))
    TARGET.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print(
        f"{TARGET.name}: {len(table)} rows, {TARGET.stat().st_size} bytes; {len(units)} units, {len(codes)} currencies"
    )


if __name__ == "__main__":
    main()
