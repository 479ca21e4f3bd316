"""Numbers in words: the one door to num2words."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from num2words import num2words

NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.\d{1,6})?"
"""An amount as papers print it."""
ALONE = r"(?<![\w.,])"
"""Before a number that is not the end of another."""

_PLURALS = {"x": "es", "y": "ies"}


@lru_cache(maxsize=4096)
def cardinal(printed: str) -> str:
    """Return an amount in words: “3.5”, “1,200”."""
    plain = printed.replace(",", "")
    whole, _, part = plain.partition(".")
    said = cast("str", num2words(int(whole))).replace(",", "")
    return f"{said} point {' '.join(map(_digit, part))}" if part else said


@lru_cache(maxsize=1024)
def ordinal(number: int) -> str:
    """Return “twenty-second” for 22."""
    return cast("str", num2words(number, to="ordinal")).replace(",", "")


@lru_cache(maxsize=1024)
def year(number: int) -> str:
    """Return a year as it is said: “nineteen oh-five”, “two thousand and five”."""
    return cast("str", num2words(number, to="year")).replace("oh-", "oh ")


def digits(printed: str, zero: str = "oh") -> str:
    """Return each digit of *printed* by itself."""
    return " ".join(zero if digit == "0" else _digit(digit) for digit in printed)


def pair(printed: str) -> str:
    """Return two digits as after a hundred or an hour: “oh five”, “thirty”."""
    return f"oh {_digit(printed[1])}" if printed[0] == "0" else cardinal(printed)


def plural(word: str) -> str:
    """Return the plural of a number in words: “sixteens”, “sixes”, “nineties”."""
    ending = _PLURALS.get(word[-1])
    if ending is None:
        return f"{word}s"
    return f"{word[:-1] if ending == 'ies' else word}{ending}"


def _digit(digit: str) -> str:
    return cardinal(digit)
