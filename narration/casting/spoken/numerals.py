"""Roman numerals: Louis XIV, World War II, WWII, Chapter IV."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.casting.spoken.numbers import cardinal, ordinal
from narration.casting.spoken.rules import Rule, one_of
from narration.casting.spoken.words import listed, saying

if TYPE_CHECKING:
    from narration.casting.spoken.rules import Variety

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LABELS, _REIGNING, _TITLES = listed("numbered"), listed("reigning"), listed("reigning titles")
_OPENERS = listed("openers")
_WORD = r"[^\W\d_][\w’'-]{0,20}"
_AFTER_NAME = re.compile(
    rf"(?:(?P<title>{_WORD})\s)?(?P<name>\b{_WORD})\s(?P<run>[IVXLC]{{1,8}})\b(?![.-]\w|[’'](?!s\b))(?:\s(?P<next>{_WORD}))?"
)
_SMALL = re.compile(rf"\b(?i:{one_of(_LABELS)})\s(?P<run>[ivx]{{2,6}})\b(?![.-]\w)")
_WAR = re.compile(r"\b(?P<run>WW\s?(?P<number>III|II|I|[123]))\b")
_CENTURY = re.compile(r"(?<!\w)(?P<run>(?P<number>[IVX]{1,5})(?:th)?)(?=\scentur)")


def value(numeral: str) -> int:
    """Return what a Roman numeral stands for, 0 if it is none."""
    total, last = 0, 0
    for letter in reversed(numeral):
        number = _VALUES[letter]
        total += number if number >= last else -number
        last = max(last, number)
    return total if roman(total) == numeral else 0


def roman(number: int) -> str:
    """Return *number* as a Roman numeral, below 400."""
    steps = (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    said = ""
    for step, letters in steps:
        said += letters * (number // step)
        number %= step
    return said


def _say(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    number, name, title = value(match["run"]), match["name"], match["title"] or ""
    if not number or not name[0].isupper() or name in _OPENERS:
        return None
    if name in _LABELS:
        return cardinal(str(number))
    reigns = name in _REIGNING or (title in _REIGNING and name.istitle())
    if reigns and (len(match["run"]) > 1 or title in _TITLES or match["run"] == "V"):
        return saying("reign", ordinal(number))
    plain = set(match["run"]) <= set("IVX") and len(match["run"]) > 1
    return cardinal(str(number)) if plain and not name.isupper() else None


def _say_small(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    number = value(match["run"].upper())
    return cardinal(str(number)) if number else None


def _say_war(match: re.Match[str], variety: Variety) -> str:
    del variety
    number = match["number"]
    said = cardinal(number if number.isdecimal() else str(value(number)))
    return saying("war", said.capitalize())


def _say_century(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    number = value(match["number"])
    return ordinal(number) if number else None


RULES = (
    Rule("numeral", _WAR, _say_war, "W"),
    Rule("numeral", _AFTER_NAME, _say, "IVXLC"),
    Rule("numeral", _SMALL, _say_small, "ivx"),
    Rule("numeral", _CENTURY, _say_century, "IVX"),
)
