"""How words are said that are not said as they are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narration.source import Location


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """One word, or some words, of a lexicon."""

    printed: str
    """As printed; in small letters it stands for the word in any case."""
    alias: str | None = None
    """Words to say instead; beside IPA, for engines that do not take any."""
    ipa: str | None = None
    phonemes: str | None = None
    """In the notation of the speech engine."""
    language: str = ""
    """BCP 47, of the articles in which it holds; empty for all."""
    origin: str = ""
    """Which lexicon says so, as the report names it: ``house.pls``."""
    shipped: bool = False
    """Whether it came with narrate rather than from a file of the user's."""
    location: Location | None = field(default=None, compare=False)
    """Of the entry in its file."""
