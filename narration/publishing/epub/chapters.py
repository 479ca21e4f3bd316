"""What a book's chapters hold: their words, and which stretch of sound belongs to each sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from narration.model import FRAME_RATE, Frames, Ms
from narration.publishing.clock import milliseconds
from narration.publishing.page.layout import parts, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from narration.model import Article, Cue, Programme, Timeline
    from narration.publishing.page.layout import Part

LEAD = Frames(150 * FRAME_RATE // 1000)
"""Most silence before a sentence that belongs to it: readers find a place in an MP3 up to 85 ms late
(tests/browser/test_seeking.py), and would swallow its first sound."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A sentence, and its part of the chapter's sound."""

    passage: int
    """Its index in the programme, and the number of its element."""
    begin: str
    """A clock value, from the start of the chapter."""
    end: str


@dataclass(frozen=True)
class Chapter:
    """A document, with the sound that belongs to it."""

    number: int
    """From 1."""
    title: str
    parts: tuple[Part, ...]
    clips: tuple[Clip, ...]
    """One for each sentence; they follow one another without a gap, and together are the whole sound."""
    stretches: Sequence[int]
    """Of the programme, whose sound it is."""
    frames: Frames
    """How long it is heard."""
    length: Ms
    """The same."""

    @property
    def name(self) -> str:
        """What its files are called, before the dot; names sort in the order of reading."""
        return f"chapter-{self.number:03}"

    @property
    def duration(self) -> str:
        """How long it is heard, as a clock value."""
        return clock(self.length)


def chapters(article: Article, programme: Programme, timeline: Timeline) -> Iterator[Chapter]:
    """Yield the chapters of a programme in order."""
    firsts = [chapter.first for chapter in programme.chapters]
    starts = [stretch.start for stretch in timeline.stretches]
    divided = groupby(_divided(parts(article, programme), firsts), lambda one: one[0])
    ends = [*firsts[1:], len(timeline.cues)]
    for (number, group), mark, first, last in zip(divided, timeline.marks, firsts, ends, strict=True):
        frames = Frames(mark.end - mark.start)
        length = milliseconds(frames)
        yield Chapter(
            number=number + 1,
            title=text(mark.title).strip() or str(number + 1),
            parts=tuple(part for _, part in group),
            clips=tuple(_clips(timeline.cues[first:last], mark.start, length)),
            stretches=range(bisect_left(starts, mark.start), bisect_left(starts, mark.end)),
            frames=frames,
            length=length,
        )


def clock(ms: Ms) -> str:
    """Return a full clock value of SMIL 3: ``0:01:02.345``."""
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def _divided(found: Iterable[Part], firsts: Sequence[int]) -> Iterator[tuple[int, Part]]:
    """Yield each part with the index of its chapter; one that goes on into the next chapter is two."""
    for part in found:
        inside = groupby(part.paragraphs, lambda one: bisect_right(firsts, one.first) - 1)
        for number, paragraphs in inside:
            yield number, replace(part, paragraphs=tuple(paragraphs))


def _clips(cues: Sequence[Cue], start: Frames, length: Ms) -> Iterator[Clip]:
    """Yield a clip for each cue of a chapter that begins at *start*.

    A pause belongs to the sentence before it, but for its last moment: a reader
    that plays clip after clip then plays the pauses, too, and never jumps.
    """
    inner = (max(before.end, after.start - LEAD) - start for before, after in pairwise(cues))
    edges = [Ms(0), *(milliseconds(Frames(edge)) for edge in inner), length]
    for cue, (begin, end) in zip(cues, pairwise(edges), strict=True):
        yield Clip(cue.passage, clock(begin), clock(end))
