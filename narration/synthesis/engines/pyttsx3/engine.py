"""Says utterances through pyttsx3."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyttsx3

from narration.errors import EngineError, Problem
from narration.model import Clip, TokenForm
from narration.synthesis.engine import Take
from narration.synthesis.engines.pyttsx3 import driver
from narration.synthesis.engines.pyttsx3.voices import pitch

if TYPE_CHECKING:
    from narration.model import Utterance
    from narration.synthesis.engines.pyttsx3.library import Sound

START, PHONEME = 0.15, 0.077
"""Seconds that an utterance, and each of its phonemes, takes at 175 words a minute: fitted to 1,195 sentences
of news, which take 0.7 to 1.6 times that; so do sentences in 17 other languages, and text that is spelled."""

_UNSAID = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""NUL ends a text for espeak-ng, ^A begins a command; the rest is nothing that could be said."""


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
        phonemes = any(token.form is TokenForm.PHONEMES for token in utterance.tokens)
        settings = {"voice": timbre.name, "rate": timbre.rate, "pitch": pitch(timbre.pitch)}
        for name, value in {**settings, "phonemes": phonemes}.items():
            self._engine.setProperty(name, value)
        refusal = self._engine.say(wording.text)
        self._engine.runAndWait()
        if self._errors:
            raise _known(self._errors[0])
        if refusal or len(self._heard) != 1:
            raise EngineError(Problem(f"pyttsx3 said nothing: {refusal or 'no sound came'}"))
        sound = self._heard[0]
        seconds = (START + PHONEME * sound.phonemes) * 175 / timbre.rate
        return Take(Clip(sound.pcm, sound.frame_rate, _words(sound, wording, utterance.text)), seconds)

    def _hear(self, sound: Sound, **_: Any) -> None:
        self._heard.append(sound)

    def _fail(self, exception: Exception, **_: Any) -> None:
        self._errors.append(exception)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text as espeak-ng gets it."""

    text: str
    places: tuple[int, ...]
    """Where each character stands in `Utterance.text`, and the end."""


def spell(utterance: Utterance) -> Spelling:
    """Return *utterance* in espeak-ng's notation.

    Words can never turn into phonemes or commands, whatever they are made of.
    """
    text, places, at = [], [], 0
    for token in utterance.tokens:
        said = _UNSAID.sub(" ", token.said)
        if token.form is TokenForm.PHONEMES:
            text.append(f"[[{said.replace('[', ' ').replace(']', ' ')}]]")
            places += [at, at, *range(at, at + len(said)), *[at + max(0, len(said) - 1)] * 2]
        else:
            text.append(said.replace("[", "(").replace("]", ")"))
            places += range(at, at + len(said))
        at += len(said)
    return Spelling("".join(text), (*places, at))


def _words(sound: Sound, spelling: Spelling, text: str) -> tuple[tuple[int, int, int], ...]:
    """Return the words that espeak-ng told, from where they begin to where they end in *text*.

    It tells no length before a closing quotation mark, and half a word where it
    says two as one.
    """
    words: list[tuple[int, int, int]] = []
    runs = [match.span() for match in re.finditer(r"[\w'’]+", text)]
    for character, _, frame in sound.words:
        at = spelling.places[min(max(character, 0), len(spelling.text))]
        start, end = next((run for run in runs if run[0] <= at < run[1]), (at, at + 1))
        if start < len(text) and (not words or start > words[-1][0]):
            words.append((start, end - start, frame))
    return tuple(words)


def _known(error: Exception) -> EngineError:
    return error if isinstance(error, EngineError) else EngineError(Problem(f"pyttsx3 failed: {error}"))
