"""Says utterances through pyttsx3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyttsx3

from narration.errors import EngineError, Problem
from narration.synthesis.engines.pyttsx3 import driver
from narration.synthesis.engines.pyttsx3.spelling import has_phonemes, spell, taken
from narration.synthesis.engines.pyttsx3.voices import pitch

if TYPE_CHECKING:
    from narration.model import Utterance
    from narration.synthesis.engine import Take
    from narration.synthesis.engines.pyttsx3.library import Sound


class Pyttsx3:
    """The engine itself."""

    def __init__(self) -> None:
        driver.register()
        self._heard: list[Sound] = []
        self._errors: list[Exception] = []
        self._engine = pyttsx3.init(driver.NAME)
        self._engine.connect(driver.SOUND, self._hear)
        self._engine.connect("error", self._fail)

    def say(self, utterance: Utterance) -> Take:
        """Return the sound of *utterance*; it depends on the utterance alone."""
        wording = spell(utterance)
        timbre = utterance.timbre
        self._heard.clear()
        self._errors.clear()
        settings = {"voice": timbre.name, "rate": timbre.rate, "pitch": pitch(timbre.pitch)}
        for name, value in {**settings, "phonemes": has_phonemes(utterance)}.items():
            self._engine.setProperty(name, value)
        refusal = self._engine.say(wording.text)
        self._engine.runAndWait()
        if self._errors:
            raise _known(self._errors[0])
        if refusal or len(self._heard) != 1:
            raise EngineError(Problem(f"pyttsx3 said nothing: {refusal or 'no sound came'}"))
        return taken(self._heard[0], wording, utterance)

    def _hear(self, sound: Sound, **_: Any) -> None:
        self._heard.append(sound)

    def _fail(self, exception: Exception, **_: Any) -> None:
        self._errors.append(exception)


def _known(error: Exception) -> EngineError:
    return error if isinstance(error, EngineError) else EngineError(Problem(f"pyttsx3 failed: {error}"))
