"""The engine ``pyttsx3``: the same espeak-ng voices on every system, spoken through pyttsx3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.model import Gender, VoiceTraits
from narration.synthesis.engine import EngineSpec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.model import Utterance

M, F = Gender.MALE, Gender.FEMALE

TRAITS = (
    VoiceTraits("en-us+edward", M, 102, 0.95, "edward"),
    VoiceTraits("en-us+f5", F, 206, 0.99, "f"),
    VoiceTraits("en-us+f2", F, 196, 0.95, "f"),
    VoiceTraits("en-us+benjamin", M, 102, 0.87, "benjamin"),
    VoiceTraits("en-us+adam", M, 102, 0.85, "benjamin"),
    VoiceTraits("en-us+f3", F, 212, 0.85, "f"),
    VoiceTraits("en-us+mike2", M, 91, 0.83, "benjamin"),
    VoiceTraits("en-us+michel", M, 105, 0.85, "michel"),
    VoiceTraits("en-us+m6", M, 101, 0.82, "m"),
    VoiceTraits("en-us+Reed", M, 117, 0.80, "benjamin"),
    VoiceTraits("en-us+miguel", M, 112, 0.79, "michel"),
    VoiceTraits("en-us+m2", M, 104, 0.74, "m"),
    VoiceTraits("en-us+grandpa", M, 106, 0.71, "grandpa"),
    VoiceTraits("en-us+croak", M, 105, 0.68, "croak"),
    VoiceTraits("en-us+f4", F, 180, 0.66, "f4"),
    VoiceTraits("en-us+f1", F, 180, 0.63, "f1"),
    VoiceTraits("en-us+m1", M, 94, 0.62, "m1"),
    VoiceTraits("en-us+anika", F, 272, 0.60, "anika"),
)
"""Measured on the base voice en-us (pitch by autocorrelation, clarity by a recogniser)."""


def voices() -> Sequence[str]:
    """Return the name of every voice: a language and, after a plus, a variant."""
    return sorted(traits.name for traits in TRAITS)


def fingerprint() -> str:
    """Return what stands for the sound of this engine in the key of a clip."""
    return "0"


def check() -> None:
    """Raise `EngineError` if the library or its voices are missing."""


def estimate(utterance: Utterance) -> float:
    """Return about how many seconds *utterance* takes."""
    return len(utterance.text) * 0.06 * 175 / utterance.timbre.rate


SPEC = EngineSpec(
    name="pyttsx3",
    engine="narration.synthesis.engines.espeak:Espeak",
    traits=TRAITS,
    voices=voices,
    fingerprint=fingerprint,
    check=check,
    estimate=estimate,
    probe="en-us+f5",
)
"""The entry point."""
