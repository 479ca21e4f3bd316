"""Finds the person whom a phrase means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.attribution.people import Person
from narration.attribution.phrases import PhraseKind
from narration.model import Gender

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narration.attribution.language import Language
    from narration.attribution.people import People
    from narration.attribution.phrases import Phrase
    from narration.attribution.topic import Topic

LEAD = 1.25
"""How much more prominent than the next person somebody must be for a pronoun to mean them surely."""


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a phrase means, and how that was found."""

    person: Person | None
    how: str
    """``name``, ``pronoun``, ``rival`` (a pronoun that may mean another), ``description``, ``unnamed``."""
    note: str = ""
    """What a person should know of it, in words."""


class Resolver:
    """Whom phrases mean, given what the story was about so far."""

    def __init__(self, people: People, topic: Topic, language: Language, given: Mapping[str, str]) -> None:
        self.people = people
        self.topic = topic
        self.language = language
        self.given = given

    def resolve(self, phrase: Phrase) -> Found:
        """Return whom *phrase* means."""
        if phrase.kind is PhraseKind.NAME:
            return self._name(phrase)
        if phrase.kind is PhraseKind.PRONOUN:
            return self._pronoun(phrase.head)
        return self._description(phrase)

    def _name(self, phrase: Phrase) -> Found:
        if phrase.name is None:
            return Found(None, "name")
        bearers = self.people.bearers(phrase.name)
        if len(bearers) == 1:
            return Found(bearers[0], "name")
        recent = next((person for person in self.topic.recent() if person in bearers), None)
        ranked = self.topic.ranked(lambda person: person in bearers)
        if ranked and ranked[0][1] is recent:
            return Found(recent, "shared name", f"‘{phrase.printed}’ taken for {recent.name}")
        names = " or ".join(person.name for person in bearers[:3])
        return Found(None, "shared name", f"‘{phrase.printed}’ may be {names}")

    def _pronoun(self, word: str) -> Found:
        words = self.language.words
        wanted = (
            {True: Gender.MALE, False: Gender.FEMALE}.get(word in words["he"])
            if word in words["he"] | words["she"]
            else None
        )

        def fits(person: Person) -> bool:
            if wanted is not None:
                known, _ = person.gender(self.given)
                return not person.body and not person.plural and known in (wanted, Gender.UNKNOWN)
            if word in words["they"]:
                return person.plural or person.body
            if word in words["it"]:
                return person.body
            return not person.body

        ranked = self.topic.ranked(fits)
        if not ranked:
            return Found(None, "pronoun", f"nobody found for ‘{word}’")
        sure = len(ranked) == 1 or ranked[0][0] >= LEAD * ranked[1][0]
        person = ranked[0][1]
        return Found(person, "pronoun" if sure else "rival", f"‘{word}’: {person.name}")

    def _description(self, phrase: Phrase) -> Found:
        if phrase.definite:
            head = phrase.head
            for person in self.topic.recent():
                if (
                    not person.named and person.head == head and person.plural == phrase.plural
                ) or self._described(person, head):
                    return Found(person, "description", f"‘{phrase.printed}’: {person.name}")
            if not phrase.plural and (person := self._topical(phrase)):
                return Found(person, "description", f"‘{phrase.printed}’: {person.name}")
        return Found(self._unnamed(phrase), "unnamed")

    def _described(self, person: Person, head: str) -> bool:
        """Tell whether the article says elsewhere that *person* is what the noun says."""
        return person.named and any(head in role.lower().split() for role in person.roles)

    def _topical(self, phrase: Phrase) -> Person | None:
        """Return whom “the former painter”, “the 46-year-old” means: the person the story is about."""
        lower = phrase.printed.lower()
        if "-year-old" not in lower and not lower.startswith(
            ("the former ", "the mother", "the father", "the mum", "the dad")
        ):
            return None
        ranked = self.topic.ranked(lambda person: not person.body and not person.plural and person.named)
        return ranked[0][1] if ranked else None

    def _unnamed(self, phrase: Phrase) -> Person:
        words = self.language.words
        for person in self.people.persons:
            if (
                not person.named
                and person.name.lower() == phrase.printed.lower()
                and (phrase.plural or phrase.definite)
            ):
                return person
        body = phrase.head in words["documents"] or phrase.head in self.language.bodies["last"]
        printed = phrase.printed[0].upper() + phrase.printed[1:]
        person = Person(
            len(self.people.persons), printed, body=body, named=False, plural=phrase.plural, head=phrase.head, forms=[phrase.printed]
        )  # fmt: skip
        self.people.persons.append(person)
        return person
