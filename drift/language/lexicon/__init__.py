"""What English words have to do with each other: opposites, synonyms, broader words, base forms, names of one place.

Tables (each loaded when first asked for, some 0.2 s in all):

- WordNet 3.0's, made by research/recipes/lexicon.py, gzip: `words.tsv` (lemma, how often it was tagged, its synsets by part of
  speech, the commonest first), `synsets.txt` (line i: how many lines above i its hypernyms stand), `antonyms.tsv`,
  `forms.tsv` (irregular forms), `demonyms.tsv` (italian → italy), `proper.txt` (capitalised words that are names).
- our own, in `curated/`, for what WordNet lacks; the first lines of each file say what it holds.

Words may be given as they stand in a text ("fell") or as base forms ("fall").
"""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache
from itertools import product

from drift.runtime.resources import resource

# How many senses of a word count, the commonest first: rare senses make every word a synonym of every other.
_SENSES = 4
_ALL = 99
# How far up a broader word may stand: further up everything is a "thing".
_LEVELS = 5

# First parts of words that oppose them.
_MIRRORED = (
    ("in", "out"), ("up", "down"), ("over", "under"), ("pre", "post"), ("pro-", "anti-"), ("macro", "micro"),
    ("inner", "outer"), ("fore", "back"), ("multi", "uni"), ("hyper", "hypo"), ("maxi", "mini"),
)  # fmt: skip

# Endings of inflected forms and what they stand for (morphy(7WN)), with doubled consonants.
_ENDINGS = (
    ("ies", "y"), ("ves", "f"), ("ves", "fe"), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"),
    ("men", "man"), ("s", ""), ("es", "e"), ("es", ""), ("ied", "y"), ("ed", "e"), ("ed", ""), ("ing", "e"),
    ("ing", ""), ("ier", "y"), ("iest", "y"), ("er", ""), ("er", "e"), ("est", ""), ("est", "e"),
)  # fmt: skip


def are_antonyms(a: str, b: str) -> bool:
    """Whether the words are opposites in some common sense.

    >>> are_antonyms("rose", "fell"), are_antonyms("denied", "confirmed"), are_antonyms("killed", "claimed")
    (True, True, False)
    """
    if _shares_base(a, b):
        return False
    left, right = base_forms(a), base_forms(b)
    return (
        not antonyms(a).isdisjoint(right)
        or not antonyms(b).isdisjoint(left)
        or any(_are_mirrored(x, y) for x in left for y in right)
    )


@lru_cache(maxsize=65536)
def antonyms(word: str) -> frozenset[str]:
    """Base forms of all opposites of `word`.

    What is done again has those of what is done (reopen, open), an adverb those of its adjective (widely, wide).
    """
    opposites = _antonyms()
    bases = base_forms(word)
    again = [base[2:] for base in bases if base.startswith("re") and len(base) > 5 and are_related(base[2:], base)]
    found = frozenset().union(*(opposites.get(base, frozenset()) for base in (*bases, *again)))
    if not found and bases[0].endswith("ly"):
        stem = bases[0][:-2]
        adjectives = (stem, stem[:-1] + "y", stem + "le")
        return frozenset(_adverb(x) for adjective in adjectives for x in opposites.get(adjective, ()))
    return found


def are_synonyms(a: str, b: str) -> bool:
    """Whether the words share a base form, a common sense or a curated group.

    >>> are_synonyms("buy", "purchased"), are_synonyms("buy", "sell")
    (True, False)
    """
    return not meanings(a).isdisjoint(meanings(b)) or _shares_base(a, b)


@lru_cache(maxsize=65536)
def meanings(word: str) -> frozenset[int]:
    """What `word` can mean: the numbers of its commonest synsets and, below zero, of its curated groups.

    Two words are synonyms if these meet; with their union over a text one test tells whether any of it is a synonym.
    """
    return _senses(word) | _groups_of(word)


