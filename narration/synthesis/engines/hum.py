"""Hums: a beep for each word, as long as the word, with a little silence between."""

from __future__ import annotations

import re
import struct
from functools import lru_cache
from math import pi, sin
from typing import TYPE_CHECKING

from narration.errors import EngineError, Problem
from narration.model import Clip
from narration.synthesis.engine import Take
from narration.synthesis.engines.tone import FRAME_RATE, MS_PER_CHARACTER, PERIODS

if TYPE_CHECKING:
    from narration.model import Utterance

AMPLITUDE = 8192
"""Largest sample: -12 dBFS, about the level of speech."""

LEAD = FRAME_RATE // 50
"""Frames of silence before the first word and after the last, as engines leave them."""

_WORD = re.compile(r"\S*\w\S*")


class Hum:
    """The engine itself."""

    def say(self, utterance: Utterance) -> Take:
        """Return a beep for each word of *utterance*."""
        timbre = utterance.timbre
        if timbre.name not in PERIODS:
            raise EngineError(Problem(f"the engine tone has no voice {timbre.name!r}"))
        wave = _wave(max(8, round(PERIODS[timbre.name] / 2 ** (timbre.pitch / 12))))
        per_character = FRAME_RATE * MS_PER_CHARACTER * 175 / (1000 * timbre.rate)
        gap = round(per_character)
        pieces, words, frame = [bytes(2 * LEAD)], [], LEAD
        for word in _WORD.finditer(utterance.text):
            hum = _hum(wave, round(len(word[0]) * per_character))
            words.append((word.start(), len(word[0]), frame))
            pieces += [hum, bytes(2 * gap)]
            frame += len(hum) // 2 + gap
        pieces.append(bytes(2 * LEAD))
        seconds = len(utterance.text) * per_character / FRAME_RATE
        return Take(Clip(b"".join(pieces), FRAME_RATE, tuple(words)), seconds)


def _hum(wave: bytes, frames: int) -> bytes:
    """Return whole waves that last about *frames*."""
    return wave * max(1, round(frames * 2 / len(wave)))


@lru_cache(maxsize=256)
def _wave(period: int) -> bytes:
    """Return one wave of a sine that takes *period* frames."""
    samples = (round(AMPLITUDE * sin(2 * pi * frame / period)) for frame in range(period))
    return struct.pack(f"<{period}h", *samples)
