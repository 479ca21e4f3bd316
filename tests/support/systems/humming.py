"""How the stand-ins sound: a note for each voice, for as long as a text takes."""

from __future__ import annotations

from array import array

FRAME_RATE = 22_050
_EDGE = 1_100
"""Frames of silence at either end."""


def hum(text: str, period: int, words_a_minute: float, silence: float = 0) -> array[int]:
    """Return samples: *silence* seconds of nothing, then a square wave of *period* frames."""
    frames = round(len(text) * 0.07 * 175 / words_a_minute * FRAME_RATE)
    wave = [8000] * (period // 2) + [-8000] * (period - period // 2)
    quiet = [0] * (_EDGE + round(silence * FRAME_RATE))
    return array("h", [*quiet, *wave * (frames // period), *[0] * _EDGE])
