"""Tables as programs write them: separators, quotation marks, what stands around the rows, types, systems' translations."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.stories.formats import reader
from drift.stories.formats.delimited import rows_of
from drift.stories.read import read
from drift.stories.rows import PLAIN
from drift.types import DriftError


def _read(folder: Path, name: str, content: str | bytes) -> list[dict[str, object]]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    rows: list[dict[str, object]] = reader(path).read_rows(path).rows
    return rows


@pytest.mark.parametrize(
    "content",
    [
        "source;target\nOne, two.;Un, deux.\n",
        "source\ttarget\nOne, two.\tUn, deux.\n",
        "source|target\nOne, two.|Un, deux.\n",
        'source,target\n"One, two.","Un, deux."\n',
        "sep=;\nsource;target\nOne, two.;Un, deux.\n",
        "sep=;\r\nsource;target\r\nOne, two.;Un, deux.\r\n",
        'sep=,\n"source","target"\n"One, two.","Un, deux."\n',
        "\n\n;;\nsource;target\nOne, two.;Un, deux.\n\n",
        "source;target;;\nOne, two.;Un, deux.;;\n",
        "source;target\nOne, two.;Un, deux.;;\n",
        "\ufeffsource;target\rOne, two.;Un, deux.\r",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_separators_and_encodings(content: str, encoding: str, tmp_path: Path) -> None:
    rows = _read(tmp_path, "t.csv", content.encode(encoding))
    assert rows == [{"source": "One, two.", "target": "Un, deux."}]


def test_the_separator_parts_the_rows_as_it_parts_the_header(tmp_path: Path) -> None:
    rows = _read(tmp_path, "t.csv", "source;target, checked\nOne;Un\nTwo, or so;Deux\n")
    assert [list(row.values()) for row in rows] == [["One", "Un"], ["Two, or so", "Deux"]]


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        ('a\tb\n"Yes"\tNo\n', ['"Yes"', "No"]),
        ('a\tb\n"Yes," he said.\tNo\n', ['"Yes," he said.', "No"]),
        ('a\tb\nHe said "yes".\t"No, no"\n', ['He said "yes".', '"No, no"']),
        ('a\tb\n5" pipe\tx\n', ['5" pipe', "x"]),
        ('a\tb\n"Yes, yes"\tNo\n', ["Yes, yes", "No"]),  # as Excel writes it
        ('a\tb\n"""Yes"""\tNo\n', ['"Yes"', "No"]),
        ('a\tb\n"One\nline"\tNo\n', ["One\nline", "No"]),
        ('"a"\t"b"\n"Yes"\t"No"\n', ["Yes", "No"]),
        ('a\tb\n"open\tand\nx\tshut"\n', ['"open', "and"]),
    ],
)
def test_quotation_marks_where_tabs_part(content: str, cells: list[str], tmp_path: Path) -> None:
    assert list(_read(tmp_path, "t.tsv", content)[0].values()) == cells


_CELLS = st.text(st.sampled_from("ab ,;\"'\t|é—\n"), max_size=8)


@given(
    rows=st.lists(st.lists(_CELLS, min_size=3, max_size=3), min_size=1, max_size=5),
    delimiter=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_a_csv_writer_wrote_is_read_again(rows: list[list[str]], delimiter: str, quoting: int) -> None:
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([["one", "two", "three"], *rows])
    found = rows_of(sheet.getvalue(), Path("t.csv"), PLAIN)
    assert [list(row.values()) for row in found.rows] == rows


@pytest.mark.parametrize(
    ("header", "columns"),
    [("a,,b", ["a", "column 2", "b"]), (",a,b", ["column 1", "a", "b"]), (",a,", ["column 1", "a", "column 3"])],
)
def test_columns_without_a_name_have_their_number(header: str, columns: list[str], tmp_path: Path) -> None:
    assert list(_read(tmp_path, "t.csv", f"{header}\n1,2,3\n")[0]) == columns


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a,b\nx,y,z\n", r"t\.csv, line 2: 3 cells where the header has 2"),
        ("sep=;\n\na;b\nx;y\nz\n", r"t\.csv, line 5: 1 cells where the header has 2"),
        ('a,b\nx,"y\n', r"t\.csv, line 2: .*mend the quotation marks there"),
        ("a,A ,a\nx,y,z\n", r"t\.csv has two columns named a; rename one"),
    ],
)
def test_rows_that_do_not_fit(content: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(DriftError, match=message):
        _read(tmp_path, "t.csv", content)


# JSON


def test_values_of_json_keep_their_types(tmp_path: Path) -> None:
    values = '{"n": 1, "x": 1.5, "ok": true, "none": null, "tags": ["a"], "text": "é\\ud800"}'
    expected = {"n": 1, "x": 1.5, "ok": True, "none": None, "tags": ["a"], "text": "é\ufffd"}
    assert _read(tmp_path, "t.json", f"[{values}]") == [expected]
    assert _read(tmp_path, "t.jsonl", f"{values}\n") == [expected]


def test_the_one_array_of_an_object_is_the_table(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert _read(tmp_path, "t.json", '{"version": 2, "rows": [{"a": 1}]}') == [{"a": 1}]
    assert "its array rows was read; left out: version" in caplog.text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[{"a": 1},\n{oops}]', r"t\.json, line 2: not JSON; name a file of an object a line \.jsonl"),
        ('{"a": 1}\n{"a": 2}\n', r"t\.json, line 2: not JSON; name a file of an object a line \.jsonl"),
        ('"text"', r"t\.json holds no array of objects"),
        ('{"a": [1], "b": [2]}', r"t\.json holds no array of objects"),
        ("[1]", r"t\.json, item 1 is not a JSON object"),
    ],
)
def test_json_that_is_no_table(content: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(DriftError, match=message):
        _read(tmp_path, "t.json", content)


# Columns in any case, systems' translations


def test_columns_of_versions_in_any_case(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("STORY, Version ,Text\ns,original,One.\ns,copy,Two.\n", encoding="utf-8")
    (story,) = read([path])
    assert {version.name: version.text for version in story.versions} == {"original": "One.", "copy": "Two."}


_MQM = """system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity
A\tnews\t7\t1\tr1\tDer Fluss.\tThe <v>lake</v>.\tmistranslation\tmajor
A\tnews\t7\t1\tr2\tDer <v>Fluss</v>.\tThe lake.\tno-error\tno-error
A\tnews\t7\t2\tr1\tEr "ging".\tHe "went".\tno-error\tno-error
B\tnews\t7\t1\tr1\tDer Fluss.\tThe river.\tno-error\tno-error
B\tblog\t8\t3\tr1\tNein.\tNo.\tno-error\tno-error
"""


def test_systems_are_versions_and_documents_stories(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text(_MQM, encoding="utf-8")
    news, blog = read([path])
    assert (blog.name, news.name, news.original) == ("blog", "news", "original")
    assert {version.name: [unit.text for unit in version.sentences] for version in news.versions} == {
        "original": ["Der Fluss.", 'Er "ging".'],
        "A": ["The lake.", 'He "went".'],
        "B": ["The river.", ""],
    }
    assert [unit.unit for unit in news.version("A").sentences] == ["1", "2"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "A\tnews\t7\t1\tr\tDer Fluss.\tAnother.\tx\tx",
            r"row 6: seg_id 1 of A has another text than in row 1; keep one",
        ),
        ("A\tnews\t7\t\tr\tDer Fluss.\tThe lake.\tx\tx", r"row 6: the seg_id column is empty"),
        ("\tnews\t7\t1\tr\tDer Fluss.\tThe lake.\tx\tx", r"row 6: the system column is empty"),
    ],
)
def test_systems_rows_that_do_not_fit(row: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text(_MQM + row + "\n", encoding="utf-8")
    with pytest.raises(DriftError, match=message):
        read([path])
