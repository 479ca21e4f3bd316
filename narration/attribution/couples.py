"""Finds two who speak as “they”: “Ken and Sheila Orr”, “Bo Lind, 44, and his wife Ada”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.attribution.people import Person

if TYPE_CHECKING:
    from narration.attribution.language import Language
    from narration.attribution.people import People
    from narration.attribution.phrases import Phrase
    from narration.attribution.words import Words

ASIDE = 4
"""Tokens between a name and the “and” behind it: its age, with commas."""


class Couples:
    """Those of one article."""

    def __init__(self, people: People, language: Language) -> None:
        self._people = people
        self._language = language
        self._known: dict[frozenset[int], Person] = {}

    def at(self, words: Words, phrase: Phrase, one: Person) -> Person | None:
        """Return the two that *phrase*, the name of *one*, and the name behind “and” make, if they do."""
        both = self._joined(words, phrase.last)
        if both is None or phrase.name is None or one.body:
            return None
        place, married = both
        found = self._people.bearers(words.starts[place])
        if len(found) != 1 or found[0] is one or found[0].body:
            return None
        other = found[0]
        full = all(len(person.key) > 1 and person.key[0] in self._people.given for person in (one, other))
        if not (married or full):
            return None
        pair = frozenset((one.number, other.number))
        if pair not in self._known:
            self._known[pair] = self._made(one, other, words.text(self._and(words, phrase.last)))
        if married or one.key[-1] == other.key[-1]:
            self._known[pair].nouns |= self._language.words["couples"]
        return self._known[pair]

    def _joined(self, words: Words, place: int) -> tuple[int, bool] | None:
        """Return where the name behind “and” begins, and whether it is said to be the spouse's."""
        place = self._and(words, place) + 1
        if not place:
            return None
        married = words.among(place, "possessive") and words.among(place + 1, "spouses")
        place += 2 * married + (married and words.text(place + 2) == ",")
        return (place, married) if place in words.starts else None

    def _and(self, words: Words, place: int) -> int:
        """Return the index of the “and” behind the name that ends at *place*, -1 if there is none."""
        further = range(place, min(place + ASIDE, len(words)))
        for index in further:
            if words.among(index, "and") or words.text(index) == "&":
                return index
            if words.text(index) != "," and not words.text(index).isdigit():
                break
        return -1

    def _made(self, one: Person, other: Person, between: str) -> Person:
        first = one.name.split()
        last = other.name.split()
        shared = len(first) > 1 and first[-1] == last[-1]
        name = f"{' '.join(first[:-1] if shared else first)} {between} {other.name}"
        made = Person(len(self._people.persons), name, human=True, plural=True, forms=[name])
        self._people.persons.append(made)
        return made
