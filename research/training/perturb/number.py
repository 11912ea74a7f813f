"""Figures and number words, dates and units: another value, or the same value written otherwise."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

from research.training.perturb.edits import Change, Edit, cased, end_of, harmless, swap
from research.training.perturb.tables import rows

if TYPE_CHECKING:
    from spacy.tokens import Doc

_FIGURE = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


SMALL = ["zero", "one", *rows("numbers")[0]]
MONTHS, DAYS = rows("dates")[:2]


def number(doc: Doc, rng: Random) -> Change | None:
    """Another value for one figure or number word."""
    places: list[tuple[Edit, ...]] = []
    for t in doc:
        low = t.lower_
        if low.replace("-", "") == "" or t.text in MONTHS or t.text in DAYS:
            continue
        for table in rows("numbers"):
            if low in table and t.pos_ in ("NUM", "ADJ", "NOUN", "DET") and not (low == "second" and t.pos_ == "NOUN"):
                places.append(swap(t, rng.choice([w for w in table if w != low])))
        if low == "one" and t.pos_ == "NUM":
            places.append(swap(t, rng.choice(SMALL[2:7])))
        elif low == "half":
            places.append(swap(t, "a third"))
        elif low in ("twice", "double", "doubled"):
            places.append(swap(t, {"twice": "three times", "double": "triple", "doubled": "tripled"}[low]))
        match = _FIGURE.fullmatch(t.text)
        if match:
            places.append((Edit(t.idx, end_of(t), other_figure(t.text, rng)),))
    return Change("number", 1.0, rng.choice(places), opposed=True) if places else None


def other_figure(text: str, rng: Random) -> str:
    """Another figure of the same make: a digit changed, two swapped, a near or a tenfold value."""
    plain = text.replace(",", "")
    for _ in range(8):
        roll = rng.random()
        if re.fullmatch(r"(1[5-9]|20)\d\d", text) and roll < 0.8:
            new = str(int(text) + rng.choice([-30, -20, -10, -5, -3, -2, -1, 1, 2, 3, 5, 10, 15]))
        elif roll < 0.45:
            i = rng.choice([k for k, c in enumerate(plain) if c.isdigit()])
            new = plain[:i] + rng.choice("123456789") + plain[i + 1 :]
        elif roll < 0.6 and len(plain) > 1 and plain.isdigit():
            i = rng.randrange(len(plain) - 1)
            new = plain[:i] + plain[i + 1] + plain[i] + plain[i + 2 :]
        elif roll < 0.75 and plain.isdigit():
            new = plain + "0" if rng.random() < 0.5 or len(plain) < 2 else plain[:-1]
        elif plain.isdigit():
            new = str(max(1, int(int(plain) * rng.choice([0.5, 0.7, 0.8, 0.9, 1.1, 1.2, 1.3, 1.5, 2, 3]))))
        else:
            new = f"{float(plain) * rng.choice([0.1, 0.5, 0.8, 1.2, 2, 10]):.{len(plain.split('.')[1])}f}"
        if new.lstrip("0") and float(new) != float(plain) and not (new[0] == "0" and "." not in new):
            return f"{int(new):,}" if "," in text and new.isdigit() else new
    return str(int(float(plain)) + 1)


def date(doc: Doc, rng: Random) -> Change | None:
    """Another month, weekday or part of the day, or today for yesterday."""
    places = []
    for t in doc:
        for table in rows("dates"):
            found = next((w for w in table if w.lower() == t.lower_), None)
            if (
                found
                and (found[0].islower() or t.text[0].isupper())
                and not (t.lower_ in ("may", "march") and t.pos_ != "PROPN")
            ):
                places.append(swap(t, rng.choice([w for w in table if w != found])))
    return Change("number", 0.8, rng.choice(places), opposed=True) if places else None


def unit(doc: Doc, rng: Random) -> Change | None:
    """Another unit for a measured quantity."""
    places: list[tuple[Edit, ...]] = []
    for t in doc:
        measured = t.i > 0 and (
            doc[t.i - 1].like_num or doc[t.i - 1].lower_ in ("a", "an", "per", "of", "-", "last", "several", "few")
        )
        if t.text in "$€£¥" and t.i + 1 < len(doc) and doc[t.i + 1].like_num:
            measured = True
        for table in rows("units"):
            if measured and t.text in table:
                places.append((Edit(t.idx, end_of(t), rng.choice([u for u in table if u != t.text])),))
            elif measured and t.lower_ + "s" in table and not t.lower_.endswith("s") and len(t.text) > 3:
                other = rng.choice([u for u in table if u != t.lower_ + "s"])
                if other.endswith("s"):
                    places.append(swap(t, cased(other[:-1], t.text)))
    return Change("number", 0.9, rng.choice(places), opposed=True) if places else None


def same_number(doc: Doc, rng: Random) -> Change | None:
    """Harmless: figures for words, separators in or out, % for percent, another order of a date."""
    places: list[tuple[Edit, ...]] = []
    for t in doc:
        if (
            t.text.isdigit()
            and t.text.isascii()
            and 1 < int(t.text) < len(SMALL)
            and t.nbor(-1 if t.i else 0).text not in "$€£"
            and t.ent_type_ != "DATE"
        ):
            places.append((Edit(t.idx, end_of(t), cased(SMALL[int(t.text)], "A" if t.i == 0 else "a")),))
        elif t.lower_ in SMALL[2:] and t.pos_ == "NUM" and t.i > 0 and doc[t.i - 1].text != "-":
            places.append((Edit(t.idx, end_of(t), str(SMALL.index(t.lower_))),))
        elif re.fullmatch(r"\d{1,3}(,\d{3})+", t.text):
            places.append((Edit(t.idx, end_of(t), t.text.replace(",", "")),))
            if t.text.endswith(",000,000"):
                places.append((Edit(t.idx, end_of(t), t.text[: -len(",000,000")] + " million"),))
        elif re.fullmatch(r"[1-9]\d{4,8}", t.text):
            places.append((Edit(t.idx, end_of(t), f"{int(t.text):,}"),))
        elif t.text == "%" and t.i and doc[t.i - 1].like_num:
            places.append(
                (
                    Edit(
                        t.idx,
                        end_of(t),
                        ("" if doc[t.i - 1].whitespace_ else " ") + rng.choice(["percent", "per cent"]),
                    ),
                )
            )
        elif t.lower_ in ("percent",) and t.i and doc[t.i - 1].whitespace_ and doc[t.i - 1].text[-1].isdigit():
            places.append((Edit(t.idx - 1, end_of(t), "%"),))
    for m in re.finditer(rf"\b({'|'.join(MONTHS)}) (\d{{1,2}})(?:st|nd|rd|th)?(, (?=\d{{4}})|\b)", doc.text):
        places.append((Edit(m.start(), m.end(), f"{m[2]} {m[1]}" + (" " if m[3] else "")),))
    for m in re.finditer(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({'|'.join(MONTHS)})( (?=\d{{4}})|\b)", doc.text):
        places.append((Edit(m.start(), m.end(), f"{m[2]} {m[1]}" + (", " if m[3] else "")),))
    return harmless(*rng.choice(places)) if places else None
