"""Writes drift/language/number_words.tsv.gz: numbers, scales, months and weekdays in words, by language.

Run: `python -m research.recipes.number_words`, with PyICU installed (any build of it; ICU 78 was used). All of it is Unicode's CLDR
(licence Unicode-3.0): the spelling rules of numbers (RBNF) with every gender and case that they know, the calendar's names, the
short forms of large numbers. What `drift.language.number_words` puts together itself ("twenty-one") is left out.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from drift.language.number_words import CALENDAR, UNSPACED, Table, normal, numbers_in

TARGET = Path(__file__).resolve().parents[2] / "drift" / "language" / "number_words.tsv.gz"
LANGUAGES = (
    "ar bg ca cs da de el en es et fa fi fr gu he hi hr hu id is it ja ko lt lv mk ms ne nl no pl pt ro ru sk sl sq sr sv sw "
    "ta te th tr uk ur vi zh"
).split()
ALSO = {
    "zh": ("zh_Hant",),
    "no": ("nb", "nn"),
    "pt": ("pt_PT",),
    "fr": ("fr_CH", "fr_BE"),
    "fa": (),
    "sr": ("sr_Latn",),
}
WHOLE = (*range(101), *range(200, 1000, 100), 1000, 2000)
SCALES = (10**2, 10**3, 10**4, 10**5, 10**6, 10**7, 10**8, 10**9, 10**12)
Row = tuple[str, str, int, str]  # language, sort, value, words


def spellings(locale: str) -> Iterator[tuple[str, Any]]:
    """The locale's public ways of spelling numbers out, as (sort, function); none where ICU has no rules for it."""
    import icu

    rules = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale(locale))
    if rules.getLocale(icu.ULocDataLocaleType.VALID_LOCALE).getLanguage() != icu.Locale(locale).getLanguage():
        return
    for i in range(rules.getNumberOfRuleSetNames()):
        name = rules.getRuleSetName(i)
        if name.startswith(("%spellout-cardinal", "%spellout-ordinal", "%spellout-numbering", "%spellout-construct")):
            if "year" in name or "financial" in name or "verbose" in name or "days" in name:
                continue
            yield ("ordinal" if "ordinal" in name else "cardinal"), lambda n, name=name: rules.format(n, name)


def calendar(language: str, locale: str) -> Iterator[Row]:
    """Names of months and weekdays, as they stand alone and in dates; not cut short."""
    import icu

    symbols = icu.DateFormatSymbols(icu.Locale(locale))
    for context in (symbols.FORMAT, symbols.STANDALONE):
        for k, name in enumerate(symbols.getMonths(context, symbols.WIDE), 1):
            yield language, "month", k, name
        for width in (symbols.WIDE, *((symbols.ABBREVIATED,) if language in ("zh", "ja", "ko") else ())):
            for k, name in enumerate(symbols.getWeekdays(context, width)):
                if name:
                    yield language, "weekday", k, name


def short_scales(language: str, locale: str) -> Iterator[Row]:
    """What stands after a figure for thousands, millions …: "3 Mio.", "3万"."""
    import icu

    for style in (icu.UNumberCompactStyle.SHORT, icu.UNumberCompactStyle.LONG):
        form = icu.CompactDecimalFormat.createInstance(icu.Locale(locale), style)
        for scale in SCALES:
            for n in (1, 2, 5):
                written = form.format(n * scale)
                words = re.sub(r"[\d٠-٩۰-۹०-९૦-૯]+(?:[.,٫]\d+)?", "", written).strip(" \u00a0\u200f\u200e.")
                digits = re.findall(r"\d+", written)
                if words and len(words) > 1 - (not words.isascii()) and digits and int(digits[0]) == n:
                    yield language, "scale", scale, words


def rows_of(language: str) -> Iterator[Row]:
    """All that CLDR says of the language, before what can be put together is left out."""
    for locale in (language if language != "no" else "nb", *ALSO.get(language, ())):
        yield from calendar(language, locale)
        yield from short_scales(language, locale)
        ways = list(spellings(locale))
        spelled = [(sort, n, normal(spell(n))) for sort, spell in ways for n in WHOLE]
        yield from ((language, sort, n, words) for sort, n, words in spelled if not re.search(r"\d", words))
        for sort, spell in ways:
            if sort == "cardinal":
                yield from scales(language, spell)


def scales(language: str, spell: Callable[[int], str]) -> Iterator[Row]:
    """What stands after "two" and "five" in two and five hundreds, thousands …; in one word, if it is the same in both."""
    for scale in SCALES:
        rests = [
            spelled.removeprefix(alone)
            for k in (2, 5)
            for spelled, alone in [(normal(spell(k * scale)), normal(spell(k)))]
            if spelled.startswith(alone)
        ]
        for rest in rests:
            if rest and (rest[0] == " " or rests == [rest, rest]) and not re.search(r"\d", rest):
                yield language, "scale", scale, rest.strip()


def table(language: str) -> list[Row]:
    """The rows that the parser needs, shortest first; of a form with two values the first stays."""
    known: dict[str, Row] = {}
    found = {(lang, sort, n, normal(words)) for lang, sort, n, words in rows_of(language)}
    order = {"month": 0, "weekday": 0, "scale": 1, "cardinal": 1, "ordinal": 2}
    for row in sorted(found, key=lambda row: (order[row[1]], row[3].count(" "), len(row[3]), row[2], row[3])):
        if row[3] and row[3] not in known:
            made = numbers_in(row[3], Table.of(known.values(), language in UNSPACED), language)
            if row[1] in CALENDAR or [(x.value, x.start, x.end) for x in made] != [(row[2], 0, len(row[3]))]:
                known[row[3]] = row
    return sorted(known.values(), key=lambda row: (row[1], row[2], row[3]))


def main() -> None:
    lines = ["\t".join(map(str, row)) for language in LANGUAGES for row in table(language)]
    text = "\n".join(lines) + "\n"
    TARGET.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print(f"{TARGET.name}: {len(lines)} rows, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
