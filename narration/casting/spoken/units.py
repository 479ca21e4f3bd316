"""Measures: 60 km/h, 5kg, −5°C, 10-15km, 6ft 2in, 4x100m."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.casting.spoken.numbers import ALONE, NUMBER, cardinal, negative, span
from narration.casting.spoken.rules import DIGITS, Rule, one_of
from narration.casting.spoken.words import listed, saying, table

if TYPE_CHECKING:
    from narration.casting.spoken.rules import Variety

_UNITS, _PAIRS = table("units"), table("two units")
_NOT_MEASURED = listed("not measured")
_UNIT = one_of(_UNITS)
_BEFORE = rf"(?:(?P<one>\b[Aa]n?\s)|(?P<these>\b(?:{one_of(listed('before measured'))})\s))?{ALONE}"
_AFTER = r"(?![\w/²³])(?P<joint>-[a-z])?(?:\s(?P<noun>[a-z]{2,20}))?"
_MINUS = r"(?P<minus>(?<!\w)[-−–])?"
_PATTERN = re.compile(
    rf"{_BEFORE}(?P<run>{_MINUS}(?P<low>{NUMBER})"
    rf"(?:\s?[-–]\s?(?P<high>{NUMBER}))?(?P<space>[\s-]?)(?P<unit>{_UNIT})){_AFTER}"
)
_SPAN = re.compile(
    rf"{_BEFORE}(?P<run>{_MINUS}(?P<low>{NUMBER})(?P<first>{_UNIT})"
    rf"\s?[-–]\s?(?P<high>{NUMBER})(?P<space>)(?P<unit>(?P=first))){_AFTER}"
)
_BY = re.compile(
    rf"{_BEFORE}(?P<run>(?P<low>{NUMBER})(?P<first>{_UNIT})?\s?[x×]\s?(?P<high>{NUMBER})"
    rf"(?P<space>\s?)(?P<unit>{_UNIT})){_AFTER}"
)
_SECONDS = re.compile(rf"{ALONE}(?P<number>\d{{1,4}}\.\d{{1,3}})s(?!\w)")
_CALIBRE = "mm"
"""Stands before what it measures without an article, too: “155mm shells”."""


def _say(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    if _unsure(match):
        return None
    said = negative(cardinal(match["low"]), match["minus"])
    return f"{span(said, cardinal(match['high'])) if match['high'] else said} {_named(match)}"


def _say_by(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    if _unsure(match):
        return None
    low = cardinal(match["low"])
    if match["first"]:
        low += f" {_UNITS[match['first']][match['low'] != '1']}"
    return saying("by", low, f"{cardinal(match['high'])} {_named(match)}")


def _unsure(match: re.Match[str]) -> bool:
    """Return whether the unit is too short a word: “5 in”, “2 V&A tickets”."""
    after = match.string[match.end("run") : match.end("run") + 1]
    return bool(match["space"]) and (
        len(_UNITS[match["unit"]]) > 2 or (len(match["unit"]) == 1 and after in set("&’'"))
    )


def _named(match: re.Match[str]) -> str:
    """Return the unit in the number that fits: “a five metre wall”, “155 millimetre shells”."""
    singular, plural, *_ = _UNITS[match["unit"]]
    attached = match["one"] or match["joint"] or match["space"] == "-"
    measures = measured(match["noun"]) and (match["these"] or match["unit"] == _CALIBRE)
    return str(singular if attached or measures or (match["high"] or match["low"]) == "1" else plural)


def measured(noun: str | None) -> bool:
    """Return whether *noun*, the word after a measure, is what it measures: “the 155mm shells”."""
    return noun is not None and noun not in _NOT_MEASURED and not noun.endswith("ed")


def _pair_rule(units: str) -> Rule:
    """Return the rule for an amount in two units: “6ft 2in” is six foot two."""
    first, second = units.split()
    pattern = re.compile(rf"{ALONE}(?P<low>\d{{1,3}})\s?{first}\s?(?P<high>\d{{1,2}})\s?{second}(?!\w)")

    def say(match: re.Match[str], variety: Variety) -> str:
        del variety
        return str(_PAIRS[units]).format(cardinal(match["low"]), cardinal(match["high"]))

    return Rule("measure", pattern, say, DIGITS)


def _say_seconds(match: re.Match[str], variety: Variety) -> str:
    del variety
    return f"{cardinal(match['number'])} {table('duration')['seconds'][1]}"


RULES = (
    Rule("measure", _SECONDS, _say_seconds, "s"),
    Rule("measure", _PATTERN, _say, DIGITS),
    Rule("measure", _SPAN, _say, DIGITS),
    Rule("measure", _BY, _say_by, "x×"),
    *map(_pair_rule, _PAIRS),
)
