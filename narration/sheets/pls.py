"""Pronunciation lexicons of the W3C (PLS 1.0): read, written.

https://www.w3.org/TR/pronunciation-lexicon/ with these deviations: the alphabet is IPA and nothing else,
a document type is refused (it could declare entities that grow without end), ``role`` is not looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING
from xml.parsers import expat

from narration.errors import Problem, VoicesError
from narration.model import Pronunciation
from narration.sheets import rules
from narration.sheets.document import decoded
from narration.sheets.nearest import nearest
from narration.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from narration.source import Location

NAMESPACE = "http://www.w3.org/2005/01/pronunciation-lexicon"
_LANG = "http://www.w3.org/XML/1998/namespace lang"

_CHILDREN: Mapping[str, Sequence[str]] = {
    "": ("lexicon",),
    "lexicon": ("lexeme", "meta", "metadata"),
    "lexeme": ("grapheme", "phoneme", "alias", "example"),
}
"""What may stand in what; nothing is read in ``metadata``."""
_SILENT = ("meta", "metadata", "example")
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""


def read(path: Path) -> list[Pronunciation]:
    """Return the entries of the lexicon at *path*, one for each grapheme.

    Raises:
        VoicesError: with everything that is wrong, in the order of the file.
    """
    source = Source(str(path), decoded(path, VoicesError))
    reading = _Reading(source, path.name)
    reading.run()
    if reading.problems:
        raise VoicesError(*reading.problems)
    return reading.entries


def write(entries: Iterable[Pronunciation], language: str) -> str:
    """Return a lexicon of those *entries* that have IPA or an alias, for articles in *language*."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<lexicon version="1.0" xmlns="{NAMESPACE}" alphabet="ipa" xml:lang="{escape(language)}">',
    ]
    for entry in entries:
        said = [("phoneme", entry.ipa), ("alias", entry.alias)]
        parts = [("grapheme", entry.printed), *((name, text) for name, text in said if text)]
        if len(parts) > 1:
            lines.append(f"  <lexeme>{''.join(_element(name, text) for name, text in parts)}</lexeme>")
    return "\n".join([*lines, "</lexicon>", ""])


def _element(name: str, text: str | None) -> str:
    return f"<{name}>{escape(_FORBIDDEN.sub('', text or ''), quote=False)}</{name}>"


@dataclass
class _Lexeme:
    offset: int
    graphemes: list[tuple[int, str]] = field(default_factory=list)
    said: dict[str, list[tuple[bool, str]]] = field(default_factory=dict)
    """Phonemes and aliases, each with whether it is preferred."""


