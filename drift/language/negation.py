"""Where a text negates, and what: shared by the detectors of negation and of antonyms, which compensate each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from drift.language import lexicon
from drift.language.auxiliaries import CONTRACTED
from drift.language.reading import Text
from drift.language.wordlist import listed

# Plain negation.
_NOT = frozenset(
    (
        *listed("not n't cannot never no none nobody nothing nowhere neither nor without"),
        *CONTRACTED,
        *listed("ain't mightn't needn't cant dont doesnt didnt isnt wasnt wont couldnt wouldnt"),
    )
)
# Words whose meaning holds a negation: "failed to pay", "unable to pay", "lacks money".
_IMPLIED = frozenset(
    listed(
        "fail failure refuse refusal unable deny denial lack avoid prevent prohibit forbid ban reject decline "
        "stop cease hardly barely scarcely rarely seldom unlikely impossible absence absent instead rather "
        "unless except until exclude ignore miss neglect exempt zero few little minus less free nor only but "
        "far stay remain keep abstain inability reluctant unwilling doubt dispute contrary untrue false "
        "hinder loath opt despite regardless otherwise too already otherwise devoid bar rule cancel "
        "wait lose loss forget omit omission waive forgo dispense misplaced pointless vain averse"
    )
)
# Followed by these, "no" and "not" negate nothing ("not only", "no doubt", "No. 10", "no longer than").
_IDIOMS = {
    "not": frozenset(listed("only just merely simply least")),
    "no": frozenset(["doubt", "matter", ".", "!", ","]),
    "nothing": frozenset(["but"]),
    "n't": frozenset(["just", "only"]),
}
_ANY = frozenset(listed("any anyone anybody anything anywhere ever all everyone everybody"))
_SKIPPED = frozenset(
    listed(
        "yet ever really actually necessarily always longer enough fully quite simply anymore currently "
        "very particularly especially exactly entirely all at so too that terribly"
    )
)


_BOUNDS = frozenset(
    listed("fewer less more later earlier sooner longer greater higher lower better worse smaller larger")
)
_SPANS = frozenset(listed("time long while ages days weeks months years decades centuries hours"))
_NOBODY = frozenset(listed("no nobody none nothing never"))
_JOINING = frozenset(listed("and or but because if while when , ; : . ? !"))
_APART = 12  # words between two denials that are none
_SHORTENED = {"can't": "can", "cannot": "can", "won't": "will", "shan't": "shall"}
# Before an adjective, these negate it: "far from easy", "anything but easy".
_HELD_OFF = frozenset((("far", "from"), ("anything", "but")))


@dataclass(frozen=True, slots=True)
class Negator:
    """A negation: the index of its first word, that of the word it negates (-1 if unclear), and how many `words` it is."""

    index: int
    focus: int
    words: int = 1

    @property
    def indices(self) -> range:
        """The places of its words in the side."""
        return range(self.index, self.index + self.words)


def negators(side: Text) -> list[Negator]:
    """Plain negations of `side`, idioms left out; "neither … nor" is one."""
    out: list[Negator] = []
    for i, form in enumerate(side.low):
        if (focus := _held_off(side, i)) >= 0:
            out.append(Negator(i, focus, 2))
        if not is_plain(form) or _is_idiom(side, i):
            continue
        if form == "nor" and any(_carries_on(side, n.index, i) for n in out):
            continue
        words = 2 if form == "no" and side.low[i + 1 : i + 2] == ("longer",) else 1
        out.append(Negator(i, side.next_content(i, reach=5, skip=_SKIPPED), words))
    return out


def _held_off(side: Text, i: int) -> int:
    """The adjective at the end of its phrase that words `i` and `i` + 1 negate; -1 if they do not."""
    if tuple(side.low[i : i + 2]) not in _HELD_OFF:
        return -1
    focus = i + 2 + (side.low[i + 2 : i + 3] == ("being",))
    ends = focus < len(side.low) and not any(side.content[focus + 1 : focus + 2])
    return focus if ends and lexicon.parts_of_speech(side.low[focus])[:1] == "a" else -1


def _carries_on(side: Text, negator: int, nor: int) -> bool:
    """Whether "nor" only goes on with an earlier negation of its sentence: neither … nor."""
    return (side.low[negator] in ("neither", "nor") or nor - negator < 20) and not any(
        side.starts_sentence(k) for k in range(negator + 1, nor + 1)
    )


def is_plain(form: str) -> bool:
    """Whether the form negates and does nothing else ("not")."""
    return form in _NOT


def affirmed(form: str) -> str:
    """What a form that negates leaves when its "not" is taken out.

    >>> affirmed("won't"), affirmed("cannot"), affirmed("isn't"), affirmed("not")
    ('will', 'can', 'is', '')
    """
    return _SHORTENED.get(form) or (form.removesuffix("n't") if form.endswith("n't") else "")


def implied(side: Text) -> Iterator[int]:
    """Indices of words that hold a negation in their meaning, by the list or by an affix (unsafe, useless).

    "Longer than any" holds one as well, for none is as long, and "two years since it rained", for it has not.
    """
    return (
        i
        for i, bases in enumerate(side.bases)
        if not bases.isdisjoint(_IMPLIED) or is_prefixed(side.low[i]) or is_unequalled(side, i) or _counts_from(side, i)
    )


def _counts_from(side: Text, i: int) -> bool:
    """Whether word `i` is a "since" that time is counted from: a long time since."""
    before = side.low[max(0, i - 3) : i]
    return side.low[i] == "since" and any(low in _SPANS for low in before)


def even(side: Text, found: list[Negator]) -> list[Negator]:
    """Those of some negations of a side that are two and so none: not … without, nobody who did not."""
    out: list[Negator] = []
    for a, b in pairwise(found):
        second = side.low[b.index]
        doubled = second == "without" or ((second == "not" or second.endswith("n't")) and side.low[a.index] in _NOBODY)
        between = side.low[a.index + 1 : b.index]
        if doubled and a not in out and len(between) <= _APART and _JOINING.isdisjoint(between):
            out += [a, b]
    return out


def is_unequalled(side: Text, i: int) -> bool:
    """Whether word `i` ends a comparison that none withstands: longer than anyone, better than ever."""
    return i > 0 and side.low[i] in _ANY and side.low[i - 1] in ("than", "as", "before")


@lru_cache(maxsize=65536)
def is_prefixed(form: str) -> bool:
    """Whether the word is the opposite of its own stem: unsafe, impossible, disagree, useless."""
    if "-" in form:
        return form.split("-")[0] in ("non", "anti", "un") or form.endswith("-free")
    for prefix in ("un", "in", "im", "il", "ir", "dis", "non", "de", "mis"):
        stem = form[len(prefix) :]
        if form.startswith(prefix) and len(stem) > 2 and lexicon.are_antonyms(stem, form):
            return True
    return form.endswith("less") and len(form) > 6 and lexicon.is_english(form[:-4])


def _is_idiom(side: Text, i: int) -> bool:
    form = side.low[i]
    after = side.low[i + 1] if i + 1 < len(side.low) else ""
    before = side.low[i - 1] if i else ""
    if form == "no" and after in (".", "one", ",", "!") and not (after == "one" and before != "number"):
        return side.words[i].text != "no" or after != "one"
    if form in ("no", "not") and after in _BOUNDS and side.low[i + 2 : i + 3] == ("than",):
        return True  # no later than
    if form == "not" and (before == "or" or (before == "if" and after in _SKIPPED)):
        return True  # whether or not
    if form == "not" and after == "to" and side.low[i + 2 : i + 3] in (("mention",), ("say",), ("speak",)):
        return True
    kind = "n't" if form.endswith("n't") else form
    return after in _IDIOMS.get(kind, ())
