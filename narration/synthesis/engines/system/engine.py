"""Says utterances by the voices of the system, through pyttsx3 into a file."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import pyttsx3

from narration import ffmpeg
from narration.errors import EngineError, Problem
from narration.sheets import instead
from narration.synthesis.engine import Take
from narration.synthesis.engines import lengths, waves
from narration.synthesis.engines.system import named
from narration.synthesis.engines.system.listing import described
from narration.synthesis.engines.wording import plain, unmoved

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narration.model import Clip, Utterance
    from narration.synthesis.engines.system import System

PATIENCE = 20.0
"""Seconds in which a file must be whole once pyttsx3 says that it is done."""

_ORDERS: Mapping[bytes, tuple[Literal["big", "little"], bytes]] = MappingProxyType(
    {b"FORM": ("big", b"SSND"), b"RIFF": ("little", b"data")}
)
"""How AIFF and WAVE files write lengths, by their first letters, and what their sound is called."""

_OFFSETS = 8
"""Bytes of a sound chunk that are not sound."""


class Speaker:
    """The engine itself; every utterance gets a process of its own (`EngineSpec.probes`)."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._errors: list[Exception] = []
        self._engine = pyttsx3.init(system.driver)
        self._engine.connect("error", self._fail)

    def say(self, utterance: Utterance) -> Take:
        """Return the sound of *utterance*."""
        timbre, words = utterance.timbre, plain(utterance)
        unmoved(timbre)
        wanted = {"voice": self._identifier(timbre.name), "rate": timbre.rate}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"clip{self._system.suffix}"
            for name, value in wanted.items():
                self._engine.setProperty(name, value)
            self._engine.save_to_file(words, str(path))
            self._engine.runAndWait()
            if self._errors:
                raise EngineError(Problem(f"{self._system.driver} failed: {self._errors[0]}"))
            for name, value in wanted.items():
                if (got := self._engine.getProperty(name)) != value:
                    raise EngineError(Problem(f"{self._system.driver} has the {name} {got!r}, not {value!r}"))
            return Take(read(path), lengths.seconds(utterance.text, timbre.rate))

    def _identifier(self, name: str) -> str:
        """Return what the system calls a voice."""
        known = named(described(self._engine.getProperty("voices")))
        if name in known:
            return known[name].identifier
        hint = instead(name, self._system.driver, known)
        raise EngineError(Problem(f"{self._system.name} has no voice {name!r}", hint=hint))

    def _fail(self, exception: Exception, **_: Any) -> None:
        self._errors.append(exception)


def read(path: Path) -> Clip:
    """Return the sound of a file that the system has written, or is still writing.

    AIFF goes through ffmpeg: Python reads none any more.

    Raises:
        EngineError: it does not get whole, or is of another kind.
    """
    end = time.monotonic() + PATIENCE
    while not _whole(content := path.read_bytes() if path.exists() else b""):
        if time.monotonic() > end:
            message = f"the system wrote {len(content)} bytes that are no whole AIFF or WAVE file"
            raise EngineError(Problem(message if content else "the system wrote no file"))
        time.sleep(0.05)
    if content[:4] == b"FORM":
        arguments = ["-i", str(path), "-ac", "1", "-c:a", "pcm_s16le", "-f", "wav", "pipe:1"]
        content = b"".join(ffmpeg.pipe(arguments, ()))
    return waves.read(content)


def _whole(content: bytes) -> bool:
    """Return whether *content* has as many bytes as it says itself, and sound among them.

    macOS begins a file with some 4,000 bytes of padding, which are a whole file without sound.
    """
    order, sound = _ORDERS.get(content[:4], ("big", b"none"))
    at = content.find(sound, 12) + 4
    whole, heard = (int.from_bytes(content[start : start + 4], order) for start in (4, at))
    return at >= 16 and whole + 8 <= len(content) and heard > _OFFSETS
