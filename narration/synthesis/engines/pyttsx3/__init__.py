"""The engine ``pyttsx3``: the same espeak-ng voices on every system, spoken through pyttsx3.

pyttsx3 is driven with a driver of our own (`driver`), for the one it brings for espeak loses files
and settings.  Nothing here loads pyttsx3 or espeak-ng: only a process that speaks does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.model import Reach
from narration.synthesis.engine import EngineSpec
from narration.synthesis.engines.pyttsx3.files import fingerprint
from narration.synthesis.engines.pyttsx3.voices import OTHERS, REACH, TRAITS, names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.errors import Problem
    from narration.model import Token
    from narration.synthesis.engine import Reading


def check() -> str:
    """Return what is installed; raises `EngineError` if it is not whole."""
    from narration.synthesis.engines.pyttsx3 import checking  # noqa: PLC0415 - it speaks, which only doctor asks

    return checking.check()


def phonemes(tokens: Sequence[Token], voice: str) -> Sequence[Token | Problem]:
    """Return for each token its phonemes, or why *voice* cannot say it."""
    from narration.synthesis.engines.pyttsx3 import pronouncing  # noqa: PLC0415 - only pronunciations need it

    return pronouncing.phonemes(tokens, voice)


def readings(words: Sequence[str], voice: str) -> Sequence[Reading]:
    """Return how *voice* reads each of *words*."""
    from narration.synthesis.engines.pyttsx3 import reading  # noqa: PLC0415 - only narrate check asks

    return reading.readings(words, voice)


SPEC = EngineSpec(
    name="pyttsx3",
    engine="narration.synthesis.engines.pyttsx3.engine:Pyttsx3",
    traits=TRAITS,
    others=OTHERS,
    voices=names,
    fingerprint=fingerprint,
    check=check,
    # the first keeps flutter in the library, the second breath in the C runtime: all that made clips differ
    probes=("en-us+f5", "en-us+Reed"),
    limit=(10, 0.01),  # a clip takes 5 ms, on a machine that does much else a few times that
    reach=Reach(pitch=REACH),
    phonemes=phonemes,
    readings=readings,
)
"""The entry point."""
