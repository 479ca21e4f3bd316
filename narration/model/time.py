"""Units of time."""

from typing import NewType

FRAME_RATE = 44_100
"""Frames a second of everything from the mix on (Apple's stated minimum for mono MP3 in feeds)."""

Frames = NewType("Frames", int)
"""Time in whole frames at `FRAME_RATE`."""

Ms = NewType("Ms", int)
"""Time in whole milliseconds: in settings people write, and in files we write."""
