"""Subtitles: only what is said, in lines that hold whole sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

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
