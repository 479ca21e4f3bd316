"""Where sentences end: text into sentences that join to the same text."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 600
"""Longest piece that is said in one go, in characters: about 40 s of speech, and an engine's clip that
fails is said again as a whole."""
MOST_WORDS = 60
"""Most words of such a piece: a sentence of more (Ciceronian, or a list) is cut wherever it can be."""

BREATH = 40
"""Words above which a sentence is breathed in near its middle, if there is punctuation: news has 4 % of such
sentences.  People carry 5 to 25 words on a breath; 40 are 14 s at the usual rate (ADR 70)."""

_END = re.compile(
    r"""(?<![.!?…])(?P<mark>[.!?…]+)  # what ends a sentence,
        [”’"'»›)\]』」]*               # with the marks that close around it,
        (?P<space>\s+)
        (?=[“‘"'«‹(\[『「¿¡–—-]*\s?(?P<next>\w+))""",
    re.VERBOSE,
)
_WIDE = re.compile(r"[。！？]+[”’」』）]*")
"""Ends of sentences that need no space after them (Chinese, Japanese)."""

_BEFORE = re.compile(r"[^\W\d_][\w.’'-]*$")
"""The word a full stop belongs to; its own full stops count (“e.g”)."""
_PLACE = re.compile(r"[A-Z]{2}[\w.'’ -]{0,40}(?:, [A-Z][\w.]{1,10})?")
"""Where a story was written, before a dash: “ORRIN, Mont. — The”."""
_LETTERS = re.compile(r"(?:\w\.)*\w")
"""Initials: J, U.S, a.m."""


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence; each takes the white space after it along.

    The rule errs towards long sentences: a pause that is missing disturbs less
    than one in the middle of a name.  Runs in time proportional to the text.
    """
    ends = [match.end("space") for match in _END.finditer(text) if _is_end(text, match)]
    if wide := [match.end() for match in _WIDE.finditer(text) if match.end() < len(text)]:
        ends = sorted({*ends, *wide})
    starts = [0, *ends]
    return list(zip(starts, [*ends, len(text)], strict=True)) if text else []


def breaths(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of the pieces of one sentence, none of them too long to be said in one go.

    A long sentence is cut after clause punctuation; one that is too long, if there
    is none, at a space, and text without a space anywhere.
    """
    words = [space.start() for space in _SPACE.finditer(text)]
    pieces = []
    start = 0
    while start < len(text):
        end = _breath(text, start, len(words) - bisect_left(words, start) + 1)
        limit = _limit(text, start)
        if end is None or end > limit + 1:
            end = _cut(text, start, limit) if limit < len(text) else len(text)
        pieces.append((start, end))
        start = end
    return pieces


def _is_end(text: str, match: re.Match[str]) -> bool:
    """Return whether a sentence ends at *match*, which only a lower case word or an abbreviation denies."""
    following = match["next"]
    if text[match.end()] in "–—-" and _PLACE.fullmatch(text, 0, match.start()):
        return False
    if following[0].islower() or match["mark"] != ".":
        return not following[0].islower()
    found = _BEFORE.search(text, max(0, match.start() - 24), match.start())
    word = found[0].casefold() if found else ""
    lists = _abbreviations()
    if word in lists["titles"]:
        return False
    if word in lists["numbered"]:
        return not following[0].isdecimal()
    if word in lists["short"] or _LETTERS.fullmatch(word):
        return following.casefold() in lists["openers"]
    return True


@lru_cache(maxsize=1)
def _abbreviations() -> Mapping[str, frozenset[str]]:
    """Return the lists of ``abbreviations.toml``."""
    text = files(__package__).joinpath("abbreviations.toml").read_text(encoding="utf-8")
    return MappingProxyType({name: frozenset(words.split()) for name, words in tomllib.loads(text).items()})


_STRONG = re.compile(r"[;:—–][”’\"']*\s+|\s+[—–]\s+")
_CLAUSE = re.compile(r"[;:,—–)][”’\"']*\s+|\s+[—–]\s+")
_SPACE = re.compile(r"\s+")


def _breath(text: str, start: int, words: int) -> int | None:
    """Return where a sentence is breathed in that goes on for so many *words* from *start*, if it is.

    Near the end of an even share of it, half of one to either side at most.
    """
    shares = -(-words // BREATH)
    if shares < 2:
        return None
    share = (len(text) - start) // shares
    for place in (_STRONG, _CLAUSE):
        ends = [match.end() for match in place.finditer(text, start + share // 2, start + share * 3 // 2)]
        if ends:
            return min(ends, key=lambda end: abs(end - start - share))
    return None


def _limit(text: str, start: int) -> int:
    """Return where a piece from *start* is too long, the end of the text if it is not."""
    end = min(len(text), start + LONGEST)
    spaces = _SPACE.finditer(text, start, end)
    return next((space.start() for n, space in enumerate(spaces, 1) if n == MOST_WORDS), end)


def _cut(text: str, start: int, limit: int) -> int:
    """Return where to end a piece that starts at *start*: in its last two thirds if there is a place."""
    least = start + (limit - start) // 3
    for place in (_CLAUSE, _SPACE):
        ends = [match.end() for match in place.finditer(text, least, limit + 1)]
        if ends:
            return ends[-1]
    return limit
