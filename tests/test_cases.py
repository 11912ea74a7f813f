"""Hand-made files whose right reading is known, from the annotated sets beside a developer's checkout.

python -m tests.test_cases CASES.jsonl.gz    reads any file of such cases and prints where the sentences differ
"""

from __future__ import annotations

import base64
import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from drift.sentences.split import split
from drift.stories.pairs import read_pairs
from drift.stories.read import read, read_version
from drift.types import DriftError
from tests.conftest import SETS

_CASES = SETS / "cases" / "cases.jsonl.gz"
Case = dict[str, Any]


def _cases(path: Path = _CASES) -> list[Case]:
    if not path.is_file():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [case for case in map(json.loads, lines) if case["type"] == "file"]


def _write(case: Case, folder: Path) -> list[Path]:
    paths = []
    for name, content in case["files"].items():
        raw = base64.b64decode(content[7:]) if content.startswith("base64:") else content.encode()
        paths.append(folder / name)
        paths[-1].write_bytes(raw)
    return paths


def _sentences(path: Path) -> list[str]:
    return [sentence.text for sentence in split(read_version(path)).sentences if not sentence.set_aside]


def _units(path: Path) -> dict[str, list[str]]:
    (story,) = read([path])
    return {version.name: [unit.text for unit in version.sentences] for version in story.versions}


def _without_punctuation(path: Path) -> None:
    sentences = _sentences(path)
    assert " ".join(sentences) == path.read_text(encoding="utf-8").strip()
    assert all(len(sentence.split()) > 3 for sentence in sentences)


def _inline_codes(path: Path) -> None:
    units = _units(path)
    sentence = "Press Start and wait until the green lamp glows."
    assert (units["en"][0], units["en-x-back"][0]) == (sentence, sentence)
    assert not any("<" in text for side in units.values() for text in side)
    assert [unit.unit for unit in read([path])[0].versions[0].sentences][:2] == ["1", "2"]


def _many_languages(path: Path) -> None:
    (story,) = read([path])
    assert story.original == "en-GB"
    assert {version.name: version.language for version in story.versions} == {
        "en-GB": "en", "de-DE": "de", "fr": "fr", "en-x-from-de": "en", "en-x-from-fr": "en",
    }  # fmt: skip


def _old_attribute(path: Path) -> None:
    assert _units(path) == {"EN": ["The ferry leaves at nine."], "EN-BACK": ["The ferry departs at nine."]}
    assert read([path])[0].original == "EN"


def _repeated_source(path: Path) -> None:
    assert _units(path) == {
        "en": ["Close the valve."] * 3,
        "en-x-back": ["Shut the valve.", "Open the valve.", "Close the valve."],
    }


def _alternatives(path: Path) -> None:
    assert _units(path) == {
        "original": ["Keep the door shut.", "Lift the lid."],
        "version": ["Keep the door closed.", ""],
    }


def _marks(path: Path) -> None:
    assert _units(path) == {
        "original": ["The tide is low.", "The boats wait."],
        "version": ["The tide is high.", "The boats are waiting."],
    }


def _ignorable(path: Path) -> None:
    assert _units(path) == {
        "original": ["Hello there.", "The shop is closed."],
        "version": ["Good day.", "The shop is shut."],
    }


def _not_well_formed(path: Path) -> None:
    with pytest.raises(
        DriftError, match=r"f\.xlf, line 3: not well-formed XML \(<target> is closed by </trans-unit>\)"
    ):
        read([path])


def _encodings(path: Path) -> None:
    plain = path.with_name("plain.txt").read_text(encoding="utf-8").rstrip(".")
    assert read_version(path.with_name("cp.txt")).text.removesuffix(".").rstrip() == plain
    damaged = read_version(path.with_name("cp81.txt")).text
    assert damaged.startswith(plain.removesuffix("€").rstrip())
    assert damaged.count("\ufffd") == 1


def _other_columns(path: Path) -> None:
    with pytest.raises(DriftError, match=r"it has Quelle, Rück\); name the two with --original-column and --version-c"):
        read_pairs(path)
    assert read_pairs(path, "Quelle", ["Rück"]).table.values.tolist() == [
        ["The well is deep", "The well is shallow"],
        ["The sky is clear", "The sky is clear"],
    ]


def _damaged_rows(path: Path) -> None:
    with pytest.raises(DriftError, match=r"stories\.jsonl, line 6 is not JSON"):
        read([path])


def _markup_as_text(path: Path) -> None:
    assert _sentences(path) == path.read_text(encoding="utf-8").splitlines()


_CHECKS: dict[str, Callable[[Path], None]] = {
    "split-13": _without_punctuation,
    "tmx-01": _inline_codes,
    "tmx-03": _many_languages,
    "tmx-05": _old_attribute,
    "tmx-06": _repeated_source,
    "xliff-02": _alternatives,
    "xliff-04": _marks,
    "xliff-06": _ignorable,
    "xliff-09": _not_well_formed,
    "enc-02": _encodings,
    "table-02": _other_columns,
    "table-04": _damaged_rows,
    "html-out-01": _markup_as_text,
}
"""What the `note` of a case without `expect_sentences` says of its reading."""


@pytest.mark.skipif(not _CASES.is_file(), reason="needs the annotated sets in ../shared/data")
@pytest.mark.parametrize("case", _cases(), ids=lambda case: case["id"])
def test_files_are_read_as_they_should_be(case: Case, tmp_path: Path) -> None:
    path = _write(case, tmp_path)[0]
    if "expect_sentences" in case:
        assert _sentences(path) == case["expect_sentences"]
    elif case["id"] in _CHECKS:
        _CHECKS[case["id"]](path)
    else:
        pytest.skip("no check is written for it")


def main() -> None:
    """Print the cases whose sentences differ, and how many are right."""
    cases = [case for case in _cases(Path(sys.argv[1])) if "expect_sentences" in case]
    right = 0
    for case in cases:
        with TemporaryDirectory() as folder:
            found = _sentences(_write(case, Path(folder))[0])
        right += found == case["expect_sentences"]
        if found != case["expect_sentences"]:
            print(f"{case['id']} {case['phenomenon']}\n  want {case['expect_sentences']}\n  got  {found}")
    print(f"{right} of {len(cases)} files are split as they should be")


if __name__ == "__main__":
    main()
