"""Figures that say the same in another form, and figures in another form that do not: units converted, scales, percentages
and fractions, clock, dates, money. Right and wrong look alike: only reckoning tells them apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from random import Random
from typing import TYPE_CHECKING

from research.training.perturb.edits import Change, Edit, Perturb, harmless
from research.training.perturb.number import MONTHS, other_figure
from research.training.perturb.tables import rows

if TYPE_CHECKING:
    from spacy.tokens import Doc

Place = tuple[int, int, list[str], list[str]]  # start, end, forms that say the same, forms that do not
_FIGURE = r"(?<![\d.,/:$€£–-])\d{1,3}(?:,\d{3})+(?![\d,])|(?<![\d.,/:$€£–-])\d+(?:\.\d+)?(?![\d.,/:]*\d)"
_WORDS = ["zero", "one", *rows("numbers")[0]]
_SCALES = {
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "lakh": 1e5,
    "crore": 1e7,
    "milliard": 1e9,
}
_FRACTIONS = {
    50.0: ("half", "one in two"), 25.0: ("a quarter", "one in four"), 20.0: ("a fifth", "one in five"), 10.0: ("a tenth", "one in ten"),
    75.0: ("three quarters", "three in four"), 40.0: ("two fifths", "two in five"), 60.0: ("three fifths", "three in five"),
    80.0: ("four fifths", "four in five"), 30.0: ("three tenths", "three in ten"), 5.0: ("a twentieth", "one in twenty"),
}  # fmt: skip
_CURRENCIES = {
    "$": ("dollars", "USD"),
    "€": ("euros", "EUR"),
    "£": ("pounds", "GBP"),
    "¥": ("yen", "JPY"),
    "₹": ("rupees", "INR"),
}
_CODES = ("USD", "EUR", "GBP", "JPY", "INR", "CHF", "SEK")


_TIMES = re.compile("second|minute|hour|day|week|month|year|decade|centur|fortnight")


def figure(value: float, like: str = "") -> str:
    """A number as people round it: to the places of `like`, at least to three digits.

    >>> figure(3.106855, "5"), figure(86.0), figure(12400.0, "20,000"), figure(0.3)
    ('3.1', '86', '12,400', '0.3')
    """
    if value >= 1000:
        digits = len(str(int(value)))
        value = round(value, 3 - digits) if abs(value - round(value)) > 1e-6 or digits > 5 else round(value)
        return f"{int(value):,}" if "," in like or value >= 10_000 else str(int(value))
    if abs(value - round(value)) < 0.005 * max(value, 1):
        return str(round(value))
    return f"{value:.1f}" if value < 100 else str(round(value))


def _value(text: str) -> float:
    return float(text.replace(",", ""))


@cache
def _units() -> dict[str, list[tuple[tuple[str, str], tuple[str, str], float, float]]]:
    """A unit's name -> (its names, the other's names, factor, offset), either way round."""
    found: dict[str, list[tuple[tuple[str, str], tuple[str, str], float, float]]] = {}
    for _, one, several, other, others, factor, offset in rows("conversions"):
        a, b, k, c = (one, several), (other, others), float(factor), float(offset)
        for name in {one, several}:
            found.setdefault(name, []).append((a, b, k, c))
        for name in {other, others}:
            found.setdefault(name, []).append((b, a, 1 / k, -c / k))
    return found


def _measured(text: str, rng: Random) -> Iterator[Place]:
    """5 km: 3.1 miles, and wrongly 5 miles, 8 miles, 31 miles."""
    units = _units()
    names = "|".join(sorted(map(re.escape, units), key=len, reverse=True))
    numbers = "|".join(_WORDS[1:])
    for m in re.finditer(rf"(?:({_FIGURE})|\b({numbers})\b)(\s?)({names})(?![\w/]|[- ]olds?\b)", text):
        if re.search(r"(?:\bor|\bto|\band|[-–]) ?$", text[: m.start()]):
            continue  # the end of a range, whose beginning has the unit, too
        value = _value(m[1]) if m[1] else float(_WORDS.index(m[2]))
        joint = m[3] or " "
        for _, other, factor, offset in units[m[4]]:
            right = factor * value + offset
            wrong = [
                value,
                (value - offset) / factor if factor != 1 else value * 2,
                right * 10,
                right * rng.choice((0.5, 0.7, 1.4, 2)),
            ]
            if (right >= 1 and (not _TIMES.match(m[4]) or abs(right - round(right)) < 1e-9)) and right < 1e7:
                shown = figure(right, m[1] or "")
                bad = {figure(w, m[1] or "") for w in wrong if 0.05 < w < 1e7} - {shown}
                yield (
                    m.start(),
                    m.end(),
                    [_with_unit(shown, other, joint)],
                    [_with_unit(b, other, joint) for b in sorted(bad)],
                )


def _with_unit(number: str, names: tuple[str, str], joint: str) -> str:
    return number + joint + (names[0] if number == "1" else names[1])


def _scaled(text: str, rng: Random) -> Iterator[Place]:
    """2.5 million: 2,500,000 or 25 lakh, and wrongly 250,000, 25 million or 2.5 billion."""
    for m in re.finditer(rf"({_FIGURE}) (million|billion|thousand|lakh|crore|milliard|trillion)\b", text):
        value = _value(m[1]) * _SCALES[m[2]]
        if 1e4 <= value <= 1e13:
            right = [w for w in _in_words(value) if w != m[0]]
            wrong = [w for factor in (0.1, 10, 1000, 0.001) for w in _in_words(value * factor)]
            yield m.start(), m.end(), right, [w for w in wrong if w not in right]
    for m in re.finditer(r"(?<![\d.,$€£])(\d{1,3}(?:,\d{3}){1,3}|[1-9]\d{5,8})(?![\d.,]*\d)", text):
        value = _value(m[1])
        if value >= 1e5 and value % 1000 == 0:
            right = [w for w in _in_words(value) if w != m[0]]
            wrong = [w for factor in (0.1, 10) for w in _in_words(value * factor)]
            yield m.start(), m.end(), right, [w for w in wrong if w not in right]


def _in_words(value: float) -> list[str]:
    """A value in its ordinary forms: figures, and with a scale where that is short."""
    found = [f"{round(value):,}"] if value < 1e10 else []
    for name, scale in _SCALES.items():
        short = f"{value / scale:.3f}".rstrip("0").rstrip(".")
        if (
            0.9 < value / scale < 1000
            and len(short.replace(".", "")) <= 3
            and abs(float(short) * scale - value) < value / 1000
        ):
            found.append(f"{short} {name}")
    return found


def _parts(text: str, rng: Random) -> Iterator[Place]:
    """25 percent: a quarter, one in four; and wrongly a fifth."""
    for m in re.finditer(rf"({_FIGURE})(?: ?%| percent| per cent)(?= of\b)", text):
        value = _value(m[1])
        if value in _FRACTIONS:
            others = [w for share, words in _FRACTIONS.items() if share != value for w in words]
            yield m.start(), m.end(), list(_FRACTIONS[value]), rng.sample(others, 3)
    for share, words in _FRACTIONS.items():
        for word in words:
            for m in re.finditer(
                rf"(?<!first )(?<!second )(?<!other )(?<!latter )(?<!the )\b{word}(?= of (?:the|all|its|their|those|his|her|our)\b)",
                text,
            ):
                others = [f"{figure(s)} percent" for s in _FRACTIONS if s != share]
                yield m.start(), m.end(), [f"{figure(share)} percent", f"{figure(share)}%"], rng.sample(others, 3)


def _clock(text: str, rng: Random) -> Iterator[Place]:
    """7:30 p.m.: 19:30, half past seven in the evening; and wrongly 17:30."""
    for m in re.finditer(r"(?<![\d:.])(\d{1,2})(?:[:.](\d\d))? ?([ap])\.?m\b\.?", text):
        hour, minute = int(m[1]) % 12 + 12 * (m[3] == "p"), int(m[2] or 0)
        if int(m[1]) <= 12 and minute < 60:
            yield m.start(), m.end(), [w for w in _hours(hour, minute) if w != m[0]], _other_hours(hour, minute, rng)
    for m in re.finditer(r"(?<![\d:.])([01]?\d|2[0-3]):([0-5]\d)(?![\d:h]| ?[ap]\.?m)", text):
        hour, minute = int(m[1]), int(m[2])
        if hour > 12 or m[1].startswith("0"):
            right = [w for w in _hours(hour, minute) if w != m[0]]
            yield m.start(), m.end(), right, [w for w in _other_hours(hour, minute, rng) if w != m[0]]


def _hours(hour: int, minute: int) -> list[str]:
    part = "in the morning" if hour < 12 else "in the afternoon" if hour < 18 else "in the evening"
    twelve = hour % 12 or 12
    found = [f"{hour:02}:{minute:02}", f"{twelve}:{minute:02} {'a.m.' if hour < 12 else 'p.m.'}"]
    if minute == 30:
        found.append(f"half past {_WORDS[twelve]} {part}")
    elif minute in (15, 45):
        found.append(
            f"a quarter {'past' if minute == 15 else 'to'} {_WORDS[twelve if minute == 15 else twelve % 12 + 1]} {part}"
        )
    elif not minute:
        found.append(f"{_WORDS[twelve]} o'clock {part}")
    return found


def _other_hours(hour: int, minute: int, rng: Random) -> list[str]:
    other = rng.choice([(hour + 12) % 24, (hour - 2) % 24, (hour + 10) % 24, (hour + 1) % 24])
    return _hours(other, minute) if rng.random() < 0.8 else _hours(hour, (minute + rng.choice((15, 30, 45))) % 60)


def _dated(text: str, rng: Random) -> Iterator[Place]:
    """3 April 2024: April 3, 2024 or 2024-04-03, and wrongly 4 March 2024."""
    months = "|".join(MONTHS)
    pattern = rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)? ({months})|({months}) (\d{{1,2}})(?:st|nd|rd|th)?)(?:,? ((?:19|20)\d\d)\b)?(?![\d–-])"
    for m in re.finditer(pattern, text):
        day, month, year = int(m[1] or m[4]), MONTHS.index(m[2] or m[3]) + 1, m[5]
        if 1 <= day <= 31:
            right = [w for w in _dates(day, month, year) if w != m[0]]
            others = [(day, month % 12 + 1), (min(28, day + rng.choice((1, 2, 10))), month)]
            if day <= 12 and day != month:
                others += [(month, day)] * 3
            wrong = [w for d, mo in others if (d, mo) != (day, month) for w in _dates(d, mo, year)]
            yield m.start(), m.end(), right, wrong


def _dates(day: int, month: int, year: str | None) -> list[str]:
    name = MONTHS[month - 1]
    if year is None:
        return [f"{day} {name}", f"{name} {day}", f"the {day}{_ending(day)} of {name}"]
    return [f"{day} {name} {year}", f"{name} {day}, {year}", f"{year}-{month:02}-{day:02}"]


def _ending(day: int) -> str:
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _money(text: str, rng: Random) -> Iterator[Place]:
    """$40 million: 40 million dollars or USD 40 million, and wrongly €40 million or 40 million rupees."""
    for m in re.finditer(r"([$€£¥₹]) ?(\d[\d,.]*\d|\d)((?: (?:thousand|million|billion|trillion))?)\b(?!\w)", text):
        amount = m[2] + m[3]
        right, wrong = _amounts(m[1], amount), [w for s in _CURRENCIES if s != m[1] for w in _amounts(s, amount)]
        yield m.start(), m.end(), [w for w in right if w != m[0]], rng.sample(wrong, 3)
    names = {name: symbol for symbol, both in _CURRENCIES.items() for name in both}
    for m in re.finditer(rf"({_FIGURE})((?: (?:thousand|million|billion|trillion))?) ({'|'.join(names)})\b", text):
        symbol, amount = names[m[3]], m[1] + m[2]
        wrong = [w for s in _CURRENCIES if s != symbol for w in _amounts(s, amount)]
        yield m.start(), m.end(), [w for w in _amounts(symbol, amount) if w != m[0]], rng.sample(wrong, 3)


def _amounts(symbol: str, amount: str) -> list[str]:
    name, code = _CURRENCIES[symbol]
    return [f"{symbol}{amount}", f"{amount} {name}", f"{amount} {code}", f"{code} {amount}"]


def _ranged(text: str, rng: Random) -> Iterator[Place]:
    """between 3 and 5: from 3 to 5, 3 to 5, and wrongly 3 or 5 alone, or other ends; 52 to 48: 52-48, and wrongly 48 to 52."""
    for m in re.finditer(rf"\b(between ({_FIGURE}) and|from ({_FIGURE}) to) ({_FIGURE})(?![\w%])", text):
        low, high = m[2] or m[3], m[4]
        yield m.start(), m.end(), [w for w in _ranges(low, high) if w != m[0]], [
            *_ranges(low, other_figure(high, rng)), *_ranges(other_figure(low, rng), high), f"either {low} or {high}",
        ]  # fmt: skip
    for m in re.finditer(
        r"(?<![\d.,:–/-])(\d{1,3})(?:[-–]| to |:(?=\d\b))(\d{1,3})(?![\d.,:%–/-]*\d)(?!\w| ?%| ?[ap]\.?m)", text
    ):
        if _is_score(text, m):
            joints = [f"{m[1]}{j}{m[2]}" for j in ("-", "–", " to ")]
            wrong = [f"{m[2]}{j}{m[1]}" for j in ("-", " to ")]
            yield m.start(), m.end(), [w for w in joints if w != m[0]], wrong


def _is_score(text: str, match: re.Match[str]) -> bool:
    """Whether two numbers are a result, not a range: the greater comes first, or a word beside them says so."""
    if match[1] == match[2] or re.search(r"\b(?:from|between|[Cc]ovid|COVID|SARS-CoV) ?$", text[: match.start()]):
        return False
    said = re.match(r" (?:votes?|defeat|win|loss|victory|lead|against|in favou?r|on aggregate)\b", text[match.end() :])
    return int(match[1]) > int(match[2]) or said is not None


def _ranges(low: str, high: str) -> list[str]:
    return [f"between {low} and {high}", f"from {low} to {high}", f"{low} to {high}"]


_PERIODS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}


def _rated(text: str, rng: Random) -> Iterator[Place]:
    """600 litres a minute: 10 litres a second, and wrongly 60 or 600 litres a second."""
    for m in re.finditer(rf"({_FIGURE}) (\w+) (a|an|per|every) ({'|'.join(_PERIODS)})\b", text):
        value = _value(m[1])
        right, wrong = [], []
        for period, seconds in _PERIODS.items():
            other = value * seconds / _PERIODS[m[4]]
            article = m[3] if m[3] in ("per", "every") else "an" if period == "hour" else "a"
            if period != m[4] and 1 <= other < 1e6 and abs(other - round(other)) < 1e-9:
                right.append(f"{figure(other, m[1])} {m[2]} {article} {period}")
                wrong += [f"{figure(w, m[1])} {m[2]} {article} {period}" for w in (value, other * 10, other * 2)]
        if right:
            yield m.start(), m.end(), right, wrong


def _lasting(text: str, rng: Random) -> Iterator[Place]:
    """a year and a half: 18 months, and wrongly 15 months."""
    for row in rows("durations"):
        others = [w for other in rows("durations") if other != row and _is_time(other) == _is_time(row) for w in other]
        for word in row:
            for m in re.finditer(
                rf"(?<![\d.,:$€£-])(?<!\w )(?<!, ){word}\b(?![-,.]?\d|-| ?%)|(?:(?<=\bfor )|(?<=\bin )|(?<=\bof )|(?<=\bto )|(?<=\bafter )){word}\b(?!-)",
                text,
            ):
                if len(word) > 2:  # 6, 12, 24 alone may count anything
                    yield m.start(), m.end(), [w for w in row if w != word], others


def _is_time(row: list[str]) -> bool:
    return any(_TIMES.match(word) for word in row[0].split())


FINDERS: dict[str, tuple[Callable[[str, Random], Iterator[Place]], float]] = {
    "measured": (_measured, 0.9), "scaled": (_scaled, 1.0), "parts": (_parts, 0.9), "clock": (_clock, 0.9),
    "dated": (_dated, 0.9), "money": (_money, 0.9), "ranged": (_ranged, 0.8),
    "rated": (_rated, 0.9), "lasting": (_lasting, 0.8),
}  # fmt: skip


def same(doc: Doc, rng: Random, form: str) -> Change | None:
    """A figure in another form that says the same."""
    places = [p for p in FINDERS[form][0](doc.text, rng) if p[2]]
    if not places:
        return None
    start, end, right, _ = rng.choice(places)
    return harmless(Edit(start, end, rng.choice(right)))


def other(doc: Doc, rng: Random, form: str) -> Change | None:
    """A figure in another form that says something else."""
    find, severity = FINDERS[form]
    places = [p for p in find(doc.text, rng) if p[3]]
    if not places:
        return None
    start, end, _, wrong = rng.choice(places)
    return Change("number", severity, (Edit(start, end, rng.choice(wrong)),), opposed=True)


def twins() -> dict[str, tuple[Perturb, Perturb]]:
    """The harmless and the harmful change of each form."""
    return {form: (partial(same, form=form), partial(other, form=form)) for form in FINDERS}
