"""Says utterances by espeak-ng in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.synthesis.engines.pyttsx3 import library
from narration.synthesis.engines.pyttsx3.files import VOLUME, find
from narration.synthesis.engines.pyttsx3.spelling import has_phonemes, spell, taken
from narration.synthesis.engines.pyttsx3.voices import identifier, pitch

if TYPE_CHECKING:
    from narration.model import Utterance
    from narration.synthesis.engine import Take


class Espeak:
    """The engine itself."""

    def say(self, utterance: Utterance) -> Take:
        """Return the sound of *utterance*; it depends on the utterance alone."""
        spelling, timbre = spell(utterance), utterance.timbre
        settings = library.Settings(
            identifier(timbre.name), timbre.rate, pitch(timbre.pitch), VOLUME, has_phonemes(utterance)
        )
        return taken(library.speak(find(), spelling.text, settings), spelling, utterance)
