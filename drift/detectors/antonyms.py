"""A word that came back as its opposite: de-escalation → intensification."""

from __future__ import annotations

from itertools import product

from drift.detectors.findings import finding, on_english
from drift.language import lexicon
from drift.language.auxiliaries import BE
from drift.language.negation import affirmed, is_plain, is_prefixed, negators
from drift.language.parties import deeds, is_verb, party, subject, told_of_one, verbs
from drift.language.reading import Reading, Text, are_near
from drift.language.wordlist import listed
from drift.types import Finding, Kind, Span

KINDS: tuple[Kind, ...] = ("antonym", "role")

_MAIN, _LINKED, _NEARBY, _INDIRECT, _SMALL_WORD, _BOUND, _FRAME = 1.0, 0.9, 0.7, 0.5, 0.5, 0.7, 0.7
# Little words with opposites that change place freely; only these few are asked, and only where they are linked.
_SMALL = frozenset(
    listed(
        "before after with without above below inside outside up down more less most least for against over "
        "under north south"
    )
)
# Little words that are opposites where they stand between, or before, the same words; but "different to" is "different from".
_FRAMED = frozenset(
    frozenset(pair) for pair in (("to", "from"), ("from", "until"), ("since", "until"), ("like", "unlike"))
)
_IN_FRAMES = frozenset().union(*_FRAMED)
_EITHER = frozenset(listed("different difference differences differ differed differs differently far away separate"))
_THINK = frozenset(("think", "believe", "expect", "suppose", "consider", "find", "feel", "seem", "appear", "regard"))
_DENIALS = frozenset(("not", "never"))
_THOUGHT, _CLAUSE = 25, 9  # words that a negation reaches: of what is thought, of its clause
_ENDS = frozenset(listed(". ; : ? ! , and but"))
_NEVER = frozenset(
    listed(
        "one two second third other here there now then even so do have go goes going went gone come comes coming came "
        "get take give make be on off in out back"
    )
)


@on_english
def detect(reading: Reading) -> list[Finding]:
    """A finding for each word without a like on the other side whose opposite stands there in its place.

    A negation of one of the two ("not safe", "dangerous") makes them agree. A word that stands on both sides, whatever
    the links say, has not become its opposite.
    """
    left, right = _lonely(reading.original, reading.version), _lonely(reading.version, reading.original)
    findings = _framed(reading.original, reading.version)
    if not left or not right:
        return findings
    negated = [_negated(side) for side in (reading.original, reading.version)]
    taken: set[int] = set()
    converses = _converses(reading.original, reading.version)
    for i, j in _candidates(reading, left, right):
        if j in taken or (i, j) in converses or (i in negated[0]) != (j in negated[1]):
            continue
        of_one_word = is_prefixed(reading.original.low[i]) or is_prefixed(reading.version.low[j])
        if of_one_word and _is_denied(reading.original, i) != _is_denied(reading.version, j):
            continue  # indirectly, not … directly
        weight = _weight(reading, i, j)
        if weight:
            taken.add(j)
            findings.append(
                finding("antonyms", "antonym", weight, [reading.original.words[i]], [reading.version.words[j]])
            )
    return findings


def _framed(one: Text, two: Text) -> list[Finding]:
    """Findings for little words that became their opposites.

    "To" and "from" exchange who gives and who gets: "exports to Norway", "exports from Norway".
    """
    return [
        finding(
            "antonyms",
            "role" if {one.low[i], two.low[j]} == {"to", "from"} else "antonym",
            _FRAME,
            [one.words[i]],
            [two.words[j]],
        )
        for i, j in product(*([k for k, form in enumerate(side.low) if form in _IN_FRAMES] for side in (one, two)))
        if frozenset((one.low[i], two.low[j])) in _FRAMED and _frame(one, i) & _frame(two, j)
    ]


