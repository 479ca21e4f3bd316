"""The door for speech engines: what one must be, how the installed ones are found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from narration.errors import EngineError, Problem
from narration.model import Reach

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from importlib.metadata import EntryPoint, EntryPoints

    from narration.model import Clip, Token, Utterance, VoiceTraits

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
    """Turns utterances into sound; made once in each process that speaks.

    It is made with `EngineSpec.settings`, or without arguments if those are None.

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
class Reading:
    """How a voice reads words."""

    ipa: str
    listed: bool | None
    """Whether a dictionary of the engine has them; else it reads them by rules of spelling.  None if it
    cannot be told."""


@dataclass(frozen=True, slots=True)
class Option:
    """What a person may say of an engine in ``[engines.NAME]`` of voices.toml."""

    kind: str
    """What a value must be: a key of `narration.sheets.rules.KINDS`."""
    meaning: str
    default: str = ""
    """What holds where nothing is said, in words."""


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
    probes: tuple[str, ...] | None
    """Voices that give away whether a clip depends on what was said before it; None if nobody can tell, and
    each utterance is to have a process of its own."""
    others: tuple[VoiceTraits, ...] = ()
    """Voices that are known as well, and that casting does not choose."""
    reach: Reach = field(default_factory=Reach)
    """How far its voices can be moved, and how slow or fast they can be."""
    phonemes: Callable[[Sequence[Token], str], Sequence[Token | Problem]] | None = None
    """Returns for each token (IPA, or the engine's own notation) the phonemes by which the voice of that name
    says it, or why it cannot; None if the engine takes words alone."""
    readings: Callable[[Sequence[str], str], Sequence[Reading]] | None = None
    """Returns how the voice of that name reads each of some words; None if the engine does not tell."""
    missing: Callable[[], Problem | None] = lambda: None
    """Returns what is to be installed before the engine can be used; None if it is there, whole or not.
    An engine that is missing has no voices."""
    about: Callable[[str], str] = lambda _: ""
    """Returns what is known of where the voice of that name comes from: its licence, its model card."""
    options: Mapping[str, Option] = field(default_factory=dict)
    """What ``[engines.NAME]`` may say."""
    configure: Callable[[Mapping[str, Any]], EngineSpec] | None = None
    """Returns this engine as a person has set it; the values obey `options`."""
    caution: str = ""
    """What a person should know before they rely on the engine; empty if there is nothing."""
    limit: tuple[float, float] | None = None
    """Seconds that it may take for an utterance before it is taken for hung, and so many more for each
    character; None if nobody can tell: then a minute."""
    settings: Any = None
    """What `Engine` is made with, if anything: hashable, and goes to other processes."""


def installed() -> dict[str, EngineSpec]:
    """Return the installed engines by name.

    Raises:
        EngineError: one of them cannot be imported.
    """
    return {spec.name: spec for spec in map(_load, sorted(_entries()))}


def configured(
    engines: Mapping[str, EngineSpec], tables: Mapping[str, Mapping[str, Any]]
) -> dict[str, EngineSpec]:
    """Return the *engines* as ``[engines]`` has them.

    Args:
        engines: by name, as `installed` gives them.
        tables: the values of ``[engines.NAME]``, by name; they obey the engine's options.
    """
    return {
        name: spec.configure(tables.get(name, {})) if spec.configure else spec
        for name, spec in engines.items()
    }


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
