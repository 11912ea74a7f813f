"""Pairs as the network reads them: what the version says otherwise and rules know to be the same is restated in the original's words.

That "two weeks" are "14 days" is arithmetic, that what is "not blunt" is "sharp" is logic, and that who lends is borrowed
from is in the words: rules do all of that better than a network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from drift.detectors.antonyms import denied_opposites
from drift.detectors.findings import language_of
from drift.detectors.quantities_restated import in_other_words
from drift.judging.network.model import Marks, Predictions
from drift.judging.network.panel import PairReader
from drift.language import lexicon
from drift.language.attribution import named_speakers
from drift.language.auxiliaries import AUXILIARIES, BE, DO
from drift.language.equivalents import equivalents
from drift.language.logic import complements, only_if, some_not
from drift.language.names import spelled_otherwise
from drift.language.negation import affirmed
from drift.language.old_spelling import spelled_of_old
from drift.language.only_then import only_then
from drift.language.parties import told_alike
from drift.language.reading import Reading, Text
from drift.types import Span

_BEFORE_NOT = AUXILIARIES - DO  # verbs that a "not" follows or is joined to
_HELPING = AUXILIARIES - BE
_NOBODY = frozenset(("none", "nobody", "never", "no"))
_ALL = frozenset(("all", "everybody", "everyone", "always", "every", "each"))
_CLAUSE = 8  # words after "if" among which its "not" stands


@dataclass(frozen=True, slots=True)
class Restated:
    """A version restated.

    Attributes:
        text: The restated text.
        new: Where each of the k stretches that were put in stands in it (k, 2), characters.
        old: Where in the version stood what each was put in for (k, 2).
    """

    text: str
    new: np.ndarray
    old: np.ndarray

    def restored(self, marks: Marks) -> Marks:
        """Marks of the restated text as marks of the version; a token put in stands for all that it was put in for."""
        offsets = marks.offsets.copy()
        for (start, end), (was, until) in zip(self.new, self.old, strict=True):
            inside = (marks.offsets[:, 0] < end) & (marks.offsets[:, 1] > start)
            beyond = marks.offsets[:, 0] >= end
            offsets[beyond] = marks.offsets[beyond] - end + until
            offsets[inside] = was, until
        return replace(marks, offsets=offsets)


def restated(reading: Reading) -> Restated:
    """The version with the original's words for what it says otherwise.

    Quantities in other words, opposites that are denied, turns that say the same, deeds told from their other side.
    """
    changes = [*_said_otherwise(reading), *in_other_words(reading.pair), *denied_opposites(reading)]
    return _put_in(reading.pair.version, changes)


def restated_sides(reading: Reading) -> tuple[Restated, Restated]:
    """Both sides as the network reads them: the version restated, and across languages the English side's "not until" as "only when"."""
    original, version = _put_in(reading.pair.original, []), restated(reading)
    for side, other in reading.sides:
        if side.is_english and not other.is_english and (said := only_then(side, other, language_of(other))):
            made = _put_in(
                side.text, [(_place(side, k, words), _cased(words, side.words[k].text)) for k, words in said]
            )
            return (made, version) if side.side == "original" else (original, made)
    return original, version


def _place(side: Text, k: int, words: str) -> Span:
    """Where words are put in for word `k`; nothing takes the space after it along."""
    return Span(side.side, side.words[k].start, side.words[k].end if words else side.words[k + 1].start)


def _put_in(text: str, changes: Sequence[tuple[Span, str]]) -> Restated:
    """A text with words put in for stretches of it."""
    made, new, old, until = "", [], [], 0
    for span, words in sorted(changes, key=lambda item: (item[0].start, -item[0].end)):
        if span.start < until:
            continue
        made += text[until : span.start]
        new.append((len(made), len(made) + len(words)))
        old.append((span.start, span.end))
        made, until = made + words, span.end
    return Restated(made + text[until:], np.array(new).reshape(-1, 2), np.array(old).reshape(-1, 2))


