"""Subtitles: only what is said, in lines that hold whole sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from drift.sentences.split import split
from drift.stories.read import read_version
from drift.types import DriftError

_SRT = """1
00:00:05,897 --> 00:00:09,008
♪ (soft piano) ♪

2
00:00:10,000 --> 00:00:11,000
- <i>Ready?</i>
- Not yet.

2
00:00:12,000 --> 00:00:13,000
{\\an8}I think that we
should all

3
00:00:13,000 --> 00:00:14,000
go home now, to

4
00:00:14,000 --> 00:00:15,000
Peter.

LATER &amp; FURTHER
"""

_VTT = """WEBVTT - demo

NOTE written by hand

STYLE
::cue { color: red }

intro
00:01.000 --> 00:03.000 align:start position:10%
<v Lena>The gate is locked.</v>

00:03.500 --> 00:05.000
Come <00:04.000><c.loud>&amp; see</c>.
"""


def _read(folder: Path, name: str, content: str) -> list[str]:
    (folder / name).write_bytes(content.encode())
    return read_version(folder / name).text.split("\n")


@pytest.mark.parametrize("change", [("", ""), ("\n", "\r\n"), ("1\n00", "\ufeff1\n00")])
def test_subrip(change: tuple[str, str], tmp_path: Path) -> None:
    content = _SRT.replace(*change) if change[0] else _SRT
    assert _read(tmp_path, "s.srt", content) == [
        "♪ (soft piano) ♪",
        "- Ready?",
        "- Not yet.",
        "I think that we should all go home now, to Peter.",
        "LATER & FURTHER",
    ]


def test_web_video_text_tracks(tmp_path: Path) -> None:
    assert _read(tmp_path, "s.vtt", _VTT) == ["The gate is locked.", "Come & see."]
    aside = {piece.reason: piece.text for piece in read_version(tmp_path / "s.vtt").left_out}
    assert aside == {"header": "- demo", "note": "written by hand", "style": "::cue { color: red }"}


def test_a_file_without_cues(tmp_path: Path) -> None:
    with pytest.raises(DriftError, match=r"s\.srt holds no subtitles with their times"):
        _read(tmp_path, "s.srt", "Just a text.")


def _times(folder: Path, name: str, content: str) -> list[tuple[str, str]]:
    (folder / name).write_text(content, encoding="utf-8")
    return [(sentence.text, sentence.unit) for sentence in split(read_version(folder / name)).sentences]


def test_sentences_bear_the_times_of_their_cues(tmp_path: Path) -> None:
    assert _times(tmp_path, "s.srt", _SRT)[3:] == [
        ("I think that we should all go home now, to Peter.", "00:00:12,000 --> 00:00:15,000"),
        ("LATER & FURTHER", "00:00:14,000 --> 00:00:15,000"),
    ]
    assert _times(tmp_path, "s.vtt", _VTT) == [
        ("The gate is locked.", "00:01.000 --> 00:03.000"),
        ("Come & see.", "00:03.500 --> 00:05.000"),
    ]


def test_two_sentences_in_one_cue_and_one_in_two_cues_have_their_own_times(tmp_path: Path) -> None:
    content = "1\n00:00:01,000 --> 00:00:02,000\nWait\u00a0 \u00ad here. It is\n\n2\n00:00:02,000 --> 00:00:03,000\nlate. Go.\n"
    assert _times(tmp_path, "s.srt", content) == [
        ("Wait here.", "00:00:01,000 --> 00:00:02,000"),
        ("It is late.", "00:00:01,000 --> 00:00:03,000"),
        ("Go.", "00:00:02,000 --> 00:00:03,000"),
    ]


def _srt(*cues: tuple[float, float, str]) -> str:
    return "\n".join(f"{k}\n00:00:{b:06.3f} --> 00:00:{e:06.3f}\n{text}\n" for k, (b, e, text) in enumerate(cues, 1))


@pytest.mark.parametrize(
    ("cues", "lines"),
    [
        (
            [(1, 2, "He went to see"), (2, 3, "Peter in hospital."), (3, 4, "Good.")],
            ["He went to see Peter in hospital.", "Good."],
        ),
        (
            [(1, 2, "He went to see"), (5, 6, "Peter in hospital."), (6, 7, "Good.")],
            ["He went to see", "Peter in hospital.", "Good."],
        ),
        (
            [(1, 2, "PARIS, 1942"), (2, 3, "Peter woke up."), (3, 4, "Good.")],
            ["PARIS, 1942", "Peter woke up.", "Good."],
        ),
        ([(1, 2, "so we all"), (2, 3, "I guess"), (3, 4, "go now")], ["so we all", "I guess go now"]),
        (
            [(1, 2, "I thought..."), (2, 3, "...that you left."), (3, 4, "Good.")],
            ["I thought... ...that you left.", "Good."],
        ),
        ([(1, 2, "I thought…"), (2, 3, "that you left."), (3, 4, "Good.")], ["I thought… that you left.", "Good."]),
        ([(1, 2, "I thought..."), (2, 3, "He left."), (3, 4, "Good.")], ["I thought...", "He left.", "Good."]),
        ([(1, 2, "I was going to--"), (2, 3, "Stop!"), (3, 4, "Good.")], ["I was going to--", "Stop!", "Good."]),
        ([(1, 2, "HE WENT TO"), (2, 3, "THE HARBOUR."), (3, 4, "GOOD.")], ["HE WENT TO THE HARBOUR.", "GOOD."]),
        (
            [(1, 2, "-Ready?\\N-Not yet."), (2, 3, "<i>♪ la la ♪</i>"), (3, 4, "[bell]")],
            ["-Ready?", "-Not yet.", "♪ la la ♪", "[bell]"],
        ),
        ([(1, 2, "Stop.\\NNow."), (2, 3, "[door] <font color=#fff>Go</font>")], ["Stop. Now.", "[door] Go"]),
    ],
)
def test_where_a_sentence_goes_on(cues: list[tuple[float, float, str]], lines: list[str], tmp_path: Path) -> None:
    assert _read(tmp_path, "s.srt", _srt(*cues)) == lines


def test_cues_without_a_blank_line_between_them(tmp_path: Path) -> None:
    content = "1\n00:00:01,000 --> 00:00:02,000\nOne.\n2\n00:00:02,000 --> 00:00:03,000 X1:10 X2:20\nTwo.\n00:03 --> 00:04\nThree.\n"
    assert _read(tmp_path, "s.srt", content) == ["One.", "Two.", "Three."]


def test_captions_that_roll_up_are_read_once(tmp_path: Path) -> None:
    content = """WEBVTT
