"""How espeak-ng reads words, and whether its dictionary has them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from narration.synthesis.engine import Reading
from narration.synthesis.engines.pyttsx3 import library
from narration.synthesis.engines.pyttsx3.files import find
from narration.synthesis.engines.pyttsx3.voices import identifier

if TYPE_CHECKING:
    from collections.abc import Sequence

_BY_RULE = ("Translate '", "Unpronouncable? '")
"""How espeak-ng's trace begins a word, or a part of one, that it spells out by rule."""


def readings(words: Sequence[str], voice: str) -> Sequence[Reading]:
    """Return how *voice* reads each of *words*.

    Raises:
        EngineError: espeak-ng is not whole, or has no such voice.
    """
    base = voice.partition("+")[0]  # a variant changes the sound of the phonemes, not which there are
    return [
        Reading(ipa, None if sys.platform == "win32" else not _by_rule(trace))
        for ipa, trace in library.traced(find(), identifier(base), words)
    ]


def _by_rule(trace: str) -> bool:
    return any(line.startswith(_BY_RULE) for line in trace.splitlines())