def _said_otherwise(reading: Reading) -> list[tuple[Span, str]]:
    """Stretches of the version that say the same as stretches of the original, each with the original's words."""
    if not reading.is_english:
        return []
    one, two = reading.original, reading.version
    same = [(e.original, e.version) for e in equivalents(reading) if e.is_exact] + told_alike(one, two)
    same += [(range(i, i + 1), range(j, j + 1)) for i, j in (*spelled_otherwise(one, two), *spelled_of_old(one, two))]
    same += named_speakers(one, two)
    return (
        _conditions(one, two)
        + _only_if(one, two)
        + _failures(one, two)
        + [(_stretch(two, there[0], there[-1]), _put_for(one, here, two, there)) for here, there in same]
    )


def _put_for(one: Text, here: range, two: Text, there: range) -> str:
    """The original's words, with the verb that a "not" is joined to where the version has it: isn't rare, is common."""
    words = one.text[one.words[here[0]].start : one.words[here[-1]].end]
    verbs = [_joined_verb(side, places[0]) for side, places in ((one, here), (two, there))]
    if verbs[0] and not verbs[1]:
        words = "not" + words[len(one.words[here[0]].text) :]
    elif verbs[1] and not verbs[0]:
        words = f"{verbs[1]} {words}"
    return _cased(words, two.words[there[0]].text)


def _joined_verb(side: Text, i: int) -> str:
    """The verb in word `i` that a "not" is joined to; "" for "do", which says nothing: don't often, rarely."""
    verb = affirmed(side.low[i])
    return _cased(verb, side.words[i].text) if verb in _BEFORE_NOT else ""


def _conditions(one: Text, two: Text) -> list[tuple[Span, str]]:
    """Changes that make "unless" of "if … not" where the original has it, and the other way round."""
    left, right = ([k for k, low in enumerate(side.low) if low in ("unless", "if")] for side in (one, two))
    if len(left) != 1 or len(right) != 1 or one.low[left[0]] == two.low[right[0]]:
        return []
    i, j = left[0], right[0]
    denied = [
        next((k for k in range(m + 1, min(len(side.low), m + _CLAUSE)) if _is_not(side.low[k])), -1)
        for side, m in ((one, i), (two, j))
    ]
    conjunction = (_stretch(two, j, j), _cased(one.low[i], two.words[j].text))
    if one.low[i] == "unless" and denied[0] < 0 <= denied[1]:
        k = denied[1]
        return [conjunction, (_stretch(two, k, k), affirmed(two.low[k]))]
    if one.low[i] == "if" and denied[1] < 0 <= denied[0]:
        k = next((k for k in range(j + 1, min(len(two.low), j + _CLAUSE)) if two.low[k] in _BEFORE_NOT), -1)
        if k >= 0:
            return [conjunction, (Span("version", two.words[k].end, two.words[k].end), " not")]
    return []


def _only_if(one: Text, two: Text) -> list[tuple[Span, str]]:
    """Changes that make "not … unless" of "only if" where the original has it, and the other way round."""
    found = only_if(one, two) or some_not(one, two) or _shares_with_not(one, two)
    if found:  # leave the "not" out
        (here, there), denied = found
        return [_without_not(two, denied[0]), (_stretch(two, there[0], there[-1]), _put_for(one, here, two, there))]
    if found := only_if(two, one):  # put it in
        (there, here), denied = found
        focus = one.next_content(denied[0])
        verb = one.partner[focus] if focus >= 0 else -1
        if verb < 0:
            return []
        stands = verb and two.low[verb - 1] in _BEFORE_NOT
        helps = one.words[denied[0] - 1].text if denied[0] and one.low[denied[0] - 1] in _HELPING else "do"
        put = "not" if stands else f"{affirmed(one.low[denied[0]]) or helps} not"
        words = one.text[one.words[here[0]].start : one.words[here[-1]].end]
        if not verb:
            return [(_stretch(two, 0, 0), f"Do not {two.low[0]}"), (_stretch(two, there[0], there[-1]), words)]
        return [
            (Span("version", two.words[verb - 1].end, two.words[verb - 1].end), f" {put}"),
            (_stretch(two, there[0], there[-1]), words),
        ]
    return []


