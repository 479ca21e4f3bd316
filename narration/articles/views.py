"""Makes the view in which a stretch of source is read."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from narration.source import View

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTROLS = frozenset(
    letter for letter in map(chr, (*range(0x20), *range(0x7F, 0xA0))) if not letter.isspace()
)
INVISIBLE = _CONTROLS | frozenset(
    "\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
"""Characters that print nothing: controls (which a terminal would obey), soft hyphen, zero width space, word
joiner, direction marks …  Zero width joiners and non-joiners stay: they shape the letters beside them."""

LONGEST_CLUSTER = 31
"""A letter and thirty marks (the stream-safe limit of Unicode Annex 15); longer ones are left as printed,
since putting marks in order takes time by the square."""


def view(text: str, start: int, end: int) -> View:
    """Return ``text[start:end]`` as it is to be read.

    Invisible characters are left out, white space of every kind (no-break
    spaces, hard line ends) becomes one space, letters are composed (NFC).  A
    line that ends in a hyphen inside a word is joined without a space.
    """
    letters: list[str] = []
    places: list[int] = []
    for place in range(start, end):
        letter = text[place]
        if letter in INVISIBLE:
            continue
        if letter.isspace():
            if letters and letters[-1] == " ":
                continue
            letter = " "
        elif _inside_a_word(letters, letter, text, place):
            letters.pop()
            places.pop()
        letters.append(letter)
        places.append(place)
    joined = "".join(letters)
    if unicodedata.is_normalized("NFC", joined):
        return View(joined, (*places, end))
    return _composed(letters, [*places, end])


def _inside_a_word(letters: list[str], letter: str, text: str, place: int) -> bool:
    """Whether the space before *letter* is only a line end after a hyphen."""
    return (
        letter.islower()
        and len(letters) > 2
        and letters[-1] == " "
        and letters[-2] in "-‐"
        and letters[-3].isalpha()
        and text[place - 1] in "\r\n"
    )


def _composed(letters: list[str], places: list[int]) -> View:
    composed: list[str] = []
    where: list[int] = []
    for first, last in _clusters(letters):
        raw = "".join(letters[first:last])
        nfc = raw if last - first > LONGEST_CLUSTER else unicodedata.normalize("NFC", raw)
        composed.append(nfc)
        where += (places[min(first + i, last - 1)] for i in range(len(nfc)))
    return View("".join(composed), (*where, places[-1]))


def _clusters(letters: list[str]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of each letter with all that may be composed with it."""
    first = 0
    for i, letter in enumerate(letters):
        if i and not _joins(letter):
            yield first, i
            first = i
    if letters:
        yield first, len(letters)


def _joins(letter: str) -> bool:
    """Whether *letter* can be composed with the one before: a mark, or a later part of a syllable."""
    if letter < "\u0300":
        return False
    return (
        unicodedata.category(letter)[0] == "M"
        or "\u1160" <= letter <= "\u11ff"  # Hangul vowels, final consonants
        or "\U00016d63" <= letter <= "\U00016d6a"  # Kirat Rai vowels
    )
