"""Who is said to have said it: a speaker whom one side names and the other calls by a pronoun."""

from __future__ import annotations

from drift.language.reading import Text
from drift.language.wordlist import listed

_SAY = frozenset(
    listed(
        "said says say told tells added adds noted notes stated states explained explains declared declares announced announces "
        "replied replies warned warns insisted insists argued argues continued continues recalled recalls wrote writes asked asks"
    )
)
_PRONOUNS = frozenset(listed("he she they it"))
_MOST = 8  # words of a speaker's name and office
_WITHIN = frozenset(listed("of the for and"))
_OTHERWISE = frozenset(
    listed("on in at to that this by with from of for as after before during when while if it he she they we i you")
)
_OF_OFFICES = frozenset(listed("the its their his her"))
_BREAKS = frozenset('.,;:?!()"“”„«»—–')


def named_speakers(one: Text, two: Text) -> list[tuple[range, range]]:
    """Where one side calls by a pronoun the speaker whom the other names: the words (in `one`, in `two`), at most one such pair.

    Whether the name is the right one only the sentences before could tell, so the pair is no change by itself: it is for texts
    each of which has a single speaker.
    """
    here, there = _speakers(one), _speakers(two)
    if len(here) != 1 or len(there) != 1:
        return []
    left, right = here[0], there[0]
    if _is_pronoun(one, left) == _is_pronoun(two, right):
        return []
    return [(left, right)]


def attributions(text: Text) -> list[range]:
    """The stretches that say no more than who said it: a verb of saying with its speaker."""
    return [range(min(verb, words[0]), max(verb, words[-1]) + 1) for verb, words in _told(text)]


def _speakers(text: Text) -> list[range]:
    """The words of each speaker."""
    return [words for _, words in _told(text)]


def _told(text: Text) -> list[tuple[int, range]]:
    """Each verb of saying with its speaker: a pronoun, or words that end in a name, right before or behind it."""
    found = []
    for verb, low in enumerate(text.low):
        if low in _SAY:
            near = (range(verb - 1, verb), _before(text, verb), _behind(text, verb))
            found += [(verb, words) for words in near if _is_pronoun(text, words) or _is_name(text, words)][:1]
    return found


def _is_pronoun(text: Text, words: range) -> bool:
    return len(words) == 1 and 0 <= words[0] < len(text.low) and text.low[words[0]] in _PRONOUNS


def _before(text: Text, verb: int) -> range:
    """The words in capitals before the verb, "of" and "the" among them."""
    start = verb
    while start > 0 and (text.words[start - 1].text[0].isupper() or text.low[start - 1] in _WITHIN):
        start -= 1
    while start < verb and text.low[start] in _WITHIN - {"the"}:
        start += 1
    return range(start, verb)


def _behind(text: Text, verb: int) -> range:
    """What follows the verb up to the next mark, or where a name follows an office, the one after: said the mayor, Ana Ruiz."""
    end = _mark(text, verb + 1)
    is_office = end > verb + 1 and text.low[verb + 1] in _OF_OFFICES
    if is_office and text.low[end : end + 1] == (",",):
        further = _mark(text, end + 1)
        if further > end + 1 and all(word.text[0].isupper() for word in text.words[end + 1 : further]):
            end = further
    return range(verb + 1, end)


def _mark(text: Text, start: int) -> int:
    """Where the next mark stands."""
    return next((k for k in range(start, len(text.low)) if text.low[k] in _BREAKS), len(text.low))


def _is_name(text: Text, words: range) -> bool:
    """Whether the words are a speaker's name, with an office before it or not: neither a place or time, nor a whole clause."""
    return (
        1 < len(words) <= _MOST
        and text.low[words[0]] not in _OTHERWISE
        and all(text.words[i].text[0].isupper() for i in words[-2:])
    )