@lru_cache(maxsize=65536)
def are_opposed(a: str, b: str) -> bool:
    """Whether one word is the opposite of a close synonym of the other: final and first, by way of last.

    >>> are_opposed("final", "first"), are_opposed("final", "last")
    (True, False)
    """
    if are_antonyms(a, b):
        return True
    if are_synonyms(a, b):
        return False
    return any(are_close(a, x) for x in antonyms(b)) or any(are_close(b, x) for x in antonyms(a))


def are_close(a: str, b: str) -> bool:
    """Whether the words share one of their two commonest senses, or a curated group.

    >>> are_close("bucket", "pail"), are_close("pull", "help")
    (True, False)
    """
    return not _senses(a, 2).isdisjoint(_senses(b, 2)) or not _groups_of(a).isdisjoint(_groups_of(b))


def are_related(a: str, b: str) -> bool:
    """Whether the words are synonyms or one a step above the other in any sense, however rare.

    >>> are_related("ground", "floor"), are_related("liver", "kidneys")
    (True, False)
    """
    if are_synonyms(a, b):
        return True
    left, right = _senses(a, _ALL), _senses(b, _ALL)
    return not (left | _step_up(left)).isdisjoint(right) or not left.isdisjoint(_step_up(right))


def are_siblings(a: str, b: str) -> bool:
    """Whether the nouns name two things of one class, at most two steps above both.

    >>> are_siblings("liver", "kidneys"), are_siblings("violin", "cellos"), are_siblings("liver", "window")
    (True, True, False)
    """
    return not _classes(a).isdisjoint(_classes(b))


# Classes of WordNet of which no member is called by the name of another.
_FIELDS = (
    "viscus", "bone", "tree", "cereal", "fruit", "vegetable", "fish", "bird", "insect", "placental", "reptile", "disease",
    "vitamin",
)  # fmt: skip


def are_of_one_field(a: str, b: str) -> bool:
    """Whether the nouns name two things of one closed field, plants, animals or organs, neither of which is a kind of the other.

    >>> are_of_one_field("liver", "kidneys"), are_of_one_field("barley", "wheat"), are_of_one_field("town", "city")
    (True, True, False)
    """
    fields = _above(a) & _above(b) & _fields()
    return (
        bool(fields) and not are_related(a, b) and not (_senses(a, 2) & _above(b)) and not (_senses(b, 2) & _above(a))
    )


@lru_cache(maxsize=1)
def _fields() -> frozenset[int]:
    return frozenset().union(*(_senses(name, 1) for name in _FIELDS))


def is_hypernym(general: str, specific: str) -> bool:
    """Whether `general` names a wider class that `specific` falls in, at most five steps up.

    >>> is_hypernym("animal", "dogs"), is_hypernym("dog", "animal"), is_hypernym("dog", "cat")
    (True, False, False)
    """
    targets, above = _senses(general, 2), _above(specific)
    return bool(targets & above) and not _senses(general) & _senses(specific)


@lru_cache(maxsize=65536)
def base_forms(word: str) -> tuple[str, ...]:
    """All base forms that `word` may be a form of, the word itself first if it is one; the word alone if it is unknown.

    >>> base_forms("fell")
    ('fell', 'fall')
    """
    low = word.lower().replace("’", "'").removesuffix("'s")
    known, found = _words(), []
    if low in known or low in _antonyms():
        found.append(low)
    found += [base for base in _forms().get(low, ()) if base not in found]
    for ending, base_ending in _ENDINGS:
        if low.endswith(ending) and len(low) > len(ending) + 1:
            stem = low[: -len(ending)]
            doubled = ending in ("ed", "ing", "er", "est") and len(stem) > 2 and stem[-1] == stem[-2]
            candidates = (stem + base_ending, stem[:-1]) if doubled else (stem + base_ending,)
            found += [base for base in candidates if base not in found and base in known]
    return tuple(found) or (low,)


@lru_cache(maxsize=65536)
def parts_of_speech(word: str) -> str:
    """The parts of speech of `word`, the likeliest first: letters of n v a r, "" if it is unknown.

    >>> parts_of_speech("dogs")[0], parts_of_speech("quickly"), parts_of_speech("gegründet")
    ('n', 'r', '')
    """
    told = "".join(part for base in base_forms(word) for part, _ in _entry(base))
    return "".join(dict.fromkeys(told))


