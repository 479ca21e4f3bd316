"""Times of day: 7.30pm, 20:30, 9am-5pm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.casting.spoken.numbers import ALONE, cardinal, pair, span
from narration.casting.spoken.rules import DIGITS, Rule, one_of
from narration.casting.spoken.words import listed, saying, table

if TYPE_CHECKING:
    from narration.casting.spoken.rules import Variety

_CLOCK = r"(?:[01]?\d|2[0-3])"
_HALF = r"(?:[ap]m|[AP]M|(?:[ap]\.\s?m|[AP]\.\s?M)\b(?:\.(?![”’\"']|\s?\Z))?)"
"""With the full stop that ends no sentence."""
_DAY = re.compile(
    rf"{ALONE}(?P<run>(?P<hour>{_CLOCK})(?:[.:](?P<minute>[0-5]\d))?(?:\s?(?P<early>{_HALF}))?"
    rf"(?:\s?[-–]\s?(?P<end>{_CLOCK})(?:[.:](?P<past>[0-5]\d))?)?\s?(?P<half>{_HALF}))(?!\w)"
)
_COLON = re.compile(rf"{ALONE}(?<!:)(?P<hour>{_CLOCK}):(?P<minute>[0-5]\d)(?![\w:]|[.,]\d)")

_COLON_SPAN = re.compile(
    rf"{ALONE}(?<!:)(?P<hour>{_CLOCK}):(?P<minute>[0-5]\d)\s?[-–]\s?(?P<end>{_CLOCK}):(?P<past>[0-5]\d)(?![\w:]|[.,]\d)"
)
_ZONED = re.compile(
    rf"{ALONE}(?<!:)(?P<run>(?P<hour>{_CLOCK})[.:](?P<minute>[0-5]\d))(?=\s?(?:{one_of(listed('zones'))})\b)"
)
_MILITARY = re.compile(
    rf"{ALONE}(?P<run>(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d))"
    rf"(?=\s?(?:{one_of(listed('military time'))})\b(?!\sof\b))"
)
_DURATION = re.compile(
    rf"{ALONE}(?<!:)(?P<hours>\d{{1,2}}):(?P<minutes>[0-5]\d):(?P<seconds>[0-5]\d)(?![\w:]|[.,]\d)"
)
_AT = re.compile(r"\b[Aa]t\s\Z")
"""Before a time of day."""


def _say_day(match: re.Match[str], variety: Variety) -> str:
    del variety
    start = _clock(match["hour"], match["minute"])
    if match["early"]:
        start = f"{start} {_half(match['early'])}"
    if match["end"]:
        start = span(start, _clock(match["end"], match["past"]))
    return f"{start} {_half(match['half'])}"


def _half(printed: str) -> str:
    return saying("am" if printed[0] in "aA" else "pm")


def _clock(hour: str, minute: str | None) -> str:
    said = cardinal(str(int(hour)))
    return said if minute in {None, "00"} else f"{said} {pair(minute)}"


def _say_colon(match: re.Match[str], variety: Variety) -> str:
    del variety
    return _of_day(int(match["hour"]), match["minute"])


def _say_colon_span(match: re.Match[str], variety: Variety) -> str:
    del variety
    return span(
        _of_day(int(match["hour"]), match["minute"]),
        _of_day(int(match["end"]), match["past"]),
    )


def _of_day(hour: int, minute: str) -> str:
    if minute == "00" and 1 <= hour <= 12:
        return saying("full hour", cardinal(str(hour)))
    said = cardinal(str(hour))
    return saying("full hours", said) if minute == "00" else f"{said} {pair(minute)}"


def _say_military(match: re.Match[str], variety: Variety) -> str:
    del variety
    hour, minute = pair(match["hour"]), match["minute"]
    return saying("full hours", hour) if minute == "00" else f"{hour} {pair(minute)}"


def _say_duration(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    if _AT.search(match.string[max(0, match.start() - 4) : match.start()]):
        return None
    parts = ((str(int(match[name])), names) for name, names in table("duration").items())
    return saying("duration", *(f"{cardinal(number)} {names[number != '1']}" for number, names in parts))


RULES = (
    Rule("time", _DAY, _say_day, DIGITS),
    Rule("time", _COLON_SPAN, _say_colon_span, DIGITS),
    Rule("time", _ZONED, _say_colon, DIGITS),
    Rule("time", _MILITARY, _say_military, DIGITS),
    Rule("time", _COLON, _say_colon, DIGITS),
    Rule("time", _DURATION, _say_duration, DIGITS),
)
