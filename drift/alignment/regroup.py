"""What a gap may belong to: a link or a gap of the other side that holds a fact which nothing in its own link answers.

A fact often moves into a sentence of its own. The original says "a gas leak set off a blast, killing 17 people"; the
version says "A gas leak set off a blast. At least 71 people died." The aligner may link the first sentence alone, and then
the second looks added and the number lost. Here such gaps are proposed for comparison with what holds the fact; whether
the sentences are read together, who judges meaning decides. Nothing here changes a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from drift.language.names import is_same_name, name_words, spelling_key
from drift.language.quantities import Quantity, quantities
from drift.language.reading import Text, read
from drift.language.words import split_words
from drift.types import Link, Pair

_NEAR = 3  # links away, within which one shared fact is reason enough; farther off it takes two
_SMALL = 10  # a lower number says little unless it counts the same things
_COUNTED = 3  # words after a number among which the noun that it counts is looked for
_SHARE = 0.5  # of a gap's content words in what stands beside it, from which they may belong together
_MOST = 3  # proposals for a gap
_TELLING = 2  # links on whose other side a fact stands, at most, for it to say where a sentence belongs


@dataclass(frozen=True, slots=True)
class Regrouping:
    """A gap, and what it may belong to.

    Attributes:
        gap: The gap's index among the links.
        partner: The index of a link, or of a gap of the other side.
        original: The sentences of both together, sorted.
        version: The same for the version's side.
        facts: What they share, as the gap words it: names, numbers with what they count, dates. Empty where the two are
            opposite gaps, proposed for their place alone.
    """

    gap: int
    partner: int
    original: tuple[int, ...]
    version: tuple[int, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Fact:
    """A name, a quantity or another content word of a text, and how the text words it."""

    text: str
    name: str = ""
    quantity: Quantity | None = None
    counted: frozenset[str] = frozenset()
    bases: frozenset[str] = frozenset()

    @property
    def keys(self) -> set[str]:
        """What it is looked up by far away: the name's spelling or the number."""
        if self.quantity:
            return {f"{self.quantity.sort} {value}" for value in self.quantity.values}
        return {spelling_key(self.name)} if self.name else set()

    def agrees(self, other: _Fact) -> bool:
        """Whether both are about the same, a changed number of the same things included."""
        if self.name or other.name:
            return bool(self.name and other.name) and is_same_name(self.name, other.name)
        if self.quantity and other.quantity:
            return _same_quantity(self, other, self.quantity, other.quantity)
        return not self.quantity and not other.quantity and not self.bases.isdisjoint(other.bases)


def regroupings(links: Sequence[Link], original: Sequence[str], version: Sequence[str]) -> list[Regrouping]:
    """For each gap the links and opposite gaps that it may belong to, the likeliest first.

    Likelier is what shares more facts, and of equals what stands nearer in the order of the links.

    Args:
        links: An alignment of the two texts.
        original: The sentences of the original.
        version: The sentences of the version.
    """
    sides = (original, version)
    texts = [
        tuple(
            " ".join(side[i] for i in indices)
            for side, indices in zip(sides, (link.original, link.version), strict=True)
        )
        for link in links
    ]
    facts = [_facts(*pair) for pair in texts]
    open_facts = [(_unanswered(left, right), _unanswered(right, left)) for left, right in facts]
    places = [_places(pair[side] for pair in facts) for side in (0, 1)]
    found: list[Regrouping] = []
    for k, link in enumerate(links):
        if not link.is_gap:
            continue
        side = 0 if link.original else 1
        near = range(max(k - _NEAR, 0), min(k + _NEAR + 1, len(links)))
        own = [fact for fact in facts[k][side] if fact.bases or _is_telling(fact, places[1 - side])]
        far = (p for fact in own for key in fact.keys for p in places[1 - side].get(key, ()))
        proposals: list[tuple[int, int, Regrouping]] = []
        for p in sorted({*near, *far} - {k}):
            partner = links[p]
            if not (partner.version if side == 0 else partner.original):
                continue
            shared = _shared(own, facts[p][1 - side], open_facts[p][1 - side], abs(p - k))
            if shared or _are_opposite(links, k, p):
                both = tuple(sorted(link.original + partner.original)), tuple(sorted(link.version + partner.version))
                proposals.append((-len(shared), abs(p - k), Regrouping(k, p, *both, shared)))
        found += [proposal for *_, proposal in sorted(proposals, key=lambda x: x[:2])[:_MOST]]
    return found


