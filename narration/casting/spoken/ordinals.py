"""Ordinals and fractions: 21st, 3/4, 3½, 8/10."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.casting.spoken.numbers import ALONE, cardinal, ordinal, span
from narration.casting.spoken.rules import DIGITS, Rule, one_of
from narration.casting.spoken.words import listed, saying, table

if TYPE_CHECKING:
    from narration.casting.spoken.rules import Variety

_GLYPHS = table("fractions")
_ORDINAL = re.compile(rf"{ALONE}(?P<number>\d{{1,3}}(?:,\d{{3}})?)(?P<ending>st|nd|rd|th)\b")
_SLASHED = re.compile(
    rf"{ALONE}(?:(?P<whole>\d{{1,3}})\s)?(?P<up>\d{{1,3}}(?:\.\d)?)[/⁄](?P<down>\d{{1,3}})(?:rds?|ths?)?(?![\w/]|[.,]\d)"
)
_GLYPH = re.compile(
    rf"(?P<a>\b[Aa]\s)?(?P<run>(?<![\d.,])(?:(?P<whole>\d{{1,4}})\s?)?(?P<glyph>[{''.join(_GLYPHS)}]))(?!\w)(?P<of>\s[Aa]\s)?"
)
_SPAN = re.compile(rf"{ALONE}(?P<low>\d{{1,3}})(?:st|nd|rd|th)\s?[-–]\s?(?P<high>\d{{1,3}})(?:st|nd|rd|th)\b")
_MARKING = re.compile(rf"\b(?:{one_of(listed('marking'))})\b")
_NEAR = 10
"""How far from a mark stands what tells it, in characters."""
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
    up, down, whole = float(match["up"]), int(match["down"]), match["whole"]
    if up <= down and not whole and (down in {10, 100} or _marks(match)):
        return saying("out of", cardinal(match["up"]), cardinal(match["down"]))
    if not (0 < up < down <= _FINEST and up.is_integer()):
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
    if match["whole"]:
        return saying("and", cardinal(match["whole"]), said)
    return said.partition(" ")[2] if match["a"] or match["of"] else said


def _marks(match: re.Match[str]) -> bool:
    """Return whether the words around tell of marks: “4/5 stars”."""
    text, (start, end) = match.string, match.span()
    return any(_MARKING.search(text, max(0, at), at + _NEAR) for at in (start - _NEAR, end))


def _say_span(match: re.Match[str], variety: Variety) -> str:
    del variety
    return span(ordinal(int(match["low"])), ordinal(int(match["high"])))


RULES = (
    Rule("ordinal", _ORDINAL, _say_ordinal, DIGITS),
    Rule("ordinal", _SPAN, _say_span, DIGITS),
    Rule("fraction", _SLASHED, _say_slashed, DIGITS),
    Rule("fraction", _GLYPH, _say_glyph, "".join(_GLYPHS)),
)
