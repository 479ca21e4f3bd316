"""Foreign names, spelled as an English voice reads them right: Andrii, Wałęsa, Erdoğan.

A language is told by its letters or by how its names end; then its spelling is rewritten,
longest piece first.  A piece with a hyphen counts at that end of the word alone.  Names that
begin as no English word does would be spelled: they get a vowel.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from narration.casting.spoken.rules import Rule, one_of
from narration.casting.spoken.words import listed, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narration.casting.spoken.rules import Variety

_ONSETS = table("onsets")
_ONSET = re.compile(rf"(?:{one_of(_ONSETS)})(?=\w)")
_DOTTED = frozenset(map(chr, range(0x1EA0, 0x1EFA)))  # Vietnamese vowels
_NAME = re.compile(r"(?<![\w.])[^\W\d_]{2,40}(?![\w.]\w|_)")


@dataclass(frozen=True, slots=True)
class _Spelling:
    """How one language spells."""

    told: re.Pattern[str]
    """What in a word tells the language."""
    pieces: re.Pattern[str]
    said: Mapping[str, str]


def _say(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    word = match[0]
    if word.isascii() and (not word[0].isupper() or word.isupper() or word in listed("english names")):
        return None
    said = word.lower()
    spelling = next((spelling for spelling in _spellings() if spelling.told.search(said)), None)
    if spelling is not None:
        said = _plain(spelling.pieces.sub(partial(_piece, spelling), said))
    if onset := _ONSET.match(said):
        said = f"{_ONSETS[onset[0]]}{said[onset.end() :]}"
    return _cased(word, said) if said != word.lower() else None


def _piece(spelling: _Spelling, piece: re.Match[str]) -> str:
    """Return what is said for a piece: the entry that counts where it stands."""
    first = "" if piece.start() else "-"
    last = "" if piece.end() < len(piece.string) else "-"
    keys = (f"{first}{piece[0]}{last}", f"{piece[0]}{last}", f"{first}{piece[0]}", piece[0])
    return next(spelling.said[key] for key in keys if key in spelling.said)


def _plain(said: str) -> str:
    """Return *said* without the marks of letters that no English dictionary has."""
    letters = (unicodedata.normalize("NFD", c)[0] if c in _DOTTED else c for c in said)
    return "".join(letters)


def _cased(printed: str, said: str) -> str:
    return said[:1].upper() + said[1:] if printed[0].isupper() else said


@lru_cache(maxsize=1)
def _spellings() -> tuple[_Spelling, ...]:
    return tuple(_spelling(**entry) for entry in table("names").values())


def _spelling(marks: str, said: Mapping[str, str]) -> _Spelling:
    return _Spelling(
        re.compile("|".join(_anchored(mark) for mark in marks.split())),
        re.compile("|".join(map(_anchored, sorted(said, key=lambda piece: (-len(piece.strip("-")), piece))))),
        said,
    )


def _anchored(piece: str) -> str:
    left = r"\A" if piece.startswith("-") else ""
    right = r"\Z" if piece.endswith("-") else ""
    return f"{left}{re.escape(piece.strip('-'))}{right}"


RULES = (Rule("name", _NAME, _say),)
