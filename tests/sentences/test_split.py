"""Splitting: gold sentences by language, offsets that hold for any text, lines as they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.sentences.split import split, split_lines
from drift.stories.normalise import normalise
from drift.types import Sentence, SetAside, Version

_GOLD = Path(__file__).parents[1] / "data" / "split_sentences.txt"


def _cases() -> list[tuple[str, list[str]]]:
    """Blocks of a language line (`# en`) and then a sentence a line."""
    cases = []
    for block in _GOLD.read_text(encoding="utf-8").strip().split("\n\n"):
        language, *sentences = block.split("\n")
        cases.append((language.removeprefix("# "), sentences))
    return cases


def _texts(text: str, language: str = "en") -> list[str]:
    return [sentence.text for sentence in split(Version("v", text, language)).sentences]


@pytest.mark.parametrize(("language", "sentences"), _cases())
def test_gold_sentences(language: str, sentences: list[str]) -> None:
    joined = ("" if language in ("zh", "ja") else " ").join(sentences)
    assert _texts(joined, language) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Harbour reopens\nThe first ship left.\n\nIt carried grain",
            ["Harbour reopens", "The first ship left.", "It carried grain"],
        ),
        ("They wait near the border It is cold there.", ["They wait near the border It is cold there."]),
        ("He left.Then she left.", ["He left.", "Then she left."]),
        ("»Ja.« Dann ging er.", ["»Ja.«", "Dann ging er."]),
        ("It was “serious and true. Then he left.", ["It was “serious and true.", "Then he left."]),
        ("It was serious.” Then he left.", ["It was serious.”", "Then he left."]),
        ("“Stop!” he said. ”She did.”", ["“Stop!” he said. ”", "She did.”"]),
        ("One. ... Two.", ["One. ...", "Two."]),
        ("- Bread is dear.\n- Milk is not.", ["- Bread is dear.", "- Milk is not."]),
        ("...", ["..."]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_shapes(text: str, sentences: list[str]) -> None:
    assert _texts(text) == sentences


_PARAGRAPHS = [  # the sentences of a paragraph, parted by a stroke
    # abbreviations
    "Agreement No. 5 was signed by Com. & Adm. staff. | Under Art. 12, vol. 3 applies, cf. pp. 40-41.",
    "See Sec. 4, para. 2, ch. IV and app. B. | They paid no. 7. | It costs approx. 30 crowns incl. tax.",
    "Rooms are approx. 20 sq. ft. in size. | Dr. Who is on at 8 p.m. | Tonight it is late.",
    "Jones et al. found this. | (See Jones et al., 2010.) | Others (e.g. Smith) agree, i.e. they say so.",
    "Bread, milk, etc. are sold. | He came, etc. | Then he left. | The U.S. Army left. | The end.",
    "Born c. 1450, he died in 1500. | Max. 10 MB. | Tel. 555 123. | Open Mon. to Fri. from 9. | It is shut.",
    "Use v. 3. | See p. 12. | See pp. 3f. and fig. 2. | Max. is here.",
    "Did he agree? | No. | He left. | The board said no. | Others agreed. | Is it No. 1? | No. | It is not.",
    # numbers and letters at the end
    "The film was shot in 2014. | The script took ten years. | B follows A. | Then comes C. | He got 3. | She got 4.",
    "Take vitamin C. | Doctors agree. | She got a B. | Mine was an A. | He was with Plan B. | Nobody moved.",
    "J. R. R. Adams Jr. left. | Prof. J. Smith came. | We won 3-2. | They lost. | It fell to 10 F. | The end.",
    "Take bus no. 9. | We met at No. 10. | The Prime Minister spoke.",
    "It was at 9 a.m. | He came at 9 a.m. Monday. | It rose to 1.5 m. | Then it fell to 3 km. | Nobody knew.",
    # lists that run on
    "Bring the following: 1. a torch 2. a blanket 3. dry socks. | On the 1. of May the hut opens.",
    "Bring: 1. Torch 2. Blanket 3. Socks",
    "1. A torch. | 2. A blanket. | 3. Dry socks.",
    "a) First do this. | b) Then do that.",
    # names that end in a mark
    "We use Yahoo! Mail. | I watched Jeopardy! last night. | I work at Yahoo! | It pays well.",
    "“Stop!” he cried. | Really? she asked. | It broke. | iPhone sales fell.",
    # brackets, quotations, footnotes
    "Leave is not counted. | (This holds for staff only.) | Other rules are on page 4. | [Editor's note: page 5.]",
    'He asked: “Is it over?” | She nodded. | “It is. | Go home,” he said. | \'Why?\' she asked. | "No." | "Yes."',
    "It is so.[1] | Then he left.[2][3] | He came back. [4] | They were glad.¹ | So was I.",
    # points that part nothing
    "Version 2.0.1 costs 3.5 euros. | Write to info@hut.example or see www.hut.example/prices.html. | That was all.",
    "Hello...is it me? | Well… yes. | Wait... | What?",
    "so i went home. | then she came. | nobody knew.",
]


@pytest.mark.parametrize("paragraph", _PARAGRAPHS)
def test_sentences_of_a_paragraph(paragraph: str) -> None:
    assert _texts(paragraph.replace(" | ", " ")) == paragraph.split(" | ")


@pytest.mark.parametrize(
    ("language", "paragraph"),
    [
        ("de", "Der Vertrag wurde am 3. Mai 1990 unterzeichnet. | Er gilt z. B. für Nr. 5. | Das war's."),
        ("fr", "M. Dupont habite au n° 5. | Il est né en 1990. | Voir p. 12. | Fin."),
        ("it", "Il dott. Rossi è nato nel 1990. | Abita al n. 5. | Fine."),
    ],
)
def test_sentences_of_other_languages(language: str, paragraph: str) -> None:
    assert _texts(paragraph.replace(" | ", " "), language) == paragraph.split(" | ")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (  # broken to fit a width
            "The council met on Monday to talk about the old\nbridge, which has been shut since the flood of last\n"
            "spring. Engineers want to pull it down, but those\nwho live near it would rather see it mended.\n",
            [
                "The council met on Monday to talk about the old bridge, which has been shut since the flood of last "
                "spring.",
                "Engineers want to pull it down, but those who live near it would rather see it mended.",
            ],
        ),
        (
            "The council met on\nMonday to talk about\nthe old bridge, which\nhas been shut since\nspring.",
            ["The council met on Monday to talk about the old bridge, which has been shut since spring."],
        ),
        (
            "The council met on Monday to talk about the\nbridge. It was shut.",
            ["The council met on Monday to talk about the bridge.", "It was shut."],
        ),
        (
            "The commit-\ntee met on Mon-\nday. A well-\nknown man came.",
            ["The committee met on Monday.", "A well-known man came."],
        ),
        (
            "Sir,\n\nthank you for your letter of the 5th. We are glad\nto say that the bridge will be mended. The work\n"
            "begins in May.\n\nA. Smith\nHead of Works",
            [
                "Sir,",
                "thank you for your letter of the 5th.",
                "We are glad to say that the bridge will be mended.",
                "The work begins in May.",
                "A. Smith",
                "Head of Works",
            ],
        ),
        ("- one thing\n  that goes on\n- another", ["- one thing that goes on", "- another"]),
        # not broken: sentences, lists, verses, headings
        ("The council met at noon.\n" * 3, ["The council met at noon."] * 3),
        ("a torch\na blanket\ndry socks", ["a torch", "a blanket", "dry socks"]),
        (
            "Roses are red,\nViolets are blue,\nSugar is sweet.",
            ["Roses are red,", "Violets are blue,", "Sugar is sweet."],
        ),
        ("What to expect\nRain is likely. Paths are steep.", ["What to expect", "Rain is likely.", "Paths are steep."]),
        ("1.\nA torch\n2.\nA blanket", ["1. A torch", "2. A blanket"]),
        (
            "First line\u2028Second line\u0085Third line\x0cFourth",
            ["First line", "Second line", "Third line", "Fourth"],
        ),
    ],
)
def test_lines(text: str, sentences: list[str]) -> None:
    assert _texts(normalise(text)) == sentences


def test_a_page_number_amid_a_sentence_is_left_out_and_one_between_sentences_set_aside() -> None:
    text = (
        "The council met on Monday to talk about the old bridge,\nwhich has been shut since the flood of last spring.\n"
        "\n12\n\nEngineers want to pull it down, but those who live near\n\n- 13 -\n\nit would rather see it mended."
    )
    version = split(Version("v", text, "en"))
    assert [(s.text, s.set_aside) for s in version.sentences if s.set_aside] == [("12", "number of a page or chapter")]
    assert version.sentences[-1].text.endswith("those who live near it would rather see it mended.")
    assert version.left_out == (SetAside("- 13 -", "number of a page or chapter"),)


def test_ornaments_are_set_aside() -> None:
    sentences = split(Version("v", "Title\n=====\n\nText here.\n* * *\n😀", "en")).sentences
    assert [s.set_aside for s in sentences] == ["", "ornament", "", "ornament", ""]


def test_numbers_count_where_there_is_nothing_else() -> None:
    assert [s.set_aside for s in split(Version("v", "12\n13", "en")).sentences] == ["", ""]


_CHARACTERS = st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(' .!?"“”(\n\u2028-1a。😀'))
_PIECES = st.sampled_from(
    ["The council met.", "com-\nmon", "\n", "\n\n", " 12\n", "1. ", "[3]", " and so on ", "\u2028", "…"]
)


@given(st.one_of(st.text(_CHARACTERS, max_size=300), st.lists(_PIECES, max_size=30).map("".join)))
def test_sentences_and_what_is_left_out_are_the_text(text: str) -> None:
    text = normalise(text)
    version = split(Version("v", text, "en"))
    covered = 0
    for sentence in version.sentences:
        assert sentence.text == version.text[sentence.start : sentence.end] == sentence.text.strip()
        assert not version.text[covered : sentence.start].strip()
        assert sentence.start < sentence.end
        covered = sentence.end
    assert not version.text[covered:].strip()
    found = "".join([s.text for s in version.sentences] + [piece.text for piece in version.left_out])
    assert sorted(_solid(found)) == sorted(_solid(text))


def _solid(text: str) -> str:
    """The text without white space, and without hyphens, as one at a line's end may go."""
    return "".join(text.split()).replace("-", "").replace("\u2010", "")


