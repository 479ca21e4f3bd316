"""Says utterances by a program of the user's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.errors import EngineError, Problem
from narration.synthesis.engine import Take
from narration.synthesis.engines import lengths, running, waves
from narration.synthesis.engines.command import HINT, Program
from narration.synthesis.engines.wording import plain

if TYPE_CHECKING:
    from narration.model import Utterance


class Command:
    """The engine itself."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def say(self, utterance: Utterance) -> Take:
        """Return the sound of *utterance*, from a process of its own."""
        self._check(utterance)
        timbre, words = utterance.timbre, plain(utterance)
        values = {
            "voice": timbre.name,
            "language": utterance.language,
            "rate": str(timbre.rate),
            "speed": f"{timbre.rate / 175:.3f}",
            "pitch": f"{timbre.pitch:g}",
        }
        file = str(self._program.file())
        clip = waves.read(
            running.output([file, *self._program.filled(values)[1:]], words, self._program.timeout)
        )
        return Take(clip, lengths.seconds(utterance.text, timbre.rate))

    def _check(self, utterance: Utterance) -> None:
        """Raise for what the program cannot be told."""
        timbre, places = utterance.timbre, self._program.places
        if timbre.name not in self._program.voices:
            raise EngineError(Problem(f"the engine command has no voice {timbre.name!r}", hint=HINT))
        if timbre.rate != 175 and not places & {"rate", "speed"}:
            hint = "put {rate} or {speed} into run under [engines.command], or leave rate and speed out"
            raise EngineError(
                Problem(f"the program cannot be told to say {timbre.rate} words a minute", hint=hint)
            )
        if timbre.pitch and "pitch" not in places:
            hint = "put {pitch} into run under [engines.command], or leave pitch out"
            raise EngineError(Problem(f"the program cannot be told a pitch of {timbre.pitch:g}", hint=hint))
