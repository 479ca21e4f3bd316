"""Ordinals and fractions: 21st, 3/4, 3½, 8/10."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.casting.spoken.numbers import ALONE, cardinal, ordinal
from narration.casting.spoken.rules import DIGITS, Rule
from narration.casting.spoken.words import saying, table

if TYPE_CHECKING:
    from narration.casting.spoken.rules import Variety

_GLYPHS = table("fractions")
_ORDINAL = re.compile(rf"{ALONE}(?P<number>\d{{1,3}}(?:,\d{{3}})?)(?P<ending>st|nd|rd|th)\b")
_SLASHED = re.compile(
    rf"{ALONE}(?:(?P<whole>\d{{1,3}})\s)?(?P<up>\d{{1,2}})[/⁄](?P<down>\d{{1,3}})(?![\w/]|[.,]\d)"
)
_GLYPH = re.compile(rf"(?<![\d.,])(?P<whole>\d{{1,4}})?\s?(?P<glyph>[{''.join(_GLYPHS)}])(?!\w)")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_FINEST = 16
"""The smallest part that people say as a fraction."""
_HALVES = table("halves")


def _say_ordinal(match: re.Match[str], variety: Variety) -> str | None:
    """Only what ends as that number does: “12st” is twelve stone."""
    del variety
    number = int(match["number"].replace(",", ""))
    teen = number // 10 % 10 == 1
    ending = "th" if teen else _ENDINGS.get(number % 10, "th")
    return ordinal(number) if match["ending"] == ending else None


def _say_slashed(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    up, down, whole = int(match["up"]), int(match["down"]), match["whole"]
    if down in {10, 100} and up <= down and not whole:
        return saying("out of", cardinal(match["up"]), cardinal(match["down"]))
    if not 0 < up < down <= _FINEST:
        return None
    if halves := _HALVES.get(str(down)):
        said = saying("part of a", halves[0]) if up == 1 else f"{cardinal(match['up'])} {halves[1]}"
    else:
        part = ordinal(down)
        said = saying("part of one", part) if up == 1 else saying("parts", cardinal(match["up"]), part)
    return saying("and", cardinal(whole), said) if whole else said


def _say_glyph(match: re.Match[str], variety: Variety) -> str:
    del variety
    said = str(_GLYPHS[match["glyph"]])
    return saying("and", cardinal(match["whole"]), said) if match["whole"] else said


RULES = (
    Rule("ordinal", _ORDINAL, _say_ordinal, DIGITS),
    Rule("fraction", _SLASHED, _say_slashed, DIGITS),
    Rule("fraction", _GLYPH, _say_glyph, "".join(_GLYPHS)),
)
