"""Telephone numbers, digit by digit in the groups in which they are printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.casting.spoken.numbers import digits, negative
from narration.casting.spoken.rules import DIGITS, Rule, one_of
from narration.casting.spoken.words import listed

if TYPE_CHECKING:
    from narration.casting.spoken.rules import Variety

_GROUP = re.compile(r"\+?\d+")
_WORLD = re.compile(r"(?<![\w+])\+\d{1,3}(?:[\s.-]?\(?\d{1,5}\)?){1,6}(?![\w-])")
_TRUNK = re.compile(r"(?<![\w.,(/-])\(?0\d{2,5}\)?(?:[\s-]\d{2,8}){1,3}(?![\w/-]|[.,]\d)")
_CLOSED = re.compile(r"(?<![\w.,/-])0\d{9,10}(?![\w/-]|[.,]\d)")
_AMERICAN = re.compile(r"(?<![\w.,/-])(?:1-)?(?:\(\d{3}\)\s?|\d{3}[-.])\d{3}[-.]\d{4}(?![\w/-])")
_CALLED = re.compile(
    rf"\b(?i:{one_of(listed('calling'))})\s(?:[a-z]{{1,8}}\s)?(?P<run>[1-9]\d\d(?:[-\s]\d{{4}})?)(?![\w-]|[.,]\d)"
)
_ALSO = re.compile(
    rf"\b(?i:{one_of(listed('calling'))})\s[1-9]\d\d\s(?:{one_of(listed('between amounts'))})\s"
    r"(?P<run>[1-9]\d\d)(?![\w-]|[.,]\d)"
)
_EMERGENCY = re.compile(
    rf"(?<![\w.,£$€-])(?P<run>{one_of(listed('emergency numbers'))})"
    rf"(?=\s(?:{one_of(listed('emergency services'))})\b)"
)
_LEAST, _MOST = 7, 15
"""Digits of a number: seven without an area code, fifteen by E.164."""


def _say(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    groups = _GROUP.findall(match[0])
    if not _LEAST <= sum(len(group.lstrip("+")) for group in groups) <= _MOST:
        return None
    return ", ".join(_group(group) for group in groups)


def _group(printed: str) -> str:
    return negative(digits(printed[1:]), "+") if printed[0] == "+" else digits(printed)


def _say_called(match: re.Match[str], variety: Variety) -> str:
    del variety
    return ", ".join(map(digits, _GROUP.findall(match["run"])))


RULES = (
    *(Rule("phone", pattern, _say, DIGITS) for pattern in (_WORLD, _TRUNK, _CLOSED, _AMERICAN)),
    *(Rule("phone", pattern, _say_called, DIGITS) for pattern in (_CALLED, _ALSO, _EMERGENCY)),
)
