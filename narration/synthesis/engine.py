"""The door for speech engines: what one must be, how the installed ones are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from narration.errors import EngineError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from importlib.metadata import EntryPoint, EntryPoints

    from narration.model import Clip, Utterance, VoiceTraits

GROUP = "narration.engines.v1"
"""Entry points of this group name an `EngineSpec` each; ours stand in the same list as everybody's."""


@dataclass(frozen=True, slots=True)
class Take:
    """What an engine gives for an utterance."""

    clip: Clip
    """With whatever silence the engine puts at its ends."""
    seconds: float
    """About how long the engine expects that to last, without the silence: a clip that lasts less than
    0.3 or more than 3 times that is taken for broken."""


class Engine(Protocol):
    """Turns utterances into sound; made without arguments, once in each process that speaks.

    An engine knows words and voices.  It never knows the article, the speaker,
    the store, or where its clip will stand in the recording.
    """

    def say(self, utterance: Utterance) -> Take:
        """Return the sound of *utterance*.

        The sound depends on the utterance alone, and all clips of one voice
        have the same frame rate.  One thread calls this, one call at a time.

        Raises:
            EngineError: the voice is not installed, or the engine failed.
        """
        ...


@dataclass(frozen=True, slots=True)
class EngineSpec:
    """What can be known of an engine without loading it; importing its module takes under 5 ms."""

    name: str
    """As in voices.toml."""
    engine: str
    """Import path of its `Engine` (``package.module:Class``), which only the processes that speak import."""
    traits: tuple[VoiceTraits, ...]
    """The voices that casting may choose, the best narrator first; others can be asked for by name."""
    voices: Callable[[], Sequence[str]]
    """Returns the name of every voice that can be asked for, sorted."""
    fingerprint: Callable[[], str]
    """Returns what changes whenever an utterance may sound different: engine, voices, settings of ours."""
    check: Callable[[], str]
    """Returns in words what is installed; raises `EngineError` if it is not whole."""
    probes: tuple[str, ...]
    """Voices that give away whether a clip depends on what was said before it."""
    reach: tuple[float, float] = (-12, 12)
    """Semitones by which a voice can be moved, lowest and highest."""


def installed() -> dict[str, EngineSpec]:
    """Return the installed engines by name.

    Raises:
        EngineError: one of them cannot be imported.
    """
    return {spec.name: spec for spec in map(_load, sorted(_entries()))}


def find(name: str) -> EngineSpec:
    """Return the engine called *name*.

    Raises:
        EngineError: there is none.
    """
    entries = _entries()
    if name in entries.names:
        return _load(entries[name])
    names = ", ".join(sorted(entries.names)) or "none"
    raise EngineError(Problem(f"expected an installed speech engine, got {name!r} (installed: {names})"))


def _entries() -> EntryPoints:
    from importlib.metadata import entry_points  # noqa: PLC0415 - takes 20 ms, which workers can do without

    return entry_points(group=GROUP)


def _load(entry: EntryPoint) -> EngineSpec:
    try:
        spec = entry.load()
    except (ImportError, AttributeError) as error:
        message = f"the speech engine {entry.name} cannot be loaded: {error}"
        raise EngineError(Problem(message, hint="install it again, or remove its package")) from error
    if not isinstance(spec, EngineSpec):
        raise EngineError(Problem(f"the speech engine {entry.name}: expected an EngineSpec, got {spec!r}"))
    return spec
