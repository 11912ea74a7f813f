"""Names by their sound, places and units by their tables, in other languages."""

from __future__ import annotations

import pytest

from drift.language.places import places
from drift.language.transliteration import likeness
from drift.language.unit_words import measured
from drift.language.units import UNITS

SAME = [
    ("Merkel", "Меркелем"), ("Merkel", "Μέρκελ"), ("Merkel", "ميركل"), ("Merkel", "メルケル"), ("Macron", "मैक्रों"), ("Macron", "מקרון"),
    ("Johnson", "Джонсона"), ("Johnson", "ジョンソン"), ("Zelensky", "Зеленського"), ("Washington", "واشنطن"), ("Putin", "プーチン"),
    ("George", "Джордж"), ("Houston", "Хьюстон"), ("Schröder", "Шрёдер"), ("Merkel", "მერკელმა"), ("Harris's", "Харрис"),
]  # fmt: skip
OTHER = [
    ("Merkel", "Макрон"), ("Macron", "ميركل"), ("Biden", "Трамп"), ("Etienne", "Томас"), ("Prague", "Варшаве"), ("Prague", "Президент"),
    ("Smith", "Мюллер"), ("Yamada", "プーチン"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "word"), SAME)
def test_spellings_of_one_name_sound_alike(name: str, word: str) -> None:
    assert likeness(name, word) >= 0.78


@pytest.mark.parametrize(("name", "word"), OTHER)
def test_other_names_do_not(name: str, word: str) -> None:
    assert likeness(name, word) < 0.78


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Die deutsche Delegation reiste von Südkorea nach Rom.", "de", ["south korea", "rome"]),
        ("La delegación de los Países Bajos visitó Japón.", "es", ["netherlands", "japan"]),
        ("Делегация прибыла из Польши в Германию.", "ru", ["poland", "germany"]),
        ("الوفد وصل من ألمانيا", "ar", ["germany"]),
        ("美国和法国签署了协议", "zh", ["united states", "france"]),
        ("昨日、東京で会議があった", "ja", ["tokyo"]),
        ("内蒙古和沿海地区", "zh", []),
        ("I mali del mondo", "it", []),
        ("British troops left New Zealand for turkey hunting.", "en", ["united kingdom", "new zealand"]),
    ],
)
def test_places(text: str, language: str, found: list[str]) -> None:
    assert [place.name for place in places(text, language)] == found


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Max. 10 GB, 5 Tagen, 30 °C, 5 US-Dollar", "de", ["gb", "day", "C", "$:us"]),
        ("5 миль, 300 тысяч долларов США, 10 МБ, 20 %", "ru", ["mile", "$:us", "mb", "%"]),
        ("赔偿300万美元，跑了5公里", "zh", ["$:us", "km"]),
        ("3,5 millones de euros en 20 minutos, en 2021", "es", ["€", "minute"]),
        ("15 $ et £20, USD 30", "fr", ["$", "£", "$:us"]),
        ("5 китайских студентов в 2021 г.", "ru", []),
        ("10 MB", "", ["mb"]),
    ],
)
def test_units(text: str, language: str, found: list[str]) -> None:
    assert [quantity.unit for quantity in measured(text, language)] == found
    assert set(found) <= set(UNITS)
