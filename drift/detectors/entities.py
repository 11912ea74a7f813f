"""Names of people, places and bodies that were replaced, lost or added; not their spelling variants."""

from __future__ import annotations

from difflib import SequenceMatcher

from drift.detectors.findings import finding
from drift.language import lexicon
from drift.language.names import has_other_consonants, is_ordinary, is_same_name, name_words, plain, spelling_key
from drift.language.reading import Reading, Text, are_near
from drift.language.unsaid import unsaid
from drift.language.wordlist import listed
from drift.types import Finding, Kind, Word

KINDS: tuple[Kind, ...] = ("entity", "omission", "addition")

_KNOWN, _OTHER, _REPLACED, _ORDINARY, _GARBLED, _DESCRIBED, _REORDERED, _LOST = 0.95, 0.9, 0.85, 0.6, 0.5, 0.4, 0.3, 0.5
_SURNAME = 5  # letters of a surname that is not taken for another spelling of a short one
_INSIDE = frozenset(listed("of the for and &"))  # a name: House of God

_PRONOUNS = frozenset(listed("he she it they him her them his its their who"))


def detect(reading: Reading) -> list[Finding]:
    """A finding for each name without a likeness there: with the name in its place (`entity`) or with none.

    Where one side alone is English, `drift.detectors.names_across` takes this detector's place: there nearly every capitalised
    noun looks like another name.
    """
    if reading.original.is_english != reading.version.is_english:
        return []
    left, right = _unknown(reading.original, reading.version), _unknown(reading.version, reading.original)
    findings = []
    for a, b in _replaced(reading, left, right):
        weight = _weigh(reading, a, b)
        findings.append(finding("entities", "entity", weight, reading.original.pick(a), reading.version.pick(b)))
    findings += _described(reading, left, right)
    if any(reading.original.content) and any(reading.version.content):
        findings += [
            finding("entities", "omission", _LOST, reading.original.pick(name))
            for name in left
            if _is_lost(reading.original, name)
        ]
        findings += [
            finding("entities", "addition", _LOST, (), reading.version.pick(name))
            for name in right
            if _is_lost(reading.version, name)
        ]
    return findings


def _unknown(side: Text, other: Text) -> list[list[int]]:
    """The names of `side`, as lists of words, as far as the other side has their words in no form."""
    words = [w.text for w in other.words if w.text[0].isalnum()]
    candidates = [i for i in name_words(side) if not _stands_in(side, i, other, words)]
    if any(is_ordinary(side.low[i]) for i in candidates):
        missing = set(unsaid(side, other))  # "Office" may be there as "bureau"
        candidates = [i for i in candidates if i in missing or not is_ordinary(side.low[i])]
    names: list[list[int]] = []
    for i in candidates:
        if names and all(side.low[k] in _INSIDE for k in range(names[-1][-1] + 1, i)):
            names[-1].append(i)
        else:
            names.append([i])
    return names


def _stands_in(side: Text, i: int, other: Text, words: list[str]) -> bool:
    text = side.words[i].text
    if not side.bases[i].isdisjoint(other.all_bases) or any(is_same_name(text, word) for word in words):
        return True
    if _place_in(side, i, other) or _is_acronym_of(text, other) or _is_in_acronym(side, i, other):
        return True
    parts = [part for part in text.split("-") if part[:1].isupper()] if "-" in text else []
    if parts and all(any(is_same_name(p, q) for w in words for q in w.split("-")) for p in parts):
        return True
    return any("-" in w and any(is_same_name(text, q) for q in w.split("-")) for w in words)


def _place_in(side: Text, i: int, other: Text) -> bool:
    """Whether a name of two or three words around `i` stands for the same place as one on the other side."""
    here = _phrases(side, i, i + 1)
    return bool(here) and not here.isdisjoint(_phrases(other, 0, len(other.low)))


def _phrases(side: Text, start: int, end: int) -> set[str]:
    """Known names of places and bodies that overlap words start to end, each by the name that stands for all."""
    found = set()
    for size in (1, 2, 3, 4, 5):
        for k in range(max(0, start - size + 1), min(end, len(side.low) - size + 1)):
            if side.words[k].text[0].isalpha():
                phrase = " ".join(side.low[k : k + size]).removesuffix("'s")
                place = lexicon.same_place(phrase)
                if place in lexicon.place_names():
                    found.add(place)
    return found


def _is_acronym_of(text: str, other: Text) -> bool:
    """Whether `text` (WHO) abbreviates words in a row on the other side."""
    letters = plain(text)
    return text.isupper() and len(letters) > 1 and letters in _initials(other)


def _is_in_acronym(side: Text, i: int, other: Text) -> bool:
    """Whether word `i` belongs to a spelled-out name that the other side abbreviates."""
    initials = _initials(side, around=i)
    return any(w.text.isupper() and len(w.text) > 1 and plain(w.text) in initials for w in other.words)


def _initials(side: Text, around: int | None = None) -> str:
    picked = range(len(side.low)) if around is None else range(max(0, around - 6), min(len(side.low), around + 7))
    return "".join(
        side.low[k][0]
        for k in picked
        if side.words[k].text[0].isalpha() and side.low[k] not in ("of", "the", "and", "for", "in")
    )


def _replaced(reading: Reading, left: list[list[int]], right: list[list[int]]) -> list[tuple[list[int], list[int]]]:
    """Takes the pairs of names that stand for each other out of both lists: linked, alike or in the same place."""
    one, two = reading.original, reading.version
    pairs = []
    for test in (
        lambda i, j: one.partner[i] == j,
        lambda i, j: _likeness(one.words[i], two.words[j]) > 0.5,
        lambda i, j: are_near(reading, i, j, 2) or reading.share_slot(i, j),
    ):
        for a in list(left):
            b = next((b for b in right if any(test(i, j) for i in a for j in b)), None)
            if b is not None:
                pairs.append((a, b))
                left.remove(a)
                right.remove(b)
    return pairs


