"""Figures such as people write, by the forms of perturb/arithmetic.py; made sentences hold them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

from research.training.perturb.number import MONTHS
from research.training.perturb.tables import rows

_MADE = "litres bottles parcels patients pages passengers tonnes cars calls bricks".split()
_RATES = {"second": (2, 30), "minute": (2, 60), "hour": (3, 90), "day": (2, 40), "week": (14, 700)}


def measured(rng: Random, what: str) -> str:
    """A length, a weight …, in one of its units."""
    row = rng.choice([row for row in rows("conversions") if row[0] == what])
    number = rng.choice([rng.randint(2, 12), rng.randint(10, 99), rng.randrange(50, 1000, 5)])
    return f"{number} {rng.choice((row[2], row[4]))}"


def _scaled(rng: Random) -> str:
    if rng.random() < 0.5:
        return f"{rng.randint(1, 60) / rng.choice((1, 10)):g} {rng.choice(('million', 'billion', 'million', 'lakh', 'crore', 'milliard'))}"
    return f"{rng.randint(11, 99) * rng.choice((10_000, 100_000, 1_000_000)):,}"


def _parts(rng: Random) -> str:
    share = rng.choice((50, 25, 20, 10, 75, 40, 60, 80, 30, 5))
    return f"{share}{rng.choice(('%', ' percent', ' per cent'))}"


def _clock(rng: Random) -> str:
    hour, minute = rng.randint(1, 12), rng.choice((0, 0, 15, 30, 30, 45, 10, 20, 50))
    if rng.random() < 0.4:
        return f"{hour % 12 + 12:02}:{minute:02}"
    return f"{hour}:{minute:02} {rng.choice(('a.m.', 'p.m.'))}"


def _dated(rng: Random) -> str:
    day, month, year = rng.randint(1, 28), rng.choice(MONTHS), rng.randint(1900, 2025)
    return rng.choice((f"{day} {month} {year}", f"{month} {day}, {year}", f"{day} {month}", f"{month} {day}"))


def _money(rng: Random) -> str:
    amount = rng.choice((str(rng.randint(2, 99)), f"{rng.randint(1, 99) * 500:,}", f"{rng.randint(2, 90)} million"))
    symbol, name = rng.choice((("$", "dollars"), ("€", "euros"), ("£", "pounds"), ("¥", "yen"), ("₹", "rupees")))
    return f"{symbol}{amount}" if rng.random() < 0.5 else f"{amount} {name}"


def _ranged(rng: Random) -> str:
    low, high = sorted(rng.sample(range(1, 99), 2))
    return f"{high}{rng.choice(('-', ' to ', '–'))}{low}"


def _spanned(rng: Random) -> str:
    low, high = sorted(rng.sample(range(2, 60), 2))
    return rng.choice((f"between {low} and {high}", f"from {low} to {high}"))


def _rated(rng: Random) -> str:
    period = rng.choice(list(_RATES))
    low, high = _RATES[period]
    step = {"minute": 60, "hour": 60, "day": 24, "week": 7}.get(period, 1)
    number = rng.randint(low, high) if rng.random() < 0.4 else step * rng.randint(1, 20)
    article = rng.choice(("per", "an" if period == "hour" else "a", "every"))
    return f"{number} {rng.choice(_MADE)} {article} {period}"


def _lasting(rng: Random) -> str:
    return rng.choice([word for row in rows("durations") for word in row if len(word) > 6 and "dozen" not in word])


EXAMPLES: dict[str, Callable[[Random], str]] = {
    **{what: partial(measured, what=what) for what in sorted({row[0] for row in rows("conversions")})}, "scaled": _scaled, "parts": _parts, "clock": _clock, "dated": _dated, "money": _money,
    "ranged": _ranged, "spanned": _spanned, "rated": _rated, "lasting": _lasting,
}  # fmt: skip
