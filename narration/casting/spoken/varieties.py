"""British or American: told by the article's language, else by its places, spellings and dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.casting.spoken.rules import Variety, one_of
from narration.casting.spoken.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

_AMERICAN = re.compile(rf"(?<!\w)(?:{one_of(listed('american'))})(?!\w)")
_BRITISH = re.compile(rf"(?<!\w)(?:{one_of(listed('british'))})(?!\w)|£")
_FIGURES = re.compile(r"(?<![\w./])(\d\d?)/(\d\d?)/(?:\d{4}|\d\d)(?![\w/])")
_AMERICAN_LANGUAGES = ("en-us", "en-ca")


def variety(texts: Iterable[str], language: str) -> Variety:
    """Return whose English the *texts* of one article are in; British where nothing tells."""
    code = language.lower().replace("_", "-")
    if "-" in code:
        return Variety.AMERICAN if code.startswith(_AMERICAN_LANGUAGES) else Variety.BRITISH
    american = british = 0
    for text in texts:
        american += len(_AMERICAN.findall(text))
        british += len(_BRITISH.findall(text))
        for first, second in _FIGURES.findall(text):
            american += 5 * (int(second) > 12)  # no other date can be meant
            british += 5 * (int(first) > 12)
    return Variety.AMERICAN if american > british else Variety.BRITISH
