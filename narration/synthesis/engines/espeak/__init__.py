"""The engine ``espeak``: the voices of the engine ``pyttsx3``, from espeak-ng itself without pyttsx3.

It shares the library, the names and the table of voices with that engine.  Nothing here loads
espeak-ng: only a process that speaks does.
"""

from __future__ import annotations

from narration.synthesis.engine import EngineSpec
from narration.synthesis.engines import pyttsx3

NAME = "espeak"


def check() -> str:
    """Return what is installed; raises `EngineError` if it is not whole."""
    from narration.synthesis.engines.pyttsx3 import checking  # noqa: PLC0415 - it speaks, which only doctor asks

    return checking.check(NAME)


SPEC = EngineSpec(
    name=NAME,
    engine="narration.synthesis.engines.espeak.engine:Espeak",
    traits=pyttsx3.SPEC.traits,
    others=pyttsx3.SPEC.others,
    voices=pyttsx3.SPEC.voices,
    fingerprint=pyttsx3.SPEC.fingerprint,
    check=check,
    probes=pyttsx3.SPEC.probes,
    limit=pyttsx3.SPEC.limit,
    reach=pyttsx3.SPEC.reach,
    phonemes=pyttsx3.SPEC.phonemes,
    readings=pyttsx3.SPEC.readings,
)
"""The entry point."""
