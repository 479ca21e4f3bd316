"""A TOML file as it is read: its values, the place of each, the problems found in it."""

from __future__ import annotations

import re
import tomllib
from functools import cached_property
from typing import TYPE_CHECKING, Any

from narration.errors import Problem
from narration.sheets.nearest import nearest
from narration.sheets.places import places
from narration.source import Location, Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from narration.errors import NarrateError
    from narration.sheets.places import Place
    from narration.sheets.rules import Key

_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class Document:
    """A TOML file, read and checked piece by piece; `finish` raises all problems at once."""

    def __init__(self, source: Source, error: type[NarrateError]) -> None:
        """Parse *source*.

        Raises:
            NarrateError: of the type *error*, as all problems of this file: it is not TOML.
        """
        self.source = source
        self._error = error
        self._problems: list[tuple[int, Problem]] = []
        self.values = self._parsed()

    @classmethod
    def read(cls, path: Path, error: type[NarrateError]) -> Document:
        """Read and parse the file at *path*.

        Raises:
            NarrateError: of the type *error*: it cannot be read, or is not TOML in UTF-8.
        """
        return cls(Source(str(path), decoded(path, error)), error)

    def location(self, place: Place) -> Location:
        """Return where the key or the table header of *place* stands."""
        return self.source.location(self.offset(place))

    def offset(self, place: Place) -> int:
        """Return the index of the key or the table header of *place* in the text.

        A table without a header of its own begins with what it holds.
        """
        if place in self._offsets:
            return self._offsets[place]
        return min(at for found, at in self._offsets.items() if found[: len(place)] == place)

    def table(self, place: Place, keys: Mapping[str, Key]) -> dict[str, Any]:
        """Return the values of the table at *place* that obey *keys*; note all that do not."""
        found = self.at(place)
        if found is None:
            return {}
        if not isinstance(found, dict):
            self.note(place, f"{place[-1]}: expected a table, got {shown(found)}")
            return {}
        obeying = {}
        for name, value in found.items():
            if name not in keys:
                self.unknown((*place, name), keys)
            elif not keys[name].fits(value):
                near = nearest(value, keys[name].options) if isinstance(value, str) else None
                message = f"{name}: expected {keys[name].expected}, got {shown(value)}"
                self.note((*place, name), message, f"did you mean {near}?" if near else None)
            else:
                obeying[name] = value
        return obeying

    def at(self, place: Place) -> Any:
        """Return the value at *place*, None if there is none."""
        found: Any = self.values
        for step in place:
            if isinstance(step, str):
                found = found.get(step) if isinstance(found, dict) else None
            else:
                found = found[step]
        return found

    def unknown(self, place: Place, known: Sequence[str] | Mapping[str, object]) -> None:
        """Note that nothing is called like the last step of *place*."""
        near = nearest(str(place[-1]), known)
        hint = f"did you mean {near}?" if near else f"use one of {', '.join(known)}"
        self.note(place, f"unknown key {place[-1]}", hint)

    def note(self, place: Place, message: str, hint: str | None = None) -> None:
        """Keep a problem until `finish`."""
        offset = self.offset(place)
        self._problems.append((offset, Problem(message, self.source.location(offset), hint)))

    def finish(self) -> None:
        """Raise all problems that were noted, in the order of the file; do nothing if there are none."""
        if self._problems:
            raise self._error(*(problem for _, problem in sorted(self._problems, key=lambda pair: pair[0])))

    @cached_property
    def _offsets(self) -> dict[Place, int]:
        return places(self.source.text)

    def _parsed(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.source.text)
        except RecursionError:
            raise self._error(Problem(f"{self.source.name}: nested too deeply")) from None
        except ValueError as fault:  # TOMLDecodeError, and what int() says to thousands of digits
            message = str(fault)
            place = self.source.location(self._told(_WHERE.search(message)))
            reason = _WHERE.sub("", message)
            raise self._error(Problem(f"not TOML: {reason[:1].lower()}{reason[1:]}", place)) from fault

    def _told(self, where: re.Match[str] | None) -> int:
        """Return the offset of the line and column that tomllib tells, or the end of the text."""
        text = self.source.text
        if where is None or where[1] is None:
            return len(text.rstrip())
        starts = [0, *(end.end() for end in re.finditer("\n", text))]
        return starts[int(where[1]) - 1] + int(where[2]) - 1


def shown(value: object) -> str:
    """Return *value* as a message shows it: short, in the words of TOML."""
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "a table"
        case list():
            return f"[{', '.join(map(shown, value[:3]))}{', …' if len(value) > 3 else ''}]"
        case str() if len(value) > 40:
            return repr(value[:39] + "…")
        case str():
            return repr(value)
    return str(value)


def decoded(path: Path, error: type[NarrateError]) -> str:
    """Return the text of the file at *path*, which is UTF-8.

    Raises:
        NarrateError: of the type *error*: it cannot be read, or is something else.
    """
    try:
        data = path.read_bytes()
    except OSError as fault:
        reason = (fault.strerror or str(fault)).lower()
        hint = "check the path" if isinstance(fault, FileNotFoundError) else None
        raise error(Problem(f"cannot read {path}: {reason}", hint=hint)) from fault
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        message = f"{path}: expected UTF-8, got the byte {data[fault.start]:#04x} in line {line}"
        raise error(Problem(message, hint="save the file as UTF-8")) from fault
