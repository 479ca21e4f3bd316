"""The words of a programme in pieces that are read at a glance, each at its place in time."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap
from typing import TYPE_CHECKING

from narration.model import Frames, Ms
from narration.publishing.clock import milliseconds
from narration.publishing.transcript import printed, speaker
from narration.publishing.words import begun

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narration.model import Cue, Passage, Programme, Timeline

WIDTH = 65
"""Most characters a line (the podcast namespace's advice for transcripts)."""

LINES = 2
"""Most lines of a caption, as on television: what is longer is divided."""

_WORD = re.compile(r"\S+")
_PAUSED = re.compile(r"[,;:.!?…–—][\"'”’»)\]]*$")
"""A word after which a voice rests."""


@dataclass(frozen=True, slots=True)
class Caption:
    """A sentence's stretch in one voice, or a part of a long one."""

    passage: Passage
    speaker: str
    """As eyes see it; ``Narrator`` where it is nobody's quotation."""
    lines: tuple[str, ...]
    """One or two, of at most `WIDTH` characters; more of an endless word."""
    start: Ms
    end: Ms
    """Later than the start; never later than the next caption's start."""
    times: tuple[tuple[int, Ms], ...]
    """(character, ms) of words whose beginning is known, but the first: index into the lines, joined by
    an end of line; both rise, between start and end."""

    @property
    def text(self) -> str:
        """Its words on one line."""
        return " ".join(self.lines)


def captions(programme: Programme, timeline: Timeline) -> Iterator[Caption]:
    """Yield the captions of *programme* in order; no two begin in the same millisecond.

    AntennaPod refuses a transcript in which two do.
    """
    earliest = 0
    for passage, cue in zip(programme.passages, timeline.cues, strict=True):
        for caption in _divided(passage, cue, earliest):
            earliest = caption.start + 1
            yield caption


def _divided(passage: Passage, cue: Cue, earliest: int) -> Iterator[Caption]:
    text = printed(passage)
    words = [(match.start(), match.group()) for match in _WORD.finditer(text)]
    told = begun(passage, cue)
    parts = list(_parts([word for _, word in words]))
    firsts = [words[first][0] if words else 0 for first, _, _ in parts]
    starts = [_moment(at, text, cue, told) for at in firsts]
    edges = [cue.start, *starts[1:], cue.end]
    name = speaker(passage)
    for (first, last, lines), (begin, end) in zip(parts, pairwise(edges), strict=True):
        start = max(milliseconds(begin), earliest)
        finish = max(milliseconds(end), start + 1)
        earliest = start + 1
        begins = _begins(words[first:last], lines, told, (start, finish))
        yield Caption(passage, name, lines, Ms(start), Ms(finish), begins)


def _parts(words: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield (first word, word after the last, lines) of each caption; without a word, one without lines."""
    first = 0
    while first < len(words) or first == 0:
        last = _last(words, first)
        lines = tuple(wrap(" ".join(words[first:last]), WIDTH, break_on_hyphens=False))
        yield first, last, lines
        first = max(last, 1)


def _last(words: Sequence[str], first: int) -> int:
    """Return where the caption that begins with a word ends: where a voice rests, if that is far enough."""
    full, lines, length = first, 1, 0
    while full < len(words):
        size = len(words[full])
        if length and length + 1 + size > WIDTH:
            lines, length = lines + 1, 0
        if full > first and (lines > LINES or size > WIDTH):
            break
        length += size + bool(length)
        full += 1
        if size > WIDTH:  # an endless word has a caption to itself, whatever lines it takes
            break
    if full >= len(words):
        return len(words)
    half = first + max(1, (full - first) // 2)
    return next((end for end in range(full, half, -1) if _PAUSED.search(words[end - 1])), full)


def _moment(at: int, text: str, cue: Cue, told: Sequence[tuple[int, Frames]]) -> Frames:
    """Return when the character *at* is said: as told of its word, else by its share of what is around it."""
    known = [
        (0, cue.start),
        *((c, f) for c, f in told if c and cue.start < f < cue.end),
        (len(text), cue.end),
    ]
    index = bisect_right(known, at, key=lambda pair: pair[0]) - 1
    before, after = known[index], known[min(index + 1, len(known) - 1)]
    if at == before[0] or after[0] == before[0]:
        return before[1]
    share = (at - before[0]) / (after[0] - before[0])
    return Frames(before[1] + round(share * (after[1] - before[1])))


def _begins(
    words: Sequence[tuple[int, str]],
    lines: Sequence[str],
    told: Sequence[tuple[int, Frames]],
    span: tuple[int, int],
) -> tuple[tuple[int, Ms], ...]:
    """Return when words begin whose time is told, by their places in the joined lines."""
    text = "\n".join(lines)
    places = [match.start() for match in _WORD.finditer(text)]
    if len(places) != len(words):  # an endless word has been broken
        return ()
    frames = dict(told)
    latest = span[0]
    found: list[tuple[int, Ms]] = []
    for place, (at, word) in list(zip(places, words, strict=True))[1:]:
        inside = next((frames[c] for c in range(at, at + len(word)) if c in frames), None)
        ms = latest if inside is None else milliseconds(inside)
        if latest < ms < span[1]:
            found.append((place, Ms(ms)))
            latest = ms
    return tuple(found)
