"""Writes drift/language/place_names.tsv.gz: countries, regions and cities in many languages.

Run: `python -m research.recipes.place_names`, with Babel installed (2.18 was used). All of it is Unicode's CLDR (licence
Unicode-3.0): the names of territories, the cities that time zones are named after, and the names of languages that English
calls as it calls the people of a country (German, Japanese).
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.core import get_global

from drift.language import lexicon

TARGET = Path(__file__).resolve().parents[2] / "drift" / "language" / "place_names.tsv.gz"
LOCALES = (
    "af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu ha he hi hr hu hy id is it ja ka kk km kn ko ky lo lt "
    "lv mk ml mn mr ms my ne nl no pa pl pt pt_PT ro ru si sk sl so sq sr sr_Latn sv sw ta te th tr uk ur uz vi zh zh_Hant"
).split()
CONTINENTS = ("002", "003", "005", "009", "013", "019", "142", "150", "419")  # UN M49
UNKNOWN = re.compile(r"\(|[‑-]?\d|EUROZONE|Pseudo")
ENGLISH = {
    "Europe/Kiev": "kyiv",
    "Asia/Calcutta": "kolkata",
    "Asia/Saigon": "ho chi minh city",
    "Asia/Katmandu": "kathmandu",
}
Row = tuple[
    str, str, str, str
]  # language, the place's English name as the lexicon has it, a city's country, its name there


def names(locale: Locale) -> Iterator[tuple[str, str]]:
    """(key, name) of all places that the locale names: territories, cities, languages."""
    for code, name in locale.territories.items():
        if code in CONTINENTS or (code.isalpha() and code not in ("ZZ", "XA", "XB", "QO", "EZ", "UN")):
            yield code, name
    for zone, named in locale._data["time_zones"].items():  # Babel has no public way to them
        if "city" in named and not zone.startswith(("Etc/", "Antarctica/")):
            yield zone, named["city"]


def rows() -> Iterator[Row]:
    """All rows; the English name of a territory stands for all others, as far as the lexicon knows them."""
    english = Locale("en")
    territories = {code: known(name) for code, name in names(english) if "/" not in code}
    zones = {
        zone: known(name.rpartition("/")[2].replace("_", " ")) for tag in ("de", "ja") for zone, name in zones_of(tag)
    }
    zones |= {zone: known(name) for zone, name in names(english) if "/" in zone} | ENGLISH
    now, held_by = get_global("zone_aliases"), get_global("zone_territories")
    countries = {zone: territories.get(held_by.get(now.get(zone, zone), ""), "") for zone in zones}
    countries |= {"EU": territories["150"]}  # what is Europe's may be the Union's
    peoples = {
        code: place
        for code, name in english.languages.items()
        if (place := lexicon.same_place(name.lower())) in territories.values()
    }
    for tag in LOCALES:
        locale = Locale.parse(tag)
        for key, name in names(locale):
            place, country = territories.get(key) or zones.get(key, ""), countries.get(key, "")
            if place and not UNKNOWN.search(name):
                yield locale.language, place, "" if country == place else country, plain(name)
        for code, place in peoples.items():
            if name := locale.languages.get(code, ""):
                yield locale.language, place, "", plain(name)
    yield from (("en", zones[zone], countries[zone], zones[zone]) for zone in zones)


def zones_of(tag: str) -> Iterator[tuple[str, str]]:
    """The time zones with a city in this locale, each under its own name."""
    return ((zone, zone) for zone, _ in names(Locale.parse(tag)) if "/" in zone)


def known(name: str) -> str:
    """The lexicon's name of a place that CLDR calls so in English."""
    low = name.lower().replace("’", "'")
    hyphened = re.sub(r"\s*[-–]\s*", "-", low)
    return next((place for x in (low, hyphened, plain(name)) if (place := lexicon.same_place(x)) != x), plain(name))


def plain(name: str) -> str:
    """Lower case, one apostrophe, hyphens as spaces, nothing in brackets."""
    low = re.sub(r"\s*[(（].*", "", name.lower().replace("’", "'").replace("&", "and"))
    return re.sub(r"[\s\-‑–·]+", " ", low).strip()


def main() -> None:
    table: dict[tuple[str, str], Row] = {}
    for row in rows():
        if len(row[3]) > 1:
            table.setdefault((row[0], row[3]), row)
    text = "".join("\t".join(row) + "\n" for row in sorted(table.values()))
    TARGET.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print(f"{TARGET.name}: {len(table)} rows, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
