"""Which quoted words inside a narrator's sentence are read apart from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narration.model import SegmentKind, Use

if TYPE_CHECKING:
    from narration.model import Segment, Voice

SHIFT = 1.5
"""Semitones by which words are marked: noticed beside the same voice, and no second person."""
_HIGHEST = 6.0
"""Semitones from which on a voice is moved down instead, lest its engine cannot reach it."""
_MARKED = frozenset({Use.SPEECH, Use.FRAGMENT, Use.SCARE, Use.SLOGAN})
"""Somebody's words: titles, nicknames and terms are the narrator's own."""


def voiced(segment: Segment, mode: str) -> bool:
    """Return whether *segment* is read in its speaker's voice, or in that of nobody known."""
    if segment.kind is SegmentKind.FRAGMENT:
        return mode == "speaker" and segment.speaker is not None
    return segment.kind is SegmentKind.QUOTE


def apart(segment: Segment, mode: str) -> bool:
    """Return whether *segment* is cut out of the sentence it stands in.

    Args:
        segment: of a script.
        mode: ``[edition] fragments``: ``narrator``, ``speaker`` or ``marked``.
    """
    if mode == "marked" and segment.kind is SegmentKind.FRAGMENT:
        return segment.quotation is not None and segment.quotation.use in _MARKED
    return voiced(segment, mode)


def marked(voice: Voice) -> Voice:
    """Return *voice* as it reads words that are somebody else's."""
    pitch = voice.timbre.pitch
    return replace(
        voice, timbre=replace(voice.timbre, pitch=pitch + (SHIFT if pitch <= _HIGHEST else -SHIFT))
    )
