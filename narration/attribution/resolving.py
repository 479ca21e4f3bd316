"""Finds the person whom a phrase means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.attribution.candidates import Candidates, Found, first, leads
from narration.attribution.described import Described
from narration.attribution.phrases import PhraseKind
from narration.model import Gender

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narration.attribution.language import Language
    from narration.attribution.names import Name
    from narration.attribution.people import People, Person
    from narration.attribution.phrases import Phrase
    from narration.attribution.topic import Topic


__all__ = ["Found", "Resolver"]

LATELY = 2
"""Sentences after which whoever told something does not add to it.

Of 1,196 quotations of the project's own articles 1 loses none, 2 one, 4 three."""


class Resolver:
    """Whom phrases mean, given what the story was about so far."""

    def __init__(
        self,
        people: People,
        topic: Topic,
        language: Language,
        given: Mapping[str, str],
        *,
        dialogue: bool,
    ) -> None:
        self.people = people
        self.dialogue = dialogue
        """Whether people speak in turn, so that “he” is who was mentioned last."""
        self.topic = topic
        self.language = language
        self.given = given
        self.candidates = Candidates(topic, language, given)
        self._called: dict[tuple[tuple[str, ...], str], Person] = {}
        self.teller: Person | None = None
        """Who told something last, in their own words or not."""
        self.described = Described(people, topic, language, self.candidates, dialogue=dialogue)

    def resolve(self, phrase: Phrase, *, speaks: bool = False, adds: bool = False) -> Found:
        """Return whom *phrase* means.

        Args:
            phrase: a name, a pronoun, a description.
            speaks: whether a verb of speech goes with it.
            adds: whether that verb is “added”: then the last to speak goes on.
        """
        if phrase.kind is PhraseKind.NAME:
            return self._name(phrase, speaks=speaks)
        if phrase.kind is PhraseKind.PRONOUN:
            return self._pronoun(phrase.head, adds=adds)
        return self.described.resolve(phrase, speaks=speaks)

    def _name(self, phrase: Phrase, *, speaks: bool) -> Found:
        if phrase.name is None:
            return Found(None, "name")
        bearers = self.people.bearers(phrase.name)
        if len(bearers) == 1:
            bearers[0].opening &= not speaks
            if bearers[0].opening and not bearers[0].likely_human(self.given):
                return Found(None, "nobody", f"‘{phrase.printed}’ may be no name")
            return Found(bearers[0], "name")
        if person := self._titled(phrase.name, bearers):
            return Found(person, "shared name", f"‘{phrase.printed}’ taken for {person.name}")
        ranked = self.topic.ranked(lambda person: float(person in bearers))
        if ranked and leads(ranked):
            person = ranked[0][1]
            how = "shared rival" if sum(map(self.topic.mentioned, bearers)) > 1 else "shared name"
            return Found(person, how, f"‘{phrase.printed}’ taken for {person.name}")
        names = " or ".join(person.name for person in bearers[:3])
        return Found(None, "shared name", f"‘{phrase.printed}’ may be {names}")

    def _titled(self, name: Name, bearers: Sequence[Person]) -> Person | None:
        """Return who is called “Mrs Roe”: the only one of the name whom the article had named by then."""
        if not name.title:
            return None
        key = name.key, name.title
        if key not in self._called:
            others = {person.number for (_, title), person in self._called.items() if title != name.title}
            named = [p for p in bearers if self.topic.mentioned(p) and p.number not in others]
            if len(named) != 1:
                return None
            self._called[key] = named[0]
        return self._called[key]

    def _pronoun(self, word: str, *, adds: bool) -> Found:
        words = self.language.words
        human = word in words["he"] | words["she"]
        if human:
            gender = Gender.MALE if word in words["he"] else Gender.FEMALE
            ranked = self.candidates.humans(gender, lately=adds or self.dialogue)
        elif word in words["they"]:
            ranked = self.candidates.several()
        elif word in words["it"]:
            ranked = self.candidates.things()
        else:
            return Found(None, "nobody", f"‘{word}’ names nobody")
        if not ranked:
            return Found(None, "nobody", f"nobody found for ‘{word}’")
        if adds and self.teller is not None and self.topic.near(self.teller, LATELY):
            ranked.sort(key=lambda pair: pair[1] is not self.teller)
        person = ranked[0][1]
        if not human:
            how = "thing"
        elif not self.candidates.shown(person):
            how = "unproven"
        elif len(ranked) == 1 and not self.dialogue:
            how = "lone"
        else:
            how = "pronoun" if leads(ranked) and not self.dialogue else "rival"
        return first(ranked, how, f"‘{word}’: {person.name}")
