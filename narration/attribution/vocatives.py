"""Finds whom quoted words address by name."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narration.attribution.language import Language
    from narration.attribution.people import Person

LONGEST = 3
"""Words in a name by which somebody is addressed, with titles."""

_PIECE = re.compile(r"[^,.!?;:…—–]+[,.!?;:…—–]*")
"""Words up to a mark, with the mark."""


class Vocatives:
    """The names of everybody in one text, to be found in quoted words."""

    def __init__(self, persons: Sequence[Person], language: Language) -> None:
        self.language = language
        short = "|".join(sorted(map(re.escape, language.spelling["abbreviations"])))
        self._abbreviated = re.compile(rf"\b({short or '(?!)'})\.", re.IGNORECASE)
        self._bearers: Mapping[str, set[int]] = defaultdict(set)
        for person in persons:
            if person.named and not person.body and not person.place:
                self.add(person)

    def add(self, person: Person) -> None:
        """Note one more who may be addressed."""
        for word in person.key:
            self._bearers[word].add(person.number)

    def addressed(self, inner: str) -> tuple[int, ...]:
        """Return the numbers of those whom the quoted words *inner* address, in their order."""
        found = (self._bearers.get(name, ()) for name in self.names(inner))
        return tuple(number for bearers in found for number in sorted(bearers))

    def strange(self, inner: str) -> list[str]:
        """Return the names in *inner*, behind a comma, of somebody whom the narrator never names."""
        return [name for name in self.names(inner, first=False) if name not in self._bearers]

    def names(self, inner: str, *, first: bool = True) -> Iterator[str]:
        """Yield the last word, in lower case, of each name that stands alone between marks.

        “Tom, sit down”, “No, Tom.”, “Sit down, my dear Mr Roe, and wait”; not the
        answer “Tom.”, nor “Tom, Ada and Bo” or “my friend, Tom, who”.  *first* tells
        whether those count that begin a sentence, where capitals say little.
        """
        pieces = _PIECE.findall(self._abbreviated.sub(r"\1", inner))
        lone = [self._name(piece) for piece in pieces]
        inside = [place > 0 and pieces[place - 1].endswith(",") for place in range(len(pieces))]
        named = [bool(name) and (inside[i] or name in self._bearers) for i, name in enumerate(lone)]
        answers = len(pieces) == 1 and inner.rstrip().endswith((".", ","))
        for place, name in enumerate(lone):
            listed = any(named[max(0, place - 1) : place]) or any(named[place + 1 : place + 2])
            told = place + 1 < len(pieces) and self._relative(pieces[place + 1])
            if name and not (listed or told or answers) and (first or inside[place]):
                yield name

    def _relative(self, piece: str) -> bool:
        """Tell whether *piece* tells who somebody is: “who was there”."""
        head = piece.split(maxsplit=1)[:1]
        return bool(head) and head[0].lower() in self.language.words["who"]

    def _name(self, piece: str) -> str:
        """Return the name that *piece* consists of, apart from marks, titles and fond words."""
        words = piece.rstrip(",.!?;:…—– ").split()
        while words and words[0].lower() in self.language.words["fond"]:
            words = words[1:]
        if not 1 <= len(words) <= LONGEST or not all(word[:1].isupper() for word in words):
            return ""
        last = words[-1].lower()
        common = any(last in self.language.words[group] for group in ("openers", "subjects", "dates"))
        return "" if common or not last.isalpha() else last
