"""Parts a text into the stretches that are its blocks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from narration.articles.marks import CLOSING, ends_a_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

NARROWEST, WIDEST = 30, 200
"""Characters: a column of running text is not narrower, and nothing wider was ever wrapped by hand."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space at its ends."""

    start: int
    end: int
    first_word: int
    """Length of its first word."""
    number: int
    """Of the line in the text, from 0."""


@dataclass(frozen=True, slots=True)
class Stretches:
    """The stretches of source that are blocks, and how they were found."""

    spans: tuple[tuple[int, int], ...]
    joined: int = 0
    """How many line ends inside them are read as spaces."""
    width: int = 0
    """Characters of a full line, if lines were joined."""


def stretches(text: str, start: int = 0) -> Stretches:
    """Part ``text[start:]`` into blocks.

    Blank lines part blocks.  Lines that follow one another without a blank
    line are blocks of their own, unless the text is hard-wrapped: most of
    these line ends stand in mid-sentence.  Then a full line, or one that goes
    on in lower case, is joined with the next.
    """
    lines = list(_lines(text, start))
    ends = [(a, b) for a, b in pairwise(lines) if b.number == a.number + 1]
    wrapped = [a.end - a.start for a, b in ends if _goes_on(text, a, b)]
    if not wrapped or 2 * len(wrapped) < len(ends):
        return Stretches(tuple((line.start, line.end) for line in lines))
    # three quarters of the way up: a few lines may stick out of the column
    width = max(NARROWEST, sorted(wrapped)[len(wrapped) * 3 // 4])
    joins = {a.number for a, b in ends if _is_full(a, b, width) or _goes_on(text, a, b)}
    return Stretches(tuple(_join(lines, joins)), len(joins), width)


def _lines(text: str, start: int) -> Iterator[Line]:
    for number, raw in enumerate(text[start:].splitlines(keepends=True)):
        stripped = raw.strip()
        if stripped:
            left = start + len(raw) - len(raw.lstrip())
            yield Line(left, left + len(stripped), len(stripped.split(maxsplit=1)[0]), number)
        start += len(raw)


def _goes_on(text: str, line: Line, following: Line) -> bool:
    """Whether a sentence runs from *line* into *following*, as far as the letters show.

    Short lines do not, they are lists; nor do very long ones, they are paragraphs.
    """
    if not NARROWEST <= line.end - line.start <= WIDEST:
        return False
    last = text[max(line.start, line.end - 5) : line.end].rstrip(CLOSING)
    return not ends_a_sentence(last) and text[following.start].islower()


def _is_full(line: Line, following: Line, width: int) -> bool:
    """Whether the first word of *following* had no room on *line*."""
    return line.end - line.start + 1 + following.first_word > width


def _join(lines: list[Line], joins: set[int]) -> Iterator[tuple[int, int]]:
    start = None
    for line in lines:
        start = line.start if start is None else start
        if line.number not in joins:
            yield start, line.end
            start = None
