"""The words of a segment of TMX or XLIFF without the formatting code in it.

By the standards (TMX 1.4b, XLIFF 1.2, 2.0 and 2.1) inline elements are of three sorts:

- Elements around text (`hi g mrk pc`): their content is text.
- Marks of where formatting begins or ends (`bpt ept it bx ex sc ec ut`): code, no text. `sub` inside code is text of
  its own, such as an image's description: `Segment.subs`.
- Stand-ins for something in the text (`ph x`): what is written for one depends on what it stands for, as its content,
  its original data or its attributes (`equiv-text`, `equiv`, `disp`, `ctype`, `type`) say. A line break parts words: a
  space. Mark-up, such as an image: nothing. A value that is filled in later: its name as the program writes it, `%d` or
  `{name}`; where only an id is known, the id in braces, `{1}`. So a placeholder that was lost or changed can be found by
  comparing the two texts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drift.stories.markup import local_name

_CODES = frozenset({"bpt", "ept", "it", "bx", "ex", "sc", "ec", "ut", "cp", "sm", "em"})
_STAND_INS = frozenset({"ph", "x"})
_VALUE = re.compile(
    r"%(?:\d+\$)?[-+0#]*\d*(?:\.\d+)?(?:hh|h|ll|l|q)?[@diouxXeEfgGscpn]|%\(\w+\)[a-z]|%\w+%|%\d+"
    r"|\$?\{+[^{}]*\}+|\$\w+|\[\[?\w+\]?\]|@\w+|:\w+"
)
"""What stands for a value in the message formats of C, Java, Python, ICU, Angular and their kin."""
_BREAK = re.compile(
    r"[\n\r\t\u2028]|\\[nrt]|<\s*/?\s*(?:\w+:)?(?:br|cr|tab|p|div|li|tr|td|th|h[1-6]|line-break|softline)\b"
    r"|(?:^|[-_:\s])(?:lb|pb|line[-_ ]?break|br|newline)$",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"</?[\w!?].*|\{\\.*|\\[a-z]+.*|(?:^|.*:)(?:image|img|fmt|link|style|index|fnote)$"
    r"|(?-i:(?:START|CLOSE|END|TAG)_\w+)",
    re.DOTALL | re.IGNORECASE,
)
_NAME = re.compile(r"\w+(?:[.-]\w+)*")


@dataclass(frozen=True, slots=True)
class Segment:
    """The words of a segment, on one line, and those of the `sub` elements in its code."""

    text: str
    subs: tuple[str, ...] = ()


def read_segment(element: Any, data: Mapping[str, str] | None = None) -> Segment:
    """The words in an element (`seg`, `source`, `target`, `mrk`).

    Args:
        element: An lxml element.
        data: What codes stand for: the unit's original data by id, which `dataRef` attributes name (XLIFF 2), or what the
            file says of its `x` elements by their ids, and of the units that `xid` attributes name (XLIFF 1.2).
    """
    subs: list[str] = []
    text = "".join(_pieces(element, data or {}, subs))
    return Segment(" ".join(text.split()), tuple(subs))


def is_deleted(element: Any) -> bool:
    """Whether the element is around text that a translator has deleted while changes were tracked (SDL Trados)."""
    return bool(element.get("mtype") == "x-sdl-deleted")


def _pieces(element: Any, data: Mapping[str, str], subs: list[str]) -> list[str]:
    found = [element.text or ""]
    for child in element:
        name = local_name(child)
        if name in _CODES or name in _STAND_INS:
            subs += (read_segment(sub, data).text for sub in child.iter() if local_name(sub) == "sub")
        if name in _STAND_INS:
            found.append(_stand_in(child, data))
        elif name and name not in _CODES and not is_deleted(child):
            found += _pieces(child, data, subs)
        found.append(child.tail or "")
    return found


def _stand_in(element: Any, data: Mapping[str, str]) -> str:
    """What is read where the element stands."""
    if (element.get("xid") or "") in data:  # content that a translator cannot change stands in a unit of its own
        return data[element.get("xid")]
    content = "".join(element.itertext())
    reference = element.get("id" if local_name(element) == "x" else "dataRef") or ""
    named = [element.get(name) or "" for name in ("equiv-text", "disp", "equiv", "subType", "ctype", "type")]
    said = [text for text in (content, data.get(reference, ""), *named) if text]
    value = next((text.strip() for text in said if _VALUE.fullmatch(text.strip())), "")
    if value:
        return value
    if any(_BREAK.search(text) for text in said) or any(text.isspace() for text in said):
        return " "
    if any(_MARKUP.fullmatch(text.strip()) for text in said):
        return ""
    identity = element.get("equiv") or element.get("id") or element.get("x") or element.get("assoc") or ""
    if content or not _NAME.fullmatch(identity):
        return element.get("equiv-text") or element.get("equiv") or ""
    return element.get("equiv-text") or ("" if _MARKUP.fullmatch(identity) else f"{{{identity}}}")