def _frame(side: Text, i: int) -> set[tuple[str, str]]:
    """The bases of the word just before word `i` with those of the content word soon after it, or of any word just after."""
    after = side.next_content(i, reach=3)
    if after < 0 and i + 1 < len(side.low):
        after = i + 1
    before = i - 1 if i and side.low[i - 1][0].isalnum() else -1
    if after < 0 or (before >= 0 and side.low[before] in _EITHER):
        return set()
    return set(product(side.bases[before] if before >= 0 else ("",), side.bases[after]))


def denied_opposites(reading: Reading) -> list[tuple[Span, str]]:
    """The version's words that say by a denied opposite what the original says plainly, or the other way round.

    "Not blunt" for "sharp", for instance; each with what stands there in the original's words, in their order. Of adjectives and adverbs and of words like "disagree" alone: who did not lower a price has not raised it.

    >>> from drift.language.reading import read
    >>> from drift.language.word_links import make_pair
    >>> [words for _, words in denied_opposites(read(make_pair("The knife is sharp.", "The knife isn't blunt.")))]
    ['is', 'sharp']
    """
    if not reading.is_english:
        return []
    one, two = reading.original, reading.version
    denied = [
        {n.focus: n for n in negators(side) if n.words > 1 or side.low[n.index] in _DENIALS or _is_short(side, n.index)}
        for side in (one, two)
    ]
    if not any(denied):
        return []
    found: dict[int, str] = {}
    for i, j in product(_lonely(one, two), _lonely(two, one)):
        if (i in denied[0]) == (j in denied[1]) or j in found:
            continue
        if not lexicon.are_antonyms(one.low[i], two.low[j]) or not (
            _is_either_or(one.low[i], two.low[j]) or _are_states(one, i, two, j)
        ):
            continue
        word = one.words[i].text
        found[j] = f"not {word}" if i in denied[0] else word
        if negator := denied[1].get(j):
            k = negator.index
            found |= dict.fromkeys(negator.indices, "")
            if _is_short(two, k):
                found[k] = two.words[k].text[:-3]
    return [(Span("version", two.words[k].start, two.words[k].end), found[k]) for k in sorted(found)]


def _is_short(side: Text, i: int) -> bool:
    """Whether word `i` is one with its "not", which it leaves behind as it was: "isn't", but not "can't" or "won't"."""
    return side.low[i].endswith("n't") and side.low[i] not in ("can't", "won't", "shan't", "ain't")


def _is_either_or(a: str, b: str) -> bool:
    """Whether the opposite of one of two opposites is nearly the other: no deeds, for what was not given was not taken."""
    if is_prefixed(a) or is_prefixed(b):
        return True
    if any(a.endswith(ending) != b.endswith(ending) for ending in ("er", "est")):
        return False
    return all(lexicon.parts_of_speech(form)[:1] in ("a", "r") and not lexicon.is_past(form) for form in (a, b))


def _are_states(one: Text, i: int, two: Text, j: int) -> bool:
    """Whether both words say how something is, one of them by a participle: is not open, is closed."""
    is_past = [lexicon.is_past(side.low[k]) for side, k in ((one, i), (two, j))]
    return sum(is_past) == 1 and all(
        "a" in lexicon.parts_of_speech(side.low[k])
        and any(low in BE or affirmed(low) in BE for low in side.low[max(0, k - 2) : k])
        for side, k in ((one, i), (two, j))
    )


def _lonely(side: Text, other: Text) -> list[int]:
    """Words that the other side has in no form, or less often; their opposites may go by way of a synonym."""
    return [
        i
        for i, form in enumerate(side.low)
        if (side.content[i] or form in _SMALL)
        and form not in _NEVER
        and (side.bases[i].isdisjoint(other.all_bases) or _is_surplus(side, i, other))
    ]


def _is_surplus(side: Text, i: int, other: Text) -> bool:
    """Whether word `i`, not linked to its like, stands more often here than there."""
    partner = side.partner[i]
    if partner >= 0 and not side.bases[i].isdisjoint(other.bases[partner]):
        return False
    counts = [sum(not side.bases[i].isdisjoint(bases) for bases in text.bases) for text in (side, other)]
    return counts[0] > counts[1]


