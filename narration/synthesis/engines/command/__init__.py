"""The engine ``command``: any program that reads text and writes a WAVE file."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from narration.errors import EngineError, Problem
from narration.model import Reach
from narration.synthesis.engine import EngineSpec, Option
from narration.synthesis.engines.traits import unheard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VERSION = 1
"""Of what we do to the sound before it is trimmed; add one when a clip may come out differently."""

HINT = "put run and voices under [engines.command] in voices.toml"

PLACES = MappingProxyType(
    {
        "voice": "the voice's name",
        "language": "of the article, as `en-GB`",
        "rate": "words a minute",
        "speed": "1 at 175 words a minute, 2 at 350",
        "pitch": "semitones",
    }
)
"""What may stand in braces in ``run``."""

START = 10.0
"""Seconds beside those that a person allows the program: so it is the engine that ends it, and names it."""

_PLACE = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Program:
    """What a person has set: what is run, and how long it may take."""

    run: tuple[str, ...] = ()
    timeout: float = 30.0
    voices: tuple[str, ...] = ()

    @property
    def places(self) -> set[str]:
        """What stands in braces."""
        return {name for part in self.run for name in _PLACE.findall(part)}

    def filled(self, values: Mapping[str, str]) -> list[str]:
        """Return what is run, each place filled in; what stands in other braces stays."""
        return [_PLACE.sub(lambda m: values.get(m[1], m[0]), part) for part in self.run]

    def file(self) -> Path:
        """Return where the program is.

        Raises:
            EngineError: there is no such program, or none is set.
        """
        if problem := missing(self):
            raise EngineError(problem)
        found = shutil.which(self.run[0])
        if found is None:
            message = f"there is no program {self.run[0]!r}"
            raise EngineError(Problem(message, hint="install it, or correct run in voices.toml"))
        return Path(found)


def missing(program: Program) -> Problem | None:
    """Return what has to be set first."""
    return None if program.run else Problem("no program is set", hint=HINT)


def fingerprint(program: Program) -> str:
    """Return a hash of what is run, and of every file that it names: the program, a script, a model."""
    digest = hashlib.sha256(f"command {VERSION} {program.run!r}".encode())
    for path in (program.file(), *map(Path, program.run[1:])):
        if path.is_file():
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def check(program: Program) -> str:
    """Return what is run; raises `EngineError` if there is no such program."""
    return f"{' '.join(program.run)} is {program.file()}"


def voices(program: Program) -> Sequence[str]:
    """Return the names that a person has given, sorted; none without a program."""
    return sorted(program.voices) if program.run else []


def reach(program: Program) -> Reach:
    """Return what the program can be told of pitch and rate."""
    moves, paces = "pitch" in program.places, bool(program.places & {"rate", "speed"})
    wanting = [place for place, told in (("{pitch}", moves), ("{rate} or {speed}", paces)) if not told]
    hint = f"put {' and '.join(wanting)} into run under [engines.command]" if wanting else ""
    usual = Reach()
    return Reach(usual.pitch if moves else (0, 0), usual.rate if paces else (175, 175), hint)


def configure(values: Mapping[str, Any]) -> EngineSpec:
    """Return the engine that runs what a person has set."""
    genders = values.get("voices", {})
    program = Program(tuple(values.get("run", ())), float(values.get("timeout", 30)), tuple(genders))
    return replace(
        SPEC,
        traits=unheard(genders),
        voices=partial(voices, program),
        fingerprint=partial(fingerprint, program),
        check=partial(check, program),
        missing=partial(missing, program),
        reach=reach(program),
        limit=(program.timeout + START, 0),
        settings=program,
    )


SPEC = EngineSpec(
    name="command",
    engine="narration.synthesis.engines.command.engine:Command",
    traits=(),
    voices=list,
    fingerprint=partial(fingerprint, Program()),
    check=partial(check, Program()),
    probes=(),
    reach=Reach(pitch=(0, 0), rate=(175, 175)),
    missing=partial(missing, Program()),
    options={
        "run": Option(
            "list", "the program and its arguments; it reads UTF-8 and writes a WAVE file", "nothing"
        ),
        "voices": Option("genders", "the names that may stand for `{voice}`, and whom each fits", "{}"),
        "timeout": Option("seconds", "how long one sentence may take", "30"),
    },
    configure=configure,
    settings=Program(),
)
"""The entry point."""
