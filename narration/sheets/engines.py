"""``[engines.NAME]`` of voices.toml: how a person has set the speech engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from narration.errors import VoicesError
from narration.sheets import rules
from narration.sheets.document import Document, shown
from narration.sheets.nearest import nearest
from narration.sheets.rules import Key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TABLE = "engines"


class Option(Protocol):
    """What may be said of an engine."""

    @property
    def kind(self) -> str:
        """What a value must be, one of `rules.KINDS`."""

    @property
    def meaning(self) -> str:
        """What it is for."""


def read_engines(path: Path, options: Mapping[str, Mapping[str, Option]]) -> dict[str, dict[str, Any]]:
    """Return what the voices.toml at *path* says of each engine, as far as that is right.

    What is wrong in it `read_voices` tells, with whatever else is.

    Args:
        path: of the sheet, as the user gave it.
        options: what may be said, by engine.

    Raises:
        VoicesError: the file cannot be read, or is not TOML.
    """
    return tables(Document.read(path, VoicesError), options)


def tables(document: Document, options: Mapping[str, Mapping[str, Option]]) -> dict[str, dict[str, Any]]:
    """Return the values of ``[engines.NAME]`` that obey *options*, by engine; note all that do not."""
    found = document.at((TABLE,))
    if found is not None and not isinstance(found, dict):
        document.note((TABLE,), f"{TABLE}: expected a table, got {shown(found)}")
        return {}
    read = {}
    for name in found or {}:
        if options.get(name):
            keys = {key: Key(rules.KINDS[one.kind], one.meaning) for key, one in options[name].items()}
            read[name] = document.table((TABLE, name), keys)
        elif name in options:
            document.note((TABLE, name), f"nothing can be set for the engine {name}")
        else:
            near = nearest(name, options)
            hint = f"did you mean {near}?" if near else f"installed: {', '.join(sorted(options))}"
            document.note((TABLE, name), f"unknown engine {name!r}", hint)
    return read
