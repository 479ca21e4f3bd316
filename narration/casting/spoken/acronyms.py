"""Acronyms said as letters or as words, types of arms, roads: WHO, NLAWs, F-16s, M777."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.casting.spoken.numbers import cardinal, digits, hundreds, plural
from narration.casting.spoken.rules import DIGITS, Rule, one_of
from narration.casting.spoken.words import listed, table

if TYPE_CHECKING:
    from narration.casting.spoken.rules import Variety

_SPELLED, _WORDS = listed("spelled"), table("acronyms")
_LISTED = re.compile(rf"(?<![\w.&-])(?P<word>{one_of({*_SPELLED, *_WORDS})})(?P<s>s)?(?![\w&])")
_LETTERS_S = re.compile(r"(?<![\w.&-])(?P<word>[A-Z]{2,5})(?P<s>s)\b(?!\.\w)")
_TYPE = re.compile(r"(?<![\w.])(?P<letters>[A-Z][A-Za-z]{0,3})-(?P<number>\d{1,3})(?P<s>s)\b")
_HUNDREDS = re.compile(r"(?<![\w.-])(?P<letter>[A-Z])(?P<number>[1-9]\d\d)(?P<s>s)?(?![\w-]|[.,]\d)")
_FIGURES = re.compile(
    rf"\b(?:{one_of(listed('called by figures'))})\s"
    r"(?P<run>(?P<number>[1-9]\d\d)(?:-(?P<model>[1-9]\d\d))?(?P<s>s)?)(?![\w-]|[.,]\d)"
)
_POSTCODE = re.compile(r"(?<![\w.-])[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}(?![\w-])")
_PART = re.compile(r"[A-Z]+|\d+|\s")
_ERA = re.compile(r"\bAD(?=\s\d{1,4}\b)|(?<=\d\s)AD\b")
_NEAR = 40
"""How far to look for small letters, in characters: a headline's width."""
_VOWELS = frozenset("AEIOUY")


def spelled(word: str) -> str:
    """Return *word* so that engines say its letters; a dot at the end would end a clause."""
    return ".".join(word)


def _say_listed(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    word = match["word"]
    around = match.string[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    if word not in _WORDS and around.isupper() and around != match[0]:
        return None  # a headline in capitals: WHO may be “who”
    said = _WORDS.get(word) or spelled(word)
    if not match["s"]:
        return said
    return f"{said}s" if word in _WORDS else f"{said}’s"


def _say_letters(match: re.Match[str], variety: Variety) -> str | None:
    """Letters that no word begins or ends with are letters in the plural, too."""
    del variety
    word = match["word"]
    return None if _VOWELS & set(word) and len(word) > 3 else f"{spelled(word)}’s"


def _say_type(match: re.Match[str], variety: Variety) -> str:
    del variety
    letters, number = match["letters"], match["number"]
    word = len(letters) > 1 and not letters.isupper()
    return f"{letters if word else spelled(letters)} {plural(cardinal(number))}"


def _say_hundreds(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    said = hundreds(match["number"])
    return f"{match['letter']}-{plural(said) if match['s'] else said}"


def _say_figures(match: re.Match[str], variety: Variety) -> str:
    del variety
    said = " ".join(hundreds(part) for part in (match["number"], match["model"]) if part)
    return plural(said) if match["s"] else said


def _say_postcode(match: re.Match[str], variety: Variety) -> str:
    """Letters by themselves, figures by themselves, a breath between the halves."""
    del variety
    parts = (
        ", " if part.isspace() else f" {spelled(part)}" if part.isalpha() else f" {digits(part)}"
        for part in _PART.findall(match[0])
    )
    return " ".join("".join(parts).replace(" ,", ",").split())


def _say_era(match: re.Match[str], variety: Variety) -> str:
    del variety
    return spelled(match[0])


RULES = (
    Rule("acronym", _LISTED, _say_listed),
    Rule("acronym", _LETTERS_S, _say_letters, "s"),
    Rule("acronym", _ERA, _say_era, "A"),
    Rule("address", _POSTCODE, _say_postcode, DIGITS),
    Rule("type", _FIGURES, _say_figures, DIGITS),
    Rule("type", _TYPE, _say_type, DIGITS),
    Rule("type", _HUNDREDS, _say_hundreds, DIGITS),
)
