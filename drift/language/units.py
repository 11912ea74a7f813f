"""Units of measure and currencies: their spellings and what one is in another."""

from __future__ import annotations

# Canonical unit | what it measures | its size in that measure's base unit | its spellings.
_UNIT_TABLE = """
km|length|1000|km kms kilometre kilometres kilometer kilometers
m|length|1|m metre metres meter meters
cm|length|.01|cm centimetre centimetres centimeter centimeters
mm|length|.001|mm millimetre millimetres millimeter millimeters
mile|length|1609.34|mile miles mi
foot|length|.3048|foot feet ft
inch|length|.0254|inch inches
yard|length|.9144|yard yards yd
kg|mass|1|kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes
g|mass|.001|g gram grams gramme grammes
mg|mass|.000001|mg milligram milligrams
ton|mass|1000|t ton tons tonne tonnes
ounce|mass|.02835|oz ounce ounces
lb|mass|.4536|lb lbs
kmh|speed|1|km/h kph kmh kmph
mph|speed|1.60934|mph
km2|area|1|km² km2 sqkm
m2|area|.000001|m² m2 sqm
ha|area|.01|ha hectare hectares
acre|area|.00404686|acre acres
mile2|area|2.58999|sqmi
litre|volume|1|l litre litres liter liters
ml|volume|.001|ml millilitre millilitres milliliter milliliters
gallon|volume|3.78541|gallon gallons
second|time|1|s sec secs second seconds
minute|time|60|min mins minute minutes
hour|time|3600|h hr hrs hour hours
day|time|86400|day days
week|time|604800|week weeks
month|months|1|month months
year|months|12|year years yr yrs
decade|months|120|decade decades
century|months|1200|century centuries
kw|power|.001|kw kilowatt kilowatts
mw|power|1|mw megawatt megawatts
gw|power|1000|gw gigawatt gigawatts
mb|bytes|.001|mb megabyte megabytes
gb|bytes|1|gb gigabyte gigabytes
tb|bytes|1000|tb terabyte terabytes
%|share|1|% percent pct percentage
degree|temperature|1|° degree degrees
C|temperature|1|°c celsius centigrade
F|temperature F|1|°f fahrenheit
$|money|1|$ dollar dollars usd us$ buck bucks
€|money €|1|€ euro euros eur
£|money £|1|£ pound pounds gbp sterling
¥|money ¥|1|¥ yen jpy
yuan|money yuan|1|yuan renminbi rmb cny
₹|money ₹|1|₹ rupee rupees rs inr
rouble|money rouble|1|rouble roubles ruble rubles ₽
cent|money cent|1|cent cents
franc|money franc|1|franc francs chf
"""
# unit -> (measure, size); spelling -> unit
UNITS: dict[str, tuple[str, float]] = {}
SPELLINGS: dict[str, str] = {}
for _line in _UNIT_TABLE.strip().splitlines():
    _key, _measure, _size, _names = _line.split("|")
    UNITS[_key] = (_measure, float(_size))
    SPELLINGS.update(dict.fromkeys(_names.split(), _key))

# What can stand after a figure as a unit; `unit_of` says whether it is one.
UNIT_PATTERN = (
    r"per\s?cent\b|square\s(?:kilomet(?:re|er)s?|miles?|met(?:re|er)s?)|sq\.?\s?(?:km|mi|m)\b|km/h|"
    r"kilomet(?:re|er)s?\s(?:per|an)\shour|miles\s(?:per|an)\shour|degrees\s(?:celsius|fahrenheit)|"
    r"°\s?[CF]\b|US\sdollars?|[%$€£¥₹₽°]|[a-z]+[²2]?\b"
)


def unit_of(spelled: str) -> str:
    """The canonical unit of a lower-case spelling, "" if it is none.

    >>> unit_of("kilometres"), unit_of("per cent"), unit_of("people")
    ('km', '%', '')
    """
    if not spelled:
        return ""
    if spelled.startswith("per"):
        return "%" if spelled.replace(" ", "") == "percent" or spelled == "percentage" else ""
    if spelled.startswith(("square", "sq")):
        return "km2" if "k" in spelled else "mile2" if "mi" in spelled else "m2"
    if " hour" in spelled:
        return "kmh" if spelled.startswith("k") else "mph"
    if spelled.startswith("degrees "):
        return spelled.split()[1][0].upper()
    if spelled.startswith("us dollar"):
        return "$"
    return SPELLINGS.get(spelled.replace("° ", "°"), "")