def _described(reading: Reading, left: list[list[int]], right: list[list[int]]) -> list[Finding]:
    """Takes out names that stand where the other side has a common noun: Putin, the president; or a name invented."""
    out = []
    for (side, other), names in zip(reading.sides, (left, right), strict=True):
        for name in list(names):
            i = next((i for i in name if not is_ordinary(side.low[i])), -1)
            if i < 0:
                continue
            j = side.partner[i]
            if j >= 0 and other.low[j] in _PRONOUNS:
                names.remove(name)
                continue
            if j < 0 or not other.content[j]:
                j = next((j for j in side.slot(i) if _is_free_noun(other, j, side)), -1)
            if j >= 0:
                names.remove(name)
                pair = (side.pick(name), [other.words[j]])
                out.append(
                    finding("entities", "entity", _DESCRIBED, *(pair if side.side == "original" else pair[::-1]))
                )
    return out


def _is_free_noun(side: Text, j: int, other: Text) -> bool:
    """Whether word `j` has no counterpart on the other side and could stand for a name."""
    return (
        side.content[j]
        and side.partner[j] < 0
        and side.bases[j].isdisjoint(other.all_bases)
        and lexicon.parts_of_speech(side.low[j])[:1] == "n"
    )


def _likeness(a: Word, b: Word) -> float:
    return SequenceMatcher(None, plain(a.text), plain(b.text), autojunk=False).ratio()


def _weigh(reading: Reading, a: list[int], b: list[int]) -> float:
    """Two names are two people or places, most surely if both are known.

    But common nouns in capitals may be told in other words, a capital may stand for its government, an abbreviation may keep the order of another language's
    words (NATO, OTAN), and of two long names that differ by a letter, not both of them known, one may be a slip.
    """
    left, right = reading.original.pick(a), reading.version.pick(b)
    if all(is_ordinary(w.text.lower()) for w in (*left, *right)):
        return _ORDINARY
    bodies = [_phrases(side, at[0], at[-1] + 1) for side, at in ((reading.original, a), (reading.version, b))]
    short = any(side[0].text.isupper() and side[0].text.isalpha() for side in (left, right))
    if short and all(bodies) and bodies[0].isdisjoint(bodies[1]):
        return _KNOWN  # EU, United Nations: two bodies of the table
    if len(left) == len(right) == 1:
        a_name, b_name = left[0].text, right[0].text
        if a_name.isupper() and b_name.isupper() and sorted(a_name) == sorted(b_name):
            return _REORDERED
        if lexicon.is_seat_of(a_name, b_name) or lexicon.is_seat_of(b_name, a_name):
            return _DESCRIBED
        known = all(lexicon.is_place(name) or lexicon.is_proper(name) for name in (a_name, b_name))
        x, y = spelling_key(a_name), spelling_key(b_name)
        if not known and min(len(x), len(y)) >= 6 and _is_slip(x, y):
            return _GARBLED
        if known and not (a_name.isupper() or b_name.isupper() or _begin_alike(a_name, b_name)):
            return _KNOWN
        if _is_another(x, y) and _bear_one_name(reading, a[0], b[0]):
            return _OTHER
    return _REPLACED


def _is_another(x: str, y: str) -> bool:
    """Whether two spelling keys are of two surnames.

    They are long, and begin otherwise, by more than a letter before the rest, or have at most half of their consonants in common.
    """
    if min(len(x), len(y)) < _SURNAME:
        return False
    return x[1:] != y and y[1:] != x if x[0] != y[0] else has_other_consonants(x, y)


def _bear_one_name(reading: Reading, i: int, j: int) -> bool:
    """Whether the same first name or title stands before both words, none of which is more than a name."""
    one, two = reading.original, reading.version
    if not (i and j and one.low[i - 1] == two.low[j - 1] and one.words[i - 1].text[0].isupper()):
        return False
    return not any(
        side.words[k].text.isupper()
        or side.starts_sentence(k)
        or lexicon.parts_of_speech(side.low[k].removesuffix("'s"))
        for side, k in ((one, i), (two, j))
    )


def _is_slip(x: str, y: str) -> bool:
    """Whether one letter was left out, put in or mistaken, or two changed places; not the first."""
    same = sum(block.size for block in SequenceMatcher(None, x, y, autojunk=False).get_matching_blocks())
    return x[0] == y[0] and same >= max(len(x), len(y)) - 1


def _begin_alike(a: str, b: str) -> bool:
    """Whether names not both of places differ in nothing but an ending, as do those that languages adapt: Europa, Europe."""
    x, y = plain(a), plain(b)
    least = min(len(x), len(y)) - 1
    return x[:least] == y[:least] and not (lexicon.is_place(a) and lexicon.is_place(b))


def _is_lost(side: Text, name: list[int]) -> bool:
    """Whether no word of a name stands on the other side: a first name dropped is no loss.

    Common nouns in capitals are the business of coverage.
    """
    around = [k for k in (name[0] - 1, name[-1] + 1) if 0 <= k < len(side.words)]
    partly = any(side.words[k].text[0].isupper() and side.content[k] and not side.starts_sentence(k) for k in around)
    return not partly and all(side.partner[k] < 0 for k in name) and not all(is_ordinary(side.low[k]) for k in name)
