"""The engine ``pyttsx3``: the same espeak-ng voices on every system, spoken through pyttsx3.

pyttsx3 is driven with a driver of our own (`driver`), for the one it brings for espeak loses files
and settings.  Nothing here loads pyttsx3 or espeak-ng: only a process that speaks does.
"""

from __future__ import annotations

from narration.synthesis.engine import EngineSpec
from narration.synthesis.engines.pyttsx3.estimate import seconds
from narration.synthesis.engines.pyttsx3.files import check, fingerprint
from narration.synthesis.engines.pyttsx3.voices import REACH, TRAITS, names

SPEC = EngineSpec(
    name="pyttsx3",
    engine="narration.synthesis.engines.pyttsx3.engine:Pyttsx3",
    traits=TRAITS,
    voices=names,
    fingerprint=fingerprint,
    check=check,
    estimate=seconds,
    # breath noise and flutter: of all that can tell two clips apart, this voice has most
    probe="en-us+f5",
    reach=REACH,
)
"""The entry point."""
