"""What has been copied onto sticks: known here, so that nothing but sound is on them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from narration import files
from narration.publishing.staging import sha256

if TYPE_CHECKING:
    from pathlib import Path

    from narration.model import EditionFile

VERSION = 1
"""Of the file: changes when a reader of an older version would misread a newer one."""

MOST = 100
"""Contents of one name that are remembered, the latest: two years of a weekly ``01_Contents.mp3``."""


class Copies:
    """The names and contents of all files that were copied from here, onto whatever stick."""

    def __init__(self, path: Path) -> None:
        """Read them from *path*; none if there is no such file, or it cannot be understood."""
        self._path = path
        content = _read(path)
        self._known: dict[str, list[str]] = content.get("files", {})
        self._begun: dict[str, int] = content.get("begun", {})
        """The size of a file that was begun, by its path: what is there of it may be half."""

    def made(self, path: Path) -> bool:
        """Say whether the file at *path* was copied from here, whole or half."""
        if path.stat().st_size < self._begun.get(str(path.absolute()), 0):
            return True
        return path.name in self._known and sha256(path) in self._known[path.name]

    def begin(self, path: Path, facts: EditionFile) -> None:
        """Note that a file is copied to *path* next; if that breaks off, what is there is known as half.

        Raises:
            OutputError: the note cannot be written; nothing has been copied then.
        """
        digests = [one for one in self._known.get(path.name, ()) if one != facts.sha256]
        self._known[path.name] = [*digests, facts.sha256][-MOST:]
        self._begun = {str(path.absolute()): facts.size}
        self._write()

    def end(self) -> None:
        """Note that no file is half copied.

        Raises:
            OutputError: the note cannot be written.
        """
        self._begun = {}
        self._write()

    def _write(self) -> None:
        content = {"version": VERSION, "files": self._known, "begun": self._begun}
        files.write(self._path, json.dumps(content, indent=1).encode() + b"\n")


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) and content.get("version") == VERSION else {}
