"""Says one utterance: by its engine, trimmed, checked, as bytes for the store."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from narration.synthesis.engine import engine
from narration.synthesis.keeping import encode
from narration.synthesis.trimming import trim

if TYPE_CHECKING:
    from narration.model import Utterance
    from narration.synthesis.engine import Engine


class Sayer:
    """Keeps the engines of one process."""

    def __init__(self) -> None:
        self._engines: dict[str, Engine] = {}

    def __call__(self, utterance: Utterance) -> bytes:
        """Return the encoded clip of *utterance*."""
        name = utterance.timbre.engine
        if name not in self._engines:
            module, _, attribute = engine(name).engine.partition(":")
            self._engines[name] = getattr(import_module(module), attribute)()
        return encode(trim(self._engines[name].say(utterance)))
