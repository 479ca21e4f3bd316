"""How far two voices are from one another to the ear."""

from __future__ import annotations

import math
from dataclasses import dataclass

from narration.model import Gender

CLEARLY = 4.0
"""Semitones of median F0 by which two voices are told apart at once."""
TIMBRE = 0.15
"""Share by which one of F1, F2, F3 must differ so that two voices of one pitch are told apart at once."""
APART = 1.9
"""Semitones by which two voices must differ to be told apart at all: a whole tone, with the ± 0.1 to
which the pitch of a voice is known."""

_SURE = frozenset((Gender.MALE, Gender.FEMALE))


@dataclass(frozen=True, slots=True)
class Sound:
    """A voice at a pitch, as far as it can be told from others."""

    engine: str
    name: str
    family: str
    hertz: float
    """Median F0 after the shift; 0 if nothing is known of the voice."""
    shift: float = 0.0
    """Semitones."""
    gender: Gender = Gender.UNKNOWN
    formants: tuple[float, ...] = ()

    @property
    def label(self) -> str:
        """Its name, and how it is moved."""
        return f"{self.name} at {self.shift:+g} semitones" if self.shift else self.name

    def clear_of(self, other: Sound) -> bool:
        """Return whether the two are told apart at once: by gender, by pitch, or by timbre."""
        return self._unlike(other) or round(self.semitones(other), 6) >= CLEARLY

    def differs(self, other: Sound) -> bool:
        """Return whether a listener who pays attention tells the two apart."""
        if self._unlike(other):
            return True
        if not (self.hertz and other.hertz):
            return (self.name, self.shift) != (other.name, other.shift)
        return self.semitones(other) >= APART

    def semitones(self, other: Sound) -> float:
        """Return how far their pitches are apart; 0 if one is not known."""
        return semitones(self.hertz, other.hertz) if self.hertz and other.hertz else 0.0

    def timbre(self, other: Sound) -> float | None:
        """Return by what share their formants differ, in that of F1 to F3 where they do most."""
        if not (self.formants and other.formants):
            return None
        pairs = zip(self.formants, other.formants, strict=False)
        return max(max(a, b) / min(a, b) - 1 for a, b in pairs)

    def _unlike(self, other: Sound) -> bool:
        """Return whether gender or timbre part the two."""
        if {self.gender, other.gender} == _SURE:
            return True
        timbre = self.timbre(other)
        if timbre is None:
            return (self.engine, self.family) != (other.engine, other.family)
        return timbre >= TIMBRE


def semitones(hertz: float, other: float) -> float:
    """Return how far two pitches are apart."""
    return abs(12 * math.log2(hertz / other))


def compared(one: Sound, other: Sound) -> str:
    """Return in words how far two voices are apart."""
    timbre = one.timbre(other)
    formants = "" if timbre is None else f", {timbre:.0%} in formants"
    return f"{one.semitones(other):.1f} semitones{formants}"
