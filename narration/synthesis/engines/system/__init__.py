"""The engines ``nsss`` and ``sapi5``: the voices of macOS and of Windows, through pyttsx3's own drivers.

Nothing here loads pyttsx3: which voices there are a process of its own finds out, once somebody asks.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from narration.errors import EngineError, NarrateError, Problem
from narration.model import Reach
from narration.synthesis.engine import EngineSpec, Option
from narration.synthesis.engines.traits import unheard
from narration.work import Pool

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VERSION = 1
"""Of what we do to the sound before it is trimmed; add one when a clip may come out differently."""

PLATFORM = sys.platform

UNTRIED = "nobody has tried it yet, and the same words may sound different after an update of the system"

LISTER = "narration.synthesis.engines.system.listing:voices"


@dataclass(frozen=True, slots=True)
class System:
    """An operating system that speaks."""

    driver: str
    """What pyttsx3 calls its voices."""
    name: str
    platform: str
    """`sys.platform` there."""
    suffix: str
    """Of the files it writes."""
    reach: Reach


MACOS = System("nsss", "macOS", "darwin", ".aiff", Reach(pitch=(0, 0)))
WINDOWS = System("sapi5", "Windows", "win32", ".wav", Reach(pitch=(0, 0), rate=(80, 444)))
# pyttsx3 makes of a rate one of SAPI's 21 steps, 11 % apart, the fastest of which is 444


@dataclass(frozen=True, slots=True)
class Installed:
    """A voice as the system describes it."""

    identifier: str
    name: str
    language: str
    gender: str


def missing(system: System) -> Problem | None:
    """Return why the voices of *system* cannot be here, if they cannot."""
    if system.platform == PLATFORM:
        return None
    hint = f"use it on {system.name}; other engines speak everywhere"
    return Problem(f"its voices are those of {system.name}, and this is {platform.system()}", hint=hint)


@lru_cache(maxsize=2)
def installed(system: System) -> Mapping[str, Installed]:
    """Return the voices of *system* by the names that people know.

    Raises:
        EngineError: pyttsx3 cannot reach them.
    """
    if problem := missing(system):
        raise EngineError(problem)
    with Pool() as pool:
        ((_, found, error),) = pool.do(LISTER, [system.driver])
    if isinstance(error, NarrateError):
        raise error
    if error:
        message = f"pyttsx3 cannot reach the voices of {system.name}: {error}"
        raise EngineError(Problem(message, hint="install pyttsx3 again, or use another engine")) from error
    return named(found)


def named(found: Sequence[Installed]) -> Mapping[str, Installed]:
    """Return voices by name; of those who share one, with language, or else with identifier."""
    names = Counter(voice.name for voice in found)
    longer = Counter(f"{voice.name} ({voice.language})" for voice in found)
    made = {}
    for voice in found:
        name = voice.name
        if names[name] > 1:
            name = f"{voice.name} ({voice.language})"
            name = name if longer[name] == 1 else f"{voice.name} ({voice.identifier})"
        made[name] = voice
    return MappingProxyType(made)


def voices(system: System) -> Sequence[str]:
    """Return the names of the voices, sorted; none on another system."""
    return [] if missing(system) else sorted(installed(system))


def fingerprint(system: System) -> str:
    """Return a hash of the release of the system, of pyttsx3, and of which voices there are."""
    from importlib.metadata import version  # noqa: PLC0415 - takes 20 ms, which workers can do without

    known = sorted((name, voice.identifier) for name, voice in installed(system).items())
    told = f"{system.driver} {VERSION} {platform.platform()} pyttsx3 {version('pyttsx3')} {known}"
    return hashlib.sha256(told.encode()).hexdigest()


def check(system: System) -> str:
    """Return what is installed, once a word has been said; raises `EngineError` if there is no voice."""
    from importlib.metadata import version  # noqa: PLC0415 - as above

    from narration.synthesis.engines.system.checking import say_something  # noqa: PLC0415 - only doctor asks

    names = voices(system)
    if not names:
        raise EngineError(missing(system) or Problem(f"{system.name} has no voice"))
    say_something(spec(system), names[0])
    through = f"through pyttsx3 {version('pyttsx3')}"
    return f"{len(names)} voices of {platform.platform()} {through}; {UNTRIED}"


def about(system: System, name: str) -> str:
    """Return what the system tells of a voice."""
    voice = installed(system)[name]
    return ", ".join(filter(None, (voice.gender, voice.language)))


def configure(system: System, values: Mapping[str, Any]) -> EngineSpec:
    """Return the engine, with whom a person says that its voices fit."""
    return replace(spec(system), traits=unheard(values.get("voices", {})))


def spec(system: System) -> EngineSpec:
    """Return the engine of *system* as it is installed."""
    return EngineSpec(
        name=system.driver,
        engine="narration.synthesis.engines.system.engine:Speaker",
        traits=(),
        voices=partial(voices, system),
        fingerprint=partial(fingerprint, system),
        check=partial(check, system),
        probes=None,
        reach=system.reach,
        missing=partial(missing, system),
        about=partial(about, system),
        options={"voices": Option("genders", "whom casting by rule may give which voice", "nobody any")},
        configure=partial(configure, system),
        settings=system,
        caution=UNTRIED,
    )


NSSS, SAPI5 = spec(MACOS), spec(WINDOWS)
"""The entry points."""
