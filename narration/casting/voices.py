"""Voices by ear: which fit whom, in what order of preference, which can be told apart."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.model import Gender

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.model import VoiceTraits

APART = 1.9
"""Semitones by which two voices of one family must differ to be told apart: a whole tone, with the ± 0.1 to
which the pitch of a voice is known."""
SHIFTS = (3.0, -3.0)
"""Semitones by which a voice is made another when all are taken: more sounds unnatural."""
NEUTRAL = 145.0
"""Hz between the usual ranges of men and women (85–155 and 165–255)."""
NEAR_NEUTRAL = 4.5
"""Semitones around `NEUTRAL` within which a voice passes for either gender."""

_BRITISH = frozenset(("au", "gb", "ie", "in", "nz", "za"))
"""Regions whose English is nearer to that of Britain than to that of the United States."""
_CODES = MappingProxyType({"no": "nb", "zh": "cmn"})
"""Languages that espeak-ng calls by another code than articles do."""


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

    def differs(self, other: Sound) -> bool:
        """Return whether a listener tells the two apart."""
        if (self.engine, self.family) != (other.engine, other.family):
            return True
        if not (self.hertz and other.hertz):
            return (self.name, self.shift) != (other.name, other.shift)
        return _semitones(self.hertz, other.hertz) >= APART


def sound(engine: str, name: str, shift: float, catalogue: Sequence[VoiceTraits]) -> Sound:
    """Return how a voice sounds; one that the catalogue does not have is a family of its own."""
    for traits in catalogue:
        if _variant(traits.name) == _variant(name):
            return Sound(engine, name, traits.family, traits.pitch * 2 ** (shift / 12), shift)
    return Sound(engine, name, name, 0, shift)


def preferences(name: str, gender: Gender | None, catalogue: Sequence[VoiceTraits]) -> list[VoiceTraits]:
    """Return the voices that fit *gender* (None: all) in the order in which *name* prefers them.

    For an unknown gender those are the neutral ones, or if there are none, those
    that pass for either.  The order depends on the name alone, so that a person has the same voice from
    article to article; clear voices come first more often than others (weighted
    rendezvous hashing: a voice that is added takes only its share of the names).
    """

    def weight(traits: VoiceTraits) -> tuple[float, str]:
        digest = hashlib.sha256(f"{name}\n{traits.name}".encode()).digest()
        chance = (int.from_bytes(digest[:8], "big") + 1) / (2**64 + 1)
        return math.log(chance) / max(traits.clarity, 0.01), traits.name

    fitting = [traits for traits in catalogue if gender in (None, traits.gender)]
    if gender is Gender.UNKNOWN and not fitting:
        fitting = [traits for traits in catalogue if _semitones(traits.pitch, NEUTRAL) <= NEAR_NEUTRAL]
    return sorted(fitting, key=weight, reverse=True)


def spoken_in(name: str, language: str) -> str:
    """Return the voice *name* of a catalogue for English, ``en-us+f5``, for an article in *language*.

    A name without a plus is a voice of its own, and stays.
    """
    base, plus, variant = name.partition("+")
    if not plus or language.lower() == "en":
        return name
    primary, _, region = language.lower().partition("-")
    if primary != "en":
        base = _CODES.get(primary, primary)
    elif region in _BRITISH:
        base = "en-gb"
    return f"{base}+{variant}"


def _semitones(hertz: float, other: float) -> float:
    return abs(12 * math.log2(hertz / other))


def _variant(name: str) -> str:
    return name.rpartition("+")[2]
