"""Texts that people wrote: places (line, column) in them, views that remember those places."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST = 4_000_000
"""Bytes in a file: more than *War and Peace* has (3.2 MB), less than would fill the memory."""

EXCERPT = 100
"""Longest piece of a source line that a message shows, in characters (a terminal's width and a little)."""

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a text that a person can go to."""

    name: str
    """The path as the user gave it, or ``<stdin>``."""

    line: int
    """From 1."""

    column: int
    """From 1, in code points."""

    excerpt: str = ""
    """The source line, or the part of a long line around the column."""

    caret: int = 0
    """Index of the place in *excerpt*, from 0."""


@dataclass(frozen=True)
class Source:
    """A decoded text and its name.

    Offsets are code points; newlines are as in the file, a BOM is not counted.
    """

    name: str
    text: str
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = (0, *(end.end() for end in _LINE_END.finditer(self.text)))
        object.__setattr__(self, "_starts", starts)

    def line(self, offset: int) -> int:
        """Return the number of the line, from 1, in which *offset* stands."""
        return bisect_right(self._starts, offset)

    def location(self, offset: int) -> Location:
        """Return the place of *offset* with the line it stands in."""
        line = self.line(offset)
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        left = max(start, offset - EXCERPT // 2) if end - start > EXCERPT else start
        excerpt = self.text[left : min(end, left + EXCERPT)].rstrip("\r\n")
        return Location(self.name, line, offset - start + 1, excerpt, offset - left)


@dataclass(frozen=True, slots=True)
class View:
    """Text as it is to be read, each character with its place in the source.

    The text may be composed (NFC), freed of soft hyphens and folded at hard line
    ends; ``text[i]`` stands at ``places[i]``, and ``places[len(text)]`` is the end.
    """

    text: str
    places: range | tuple[int, ...]
    """One more than there are characters; not decreasing.  A range if they follow one another, as nearly all
    do: a long text then takes a tenth of the memory."""

    def __post_init__(self) -> None:
        if len(self.places) != len(self.text) + 1:
            raise ValueError("a view needs a place for each character, and one for its end")
        if isinstance(self.places, tuple):
            every = range(self.places[0], self.places[-1] + 1)
            if len(every) == len(self.places) and tuple(every) == self.places:
                object.__setattr__(self, "places", every)

    @classmethod
    def exact(cls, source: Source, start: int, end: int) -> View:
        """Return a view of ``source.text[start:end]`` as it stands."""
        return cls(source.text[start:end], range(start, end + 1))

    @property
    def start(self) -> int:
        """Offset of the first character in the source."""
        return self.places[0]

    @property
    def end(self) -> int:
        """Offset in the source after the last character."""
        return self.places[-1]

    def cut(self, start: int, end: int) -> View:
        """Return the part of this view from *start* to *end* (indexes into `text`)."""
        return View(self.text[start:end], self.places[start : end + 1])

    def without(self, spans: Iterable[tuple[int, int]]) -> View:
        """Return this view without the characters in *spans* (indexes into `text`)."""
        left_out = {place for span in spans for place in range(*span)}
        kept = [place for place in range(len(self.text)) if place not in left_out]
        end = kept[-1] + 1 if kept else 0
        return View("".join(self.text[i] for i in kept), (*(self.places[i] for i in kept), self.places[end]))

    def stripped(self) -> View:
        """Return this view without white space at either end."""
        left = len(self.text) - len(self.text.lstrip())
        return self.cut(left, max(left, len(self.text.rstrip())))

    def index(self, offset: int) -> int:
        """Return the index of the character that covers *offset*, ``len(text)`` at or past the end."""
        if offset >= self.end:
            return len(self.text)
        return max(0, bisect_right(self.places, offset, hi=len(self.text)) - 1)


def gaps(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Return what is left of ``0 … length`` outside the *spans*, which are sorted and do not overlap."""
    edges = [(0, 0), *spans, (length, length)]
    return [(left[1], right[0]) for left, right in pairwise(edges) if left[1] < right[0]]
