"""A project in a temporary folder: an article, a voices.toml for the tone engine, the command run in it."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from narration.app.group import run

if TYPE_CHECKING:
    import pytest

TONE = '[narrator]\nengine = "tone"\n'
"""A voices.toml in which everybody hums: a build takes a second."""

ARTICLE = """\
Ferry returns to Lake Orrin

By Tamsin Vale

The ferry across Lake Orrin sailed again yesterday after two years of repairs.

Ada Cole, who keeps the jetty, said: “We never thought we would see her again.

“Then the boiler was lit, and the whole village came down to look.”

A new timetable

Her neighbour Ivo Brandt was less sure. “It is a fine boat,” he said, “but it is slow.”

The council called the plan a “bold step” and promised two sailings a day.

Luis FerranThe ferry leaves the jetty for the first time since the storm[/caption]
"""
"""Two speakers, a crosshead, a caption with its credit, a fragment, a quotation over two paragraphs."""


@dataclass(frozen=True)
class Run:
    """What one run of the command left behind."""

    code: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Project:
    """A folder, and the command run in it as a user would."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return path

    def narrate(self, *arguments: str) -> Run:
        here = Path.cwd()
        os.chdir(self.folder)
        try:
            self.capture.readouterr()
            code = run(list(arguments))
        finally:
            os.chdir(here)
        out, err = self.capture.readouterr()
        return Run(code, out, err)

    def edition(self, slug: str = "ferry") -> dict[str, bytes]:
        """Return every file of an edition, by name."""
        return {path.name: path.read_bytes() for path in sorted((self.folder / "out" / slug).iterdir())}

    def manifest(self, slug: str = "ferry") -> dict[str, Any]:
        loaded = json.loads(self.edition(slug)[f"{slug}.json"])
        assert isinstance(loaded, dict)
        return loaded
