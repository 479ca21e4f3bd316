"""About how long espeak-ng takes to say something."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narration.model import Utterance

START = 0.2
"""Seconds that any utterance takes."""

CAPITAL = 0.15
"""Seconds for a letter of a word in capitals, which may be spelled."""

_KINDS = {"L": 0.053, "M": 0.053, "N": 0.25, "Z": 0.053, "P": 0.1, "S": 0.8, "C": 0.0}
"""Seconds for a character by its Unicode category, at 175 words a minute: fitted to 1,195 sentences of
news, which take 0.6 to 1.8 times that (digits are said as words, signs and pictures by their names)."""

_WIDE = 0.25
"""Seconds for a character of Chinese, Japanese or Korean: a syllable or more."""

_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")


def seconds(utterance: Utterance) -> float:
    """Return about how many seconds *utterance* takes."""
    text = utterance.text
    spelled = sum(len(word) for word in _CAPITALS.findall(text))
    return (START + sum(map(_character, text)) + CAPITAL * spelled) * 175 / utterance.timbre.rate


def _character(character: str) -> float:
    if unicodedata.east_asian_width(character) == "W" and character.isalpha():
        return _WIDE
    return _KINDS[unicodedata.category(character)[0]]
