"""Numbers in words: the one door to num2words."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from num2words import num2words

from narration.casting.spoken.words import saying, table

NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.\d{1,6})?"
"""An amount as papers print it."""
ALONE = r"(?<![\w.,])"
"""Before a number that is not the end of another."""

_PLURALS = table("plurals")
_LANGUAGE = saying("num2words")


@lru_cache(maxsize=4096)
def cardinal(printed: str) -> str:
    """Return an amount in words: “3.5”, “1,200”."""
    plain = printed.replace(",", "")
    whole, _, part = plain.partition(".")
    said = cast("str", num2words(int(whole), lang=_LANGUAGE)).replace(",", "")
    return saying("decimal", said, " ".join(map(_digit, part))) if part else said


@lru_cache(maxsize=1024)
def ordinal(number: int) -> str:
    """Return “twenty-second” for 22."""
    return cast("str", num2words(number, to="ordinal", lang=_LANGUAGE)).replace(",", "")


@lru_cache(maxsize=1024)
def year(number: int) -> str:
    """Return a year as it is said: “nineteen oh-five”, “two thousand and five”."""
    return cast("str", num2words(number, to="year", lang=_LANGUAGE)).replace("oh-", "oh ")


def digits(printed: str) -> str:
    """Return each digit of *printed* by itself."""
    return " ".join(saying("0 in a row") if digit == "0" else _digit(digit) for digit in printed)


def pair(printed: str) -> str:
    """Return two digits as after a hundred or an hour: “oh five”, “thirty”."""
    return digits(printed) if printed[0] == "0" else cardinal(printed)


def hundreds(printed: str) -> str:
    """Return three digits as a road or a type is called by them: “seven seventy-seven”, “three oh three”."""
    hundred, rest = cardinal(printed[0]), printed[1:]
    return saying("hundred", hundred) if rest == "00" else f"{hundred} {pair(rest)}"


def negative(said: str, sign: str | None = "-") -> str:
    """Return an amount in words with what is said for the *sign* before it, if there is one."""
    return saying("plus" if sign == "+" else "minus", said) if sign else said


def span(first: str, last: str) -> str:
    """Return “ten to fifteen”."""
    return saying("range", first, last)


def plural(word: str) -> str:
    """Return the plural of a number in words: “sixteens”, “sixes”, “nineties”."""
    end = next(end for end in _PLURALS if word.endswith(end))
    return word.removesuffix(end) + str(_PLURALS[end])


def _digit(digit: str) -> str:
    return cardinal(digit)
