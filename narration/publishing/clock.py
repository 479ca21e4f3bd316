"""Milliseconds, as files have them, from the frames of the programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.model import FRAME_RATE, Ms

if TYPE_CHECKING:
    from narration.model import Frames


def milliseconds(frames: Frames) -> Ms:
    """Return the nearest whole millisecond."""
    return Ms((frames * 1000 + FRAME_RATE // 2) // FRAME_RATE)