def _places(facts: Iterable[Sequence[_Fact]]) -> dict[str, list[int]]:
    """For each key of a fact the links that hold it."""
    found: dict[str, list[int]] = {}
    for k, of_link in enumerate(facts):
        for key in {key for fact in of_link for key in fact.keys}:
            found.setdefault(key, []).append(k)
    return found


def _is_telling(fact: _Fact, places: Mapping[str, Sequence[int]]) -> bool:
    return all(len(places.get(key, ())) <= _TELLING for key in fact.keys)


def _shared(
    gap: Sequence[_Fact], there: Sequence[_Fact], unanswered: Sequence[_Fact], distance: int
) -> tuple[str, ...]:
    """The facts of a gap that a partner's other side holds and its own link does not answer, if they are enough."""
    strong = [fact for fact in gap if not fact.bases and any(fact.agrees(other) for other in unanswered)]
    if len(strong) > (0 if distance <= _NEAR else 1):
        return tuple(fact.text for fact in strong)
    words = [fact for fact in gap if fact.bases]
    known = [fact for fact in words if any(fact.agrees(other) for other in there)]
    if distance > 1 or len(known) < max(2, _SHARE * len(words)):
        return ()
    return tuple(fact.text for fact in known if any(fact.agrees(other) for other in unanswered))


def _are_opposite(links: Sequence[Link], k: int, p: int) -> bool:
    """Whether two gaps, one of either side, are all that stands between two links or the texts' ends."""
    first, last = min(k, p), max(k, p)
    around = [links[i] for i in (first - 1, last + 1) if 0 <= i < len(links)]
    return last - first == 1 and links[p].is_gap and not any(link.is_gap for link in around)


def _facts(original: str, version: str) -> tuple[list[_Fact], list[_Fact]]:
    reading = read(Pair(original, version, split_words(original), split_words(version)))
    return list(_facts_of(reading.original)), list(_facts_of(reading.version))


def _facts_of(text: Text) -> Iterable[_Fact]:
    """A text's names, quantities and other content words."""
    taken: set[int] = set()
    for quantity in quantities(text.text):
        inside = [i for i, word in enumerate(text.words) if word.start < quantity.to and word.end > quantity.from_]
        taken.update(inside)
        after = max(inside, default=-1) + 1
        noun = next((i for i in range(after, min(after + _COUNTED, len(text.words))) if text.content[i]), None)
        counted = text.bases[noun] if noun is not None else frozenset()
        end = text.words[noun].end if noun is not None else quantity.to
        if not quantity.weak:
            yield _Fact(text.text[quantity.start : end], quantity=quantity, counted=counted)
    for i in name_words(text):
        if i not in taken:
            taken.add(i)
            yield _Fact(text.words[i].text, name=text.words[i].text)
    for i, word in enumerate(text.words):
        if i not in taken and text.content[i]:
            yield _Fact(word.text, bases=text.bases[i])


def _unanswered(facts: Sequence[_Fact], others: Sequence[_Fact]) -> list[_Fact]:
    return [fact for fact in facts if not any(fact.agrees(other) for other in others)]


def _same_quantity(one: _Fact, two: _Fact, left: Quantity, right: Quantity) -> bool:
    """Whether two quantities are equal, or of the same sort and count the same things."""
    if left.sort != right.sort and "day or month" not in (left.sort, right.sort):
        return False
    same_things = not one.counted.isdisjoint(two.counted) and left.unit == right.unit
    if left.values.isdisjoint(right.values):
        return left.sort == "number" and same_things
    is_telling = left.sort != "number" or max(left.values) >= _SMALL or bool(left.unit)
    return is_telling or same_things