def _shares_with_not(one: Text, two: Text) -> tuple[tuple[range, range], range] | None:
    """Shares that make up a whole, and the "not" that the version alone has: under half were, over half were not."""
    places = list(complements(one, two))
    if len(places) == 2 and not places[1][2] and places[1][1]:
        return places[0][:2], places[1][1]
    return None


def _without_not(two: Text, k: int) -> tuple[Span, str]:
    """The change that leaves the "not" at word `k` out, with the "do" that opens a command."""
    low = two.low[k]
    start = k - 1 if low == "not" and k and two.low[k - 1] == "do" and two.starts_sentence(k - 1) else k
    left = "" if affirmed(low) == "do" and two.starts_sentence(k) else affirmed(low)
    if not left and k + 1 < len(two.low):  # Do not lift: Lift; did not sign: did sign
        return _stretch(two, start, k + 1), _cased(two.words[k + 1].text, two.words[start].text)
    return _stretch(two, start, k), left


def _failures(one: Text, two: Text) -> list[tuple[Span, str]]:
    """Changes that make "none failed to come" of "all came" where the original has it, and the other way round."""
    told = [(_failure(one, two), _all_of(two)), (_failure(two, one), _all_of(one))]
    for (failed, every), side, other in zip(told, (one, two), (two, one), strict=True):
        if not failed or every < 0:
            continue
        nobody, fail, verb = failed
        done = next(
            (k for k, bases in enumerate(other.bases) if k > every and not bases.isdisjoint(side.bases[verb])), -1
        )
        if done < 0:
            continue
        if side is two:
            places = ((nobody, nobody, one.words[every].text), (fail, verb, one.words[done].text))
        else:
            places = (
                (every, every, one.words[nobody].text),
                (done, done, one.text[one.words[fail].start : one.words[verb].end]),
            )
        return [(_stretch(two, a, b), words) for a, b, words in places]
    return []


def _failure(side: Text, other: Text) -> tuple[int, int, int] | None:
    """Where a side, not the other, says that none failed to do something: the words for nobody, for failing, for the deed."""
    fail = next((k for k, bases in enumerate(side.bases) if "fail" in bases and side.low[k + 1 : k + 2] == ("to",)), -1)
    if fail < 0 or fail + 2 >= len(side.low) or "fail" in other.all_bases:
        return None
    nobody = next((k for k in range(max(0, fail - _CLAUSE), fail) if side.low[k] in _NOBODY), -1)
    return (nobody, fail, fail + 2) if nobody >= 0 else None


def _all_of(side: Text) -> int:
    return next((k for k, low in enumerate(side.low) if low in _ALL), -1)


def _stretch(version: Text, first: int, last: int) -> Span:
    """From one of the version's words to another."""
    return Span("version", version.words[first].start, version.words[last].end)


def _is_not(low: str) -> bool:
    return low in ("not", "cannot") or low.endswith("n't")


def _cased(words: str, like: str) -> str:
    """Words with a first letter that is as the one they are put in for, unless they begin with a name."""
    if like[0].isupper():
        return words[:1].upper() + words[1:]
    first = words.partition(" ")[0]
    return words[:1].lower() + words[1:] if first != "I" and first.lower() in lexicon.function_words() else words


def predict_restated(model: PairReader, readings: Sequence[Reading]) -> Predictions:
    """What the model says of the pairs, restated; its marks are in the characters of the texts as they are."""
    sides = [restated_sides(reading) for reading in readings]
    predictions = model.predict([(original.text, version.text) for original, version in sides])
    marks = [
        [side.restored(own) for side, own in zip(column, found, strict=True)]
        for column, found in zip(zip(*sides, strict=True), (predictions.original, predictions.version), strict=True)
    ]
    return replace(predictions, original=marks[0], version=marks[1]) if marks else predictions
