"""Ranges and scores: 10-15, a 5-1 win, 4-4-2."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.casting.spoken.numbers import ALONE, NUMBER, cardinal, span
from narration.casting.spoken.rules import DIGITS, Rule, Variety, one_of
from narration.casting.spoken.words import listed, saying

_NEAR, _FAR, _BET = 14, 45, 20
"""How far from a score the word that tells it may stand, in characters: half a clause for small numbers."""
_LONG = 3
"""Figures of votes and basketball, which are not said one after the other."""
_SCORING = re.compile(rf"\b(?:{one_of(listed('scoring'))})\b", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?<![\w.,/:£$€-]){ALONE}(?P<low>{NUMBER})%?\s?(?P<by>[-–—])\s?(?P<high>{NUMBER})"
    r"(?P<percent>\s?(?:%|per\scent\b|percent\b))?(?![\w/]|[-–]\d|[.,:]\d)"
)
_BETTING = re.compile(rf"\b(?:{one_of(listed('betting'))})\b", re.IGNORECASE)
_RATIO = re.compile(
    rf"{ALONE}(?<!:)(?P<low>\d{{1,4}}):(?P<high>\d{{1,4}})"
    r"(?:[-–](?P<last>\d{1,3}))?(?![\w:]|[-–]\d|[.,]\d)"
)
_NAMED = re.compile(r"\b[A-Z][a-z]{1,20}\s\Z")
"""Before a verse, or a score as the Germans print it."""
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
    short = "." not in low + high and len(low) <= 3 and len(high) <= 3 and "%" not in match[0]
    if short and _scores(match):
        return _score(low, high, variety)
    if match["by"] == "—" or "%" in match[0]:
        return None
    return span(cardinal(low), cardinal(high))


def percent(variety: Variety) -> str:
    """Return “per cent” as it is said."""
    return saying(f"percent {variety}")


def _scores(match: re.Match[str]) -> bool:
    """Return whether two numbers are a score: told by words, or the first the greater, and no odds."""
    low, high = int(match["low"].replace(",", "")), int(match["high"].replace(",", ""))
    return _told(match) or low == high or (low > high and not _near(_BETTING, match, _BET))


def _told(match: re.Match[str]) -> bool:
    """Return whether the words around tell of a game or a vote."""
    text, (start, end) = match.string, match.span()
    far = _FAR if len(match["low"]) == len(match["high"]) == 1 else _NEAR
    around = (text[max(0, start - far) : start], text[end : end + far])
    return any(_SCORING.search(words) for words in around) or _among_sets(*around)


def _near(words: re.Pattern[str], match: re.Match[str], far: int) -> bool:
    """Return whether any of *words* stands at most *far* characters away."""
    text, (start, end) = match.string, match.span()
    return bool(words.search(text, max(0, start - far), start) or words.search(text, end, end + far))


def _among_sets(before: str, after: str) -> bool:
    """Return whether the sets of a match stand around: “6-4, 3-6”."""
    sets = (found for found in (_SET_BEFORE.search(before), _SET_AFTER.match(after)) if found)
    return any(found[1] > found[2] for found in sets)


def _score(low: str, high: str, variety: Variety) -> str:
    if len(low) == len(high) == _LONG:
        return span(cardinal(low), cardinal(high))
    nothing = saying(f"zero {variety}")
    if low == high:
        return saying(f"draw {variety}", nothing if low == "0" else cardinal(low))
    return " ".join(nothing if part == "0" else cardinal(part) for part in (low, high))


def _say_formation(match: re.Match[str], variety: Variety) -> str:
    del variety
    return " ".join(map(cardinal, match[0].split("-")))


def _say_ratio(match: re.Match[str], variety: Variety) -> str | None:
    """Two numbers that are no time of day: “3:1” is three to one, but a verse or a score after a name."""
    del variety
    low, high, last = match["low"], match["high"], match["last"]
    named = _NAMED.search(match.string[max(0, match.start() - 22) : match.start()])
    if named and last:
        return f"{cardinal(low)}, {span(cardinal(high), cardinal(last))}"
    if last or (len(high) == 2 and int(low) < 24 and int(high) < 60):
        return None
    if named:
        return f"{cardinal(low)} {cardinal(high)}"
    return span(cardinal(low), cardinal(high))


_SAYERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Variety], str | None]], ...] = (
    (_RANGE, _say),
    (_FORMATION, _say_formation),
    (_RATIO, _say_ratio),
)
RULES = tuple(Rule("range", pattern, say, DIGITS) for pattern, say in _SAYERS)
