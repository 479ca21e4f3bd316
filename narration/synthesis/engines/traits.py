"""What casting may think of voices: as they were measured, or by what a person says of them."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.model import Gender, VoiceTraits

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PITCH = MappingProxyType({Gender.MALE: 110.0, Gender.UNKNOWN: 145.0, Gender.FEMALE: 200.0})
"""Hz in the middle of what is usual; casting tells such voices apart by their names alone."""


def measured(table: Path) -> tuple[tuple[VoiceTraits, ...], tuple[VoiceTraits, ...]]:
    """Return the voices of a *table* by ``benchmarks/voices.py --measure``, the clearest first.

    Those that may be cast by rule, then all others.
    """
    found: dict[bool, list[VoiceTraits]] = {True: [], False: []}
    for row in json.loads(table.read_text("utf-8"))["voices"]:
        name, formants = row["name"], tuple(row["formants"])
        traits = VoiceTraits(
            name, Gender(row["gender"]), row["f0"], row["clarity"], name, formants, row["age"]
        )
        found[row["cast"]].append(traits)
    return tuple(found[True]), tuple(found[False])


def unheard(genders: Mapping[str, str]) -> tuple[VoiceTraits, ...]:
    """Return the traits of voices of which a person has told the gender, in that order."""
    return tuple(
        VoiceTraits(name, Gender(gender), PITCH[Gender(gender)], clarity=1.0, family=name, measured=False)
        for name, gender in genders.items()
    )
