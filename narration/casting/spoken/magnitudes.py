"""Magnitudes without a currency: 3m people, 1.2bn, 10k."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.casting.spoken.numbers import ALONE, NUMBER, cardinal, span
from narration.casting.spoken.rules import DIGITS, Rule
from narration.casting.spoken.words import listed, table

if TYPE_CHECKING:
    from narration.casting.spoken.rules import Variety

_SCALES = table("magnitudes")
_METRES, _RACES, _COUNTED = listed("after metres"), listed("after kilometres"), listed("counted")
_PATTERN = re.compile(
    rf"{ALONE}(?P<run>(?P<low>{NUMBER})(?:\s?(?P<first>m|k|bn|tn)?[-–](?P<high>{NUMBER}))?\s?"
    r"(?P<scale>bn|tn|trn|mn|mln|k|K|m|M))(?!\w)(?:[-\s](?P<next>[^\W\d_]{1,20}))?"
)


def _say(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    scale, following = match["scale"], match["next"] or ""
    if scale == "m" and not _counts(following):
        return None
    if scale in {"M", "K"} and not _counts(following):
        return None  # 4K is a screen
    if scale == "k" and (following in _RACES or " " in match["run"]):
        return None
    said = f"{cardinal(match['high'] or match['low'])} {_SCALES[scale]}"
    return span(cardinal(match["low"]), said) if match["high"] else said


def _counts(word: str) -> bool:
    """Return whether *word* names what is counted by the million, not measured in metres."""
    return word not in _METRES and (word in _COUNTED or (word.islower() and word.endswith("s")))


RULES = (Rule("magnitude", _PATTERN, _say, DIGITS),)
