"""Bytes of a file -> str: by its byte order mark, as UTF-8, by a declaration in it, else by what the bytes look like."""

from __future__ import annotations

import codecs
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from drift.types import DriftError

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

logger = logging.getLogger(__name__)

_MARKS = {  # UTF-32 before UTF-16: the mark of the one begins with the mark of the other
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# What plain-text files outside Unicode are written in; detectors otherwise fall for EBCDIC and the like.
_ENCODINGS = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "iso8859_2"),
    *("koi8_r", "cp932", "euc_jp", "gb18030", "big5", "cp949", "euc_kr"),
]
_SAMPLE = 200_000  # bytes that are enough to tell an encoding


def read_bytes(path: Path) -> bytes:
    """The file's bytes; `DriftError` if there is no such file, it may not be read, or it is empty."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise DriftError(f"{path}: there is no such file; check the path.") from None
    except IsADirectoryError:
        raise DriftError(f"{path} is a folder where a file is needed; name a file in it.") from None
    except OSError as error:
        raise DriftError(f"{path} cannot be read ({error.strerror}); check its permissions.") from None
    if not raw.strip():
        raise DriftError(f"{path} is empty; put the text into it or leave it out.")
    return raw


def read_text(path: Path, declared: str = "") -> str:
    """The file's text; `declared` is the encoding that the file itself names, used where the bytes are not UTF-8."""
    raw = read_bytes(path)
    text = _decode(raw, path, declared)
    _refuse_binary(text, path)
    if not text.strip():
        raise DriftError(f"{path} is empty; put the text into it or leave it out.")
    return text


def _decode(raw: bytes, path: Path, declared: str) -> str:
    marked = next((name for mark, name in _MARKS.items() if raw.startswith(mark)), "")
    for encoding in filter(None, (marked, "utf-8", declared)):
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    if b"\0" in raw:
        raise DriftError(f"{path} is a binary file, not text; give the text itself, saved as UTF-8.")
    return raw.decode(_guess(raw, path))


def _guess(raw: bytes, path: Path) -> str:
    from charset_normalizer import from_bytes

    sample = raw[: raw.rfind(b"\n", 0, _SAMPLE) + 1 or _SAMPLE]
    matches = [] if _is_broken_utf8(raw) else list(from_bytes(sample, cp_isolation=_ENCODINGS))
    for match in sorted(matches, key=lambda match: _rank(match, matches[0])):
        try:
            raw.decode(match.encoding)
        except UnicodeDecodeError:
            continue
        logger.warning("%s is not UTF-8; it was read as %s.", path, match.encoding)
        return match.encoding
    line = raw[: _first_fault(raw)].count(b"\n") + 1
    raise DriftError(f"{path}, line {line}: the bytes there are no text in any known encoding; save the file as UTF-8.")


def _rank(match: CharsetMatch, best: CharsetMatch) -> int:
    """cp1252 first where it is about as good as the best: short Western texts fit its neighbours just as well."""
    is_common = "cp1252" in (match.encoding, *match.could_be_from_charset)
    is_near = match.chaos <= best.chaos + 0.1 and match.coherence >= best.coherence - 0.1
    return 0 if is_common and is_near else 1


def _is_broken_utf8(raw: bytes) -> bool:
    """UTF-8 with damage, rather than another encoding: most non-ASCII characters decode."""
    text = raw.decode("utf-8", errors="replace")
    faults = text.count("\ufffd")
    return sum(ch > "\x7f" for ch in text) - faults > faults


def _first_fault(raw: bytes) -> int:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _refuse_binary(text: str, path: Path) -> None:
    nul = text.find("\0")
    if nul < 0:
        return
    if text.count("\0") > len(text) / 100:
        raise DriftError(f"{path} is a binary file, not text; give the text itself, saved as UTF-8.")
    line = text.count("\n", 0, nul) + 1
    raise DriftError(f"{path}, line {line}: a NUL byte stands in the text; take it out or save the file as UTF-8 anew.")