def is_english(word: str) -> bool:
    """Whether the lexicon knows `word`, as a function word or as a form of a listed one."""
    low = word.lower().replace("’", "'")
    return low in function_words() or bool(parts_of_speech(low)) or any(b in _antonyms() for b in base_forms(low))


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Articles, pronouns, prepositions, conjunctions, auxiliaries and the like, lower-case."""
    return frozenset(_curated("function_words.txt").split())


@lru_cache(maxsize=65536)
def same_place(name: str) -> str:
    """The one name that stands for all names of a place, a body or its people, lower-case; `name` itself if unknown.

    >>> same_place("U.S."), same_place("American"), same_place("Italian"), same_place("Kiev")
    ('united states', 'united states', 'italy', 'kyiv')
    """
    low = name.lower().replace("’", "'")
    names = _names()
    return names.get(low) or names.get(low.removesuffix("s")) or low


@lru_cache(maxsize=1)
def place_names() -> frozenset[str]:
    """The names that stand for all others of their place: the values of `same_place`."""
    return frozenset(_names().values())


def is_seat_of(city: str, country: str) -> bool:
    """Whether news may say the one for the government of the other.

    >>> is_seat_of("Ankara", "Turkish"), is_seat_of("Istanbul", "Turkey")
    (True, False)
    """
    return same_place(country) in _seats().get(same_place(city), ())


@lru_cache(maxsize=1)
def _seats() -> dict[str, frozenset[str]]:
    out: dict[str, frozenset[str]] = {}
    for country, city in curated_rows("capitals.tsv"):
        seat = same_place(city)
        out[seat] = out.get(seat, frozenset()) | {same_place(country)}
    return out


def is_place(name: str) -> bool:
    """Whether the tables know `name` as one of a place, a body or a people."""
    low = name.lower()
    return low in _names() or low in place_names()


def is_proper(word: str) -> bool:
    """Whether `word`, written with a capital, is a name rather than the common noun that the lexicon knows.

    >>> is_proper("China"), is_proper("Maria"), is_proper("Ministry")
    (True, True, False)
    """
    return word.lower() in _proper()


@lru_cache(maxsize=65536)
def is_past(word: str) -> bool:
    """Whether `word` can be the past form or the participle of a verb.

    >>> is_past("fell"), is_past("closed"), is_past("need"), is_past("falls")
    (True, True, False, False)
    """
    low = word.lower()
    if low.endswith(("s", "ing", "er", "est")):  # forms of adjectives: offer is no past of off
        return False
    bases = _forms().get(low) or ([b for b in base_forms(low) if b != low] if low.endswith("ed") else [])
    return any(part == "v" for base in bases for part, _ in _entry(base))


@lru_cache(maxsize=1)
def genders() -> dict[str, tuple[str, frozenset[str]]]:
    """A gendered word -> its gender, "m" or "f", and its counterparts."""
    out: dict[str, tuple[str, frozenset[str]]] = {}
    for masculine, feminine in curated_rows("gender.tsv"):
        for word, gender, other in ((masculine, "m", feminine), (feminine, "f", masculine)):
            out[word] = (gender, out.get(word, ("", frozenset()))[1] | {other})
    return out


def _adverb(adjective: str) -> str:
    if adjective.endswith("le"):
        return adjective[:-1] + "y"
    return adjective[:-1] + "ily" if adjective.endswith("y") else adjective + "ly"


def _are_mirrored(a: str, b: str) -> bool:
    """Whether the words differ in opposite first parts alone: insider and outsider, upstream and downstream."""
    return any(
        len(x) > len(one) + 3 and x.startswith(one) and y == other + x[len(one) :]
        for one, other in _MIRRORED
        for x, y in ((a, b), (b, a))
    )


def _shares_base(a: str, b: str) -> bool:
    return not set(base_forms(a)).isdisjoint(base_forms(b))


@lru_cache(maxsize=65536)
def _senses(word: str, most: int = _SENSES) -> frozenset[int]:
    """The commonest synsets of each part of speech of `word`."""
    return frozenset(synset for base in base_forms(word) for _, synsets in _entry(base) for synset in synsets[:most])


@lru_cache(maxsize=65536)
def _classes(noun: str) -> frozenset[int]:
    """The synsets one and two steps above the commonest senses of a noun."""
    told = {
        synset for base in base_forms(noun) for part, senses in _entry(base) if part == "n" for synset in senses[:2]
    }
    above = _step_up(told)
    return frozenset(above | _step_up(above))


@lru_cache(maxsize=65536)
def _above(word: str) -> frozenset[int]:
    """The synsets above the commonest senses of `word`."""
    reached: set[int] = set()
    level: Set[int] = _senses(word, 2)
    for _ in range(_LEVELS):
        level = _step_up(level) - reached
        reached |= level
    return frozenset(reached)


def _step_up(synsets: Set[int]) -> Set[int]:
    """The synsets right above these."""
    hypernyms = _synsets()
    return {i - int(step) for i in synsets for step in hypernyms[i].split()}


def _groups_of(word: str) -> frozenset[int]:
    groups = _groups()
    return frozenset().union(*(groups.get(base, frozenset()) for base in base_forms(word)))


@lru_cache(maxsize=65536)
def _entry(lemma: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The parts of speech of a base form, the likeliest first, each with its synsets, the commonest first."""
    line = _words().get(lemma)
    if line is None:
        return ()
    return tuple((part[0], tuple(map(int, part[1:].split(".")))) for part in line.split("\t")[1].split(" "))


