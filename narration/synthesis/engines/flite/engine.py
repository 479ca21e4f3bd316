"""Says utterances by the program flite."""

from __future__ import annotations

import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.errors import EngineError, Problem
from narration.synthesis.engine import Take
from narration.synthesis.engines import lengths, running, waves, wording
from narration.synthesis.engines.flite import HINT, STRETCH, program, voices
from narration.synthesis.trimming import trim

if TYPE_CHECKING:
    from narration.model import Utterance

LIMIT = 50.0
"""Seconds that an utterance may take; a long sentence takes one."""

_PLAIN = MappingProxyType(
    {
        **dict.fromkeys(map(ord, "“”„«»‟"), '"'),
        **dict.fromkeys(map(ord, "‘’‚‛ʼ′"), "'"),
        **dict.fromkeys(map(ord, "–—―−"), " - "),
        **{ord(letter): plain for letter, plain in zip("øØłŁđĐı", "oOlLdDi", strict=True)},
        ord("ß"): "ss",
        ord("æ"): "ae",
        ord("Æ"): "Ae",
        ord("œ"): "oe",
        ord("Œ"): "Oe",
        ord("þ"): "th",
        ord("Þ"): "Th",
        ord("ð"): "d",
        ord("Ð"): "D",
        ord("…"): "...",
    }
)
"""What flite cannot read, in the letters that it can; the rest is taken apart by Unicode."""

HISS = 100
"""Largest sample of the hiss around the words: measured up to 80, before and behind 12 utterances."""


class Flite:
    """The engine itself."""

    def say(self, utterance: Utterance) -> Take:
        """Return the sound of *utterance*, from a process of its own."""
        timbre, path = utterance.timbre, program()
        if path is None:
            raise EngineError(Problem("there is no program flite", hint=HINT))
        if timbre.name not in voices():
            raise EngineError(Problem(f"flite has no voice {timbre.name!r} here", hint=HINT))
        wording.unmoved(timbre)
        words = ascii_only(wording.plain(utterance))
        stretch = STRETCH[timbre.name] * 175 / timbre.rate
        command = [str(path), "-voice", timbre.name, "--setf", f"duration_stretch={stretch:.4f}"]
        files = ["-f", "/dev/stdin", "-o", "/dev/stdout"]
        clip = waves.read(running.output([*command, *files], words, LIMIT))
        return Take(trim(clip, HISS), lengths.seconds(utterance.text, timbre.rate))


def ascii_only(text: str) -> str:
    """Return *text* in ASCII, which is all that flite reads.

    Raises:
        EngineError: it has a letter or a currency for which there is none.
    """
    apart = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    letters = [c for c in apart if c.isascii() or not unicodedata.combining(c)]
    if strange := next((c for c in letters if not c.isascii() and _is_said(c)), None):
        message = f"flite reads English letters only, got {strange!r}"
        raise EngineError(Problem(message, hint="say in [lexicon] how that word is written in them"))
    return "".join(c if c.isascii() and c.isprintable() else " " for c in letters)


def _is_said(character: str) -> bool:
    """Return whether something is lost if *character* is not said."""
    return character.isalnum() or unicodedata.category(character) == "Sc"
