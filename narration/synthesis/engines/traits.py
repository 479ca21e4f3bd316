"""What casting may think of voices that nobody has measured."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.model import Gender, VoiceTraits

if TYPE_CHECKING:
    from collections.abc import Mapping

PITCH = MappingProxyType({Gender.MALE: 110.0, Gender.UNKNOWN: 145.0, Gender.FEMALE: 200.0})
"""Hz in the middle of what is usual; casting tells such voices apart by their names alone."""


def unheard(genders: Mapping[str, str]) -> tuple[VoiceTraits, ...]:
    """Return the traits of voices of which a person has told the gender, in that order."""
    return tuple(
        VoiceTraits(name, Gender(gender), PITCH[Gender(gender)], clarity=1.0, family=name, measured=False)
        for name, gender in genders.items()
    )
