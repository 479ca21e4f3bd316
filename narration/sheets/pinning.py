"""Writes voices into voices.toml, every byte that is there already kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from narration import files
from narration.errors import VoicesError
from narration.sheets.document import Document
from narration.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    Settings = Mapping[str, str | float]

_BOM = b"\xef\xbb\xbf"


def pin(path: Path, voices: Mapping[str, Settings]) -> None:
    """Write each of *voices* under its speaker's name into the sheet at *path*; make the file if needed.

    A speaker's table that is there gets the settings it lacks, right under its
    header; a new one goes to the end of the file.  Nothing else moves.

    Raises:
        VoicesError: the file cannot be read, or its ``speakers`` cannot be added to.
        OutputError: it cannot be written.
    """
    there = path.exists()
    document = Document.read(path, VoicesError) if there else Document(Source(str(path), ""), VoicesError)
    bom = _BOM if there and path.read_bytes().startswith(_BOM) else b""
    for name, settings in voices.items():
        document = Document(Source(str(path), _pinned(document, name, settings)), VoicesError)
    files.write(path, bom + document.source.text.encode())


def _pinned(document: Document, name: str, settings: Settings) -> str:
    """Return the text of *document* with one speaker's settings in it."""
    import tomlkit  # noqa: PLC0415 (only writing needs it: reading is faster without)

    text, end = document.source.text, _newline(document.source.text)
    found = document.at(("speakers", name))
    missing = {key: value for key, value in settings.items() if key not in (found or {})}
    if found is None and not _inline(document):
        gap = "" if not text else end if text.endswith("\n") else end + end
        return f"{text}{gap}[{_key('speakers', name)}]{end}{_lines(missing, end)}"
    start = document.offset(("speakers", name)) if found is not None else 0
    if found is not None and text[start] == "[":
        after = text.find("\n", start) + 1
        head, tail = (text[:after], text[after:]) if after else (text + end, "")
        return head + _lines(missing, end) + tail
    tree: Any = tomlkit.parse(text)
    tree["speakers"].setdefault(name, {}).update(missing)
    return str(tree.as_string())


def _inline(document: Document) -> bool:
    """Return whether all speakers stand in braces, ``speakers = { … }``, where no header can be added."""
    start = document.offset(("speakers",)) if "speakers" in document.values else 0
    return document.source.text.startswith(("speakers =", "speakers=", "speakers\t="), start)


def _lines(settings: Settings, end: str) -> str:
    import tomlkit  # noqa: PLC0415 (as above)

    return "".join(f"{key} = {tomlkit.item(value).as_string()}{end}" for key, value in settings.items())


def _key(*names: str) -> str:
    import tomlkit  # noqa: PLC0415 (as above)

    return tomlkit.key(names).as_string()


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
