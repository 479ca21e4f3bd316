"""Says utterances by a program of the user's."""

from __future__ import annotations

import subprocess
import tempfile
from typing import IO, TYPE_CHECKING

from narration.errors import EngineError, Problem
from narration.model import TokenForm
from narration.synthesis.engine import Take
from narration.synthesis.engines import lengths, waves
from narration.synthesis.engines.command import HINT, Program

if TYPE_CHECKING:
    from narration.model import Utterance


COMPLAINTS = 3
"""Lines at the end of what a program complains of that a person is shown."""

_UNSAID = {**dict.fromkeys([*range(32), 127, *map(ord, "<>")], " "), ord("["): "(", ord("]"): ")"}
"""Nothing that could be said, and brackets, which some programs take for commands (``[[rate 9]]``, SSML)."""


class Command:
    """The engine itself."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def say(self, utterance: Utterance) -> Take:
        """Return the sound of *utterance*, from a process of its own."""
        self._check(utterance)
        timbre = utterance.timbre
        values = {
            "voice": timbre.name,
            "language": utterance.language,
            "rate": str(timbre.rate),
            "speed": f"{timbre.rate / 175:.3f}",
            "pitch": f"{timbre.pitch:g}",
        }
        file = str(self._program.file())
        clip = waves.read(self._output([file, *self._program.filled(values)[1:]], utterance.text))
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
        if any(token.form is TokenForm.PHONEMES for token in utterance.tokens):
            hint = "give the word another spelling in [lexicon] instead of phonemes"
            raise EngineError(Problem("the engine command takes words only, got phonemes", hint=hint))

    def _output(self, command: list[str], text: str) -> bytes:
        """Return what *command* writes when it reads *text*.

        Files and not pipes: what a program leaves running cannot hold us up after its time.
        """
        name = command[0]
        with (
            tempfile.TemporaryFile() as said,
            tempfile.TemporaryFile() as heard,
            tempfile.TemporaryFile() as told,
        ):
            said.write(text.translate(_UNSAID).encode(errors="replace"))
            said.seek(0)
            limit = self._program.timeout
            try:
                done = subprocess.run(
                    command, stdin=said, stdout=heard, stderr=told, timeout=limit, check=False
                )
            except subprocess.TimeoutExpired:
                raise EngineError(Problem(f"{name} took more than {limit:g} s{_last(told)}")) from None
            except OSError as error:
                raise EngineError(Problem(f"{name} cannot be run: {error.strerror}", hint=HINT)) from error
            if done.returncode:
                raise EngineError(Problem(f"{name} ended with code {done.returncode}{_last(told)}"))
            heard.seek(0)
            return heard.read()


def _last(told: IO[bytes]) -> str:
    """Return the end of what a program complained of, to be put behind a message."""
    told.seek(0)
    lines = told.read().decode(errors="replace").strip().splitlines()
    return "".join(f": {line.strip()}" for line in lines[-COMPLAINTS:])
