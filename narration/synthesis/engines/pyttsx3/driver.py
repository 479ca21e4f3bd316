"""Our driver for pyttsx3, which speaks when it is told to, says what went wrong, gives sound in memory.

pyttsx3 asks a driver for the methods below by these names (see its ``drivers/dummy.py``).  Where the
driver it brings for espeak is asynchronous, this one does each command before it returns.
"""

from __future__ import annotations

import sys
import wave
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyttsx3.drivers
from pyttsx3.voice import Voice

from narration.synthesis.engines.pyttsx3 import library
from narration.synthesis.engines.pyttsx3.files import VOLUME, find
from narration.synthesis.engines.pyttsx3.voices import identifier, names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

NAME = "narrate"
"""What to ask `pyttsx3.init` for, after `register`."""

SOUND = "sound"
"""The notification that brings a `library.Sound`, as ``sound``."""


def register() -> None:
    """Make this module known to pyttsx3 as the driver `NAME`."""
    sys.modules[f"{pyttsx3.drivers.__name__}.{NAME}"] = sys.modules[__name__]


def buildDriver(proxy: Any) -> Driver:  # noqa: N802 - pyttsx3 calls it so
    """Return a driver that tells *proxy* what happens."""
    return Driver(proxy)


def _whole(low: int, high: int) -> Callable[[Any], int]:
    def rule(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            raise ValueError(f"expected a whole number from {low} to {high}, got {value!r}")
        return value

    return rule


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"expected True or False, got {value!r}")  # noqa: TRY004 - one kind of error for all
    return value


RULES: Mapping[str, Callable[[Any], Any]] = {
    "voice": identifier,
    "rate": _whole(80, 525),
    "pitch": _whole(0, 99),
    "volume": _whole(0, 100),
    "phonemes": _yes_or_no,
}
"""What each property takes, in espeak-ng's terms; a voice by the name people know."""


class Driver:
    """What pyttsx3 drives: keeps the settings, gives each utterance a library that has said nothing yet."""

    def __init__(self, proxy: Any) -> None:
        self._proxy = proxy
        self._voice = "en-us"
        self._settings = library.Settings(identifier(self._voice), 175, 50, VOLUME, phonemes=False)

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802
        """Keep a setting for what is said next; what this raises, pyttsx3 notifies of as an ``error``."""
        self._settings = replace(self._settings, **{name: RULES[name](value)})
        if name == "voice":
            self._voice = value

    def getProperty(self, name: str) -> Any:  # noqa: N802
        """Return a setting, or all ``voices``."""
        if name == "voices":
            return [Voice(voice, languages=[voice.partition("+")[0]]) for voice in names()]
        return self._voice if name == "voice" else getattr(self._settings, name)

    def say(self, text: str) -> None:
        """Speak *text*, and notify of the `SOUND`."""
        self._proxy.notify(SOUND, sound=library.speak(find(), text, self._settings))

    def save_to_file(self, text: str, filename: str) -> None:
        """Speak *text* into a WAVE file."""
        sound = library.speak(find(), text, self._settings)
        with Path(filename).open("wb") as whole, wave.open(whole, "wb") as file:
            file.setparams((1, 2, sound.frame_rate, 0, "NONE", "not compressed"))
            file.writeframes(sound.pcm)

    def startLoop(self) -> None:  # noqa: N802
        """Do everything that waits; nothing does when this returns."""
        self._proxy.setBusy(False)

    def iterate(self) -> Iterator[None]:
        """Do everything that waits, for a loop of somebody else's."""
        self._proxy.setBusy(False)
        yield

    def stop(self) -> None:
        """Do nothing: what was said has been said."""

    endLoop = destroy = stop  # noqa: N815
