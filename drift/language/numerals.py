"""Number words and figures, and their values."""

from __future__ import annotations

import re

from drift.language.wordlist import listed

MAGNITUDES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "million": 1e6, "milion": 1e6, "mio": 1e6, "mn": 1e6, "mln": 1e6, "m": 1e6,
    "crore": 1e7, "billion": 1e9, "bn": 1e9, "bln": 1e9, "milliard": 1e9, "trillion": 1e12, "tn": 1e12, "trn": 1e12,
    "dozen": 12.0, "score": 20.0,
}  # fmt: skip
ONES = {
    w: i
    for i, w in enumerate(
        listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen"
        )
    )
}
TENS = {w: 10 * i for i, w in enumerate(listed("twenty thirty forty fifty sixty seventy eighty ninety"), 2)}
_ORDINALS = {
    w: i
    for i, w in enumerate(
        listed(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
            "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
        ),
        1,
    )
} | {w[:-1] + "ieth": v for w, v in TENS.items()}
# Words that hold a number and much else; see Quantity.weak.
WEAK = {
    "one": 1.0, "once": 1.0, "single": 1.0, "both": 2.0, "twice": 2.0, "pair": 2.0, "couple": 2.0, "double": 2.0,
    "doubled": 2.0, "twin": 2.0, "twins": 2.0, "triple": 3.0, "tripled": 3.0, "tripling": 3.0, "trio": 3.0,
    "doubles": 2.0, "doubling": 2.0, "quadrupled": 4.0, "quadruple": 4.0, "halved": 0.5, "halving": 0.5, "half": 0.5, "halves": 0.5,
    "quarter": 0.25, "quarters": 0.25, "zero": 0.0, "II": 2.0, "III": 3.0, "IV": 4.0, "VI": 6.0, "VII": 7.0,
    "VIII": 8.0, "IX": 9.0, "XI": 11.0, "XII": 12.0, "XIII": 13.0, "XIV": 14.0, "XVI": 16.0, "dozens": 12.0,
    "hundreds": 100.0,
    "thousands": 1e3, "millions": 1e6, "billions": 1e9,
}  # fmt: skip
DECADES = {w[:-1] + "ies": v for w, v in TENS.items()}

_SCALE = "hundred|thousand|million|billion|trillion|dozen|lakh|crore|milliard|(?<=two\\s)score|(?<=three\\s)score|(?<=four\\s)score"
_SMALL = "|".join(sorted([*ONES, *_ORDINALS], key=len, reverse=True))
_UNIT = rf"(?:(?:{'|'.join(TENS)})(?:[\s-](?:{_SMALL}))?|{_SMALL})"
_GROUP = rf"(?:{_UNIT}(?:[\s-]+(?:{_SCALE}))+|(?:{_SCALE})(?:[\s-]+(?:{_SCALE}))*)"
# "twenty-one", "one hundred and five thousand", "dozens", "hundredth"; not "five and ten"
NUMERAL_PATTERN = rf"\b(?:{_GROUP}(?:[\s-]+(?:and\s+)?{_GROUP})*(?:[\s-]+(?:and\s+)?{_UNIT})?|{_UNIT})(?:s|ths?)?\b"
_PARTS = "third|quarter|fifth|sixth|seventh|eighth|ninth|tenth"
_MANY = "two|three|four|five|six|seven|eight|nine"
_AFTER = "in|from|since|over|on|compared|to|between|by|last|this|within|during|after|before|more|less|higher|lower|and|or|than"
# "two-thirds", "one quarter", "a third of"; not "a third time" nor "a quarter of an hour"
FRACTION_PATTERN = (
    rf"\b(?:{_MANY})[\s-]+(?:{_PARTS})s\b(?!\s+of\s+an?\s)|\bone[\s-]+(?:{_PARTS})\b(?!\s+of\s+an?\s)|"
    rf"(?<=\ba\s)(?:{_PARTS})(?=\s+of\b(?!\s+an?\s)|\s+(?:{_AFTER})\b|\s*(?:[.,;:)]|$))"
)
FIGURE_PATTERN = r"\d{1,3}(?:[,.'’]\d{3})+(?:[.,]\d+)?|\d{1,3}(?:[    ]\d{3})+(?!\d)|\d+[.,]\d+|\d+|[.,]\d+"


def value_of(numeral: str) -> tuple[float, bool]:
    """The value of what `NUMERAL_PATTERN` matched, and whether it is an ordinal.

    >>> value_of("one hundred and five thousand"), value_of("twenty-first")
    ((105000.0, False), (21.0, True))
    """
    total, part, ordinal = 0.0, 0.0, False
    for word in re.split(r"[\s-]+", numeral.lower()):
        known = word in _ORDINALS or word in ONES or word in MAGNITUDES
        form = word if known else re.sub(r"(?:ths?|s)$", "", word)
        if form in MAGNITUDES:
            part = (part or 1) * MAGNITUDES[form]
            if MAGNITUDES[form] > 100:
                total, part = total + part, 0.0
        else:
            part += ONES.get(form, 0) or TENS.get(form, 0) or _ORDINALS.get(form, 0)
        ordinal = ordinal or form in _ORDINALS or word.endswith("th")
    return total + part, ordinal


def percentages(fraction: str) -> set[float]:
    """What `FRACTION_PATTERN` matched in percent, as it may have been rounded.

    >>> sorted(percentages("two-thirds")), percentages("quarter")
    ([66.0, 66.6, 66.7, 67.0], {25.0})
    """
    *many, part = re.split(r"[\s-]+", fraction.lower())
    part = part.removesuffix("s")
    share = 100 * (ONES[many[0]] if many else 1) / (4 if part == "quarter" else _ORDINALS[part])
    return {float(f(share * 10**k)) / 10**k for f in (int, round) for k in (0, 1)} if share % 1 else {share}


def readings(digits: str) -> set[float]:
    """All values of a spelling in figures: a comma or dot parts thousands in one country, decimals in another.

    >>> sorted(readings("13.000")), readings("13,000"), readings("1,234.5"), readings("13 000")
    ([13.0, 13000.0], {13000.0}, {1234.5}, {13000.0})
    """
    digits = re.sub(r"[\s'’  ]", "", digits)
    marks = [c for c in digits if c in ".,"]
    if not marks:
        return {float(digits)}
    if len(set(marks)) == 2:  # the last one is the decimal mark
        other = "," if marks[-1] == "." else "."
        return {float(digits.replace(other, "").replace(",", "."))}
    grouped = bool(re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits)) and not digits.startswith("0")
    whole = {float(digits.replace(marks[0], ""))} if grouped else set()
    decimal = {float(digits.replace(",", "."))} if len(marks) == 1 and not (grouped and marks[0] == ",") else set()
    return whole | decimal or {float(re.sub(r"[.,]", "", digits))}


# Words that may open a number.
OPENINGS = frozenset([*ONES, *TENS, *_ORDINALS, *MAGNITUDES, *DECADES, *(word.lower() for word in WEAK)])
OPENINGS |= {f"{word}s" for word in OPENINGS} | {f"{word}th" for word in MAGNITUDES}
