"""Ranges and scores: 10-15, a 5-1 win, 4-4-2."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.casting.spoken.numbers import ALONE, NUMBER, cardinal, span
from narration.casting.spoken.rules import DIGITS, Rule, Variety, one_of
from narration.casting.spoken.words import listed, saying

_NEAR, _FAR = 14, 45
"""How far from a score the word that tells it may stand, in characters: half a clause for small numbers."""
_SCORING = re.compile(rf"\b(?:{one_of(listed('scoring'))})\b", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?<![\w.,/:£$€-]){ALONE}(?P<low>{NUMBER})\s?(?P<by>[-–—])\s?(?P<high>{NUMBER})"
    r"(?P<percent>\s?(?:%|per\scent\b|percent\b))?(?![\w/]|[-–]\d|[.,:]\d)"
)
_SET_BEFORE = re.compile(r"(?<!\d)(\d)[-–](\d)(?:\s\(\d{1,2}\))?,\s\Z")
_SET_AFTER = re.compile(r",\s(\d)[-–](\d)(?!\d)")
_FORMATION = re.compile(rf"{ALONE}(?<!-)\d(?:-\d){{2,3}}(?![\w-])")

if TYPE_CHECKING:
    from collections.abc import Callable


def _say(match: re.Match[str], variety: Variety) -> str | None:
    low, high = match["low"], match["high"]
    if match["percent"]:
        return f"{span(cardinal(low), cardinal(high))} {percent(variety)}"
    if " " in match[0] and match["by"] == "-":
        return None
    first, second = (float(part.replace(",", "")) for part in (low, high))
    if "." not in low + high and len(low) <= 3 and len(high) <= 3 and (first >= second or _told(match)):
        return _score(low, high, variety)
    if match["by"] == "—":
        return None
    return span(cardinal(low), cardinal(high))


def percent(variety: Variety) -> str:
    """Return “per cent” as it is said."""
    return saying(f"percent {variety}")


def _told(match: re.Match[str]) -> bool:
    """Return whether the words around tell of a game or a vote."""
    text, (start, end) = match.string, match.span()
    far = _FAR if len(match["low"]) == len(match["high"]) == 1 else _NEAR
    around = (text[max(0, start - far) : start], text[end : end + far])
    return any(_SCORING.search(words) for words in around) or _among_sets(*around)


def _among_sets(before: str, after: str) -> bool:
    """Return whether the sets of a match stand around: “6-4, 3-6”."""
    sets = (found for found in (_SET_BEFORE.search(before), _SET_AFTER.match(after)) if found)
    return any(found[1] > found[2] for found in sets)


def _score(low: str, high: str, variety: Variety) -> str:
    nothing = saying(f"zero {variety}")
    if low == high:
        return saying(f"draw {variety}", nothing if low == "0" else cardinal(low))
    return " ".join(nothing if part == "0" else cardinal(part) for part in (low, high))


def _say_formation(match: re.Match[str], variety: Variety) -> str:
    del variety
    return " ".join(map(cardinal, match[0].split("-")))


_SAYERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Variety], str | None]], ...] = (
    (_RANGE, _say),
    (_FORMATION, _say_formation),
)
RULES = tuple(Rule("range", pattern, say, DIGITS) for pattern, say in _SAYERS)
