"""A speaker whom one side names and the other calls by a pronoun."""

from __future__ import annotations

import pytest

from drift.language.attribution import named_speakers
from drift.language.reading import read
from drift.language.word_links import make_pair


@pytest.mark.parametrize(
    ("original", "version", "expected"),
    [
        ("It shuts at six, she said.", "It shuts at six, said manager Ann Field.", ("she", "manager Ann Field")),
        ("It shuts at six, she said.", "It shuts at six, said the manager, Ann Field.", ("she", "the manager , Ann Field")),
        ("It shuts at six, she said.", "It shuts at six, said the manager, who was late.", None),
        ("Harbour Master Jo Lind said it was late.", "He said it was late.", ("Harbour Master Jo Lind", "He")),
        ("It was late, he told us.", "It was late, Piet van Os told us.", None),  # one name in capitals alone is too little
        ("It shuts at six, she said.", "It shuts at six, she said.", None),
        ("It shuts at six, Ann Field said.", "It shuts at six, Jo Lind said.", None),  # two names: the business of entities
        ("She said it was late.", "Officials said on Monday in Oslo it was late.", None),
        ("She said he said it was late.", "Ann Field said it was late.", None),  # two speakers
    ],
)  # fmt: skip
def test_a_pronoun_faces_the_name_that_it_may_stand_for(
    original: str, version: str, expected: tuple[str, str] | None
) -> None:
    reading = read(make_pair(original, version))
    found = [
        tuple(
            " ".join(side.words[i].text for i in words)
            for side, words in zip((reading.original, reading.version), pair, strict=True)
        )
        for pair in named_speakers(reading.original, reading.version)
    ]
    assert found == ([expected] if expected else [])
