"""Cuts the silence off both ends of a clip."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narration import samples
from narration.model import Clip

if TYPE_CHECKING:
    from collections.abc import Iterable

VERSION = 1
"""Part of the key of every clip: add one whenever a clip may come out differently."""

THRESHOLD = 32
"""Largest sample that counts as silence: -60 dBFS."""

LEAD = 5
"""Milliseconds kept before the first sound, so that it does not begin with a click."""

TAIL = 15
"""Milliseconds kept after the last one: the decay of a vowel goes on below the threshold."""


def trim(clip: Clip, silence: int = THRESHOLD) -> Clip:
    """Return *clip* without the silence at its ends; an empty clip if all of it is silence.

    *silence* is the largest sample that counts as such.  Word marks move with the sound, and stay inside it.
    """
    window = 2 * (clip.frame_rate // 1000)
    starts = range(0, len(clip.pcm), window)
    first = _sounding(clip.pcm, starts, window, silence)
    if first is None:
        return replace(clip, pcm=b"", words=())
    last = _sounding(clip.pcm, reversed(starts), window, silence)
    assert last is not None
    start = max(0, first - LEAD * window)
    pcm = clip.pcm[start : last + (1 + TAIL) * window]
    end = len(pcm) // 2 - 1
    words = tuple((at, length, min(max(0, frame - start // 2), end)) for at, length, frame in clip.words)
    return Clip(pcm, clip.frame_rate, words)


def _sounding(pcm: bytes, starts: Iterable[int], window: int, silence: int) -> int | None:
    """Return the first of the *starts* whose window of bytes holds more than silence."""
    return next((at for at in starts if samples.peak(pcm[at : at + window]) > silence), None)