def _candidates(reading: Reading, left: list[int], right: list[int]) -> list[tuple[int, int]]:
    """Opposites across the sides, linked ones first."""
    one, two = reading.original, reading.version
    slots = {i: one.slot(i) for i in left}, {j: two.slot(j) for j in right}
    found = [
        (i, j)
        for i, j in product(left, right)
        if not lexicon.antonyms(one.low[i]).isdisjoint(two.bases[j])
        or (one.partner[i] == j and lexicon.are_opposed(one.low[i], two.low[j]))
        or ((j in slots[0][i] or i in slots[1][j]) and _are_opposed(one.low[i], two.low[j]))
    ]
    return sorted(found, key=lambda ij: (one.partner[ij[0]] != ij[1], ij))


def _are_opposed(a: str, b: str) -> bool:
    """Whether words without a link are opposites: directly, or by way of a synonym if both have opposites at all."""
    if lexicon.antonyms(a) and lexicon.antonyms(b):
        return lexicon.are_opposed(a, b)
    return lexicon.are_antonyms(a, b)


def _negated(side: Text) -> set[int]:
    """The words that a side negates; who does not think that it is realistic thinks that it is not."""
    found = {n.focus for n in negators(side)}
    for focus in list(found):
        if focus >= 0 and not side.bases[focus].isdisjoint(_THINK):
            found.update(range(focus + 1, min(len(side.low), focus + _THOUGHT)))
    return found | {side.next_content(i, reach=2) for i, low in enumerate(side.low) if low in ("hardly", "scarcely")}


def _is_denied(side: Text, i: int) -> bool:
    """Whether a negation stands in the clause before a word: does not take part directly, unless necessary."""
    for k in range(i - 1, max(-1, i - _CLAUSE), -1):
        if side.low[k] in _ENDS:
            return False
        if is_plain(side.low[k]) or side.low[k] == "unless":
            return True
    return False


def _converses(one: Text, two: Text) -> set[tuple[int, int]]:
    """Opposite words that tell one thing from its two sides: lent and borrowed, cheaper than and dearer than."""
    found = {
        (d.verb, e.verb)
        for d in deeds(one)
        for e in deeds(two)
        if d.row == e.row and d.column != e.column and not told_of_one(one, d.verb, two, e.verb)
    }
    found |= _nominal(one, two)
    compared = [
        {i: (subject(side, i), party(side, i, "than")) for i in _compared(side)} if "than" in side.low else {}
        for side in (one, two)
    ]
    for i, (a, b) in compared[0].items():
        for j, (c, d) in compared[1].items():
            if (
                min(a, b, c, d) >= 0
                and not one.bases[a].isdisjoint(two.bases[d])
                and not one.bases[b].isdisjoint(two.bases[c])
            ):
                found.add((i, j))
    return found


def _is_only_verb(a: str, b: str) -> bool:
    """Whether a word is first of all the past of a verb, and the other no verb at all."""
    return lexicon.parts_of_speech(a)[:1] == "v" and lexicon.is_past(a) and "v" not in lexicon.parts_of_speech(b)


def _are_alike(a: str, b: str) -> bool:
    """Whether two words are of one part of speech, as most often used; the past of a verb may be one as well (holds, broke)."""
    one, two = (lexicon.parts_of_speech(word)[:1] + "v" * lexicon.is_past(word) for word in (a, b))
    return not set(one).isdisjoint(two)


def _is_said(side: Text, k: int, other: Text) -> bool:
    """Whether the other side has a synonym of word `k`: previous and current, past and present."""
    meant = lexicon.meanings(side.low[k])
    return any(
        content and not meant.isdisjoint(lexicon.meanings(low))
        for content, low in zip(other.content, other.low, strict=True)
    )


