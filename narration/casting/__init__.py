"""Gives everybody a voice, puts what is heard in order."""

from narration.casting.auditions import audition, lines
from narration.casting.cast import cast
from narration.casting.coverage import Coverage, coverage
from narration.casting.pinning import pin
from narration.casting.programme import arrange
from narration.casting.unsure import Unsure, unsure

__all__ = ["Coverage", "Unsure", "arrange", "audition", "cast", "coverage", "lines", "pin", "unsure"]
