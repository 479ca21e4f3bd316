"""Words in other scripts, spelled as an English voice can read them: Cyrillic, Greek, Arabic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.casting.spoken.rules import Rule
from narration.casting.spoken.words import table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narration.casting.spoken.rules import Variety

_CYRILLIC = re.compile(r"[\u0400-\u052f](?:[\u0400-\u052f’'ʼ]{0,60}[\u0400-\u052f])?")
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]{1,60}")
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u064b-\u0652\u0640]{1,60}")
_UKRAINIAN = frozenset("іїєґІЇЄҐ")
_NEAR = 300
"""How far the letters reach that tell Ukrainian from Russian, in characters: a few sentences."""
_ARTICLE = re.compile(r"\Aال(?=..)")
_CONSONANTS = frozenset("bcdfghjklmnpqrstvwxyz")
_ACCENTS = str.maketrans("άέήίόύώϊϋΐΰς", "αεηιουωιυιυσ")


def _say_cyrillic(match: re.Match[str], variety: Variety) -> str:
    del variety
    letters = dict(table("cyrillic"))
    if not _UKRAINIAN.isdisjoint(match.string[max(0, match.start() - _NEAR) : match.end() + _NEAR]):
        letters |= table("ukrainian")
    return _cased(match[0], _spelled(re.sub("[’'ʼ]", "", match[0]).lower(), letters))


def _say_greek(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    if len(match[0]) == 1:
        return str(table("greek letters").get(match[0].lower(), "")) or None
    return _cased(match[0], _spelled(match[0].lower().translate(_ACCENTS), table("greek")))


def _say_arabic(match: re.Match[str], variety: Variety) -> str | None:
    """Short vowels are not printed: one between any two consonants makes a word that can be said."""
    del variety
    said = ""
    for letter in _ARTICLE.sub("al-", match[0]):
        sound = table("arabic").get(letter, letter if letter == "-" or letter.isascii() else "")
        between = said[-1:] in _CONSONANTS and sound[:1] in _CONSONANTS and said and sound
        said += f"a{sound}" if between else sound
    return said.capitalize() or None


def _spelled(word: str, letters: Mapping[str, str]) -> str:
    """Return *word* letter by letter, pairs of letters first."""
    said, at = "", 0
    while at < len(word):
        size = 2 if word[at : at + 2] in letters else 1
        letter = word[at : at + size]
        said += letters.get(letter, letter if letter.isascii() else "")
        at += size
    return said


def _cased(printed: str, said: str) -> str:
    return said.capitalize() if printed[0].isupper() else said


RULES = (
    Rule("script", _CYRILLIC, _say_cyrillic),
    Rule("script", _GREEK, _say_greek),
    Rule("script", _ARABIC, _say_arabic),
)
