"""Magnitudes without a currency: 3m people, 1.2bn, 10k."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.casting.spoken.numbers import ALONE, NUMBER, cardinal, span
from narration.casting.spoken.rules import DIGITS, Rule, one_of
from narration.casting.spoken.words import listed, table

if TYPE_CHECKING:
    from narration.casting.spoken.rules import Variety

_SCALES = table("magnitudes")
_METRES, _RACES, _COUNTED = listed("after metres"), listed("after kilometres"), listed("counted")
_PEOPLE, _WHOM = listed("after millions"), listed("of whom")
_SOLD = re.compile(rf"\b(?i:{one_of(listed('before millions'))})(?:\s[a-z]{{2,7}}){{0,2}}\s\Z")
_NEAR = 32
"""How far before a magnitude its cue may stand, in characters: the word and two small ones."""
_NEXT = r"(?!\w)(?:[-\s](?P<next>[^\W\d_]{1,20}))?(?:\s(?P<then>[^\W\d_]{1,20}))?"
_TYPE = r"(?<![A-Z]-)"
"""No type of arms before it: “T-90M tanks”."""
_PATTERN = re.compile(
    rf"{ALONE}{_TYPE}(?P<run>(?P<low>{NUMBER})(?:\s?(?P<first>m|k|bn|tn)?[-–](?P<high>{NUMBER}))?\s?"
    rf"(?P<scale>bn|tn|trn|mn|mln|k|K|m|M)){_NEXT}"
)
_PAIR = re.compile(
    rf"{ALONE}(?P<run>(?P<low>{NUMBER})(?P<first>m|bn|tn)\s(?P<joint>{one_of(listed('between amounts'))})"
    rf"\s(?P<high>{NUMBER})(?P<scale>m|bn|tn)){_NEXT}"
)


def _say(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    scale = match["scale"]
    if scale == "m" and not _counts(match):
        return None
    if scale in {"M", "K"} and not _counts(match):
        return None  # 4K is a screen
    if scale == "k" and (match["next"] in _RACES or " " in match["run"]):
        return None
    said = f"{cardinal(match['high'] or match['low'])} {_SCALES[scale]}"
    return span(cardinal(match["low"]), said) if match["high"] else said


def _say_pair(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    if match["scale"] == "m" and not _counts(match):
        return None
    first, last = (
        f"{cardinal(match[n])} {_SCALES[match[s]]}" for n, s in (("low", "first"), ("high", "scale"))
    )
    return f"{first} {match['joint']} {last}"


def _counts(match: re.Match[str]) -> bool:
    """Return whether the words around tell what is counted by the million, not measured in metres."""
    word, then = match["next"] or "", match["then"] or ""
    if word in _METRES:
        return False
    if word in _COUNTED or word in _PEOPLE or (word == "of" and then in _WHOM):
        return True
    if word.endswith("s") and word.isalpha():
        return True  # “3m Britons” as well
    if word.istitle() and (then in _COUNTED or then.endswith("s")):
        return True
    return bool(_SOLD.search(match.string[max(0, match.start("run") - _NEAR) : match.start("run")]))


RULES = (Rule("magnitude", _PATTERN, _say, DIGITS), Rule("magnitude", _PAIR, _say_pair, DIGITS))
