"""Voices by ear: which fit whom, in what order of preference."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.casting.distances import Sound
from narration.model import Gender

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from narration.model import VoiceTraits

SHIFTS = (0.0, 4.0, -4.0, 2.0, -2.0)
"""Semitones by which a voice is made another: as many as two voices need between them, or half of that where
they cannot have it; more sounds unnatural."""
STRAINED = 0.5
"""How much of its clarity a voice that is moved by the most has left, when it is weighed against others."""
ENOUGH = 60
"""Voices that nobody needs more of to tell a cast apart; some models have a thousand."""
CLEAR = 0.65
"""Clarity under which a voice is given only when no clearer one is left; of espeak-ng's, women's."""
RANGES: Mapping[Gender, tuple[float, float]] = MappingProxyType(
    {Gender.MALE: (75.0, 160.0), Gender.FEMALE: (150.0, 300.0), Gender.UNKNOWN: (122.0, 173.0)}
)
"""Hz in which a voice passes for a man's, a woman's, or for either: three semitones around 145."""

_BRITISH = frozenset(("au", "gb", "ie", "in", "nz", "za"))
"""Regions whose English is nearer to that of Britain than to that of the United States."""
_CODES = MappingProxyType({"no": "nb", "zh": "cmn"})
"""Languages that espeak-ng calls by another code than articles do."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A voice at a pitch that somebody may be given."""

    sound: Sound
    weight: float
    """How gladly it is given: how clear it is, less if it is moved."""
    fits: bool
    """Whether it is of the age, and clear."""


def sound(engine: str, name: str, shift: float, catalogue: Sequence[VoiceTraits]) -> Sound:
    """Return how a voice sounds; one that the catalogue does not have is a family of its own."""
    for traits in catalogue:
        if _variant(traits.name) == _variant(name):
            hertz = traits.pitch * 2 ** (shift / 12)
            return Sound(engine, name, traits.family, hertz, shift, traits.gender, traits.formants)
    return Sound(engine, name, name, 0, shift)


def offers(  # noqa: PLR0913 (half of them have a default)
    engine: str,
    catalogue: Sequence[VoiceTraits],
    gender: Gender | None,
    *,
    age: str = "adult",
    shifts: Sequence[float] = SHIFTS,
    language: str = "en",
) -> list[Offer]:
    """Return the voices that pass for *gender* (None: all), whoever they are for, the clearest first.

    For an unknown gender those are the neutral ones: those that are called so, or
    if there are none, those that are, or can be moved, between a man's pitch and a woman's.
    """
    called = [traits for traits in catalogue if gender in (None, traits.gender)]
    low, high = RANGES[gender] if gender else (0.0, math.inf)
    found = []
    for traits in called or catalogue:
        for shift in shifts:
            hertz = traits.pitch * 2 ** (shift / 12)
            if not low <= hertz <= high and (shift or not called):
                continue
            made = sound(engine, spoken_in(traits.name, language), shift, catalogue)
            fits = traits.age == age and traits.clarity >= CLEAR
            strain = 1 - (1 - STRAINED) * abs(shift) / max(map(abs, SHIFTS))
            found.append(Offer(made, max(traits.clarity, 0.01) * strain, fits))
    return sorted(found, key=lambda offer: (not offer.fits, -offer.weight, offer.sound.label))


def palette(offered: Iterable[Offer], standing: Sequence[Sound] = ()) -> list[Offer]:
    """Return those of *offered* that can be told apart at once, and from the *standing* ones.

    Nobody's choice can then take a voice from two others.
    """
    chosen: list[Offer] = []
    for offer in offered:
        if len(chosen) == ENOUGH:
            break
        if all(offer.sound.clear_of(other) for other in (*standing, *(one.sound for one in chosen))):
            chosen.append(offer)
    return chosen


def preferences(name: str, offered: Iterable[Offer]) -> list[Sound]:
    """Return the voices in the order in which *name* prefers them: those of the age first, and clear ones.

    The order depends on the name alone, so that a person has the same voice from
    article to article; clear voices come first more often than others (weighted
    rendezvous hashing: a voice that is added takes only its share of the names).
    """

    def liking(offer: Offer) -> tuple[bool, float, str]:
        base, plus, variant = offer.sound.name.partition("+")
        voice = variant if plus else base
        digest = hashlib.sha256(f"{name}\n{voice} {offer.sound.shift:+g}".encode()).digest()
        chance = (int.from_bytes(digest[:8], "big") + 1) / (2**64 + 1)
        return not offer.fits, -math.log(chance) / offer.weight, offer.sound.label

    return [offer.sound for offer in sorted(offered, key=liking)]


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


@cache
def _variant(name: str) -> str:
    return name.rpartition("+")[2]
