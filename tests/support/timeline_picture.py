"""Timelines as pictures: a letter is who speaks for 100 ms, a dot is silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.model import FRAME_RATE

if TYPE_CHECKING:
    from narration.model import Passage, Programme, Timeline

STEP = FRAME_RATE // 10
"""Frames of one character."""


def draw(timeline: Timeline, programme: Programme) -> str:
    """Draw who speaks in the middle of each 100 ms."""
    picture = ["."] * (timeline.frames // STEP)
    for cue in timeline.cues:
        first, last = ((edge + STEP // 2) // STEP for edge in (cue.start, cue.end))
        picture[first:last] = letter(programme.passages[cue.passage]) * (last - first)
    return "".join(picture)


def bounds(timeline: Timeline) -> str:
    """Draw where stretches begin, under the picture of `draw`."""
    picture = [" "] * (timeline.frames // STEP)
    for stretch in timeline.stretches:
        picture[stretch.start // STEP] = "|"
    return "".join(picture).rstrip()


def letter(passage: Passage) -> str:
    if passage.quotation is None:
        return "N"
    return passage.speaker[0] if passage.speaker else "?"
