"""Where each key of a TOML file stands."""

from __future__ import annotations

import re
import tomllib

Place = tuple[str | int, ...]
"""Keys, and numbers in arrays, that lead to a value."""

_GAP = re.compile(r"(?:\s|#[^\n]*)*")
_KEY = re.compile(r"""[ \t]*([\w-]+|"(?:[^"\\]|\\.)*"|'[^']*')[ \t]*""")
_SCALAR = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\]|\\.)*"|'[^']*'|[^,\]}#\r\n]+''', re.DOTALL
)
"""A value that holds no other; a string of several lines may end in two quotation marks of its own."""


def places(text: str) -> dict[Place, int]:
    """Return the index of each key, table header and array element in *text*, which is TOML.

    Only a table that has neither key nor header of its own is missing.  (tomlkit,
    which keeps every byte of most files, moves arrays of tables that take turns.)
    """
    scan = _Scan(text)
    scan.file()
    return scan.found


class _Scan:
    """One walk through a file that tomllib has read without fault."""

    def __init__(self, text: str) -> None:
        self.found: dict[Place, int] = {}
        self._text = text
        self._at = 0
        self._tables: dict[Place, int] = {}
        """How many ``[[…]]`` there are of each name so far."""

    def file(self) -> None:
        table: Place = ()
        while self._skipped() < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Place:
        start = self._at
        double = self._text.startswith("[[", start)
        self._at += 1 + double
        *above, name = self._keys()
        self._at += 1 + double
        place: Place = ()
        for key in above:
            place = self._last((*place, key))
        place = (*place, name)
        if double:
            self._tables[place] = self._tables.get(place, 0) + 1
        place = self._last(place)
        self.found[place] = start
        return place

    def _last(self, place: Place) -> Place:
        """Return the place of the last of several tables of one name, or of the only one."""
        return (*place, self._tables[place] - 1) if place in self._tables else place

    def _pair(self, table: Place) -> None:
        start = self._at
        place = (*table, *self._keys())
        self.found[place] = start
        self._at += 1
        self._value(place)

    def _keys(self) -> list[str]:
        """Read a key with its dots."""
        keys = []
        while key := _KEY.match(self._text, self._at):
            keys.append(key[1] if key[1][0] not in "\"'" else tomllib.loads(f"key = {key[1]}")["key"])
            self._at = key.end()
            if self._text[self._at] != ".":
                break
            self._at += 1
        return keys

    def _value(self, place: Place) -> None:
        opening = self._text[self._skipped()]
        if opening not in "[{":
            scalar = _SCALAR.match(self._text, self._at)
            assert scalar is not None  # tomllib has read it
            self._at = scalar.end()
            return
        self._at += 1
        number = 0
        while self._text[self._skipped()] not in "]}":
            if self._text[self._at] == ",":
                self._at += 1
            elif opening == "{":
                self._pair(place)
            else:
                self.found[*place, number] = self._at
                self._value((*place, number))
                number += 1
        self._at += 1

    def _skipped(self) -> int:
        """Go past white space and comments."""
        gap = _GAP.match(self._text, self._at)
        assert gap is not None  # it may be empty
        self._at = gap.end()
        return self._at