_SUFFIXES = frozenset(listed("ern ian ly ness al ic ity ism ist ment ful ward wards ary er erly an n"))


def _is_derived(a: str, b: str) -> bool:
    """Whether one of two words is made from the other: civil, civilian; east, eastern."""
    short, long = sorted((a, b), key=len)
    return len(short) >= 4 and long.startswith(short) and long[len(short) :] in _SUFFIXES


def _is_derived_beside(side: Text, i: int, word: str) -> bool:
    """Whether a side has, beside word `i`, one that is made from `word` or from which that is made."""
    return any(_is_derived(low, word) for k, low in enumerate(side.low) if k != i and side.content[k])


def _nominal(one: Text, two: Text) -> set[tuple[int, int]]:
    """Deeds told by a noun here and by a verb there: their third defeat, they lost for the third time."""
    return {
        (i, j)
        for i, bases in enumerate(one.bases)
        for j, others in enumerate(two.bases if not bases.isdisjoint(verbs()) else ())
        if not others.isdisjoint(verbs()) and is_verb(one, i) != is_verb(two, j)
    }


def _are_compared(side: Text, i: int) -> bool:
    return "than" in side.low[i + 1 : i + 3] and (side.low[i].endswith("er") or side.low[max(0, i - 1)] == "more")


def _compared(side: Text) -> list[int]:
    """Adjectives and adverbs before "than"."""
    return [
        i
        for i, low in enumerate(side.low)
        if "than" in side.low[i + 1 : i + 4] and set(lexicon.parts_of_speech(low)) & {"a", "r"}
    ]


def _govern_one(reading: Reading, i: int, j: int) -> bool:
    """Whether the same follows both: A before B is B after A."""
    one, two = reading.original, reading.version
    a, b = one.next_content(i), two.next_content(j)
    return a < 0 or b < 0 or one.partner[a] == b or not one.bases[a].isdisjoint(two.bases[b])


def _weight(reading: Reading, i: int, j: int) -> float:
    one, two = reading.original, reading.version
    linked = one.partner[i] == j
    if one.low[i] in _SMALL or two.low[j] in _SMALL:
        if {one.low[i], two.low[j]} == {"before", "after"} and not _govern_one(reading, i, j):
            return 0.0
        if not linked and not (reading.share_slot(i, j) and are_near(reading, i, j, 2)):
            return 0.0
        is_bound = one.low[i + 1 : i + 2] == two.low[j + 1 : j + 2] == ("than",) and _govern_one(reading, i, j)
        return _BOUND if is_bound else _SMALL_WORD  # fewer than half, more than half
    if lexicon.are_synonyms(one.low[i], two.low[j]):
        return 0.0
    if _is_derived_beside(one, i, two.low[j]) or _is_derived_beside(two, j, one.low[i]):
        return 0.0  # civilian and military, civil and army
    if lexicon.are_antonyms(one.low[i], two.low[j]) and told_of_one(one, i, two, j):
        return _MAIN
    if _are_compared(one, i) and _are_compared(two, j):
        return _LINKED  # cheaper than, dearer than: whose sides are exchanged are no candidates
    direct = lexicon.are_antonyms(one.low[i], two.low[j])
    if not direct and not _are_alike(one.low[i], two.low[j]):
        return 0.0  # by way of a synonym: a number, sharp
    if linked:
        return _LINKED if direct else _NEARBY
    if _is_only_verb(one.low[i], two.low[j]) or _is_only_verb(two.low[j], one.low[i]):
        return 0.0  # had lived, the dead
    for side, other, k in ((one, two, i), (two, one, j)):
        partner = side.partner[k]
        if partner >= 0 and lexicon.are_synonyms(side.low[k], other.low[partner]):
            return 0.0  # it has a good partner already
    if _is_said(one, i, two) or _is_said(two, j, one):
        return 0.0
    if direct:
        return _NEARBY if are_near(reading, i, j) or reading.share_slot(i, j) else 0.0
    return _INDIRECT
