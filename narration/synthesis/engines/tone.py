"""The engine ``tone``: hums one note per voice, so that one can hear, or measure, who speaks when."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.model import Gender, VoiceTraits
from narration.synthesis.engine import EngineSpec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FRAME_RATE = 22_050
"""Frames a second, as espeak-ng's."""

MS_PER_CHARACTER = 60
"""Length of a hummed character at 175 words a minute, about as long as people take."""

_OCTAVE = ("a", "b", "c#", "d#", "f", "g")
# whole tones: 13 Hz apart at the lowest, which a tenth of a second of sound can tell apart

PERIODS: Mapping[str, int] = MappingProxyType(
    {
        f"{_OCTAVE[step % 6]}{2 + (step + 4) // 6}": round(FRAME_RATE / (110 * 2 ** (step / 6)))
        for step in range(24)
    }
)
"""Length of one wave of each voice in frames; whole, so that a hum ends where it began."""

NOTES: Mapping[str, float] = MappingProxyType({name: FRAME_RATE / n for name, n in PERIODS.items()})
"""Frequency of each voice in Hz at pitch 0, low to high."""


def _gender(place: int) -> Gender:
    if place < 10:
        return Gender.MALE
    return Gender.UNKNOWN if place < 14 else Gender.FEMALE


def voices() -> Sequence[str]:
    """Return the names of all voices, sorted."""
    return sorted(NOTES)


def fingerprint() -> str:
    """Return what stands for the sound of this engine in the key of a clip."""
    return "tone 1"


def check() -> str:
    """Return what is installed."""
    return f"{len(NOTES)} notes"


SPEC = EngineSpec(
    name="tone",
    engine="narration.synthesis.engines.hum:Hum",
    traits=tuple(
        VoiceTraits(name, _gender(place), pitch=hertz, clarity=1.0, family=name)
        for place, (name, hertz) in enumerate(NOTES.items())
    ),
    voices=voices,
    fingerprint=fingerprint,
    check=check,
    probes=("a2",),
    limit=(10, 0.01),
)
"""The entry point."""
