"""What is said for what is printed: numbers, abbreviations, signs, foreign names."""

from narration.casting.spoken.rules import Run, Variety
from narration.casting.spoken.speaking import runs
from narration.casting.spoken.varieties import variety

__all__ = ["Run", "Variety", "runs", "variety"]