class _Reading:
    """One pass through a file."""

    def __init__(self, source: Source, origin: str) -> None:
        self.entries: list[Pronunciation] = []
        self.problems: list[Problem] = []
        self._source = source
        self._bytes = source.text.encode()
        self._origin = origin
        self._open: list[str] = [""]
        self._language = ""
        self._lexeme: _Lexeme | None = None
        self._text: list[str] = []
        self._preferred = False
        self._began = 0
        self._first: dict[str, int] = {}
        self._parser = expat.ParserCreate("utf-8", " ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append
        self._parser.StartDoctypeDeclHandler = self._doctype

    def run(self) -> None:
        """Read everything, as far as it is XML."""
        try:
            self._parser.Parse(self._bytes, True)  # noqa: FBT003 - that is all there is
        except expat.ExpatError as error:
            self._note(f"not XML: {expat.ErrorString(error.code)}", self._parser.ErrorByteIndex)
        except _RefusedError:
            pass

    def _doctype(self, *_: object) -> None:
        place = self._bytes.rfind(b"<!DOCTYPE", 0, self._offset() + 1)
        self._note("expected a lexicon without a document type", place, hint="remove <!DOCTYPE …>")
        raise _RefusedError

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        parent = self._open[-1]
        namespace, _, name = tag.rpartition(" ")
        self._open.append(name)
        self._text.clear()
        if any(silent in self._open[:-1] for silent in _SILENT) or parent not in _CHILDREN:
            if parent in {"grapheme", "phoneme", "alias"}:
                self._note(f"expected text in {parent}, got <{name}>")
            return
        if namespace != NAMESPACE:
            if parent:  # elements of others may stand among ours
                self._open[-1] = "metadata"
                return
            got = f"the namespace {namespace}" if namespace else "no namespace"
            self._note(f"expected a lexicon with xmlns={NAMESPACE!r}, got {name} with {got}")
            raise _RefusedError
        if name not in _CHILDREN[parent]:
            near = nearest(name, _CHILDREN[parent])
            expected = " or ".join(_CHILDREN[parent])
            self._note(f"expected {expected}, got <{name}>", hint=f"did you mean {near}?" if near else None)
            self._open[-1] = "metadata"
            return
        self._attributes(name, attributes)
        if name == "lexeme":
            self._lexeme = _Lexeme(self._offset())
        self._began = self._offset()
        self._preferred = attributes.get("prefer") == "true"

    def _attributes(self, name: str, attributes: Mapping[str, str]) -> None:
        alphabet = attributes.get("alphabet", "" if name == "lexicon" else "ipa")
        if name in {"lexicon", "phoneme"} and alphabet != "ipa":
            got = repr(alphabet) if alphabet else "none"
            self._note(f'{name}: expected alphabet="ipa", got {got}', hint="write the phonemes in IPA")
        if name == "lexicon":
            self._language = attributes.get(_LANG, "")
            if not rules.language.fits(self._language):
                got = repr(self._language) if self._language else "none"
                self._note(f'lexicon: expected xml:lang, as "en" or "en-GB", got {got}')
            if attributes.get("version") != "1.0":
                self._note(f'lexicon: expected version="1.0", got {attributes.get("version", "none")}')

    def _end(self, tag: str) -> None:
        name = self._open.pop()
        lexeme = self._lexeme
        if lexeme is None or any(silent in self._open for silent in _SILENT):
            return
        text = " ".join("".join(self._text).split())
        if self._open[-1] == "lexeme" and name in {"grapheme", "phoneme", "alias"}:
            if not text:
                self._note(f"{name}: expected text, got nothing")
            elif name == "grapheme":
                lexeme.graphemes.append((self._began, text))
            else:
                lexeme.said.setdefault(name, []).append((self._preferred, text))
        elif name == "lexeme" and tag.startswith(NAMESPACE):
            self._finish(lexeme)
            self._lexeme = None

    def _finish(self, lexeme: _Lexeme) -> None:
        if not lexeme.graphemes:
            self._note("lexeme: expected at least one grapheme, got none", lexeme.offset)
        if not lexeme.said:
            self._note("lexeme: expected at least one phoneme or alias, got none", lexeme.offset)
            return
        said = {name: max(ways, key=lambda way: way[0])[1] for name, ways in lexeme.said.items()}
        for offset, printed in lexeme.graphemes:
            place = self._place(offset)
            if printed in self._first:
                self._note(f"{printed}: given twice, first in line {self._first[printed]}", offset)
            elif not any(map(str.isalnum, printed)):
                self._note(f"expected a word or words to say otherwise, got {printed!r}", offset)
            else:
                self._first[printed] = place.line
                self.entries.append(
                    Pronunciation(
                        printed,
                        said.get("alias"),
                        said.get("phoneme"),
                        language=self._language,
                        origin=self._origin,
                        location=place,
                    )
                )

    def _offset(self) -> int:
        """Return how many bytes stand before what is read now."""
        return self._parser.CurrentByteIndex

    def _place(self, offset: int) -> Location:
        return self._source.location(len(self._bytes[:offset].decode(errors="ignore")))

    def _note(self, message: str, offset: int | None = None, hint: str | None = None) -> None:
        place = self._place(self._offset() if offset is None else offset)
        self.problems.append(Problem(message, place, hint))


class _RefusedError(Exception):
    """Nothing more is read."""