def commonness(lemma: str) -> int:
    """How often a base form was tagged in WordNet's semantic concordances; 0 for one that never was.

    >>> commonness("confirm") > commonness("corroborate")
    True
    """
    line = _words().get(lemma, "")
    return int(line.partition("\t")[0] or 0)


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    """Base form -> the rest of its line, taken apart only when the word is met."""
    return dict(line.split("\t", 1) for line in _table("words.tsv.gz"))  # type: ignore[misc]


@lru_cache(maxsize=1)
def _synsets() -> list[str]:
    return _table("synsets.txt.gz")


@lru_cache(maxsize=1)
def _forms() -> dict[str, list[str]]:
    table = {form: bases.split() for form, bases in (line.split("\t") for line in _table("forms.tsv.gz"))}
    return {**table, "people": ["person"]}


@lru_cache(maxsize=1)
def _antonyms() -> dict[str, frozenset[str]]:
    """Both tables in one; a gendered pair is not one of opposites."""
    gendered = genders()
    out = {a: frozenset(bs.split()) for a, bs in (line.split("\t") for line in _table("antonyms.tsv.gz"))}
    for left, right in curated_rows("antonyms.tsv"):
        for one, other in product(left.split(), right.split()):
            out[one] = out.get(one, frozenset()) | {other}
            out[other] = out.get(other, frozenset()) | {one}
    return {a: bs - gendered[a][1] if a in gendered else bs for a, bs in out.items()}


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    out: dict[str, frozenset[int]] = {}
    for number, row in enumerate(curated_rows("synonyms.tsv")):
        for word in " ".join(row).split():
            out[word] = out.get(word, frozenset()) | {-1 - number}
    return out


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    out = dict(line.split("\t", 1) for line in _table("demonyms.tsv.gz"))
    out.update((name, row[0]) for row in curated_rows("names.tsv") for name in row)
    return out  # type: ignore[return-value]


@lru_cache(maxsize=1)
def _proper() -> frozenset[str]:
    return frozenset(_table("proper.txt.gz"))


def _table(name: str) -> list[str]:
    return resource("drift.language.lexicon", name).splitlines()


def _curated(name: str) -> str:
    return resource("drift.language.lexicon", "curated", name)


def curated_rows(name: str) -> list[list[str]]:
    """Tab-separated fields of a curated table's lines."""
    return [line.split("\t") for line in _curated(name).splitlines() if line and not line.startswith("#")]
