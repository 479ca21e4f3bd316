"""Money: £3.5m, $5m–$7m, €1bn, 50p."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.casting.spoken.numbers import NUMBER, cardinal, negative, span
from narration.casting.spoken.rules import DIGITS, Rule, one_of
from narration.casting.spoken.units import measured
from narration.casting.spoken.words import listed, saying, table

if TYPE_CHECKING:
    from narration.casting.spoken.rules import Variety

_CURRENCIES, _MAGNITUDES = table("currencies"), table("magnitudes")
_SIGN = one_of(_CURRENCIES)
_SCALE = one_of(_MAGNITUDES)
_AMOUNT = rf"(?:{NUMBER})"
_PATTERN = re.compile(
    rf"(?:(?P<one>\b[Aa]n?\s)|(?P<these>\b(?:{one_of(listed('before paid'))})\s))?"
    rf"(?P<run>(?P<minus>[-−](?=\D))?(?<![\w$])(?P<sign>{_SIGN})\s?(?P<low>{_AMOUNT})"
    rf"(?:\s?(?P<scale>(?:{_SCALE}))(?!\w))?"
    rf"(?:\s?[-–—]\s?(?:{_SIGN})?(?P<high>{_AMOUNT})(?:\s?(?P<top>(?:{_SCALE}))(?!\w))?)?)"
    r"(?![\w%]|\.\d)(?P<joint>-(?!an?-)[a-z])?(?:\s(?P<noun>[a-z]{2,20}))?"
)
_LETTERED = one_of(sign for sign in _CURRENCIES if sign[0].isalpha())
_ARTICLE = re.compile(rf"\b(?P<run>[Aa]n?)(?=\s(?:{_LETTERED})\s?(?P<low>{_AMOUNT}))")
"""Fits the sign, which is said after the number."""
_AFTER = re.compile(
    rf"(?P<one>\b[Aa]n?\s)?(?P<run>(?<![\w.,$£€])(?P<low>{_AMOUNT})\s?(?:(?P<scale>{_SCALE})\s?)?"
    rf"(?P<sign>{one_of(table('currencies after'))}))(?!\w)"
)


def _say(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    singular, plural, *small = _CURRENCIES[match["sign"]]
    low, high = match["low"], match["high"]
    scale, top = match["scale"], match["top"]
    minus = match["minus"]
    if high is not None:
        first = f"{_amount(low, scale)} {plural}" if scale and scale != top else _amount(low, None)
        last = f"{_amount(high, top or scale)} {_unit(match, high, singular, plural)}"
        return negative(span(first, last), minus)
    if scale is None and small and (cents := re.fullmatch(r"(.+)\.(\d\d)", low)):
        return negative(_coins(cents[1], cents[2], (singular, plural), small), minus)
    if scale is None and re.fullmatch(r"[\d,]+\.00", low):
        low = low[:-3]
    return negative(f"{_amount(low, scale)} {_unit(match, '' if scale else low, singular, plural)}", minus)


def _unit(match: re.Match[str], amount: str, singular: str, plural: str) -> str:
    """Return the currency in the number that fits: “a ten pound fine”."""
    pays = match["these"] and measured(match["noun"])
    return singular if amount == "1" or match["one"] or match["joint"] or pays else plural


def _amount(printed: str, scale: str | None) -> str:
    return f"{cardinal(printed)} {_MAGNITUDES[scale]}" if scale else cardinal(printed)


def _coins(whole: str, part: str, currency: tuple[str, str], small: list[str]) -> str:
    if whole == "0":
        return f"{cardinal(str(int(part)))} {small[0] if part == '01' else small[1]}"
    said = f"{cardinal(whole)} {currency[0] if whole == '1' else currency[1]}"
    if part == "00":
        return said
    if part[0] != "0":
        return f"{said} {cardinal(part)}"
    return saying("and", said, f"{cardinal(part[1])} {small[part != '01']}")


def _say_after(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    singular, plural = table("currencies after")[match["sign"]]
    return f"{_amount(match['low'], match['scale'])} {_unit_after(match, singular, plural)}"


def _unit_after(match: re.Match[str], singular: str, plural: str) -> str:
    return singular if match["one"] or (match["low"] == "1" and not match["scale"]) else plural


def _say_article(match: re.Match[str], variety: Variety) -> str:
    del variety
    vowel = cardinal(match["low"])[0] in "aeiu"  # “one” begins with none
    said = saying("article before a vowel" if vowel else "article")
    return said.capitalize() if match["run"][0].isupper() else said


RULES = (
    Rule("money", _PATTERN, _say, DIGITS),
    Rule("money", _ARTICLE, _say_article, DIGITS),
    Rule("money", _AFTER, _say_after, DIGITS),
)
