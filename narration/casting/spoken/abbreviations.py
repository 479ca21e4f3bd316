"""Abbreviations: St by place, No 10, Lt Col, vs, approx."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.casting.spoken.numbers import cardinal
from narration.casting.spoken.rules import Rule, one_of
from narration.casting.spoken.words import listed, table

if TYPE_CHECKING:
    from narration.casting.spoken.rules import Variety

_DOT = r"(?:\.(?=\s[a-z\d(“‘\"']|[,;:)]))?"
"""A full stop that ends no sentence."""
_TITLES, _ANYWHERE, _TRAILING = table("titles"), table("anywhere"), table("trailing")
_DOTTED, _ROADS = table("with a full stop"), table("roads")
_TITLE = re.compile(
    rf"(?<![\w.])(?P<run>(?P<word>{one_of(_TITLES)})\.?)(?=\s[A-Z])(?!\s[A-Z]\b(?!\.|\s[A-Z]))"
)
"""Not before a letter by itself: “Gen Z”."""
_WORD = re.compile(rf"(?<![\w./])(?P<run>(?P<word>{one_of(_ANYWHERE)}){_DOT})(?![\w/]|\.\w)")
_FULL = re.compile(rf"(?<![\w./])(?P<run>(?P<word>{one_of(_DOTTED)})\.)(?=[\s,;:)])")
_STATE = re.compile(rf"(?<=[a-z],\s)(?P<run>(?P<word>{one_of(table('states'))}))(?!\w)")
_COMPASS = re.compile(
    rf"(?<![\w.])(?P<run>(?P<word>{one_of(table('compass'))})\.?)"
    rf"(?=\s(?:{one_of(listed('compass places'))})\b)"
)
_TRAIL = re.compile(rf"(?<=[\w.])(?:,?\s)(?P<run>(?P<word>{one_of(_TRAILING)}){_DOT})(?![\w’'])")
_OPENER = rf"(?:{one_of(listed('openers'))})\b"
_ROAD = re.compile(
    rf"(?<=[\w’'])\s(?P<run>(?P<word>{one_of(_ROADS)}){_DOT})(?!\w|\.\w|\.?\s(?!{_OPENER}|[NS]?[EW]\b|[NS]\b)[A-Z])"
)
_BEFORE_ROAD = re.compile(r"(?:\b[A-Z][\w’']{0,20}|\d(?:st|nd|rd|th))\Z")
_SAINT = re.compile(rf"(?<![\w.])(?P<run>(?P<word>St|Sts)(?:\.(?!\s{_OPENER}))?)(?=\s[A-Z])")
_NUMBER = re.compile(r"(?<![\w.])(?P<run>(?P<word>No|Nos|no|nos)(?P<dot>\.?))\s?(?=\d)")
_TEN = re.compile(r"(?<![\w.])No\.?\s?(?P<ten>1[0-2])(?![\w,.:/%-]\d|\w)")
_SAINTS, _NUMBERS = table("saints"), table("numbers")


def _say_number(match: re.Match[str], variety: Variety) -> str | None:
    """Small letters need a full stop: there are “no 10 ways about it”."""
    del variety
    if match["word"].islower() and not match["dot"]:
        return None
    space = "" if match[0][-1].isspace() else " "
    return f"{_NUMBERS[match['word']]}{space}"


def _say_ten(match: re.Match[str], variety: Variety) -> str:
    del variety
    return f"{_NUMBERS['No']} {cardinal(match['ten']).capitalize()}"


def _say_road(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    before = match.string[max(0, match.start() - 22) : match.start()]
    return str(_ROADS[match["word"]]) if _BEFORE_ROAD.search(before) else None


def _say_saint(match: re.Match[str], variety: Variety) -> str:
    del variety
    return str(_SAINTS[match["word"]])


def _say_title(match: re.Match[str], variety: Variety) -> str:
    del variety
    return str(_TITLES[" ".join(match["word"].split())])


def _say_word(match: re.Match[str], variety: Variety) -> str:
    del variety
    return str(_ANYWHERE[" ".join(match["word"].split())])


def _say_full(match: re.Match[str], variety: Variety) -> str:
    del variety
    return str(_DOTTED[match["word"]])


def _say_trail(match: re.Match[str], variety: Variety) -> str:
    del variety
    return str(_TRAILING[match["word"]])


def _say_compass(match: re.Match[str], variety: Variety) -> str:
    del variety
    return str(table("compass")[match["word"]])


def _say_state(match: re.Match[str], variety: Variety) -> str:
    """A full stop that also ends the sentence stays one."""
    del variety
    ends = match["word"].endswith(".") and not match.string[match.end() :].strip(" ”’\"')")
    return f"{table('states')[match['word']]}{'.' if ends else ''}"


_SAYERS = (
    (_SAINT, _say_saint),
    (_ROAD, _say_road),
    (_TITLE, _say_title),
    (_WORD, _say_word),
    (_FULL, _say_full),
    (_TRAIL, _say_trail),
    (_STATE, _say_state),
    (_COMPASS, _say_compass),
)
RULES = (
    Rule("abbreviation", _TEN, _say_ten, "N"),
    Rule("abbreviation", _NUMBER, _say_number, "Nn"),
    *(Rule("abbreviation", pattern, say) for pattern, say in _SAYERS),
)
