"""The short tone before a crosshead, of our own making."""

from __future__ import annotations

import math
from array import array
from functools import lru_cache

from narration.model import FRAME_RATE, Frames

NOTES = (587.33, 880.0)
"""Hz: a fifth upwards, D and A."""

LENGTH = Frames(3 * FRAME_RATE // 10)
"""300 ms: heard, and over before it is a tune."""

GAP = Frames(4 * FRAME_RATE // 10)
"""Least silence (400 ms) between the tone and the words."""

LEVEL = -41.0
"""dBFS of its root mean square at its loudest: 6 dB under the voices, which are at -35 LUFS in the mix."""


@lru_cache(maxsize=1)
def earcon() -> bytes:
    """Return the tone: 16 bit PCM, mono, at `FRAME_RATE`; it begins and ends in silence."""
    peak = 32768 * 10 ** (LEVEL / 20) * math.sqrt(2)
    each = LENGTH // len(NOTES)
    samples = array("h")
    for hertz in NOTES:
        for frame in range(each):
            swell = math.sin(math.pi * frame / each) ** 2
            samples.append(round(peak * swell * math.sin(2 * math.pi * hertz * frame / FRAME_RATE)))
    samples.extend([0] * (LENGTH - len(samples)))
    return samples.tobytes()
