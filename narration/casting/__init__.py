"""Gives everybody a voice, puts what is heard in order."""

from narration.casting.auditions import audition, lines
from narration.casting.cast import cast
from narration.casting.coverage import Coverage, coverage
from narration.casting.lead_ins import Item, contents, lead_ins
from narration.casting.pinning import pin
from narration.casting.programme import arrange
from narration.casting.unsure import Unsure, unsure

__all__ = [
    "Coverage",
    "Item",
    "Unsure",
    "arrange",
    "audition",
    "cast",
    "contents",
    "coverage",
    "lead_ins",
    "lines",
    "pin",
    "unsure",
]
