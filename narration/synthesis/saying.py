"""Says utterances in a process of their own: by their engine, trimmed, checked, into the store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from narration.errors import EngineError, Problem
from narration.model import Token
from narration.synthesis.checking import fault
from narration.synthesis.keeping import KIND, encode, facts
from narration.synthesis.trimming import trim

if TYPE_CHECKING:
    from narration.model import ClipFacts, Utterance
    from narration.store import Store
    from narration.synthesis.engine import Engine, Take


@dataclass(frozen=True, slots=True)
class Request:
    """What a process needs to know to say an utterance."""

    utterance: Utterance
    engine: str
    """`EngineSpec.engine` of its engine."""
    probes: tuple[str, ...] | None
    """`EngineSpec.probes`."""
    settings: Any
    """`EngineSpec.settings`."""
    store: Store
    key: str
    """Under which the clip is put into the store."""
    limit: float | None = None
    """Seconds after which the engine is taken for hung; None if nobody can tell."""


class Sayer:
    """Does what is requested; keeps each engine once it is made."""

    def __init__(self) -> None:
        self.spent = False
        """Whether an engine here can no longer be trusted to say things as a fresh one would."""
        self._engines: dict[tuple[str, Any], Engine] = {}

    def __call__(self, request: Request) -> ClipFacts:
        """Put the clip of an utterance into the store; return what is known of it.

        Raises:
            EngineError: it is not as it should be.
            OutputError: the store cannot be written.
        """
        if there := request.store.get(KIND, request.key):
            return facts(there)  # another article of this run has had it said in the meantime
        utterance = request.utterance
        which = request.engine, request.settings
        known = self._engines.get(which)
        engine = known or _make(*which)
        take = engine.say(utterance)
        clip = trim(take.clip)
        if why := fault(clip, utterance.text, take.seconds):
            raise EngineError(Problem(why))
        if known is None:
            # only now: if clips depend on what was said before, this process has done its one
            self._engines[which] = engine
            self.spent = self.spent or not _steady(engine, request)
        content = encode(clip)
        request.store.put(KIND, request.key, content)
        return facts(content)


def _make(path: str, settings: Any) -> Engine:
    module, _, name = path.partition(":")
    make = getattr(import_module(module), name)
    engine: Engine = make() if settings is None else make(settings)
    return engine


def _steady(engine: Engine, request: Request) -> bool:
    """Say something twice around something else, and return whether it sounds the same."""
    if request.probes is None:
        return False
    probes, timbre = request.probes, replace(request.utterance.timbre, pitch=0.0)

    def say(text: str) -> list[Take]:
        probe = replace(request.utterance, tokens=(Token(text),))
        return [engine.say(replace(probe, timbre=replace(timbre, name=name))) for name in probes]

    first = say("Once again.")
    say("Something else.")
    return say("Once again.") == first
