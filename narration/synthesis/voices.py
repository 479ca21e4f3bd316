"""Which voices are installed, found out when somebody asks for an engine's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narration.synthesis.engine import EngineSpec


class Voices(Mapping[str, "Sequence[str]"]):
    """The voices of each engine, which are looked for when somebody asks for them."""

    def __init__(self, engines: Mapping[str, EngineSpec]) -> None:
        self._engines = engines
        self._voices: dict[str, Sequence[str]] = {}

    def __getitem__(self, name: str) -> Sequence[str]:
        if name not in self._voices:
            self._voices[name] = self._engines[name].voices()
        return self._voices[name]

    def __contains__(self, name: object) -> bool:
        return name in self._engines

    def __iter__(self) -> Iterator[str]:
        return iter(self._engines)

    def __len__(self) -> int:
        return len(self._engines)
