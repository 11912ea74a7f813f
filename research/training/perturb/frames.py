"""Made sentences: pairs that say the same in other words, or something else in nearly the same, from the tables in words/frames.

Where people's sentences offer a contrast too seldom (who beat whom, few or a few, accused or convicted), it is made. Any
wording stands on either side, with the same meaning or another, in equal number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from research.training.perturb.arithmetic import FINDERS
from research.training.perturb.examples import EXAMPLES
from research.training.perturb.rules import Rule, rules, topics
from research.training.records import ENTAILMENT, Record
from research.training.texts import changed_spans

_SLOT = re.compile(r"\{([a-z])(\d)\}")
_PLAIN, _JOINED = 0.45, 0.3  # shares of pairs that stand alone, and that are joined with another rule's sentence
_FIGURES = 0.3  # share of groups in which a figure takes another form
_FIRST_GROUP = 50_000_000


@dataclass(frozen=True, slots=True)
class Said:
    """A core sentence without capital and full stop, on both sides of a pair, and where the two differ in meaning."""

    original: str
    version: str
    gone: list[list[int]]
    came: list[list[int]]


@cache
def _fillers() -> dict[str, tuple[str, ...]]:
    lines = (Path(__file__).parent / "words/frames/slots.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: tuple(re.split(r" ?\| ", rest)) for name, rest in pairs}


@cache
def _carriers() -> dict[str, tuple[str, ...]]:
    lines = (Path(__file__).parent / "words/frames/carriers.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: tuple(rest.split(" | ")) for name, rest in pairs}


@cache
def _all_rules() -> tuple[tuple[str, Rule], ...]:
    """Each rule with the name of its file."""
    return tuple(
        (t.partition("/")[2], r) for t in topics("frames") if not t.endswith(("/slots", "/carriers")) for r in rules(t)
    )


def filled(rule: Rule, rng: Random) -> tuple[tuple[str, ...], ...]:
    """The rule's meanings with the same things in their slots."""
    names = sorted({m for meaning in rule.meanings for w in meaning for m in _SLOT.findall(w)})
    held: dict[str, str] = {}
    for letter in sorted({letter for letter, _ in names}):
        digits = [digit for other, digit in names if other == letter]
        if letter == "n":
            values = rng.sample(range(11, 97), len(digits))
            held |= {letter + d: str(v) for d, v in zip(digits, sorted(values, reverse=True), strict=True)}
        else:
            chosen = rng.sample(_fillers()[letter], len(digits))
            if letter == "y":
                chosen.sort()
            held |= {letter + d: text for d, text in zip(digits, chosen, strict=True)}
    return tuple(_filled(*_meaning(rule, meaning), held) for meaning in rule.meanings)


def _meaning(rule: Rule, meaning: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The wordings of a meaning, and which two slots it exchanges."""
    if meaning[0].startswith("~"):
        return rule.meanings[0], tuple(meaning[0].split()[1:])
    return meaning, ()


def _filled(wordings: tuple[str, ...], pair: tuple[str, ...], held: dict[str, str]) -> tuple[str, ...]:
    return tuple(_SLOT.sub(lambda m: _exchanged(m[1] + m[2], pair, held), wording) for wording in wordings)


def _exchanged(slot: str, pair: tuple[str, ...], held: dict[str, str]) -> str:
    return held[pair[1 - pair.index(slot)] if slot in pair else slot]


def _core(rule: Rule, same: bool, rng: Random) -> Said | None:
    """Two wordings of one meaning, or of two; None if the rule has no two for it."""
    meanings = filled(rule, rng)
    if same:
        several = [m for m in meanings if len(m) > 1]
        if not several:
            return None
        original, version = rng.sample(rng.choice(several), 2)
        return Said(original, version, [], [])
    one, other = rng.sample(meanings, 2)
    original, version = rng.choice(one), rng.choice(other)
    return Said(original, version, *changed_spans(original, version))


def _reckoned(form: str, same: bool, rng: Random) -> Said | None:
    """A carrier with a figure, and the same with the figure in another form; None if the form has no other for it."""
    text = rng.choice(_carriers()[form]).replace("…", EXAMPLES[form](rng))
    find = FINDERS["ranged" if form == "spanned" else form if form in FINDERS else "measured"][0]
    places = [(start, end, right if same else wrong) for start, end, right, wrong in find(text, rng)]
    places = [p for p in places if p[2]]
    if not places:
        return None
    start, end, forms = rng.choice(places)
    words = rng.choice(forms)
    version = text[:start] + words + text[end:]
    gone, came = ([], []) if same else ([[start, end]], [[start, start + len(words)]])
    core = Said(_inner(text), _inner(version), gone, came)
    return core if rng.random() < 0.5 else Said(core.version, core.original, came, gone)


def _inner(text: str) -> str:
    """A sentence as it stands inside another; those of the carriers begin with a common word or a figure."""
    return text if text.startswith(("USD", "EUR", "GBP", "JPY", "INR")) else text[0].lower() + text[1:]


def made(number: int, rng: Random) -> list[Record]:
    """Two to four records of one rule: as many harmless as harmful, each with things of its own in its slots."""
    name, rule = rng.choice(_all_rules())
    form = rng.choice(sorted(_carriers())) if rng.random() < _FIGURES else ""
    records = []
    for same in (True, False) * rng.choice((1, 2)):
        said = _reckoned(form, same, rng) if form else _core(rule, same, rng)
        if said is not None:
            kind, severity = ("number", 0.9) if form else (rule.kind, rule.severity)
            records.append(_record(form or name, kind, 0.0 if same else severity, _set(said, rng), number))
    return records


def _set(said: Said, rng: Random) -> Said:
    """The core alone, with something before or behind it, or beside a second core that says the same on both sides."""
    roll = rng.random()
    if roll < _PLAIN:
        return _dressed(said, ("", ""), ("", ""))
    if roll < _PLAIN + _JOINED:
        second = _core(rng.choice(_all_rules())[1], True, rng)
        if second is not None:
            joint = rng.choice((", and ", "; ", ", while "))
            if rng.random() < 0.5:
                return _dressed(said, ("", joint + second.original), ("", joint + second.version))
            return _dressed(said, (second.original + joint, ""), (second.version + joint, ""))
    fillers = _fillers()
    beside = [(rng.choice(fillers["before"]) + " ", ""), ("", rng.choice(fillers["after"]))]
    here = rng.choice(beside)
    return _dressed(said, here, here)


def _dressed(said: Said, here: tuple[str, str], there: tuple[str, str]) -> Said:
    def moved(spans: list[list[int]], by: int) -> list[list[int]]:
        return [[start + by, end + by] for start, end in spans]

    def whole(around: tuple[str, str], core: str) -> str:
        text = around[0] + core + around[1] + "."
        return text[0].upper() + text[1:]

    return Said(
        whole(here, said.original),
        whole(there, said.version),
        moved(said.gone, len(here[0])),
        moved(said.came, len(there[0])),
    )


def _record(name: str, kind: str, drift: float, said: Said, number: int) -> Record:
    same = not drift
    return Record(
        said.original, said.version, f"synthetic.made.{name}.{'same' if same else 'other'}", _FIRST_GROUP + number,
        drift=drift, kinds=[] if same else [kind],
        original_spans=said.gone, version_spans=said.came, nli=[ENTAILMENT, ENTAILMENT] if same else [None, None],
    )  # fmt: skip