@given(st.text(max_size=200).map(normalise))
def test_lines_mode_keeps_every_line(text: str) -> None:
    version = split_lines(Version("v", text, "en"))
    lines = text.replace("\u2028", " ").removesuffix("\n").split("\n")
    assert [s.text for s in version.sentences] == [line.strip() for line in lines]
    assert all(version.text[s.start : s.end] == s.text and not s.set_aside for s in version.sentences)


def test_blank_lines_are_empty_sentences() -> None:
    version = split_lines(Version("v", "One.\n\nAdvertisement\n", "en"))
    assert version.sentences == (Sentence("One.", 0, 4), Sentence("", 5, 5), Sentence("Advertisement", 6, 19))


def test_a_known_language_is_kept() -> None:
    assert split(Version("v", "The council met on Monday.", "nl")).language == "nl"


@pytest.mark.parametrize(
    ("piece", "length"),
    [
        ("He left at 5 p.m. with Dr. Lee. ", 1_000_000),
        ("x", 1_000_000),
        ("word ", 1_000_000),
        ('"', 1_000_000),
        ("(a. ", 200_000),
        ("“好的。走吧。”他笑。", 200_000),  # quotations without spaces are the splitter's worst case
    ],
)
def test_one_huge_line(piece: str, length: int) -> None:
    text = piece * (length // len(piece))
    sentences = split(Version("v", text, "en")).sentences
    assert sum(len(s.text.replace(" ", "")) for s in sentences) == len(text.replace(" ", ""))


def test_windows_do_not_cut_sentences() -> None:
    sentence = "Mr. Smith of the U.S. team left at 5 p.m. on Monday, and “nobody minded,” said Dr. Lee."
    assert set(_texts(" ".join([sentence] * 500))) == {sentence}
