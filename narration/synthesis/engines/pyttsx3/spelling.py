"""How an utterance is written for espeak-ng, where in it the words are that it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.model import Clip, TokenForm
from narration.synthesis.engine import Take

if TYPE_CHECKING:
    from narration.model import Utterance
    from narration.synthesis.engines.pyttsx3.library import Sound

START, PHONEME = 0.15, 0.077
"""Seconds that an utterance, and each of its phonemes, takes at 175 words a minute: fitted to 1,195 sentences
of news, which take 0.7 to 1.6 times that; so do sentences in 17 other languages, and text that is spelled."""

_UNSAID = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""NUL ends a text for espeak-ng, ^A begins a command; the rest is nothing that could be said."""


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


def has_phonemes(utterance: Utterance) -> bool:
    """Return whether some of *utterance* is phonemes."""
    return any(token.form is TokenForm.PHONEMES for token in utterance.tokens)


def taken(sound: Sound, spelling: Spelling, utterance: Utterance) -> Take:
    """Return what espeak-ng made of *utterance*."""
    seconds = (START + PHONEME * sound.phonemes) * 175 / utterance.timbre.rate
    return Take(Clip(sound.pcm, sound.frame_rate, _words(sound, spelling, utterance.text)), seconds)


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