Kind: captions
Language: en

00:00:00.000 --> 00:00:02.000 align:start position:0%
 
the<00:00:00.500><c> harbour</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
the harbour
 

00:00:02.010 --> 00:00:04.000 align:start position:0%
the harbour
is<00:00:03.000><c> closed</c>

00:00:04.000 --> 00:00:04.010
is closed
"""
    assert _read(tmp_path, "s.vtt", content) == ["the harbour is closed"]
    reasons = [piece.reason for piece in read_version(tmp_path / "s.vtt").left_out]
    assert reasons.count("shown again") == 3


def test_reading_aids_and_marks_are_no_text(tmp_path: Path) -> None:
    content = "WEBVTT\n\n00:01.000 --> 00:02.000\n<ruby>東京<rt>とうきょう</rt></ruby> &lt;3 <i.x>a</i> <lang en>b</lang>&nbsp;c\n"
    assert _read(tmp_path, "s.vtt", content) == ["東京 <3 a b c"]
    assert read_version(tmp_path / "s.vtt").left_out[-1].reason == "reading aid"


def test_every_voice_has_a_line(tmp_path: Path) -> None:
    content = """WEBVTT

00:01.000 --> 00:02.000
<v Lena>The gate is</v>

00:02.000 --> 00:03.000
<v Lena>locked <v.loud Max>no it is not
it is open</v>
"""
    assert _times(tmp_path, "s.vtt", content) == [
        ("The gate is locked", "00:01.000 --> 00:03.000"),
        ("no it is not it is open", "00:02.000 --> 00:03.000"),
    ]


def test_substation(tmp_path: Path) -> None:
    content = """[Script Info]
ScriptType: v4.00+

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:03.00,0:00:04.00,Default,Max,0,0,0,,No.
Dialogue: 0,0:00:01.00,0:00:02.00,Default,Lena,0,0,0,,{\\pos(10,10)}The gate, the{\\b1}old{\\b0} one,\\Nis\\hshut
Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\p1}m 0 0 l 100 0 100 100{\\p0}
Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Check the name.
"""
    assert _times(tmp_path, "s.ass", content) == [
        ("The gate, theold one, is shut", "00:00:01.000 --> 00:00:02.000"),
        ("No.", "00:00:03.000 --> 00:00:04.000"),
    ]
    assert [piece.text for piece in read_version(tmp_path / "s.ass").left_out] == ["Check the name."]


@pytest.mark.parametrize(("name", "content"), [("s.ass", "Just a text."), ("s.ttml", "<tt"), ("s.ttml", "<html/>")])
def test_what_is_none_of_them(name: str, content: str, tmp_path: Path) -> None:
    with pytest.raises(DriftError, match=rf"{name}.*(holds no subtitles|not well-formed)"):
        _read(tmp_path, name, content)
