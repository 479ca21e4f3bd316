"""Measures: 60 km/h, 5kg, −5°C, 10-15km."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.casting.spoken.numbers import ALONE, NUMBER, cardinal, negative, span
from narration.casting.spoken.rules import DIGITS, Rule, one_of
from narration.casting.spoken.words import table

if TYPE_CHECKING:
    from narration.casting.spoken.rules import Variety

_UNITS = table("units")
_PATTERN = re.compile(
    rf"(?P<one>\b[Aa]n?\s)?{ALONE}(?P<run>(?P<minus>(?<!\w)[-−–])?(?P<low>{NUMBER})"
    rf"(?:\s?[-–]\s?(?P<high>{NUMBER}))?(?P<space>[\s-]?)(?P<unit>{one_of(_UNITS)}))"
    r"(?![\w/²³])(?P<joint>-[a-z])?"
)


def _say(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    singular, plural, *tight = _UNITS[match["unit"]]
    if tight and match["space"]:
        return None  # “5 in”, “3 m”: too short a word to be sure
    amount = match["high"] or match["low"]
    unit = singular if amount == "1" or match["one"] or match["joint"] else plural
    said = negative(cardinal(match["low"]), match["minus"])
    return f"{span(said, cardinal(match['high'])) if match['high'] else said} {unit}"


RULES = (Rule("measure", _PATTERN, _say, DIGITS),)
