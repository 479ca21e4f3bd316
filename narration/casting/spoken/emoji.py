"""Emoji by their names."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from narration.casting.spoken.rules import Rule
from narration.casting.spoken.words import saying, table

if TYPE_CHECKING:
    from narration.casting.spoken.rules import Variety

_NAMES = table("emoji")
_BASE = "\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\u231a\u231b\u23e9-\u23fa"
_BIND = "\ufe0e\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
_EMOJI = re.compile(f"[{_BASE}][{_BASE}{_BIND}]{{0,40}}(?:\\s?[{_BASE}][{_BASE}{_BIND}]{{0,40}}){{0,20}}")
_ONE = re.compile(
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[{_BASE}][{_BIND}]{{0,12}}(?:(?<=\u200d)[{_BASE}][{_BIND}]{{0,12}}){{0,6}}"
)
_ORNAMENTS = frozenset("★☆✓✔✗✘✱✳❖❝❞❛❜➔➜➡➤●■□▪")
"""Marks of print in the same blocks, which have no name that anybody wants to hear."""


def _say(match: re.Match[str], variety: Variety) -> str | None:
    """Each emoji once, however often it stands there in a row."""
    del variety
    names = dict.fromkeys(name for one in _ONE.findall(match[0]) if (name := _name(one)))
    before = match.string[match.start() - 1 : match.start()]
    after = match.string[match.end() : match.end() + 1]
    said = ", ".join(names)
    if not said:
        return ""
    left = ", " if before.isalnum() else ""
    right = ", " if after.isalnum() else ""
    return f"{left}{said}{right}"


def _name(one: str) -> str:
    """Return the name of one emoji, empty for an ornament."""
    flag = "".join(chr(ord(c) - 0x1F1E6 + ord("A")) for c in one if "\U0001f1e6" <= c <= "\U0001f1ff")
    if flag:
        return saying("flag of", table("flags")[flag]) if flag in table("flags") else saying("flag")
    first = one[0]
    if first in _ORNAMENTS:
        return ""
    return str(_NAMES.get(first) or unicodedata.name(first, "").lower())


RULES = (Rule("emoji", _EMOJI, _say),)
