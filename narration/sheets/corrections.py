"""``<article>.script.toml``: a person's word on who said what, or on what a paragraph is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from narration import files
from narration.errors import ArticleError, Problem
from narration.model import BlockKind, KnownPerson, ParagraphCorrection, QuoteCorrection, Use
from narration.sheets import rules
from narration.sheets.document import Document, shown
from narration.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from narration.sheets.places import Place
    from narration.sheets.rules import Key
    from narration.source import Location

TABLES = ("quote", "paragraph", "speaker")
"""The tables of a file of corrections."""

_MEANING = {"text": "the first words of what it corrects", "name": "a name as the article prints it"}

_HEAD = """\
# Who says what.  Change a speaker ("" for nobody known) or a use, or leave an entry out: what stays as it is
# changes nothing.  Delete doubtful = true once you have looked.  Entries hold by their words, not by lines.

"""


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of one article, in the order of the file."""

    quotes: tuple[QuoteCorrection, ...] = ()
    paragraphs: tuple[ParagraphCorrection, ...] = ()
    speakers: tuple[KnownPerson, ...] = ()


def read_corrections(path: Path) -> Corrections:
    """Read and check the corrections at *path*.

    Raises:
        ArticleError: with everything that is wrong, in the order of the file.
    """
    document = Document.read(path, ArticleError)
    for name in document.values:
        if name not in TABLES:
            document.unknown((name,), TABLES)
    quotes = tuple(
        QuoteCorrection(
            values["text"],
            values.get("speaker"),
            Use(values["use"]) if "use" in values else None,
            document.location(place),
            values.get("before", ""),
            values.get("after", ""),
            values.get("occurrence"),
            values.get("doubtful", False),
        )
        for place, values in _tables(document, "quote", rules.QUOTE, "text", "speaker", "use")
    )
    paragraphs = tuple(
        ParagraphCorrection(values["text"], BlockKind(values["kind"]), document.location(place))
        for place, values in _tables(document, "paragraph", rules.PARAGRAPH, "text", "kind")
    )
    speakers = tuple(
        _merged(values, document.location(place))
        for place, values in _tables(document, "speaker", rules.MERGED, "name", "aliases", "same_as")
    )
    document.finish()
    return Corrections(quotes, paragraphs, speakers)


def append(path: Path, entries: Sequence[Entry]) -> None:
    """Write *entries* behind what stands in the file at *path*, of which no byte changes; make it if needed.

    Raises:
        ArticleError: the file cannot be read, or its quotations stand in ``quote = […]``.
        OutputError: it cannot be written.
    """
    there = path.exists()
    text = Document.read(path, ArticleError).source.text if there else ""
    end = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text else end if text.endswith("\n") else end + end
    added = (gap if there and text else _HEAD) + "\n".join(entry.written() for entry in entries)
    added = added.replace("\r\n", "\n").replace("\n", end)
    try:
        Document(Source(str(path), text + added), ArticleError)
    except ArticleError as fault:
        hint = "write each in its own [[quote]]"
        raise ArticleError(Problem(f"{path}: nothing can be added to quote = […]", hint=hint)) from fault
    files.write(path, (path.read_bytes() if there else b"") + added.encode())


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``[[quote]]`` as it is written for a person."""

    comment: str
    values: Mapping[str, str | int | bool]
    """In the order in which they are written."""

    def written(self) -> str:
        """Return the entry as TOML, with its comment above it."""
        comment = " ".join("".join(c if c.isprintable() else " " for c in self.comment).split())
        lines = (f"{key} = {_toml(value)}\n" for key, value in self.values.items())
        return f"# {comment}\n[[quote]]\n{''.join(lines)}"


def _toml(value: str | bool | int) -> str:  # noqa: FBT001 (a value of TOML)
    # what JSON escapes, TOML escapes alike, but for DEL
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _merged(values: Mapping[str, Any], place: Location) -> KnownPerson:
    aliases = tuple(values.get("aliases", ()))
    if "same_as" in values:
        return KnownPerson(values["same_as"], (values["name"], *aliases), place)
    return KnownPerson(values["name"], aliases, place)


def _tables(
    document: Document, name: str, keys: Mapping[str, Key], first: str, *needed: str
) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Yield each whole ``[[name]]``: one with its *first* key, and at least one of the *needed* keys."""
    found = document.at((name,))
    if found is not None and not isinstance(found, list):
        document.note((name,), f"{name}: expected [[{name}]], got {shown(found)}", "double the brackets")
        return
    for number, written in enumerate(found or []):
        place = (name, number)
        if not isinstance(written, dict):
            document.note((name,), f"{name}: expected [[{name}]], got {shown(written)}")
            continue
        values = document.table(place, keys)
        if not written.keys() <= keys.keys():
            continue  # a key that is misspelt may be the one that is missing
        if first not in written:
            document.note(place, f"[[{name}]]: expected {first}, {_MEANING[first]}")
        elif not written.keys() & set(needed):
            document.note(place, f"[[{name}]]: expected {' or '.join(needed)}, got {first} alone")
        elif first in values and values.keys() & set(needed):
            yield place, values
