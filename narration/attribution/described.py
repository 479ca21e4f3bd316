"""Finds the person whom a description means: “the former painter”, “the company”, “a Western official”."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from narration.attribution.candidates import Found, first, leads
from narration.attribution.likeness import alike
from narration.attribution.people import Person
from narration.model import Gender

if TYPE_CHECKING:
    from narration.attribution.candidates import Candidates, Ranked
    from narration.attribution.language import Language
    from narration.attribution.people import People
    from narration.attribution.phrases import Phrase
    from narration.attribution.topic import Topic

OFTEN = 3
"""How often the article names whom it is about, at least."""


class Described:
    """Whom descriptions mean, given what the story was about so far."""

    def __init__(
        self, people: People, topic: Topic, language: Language, candidates: Candidates, *, dialogue: bool
    ) -> None:
        self.people = people
        self.dialogue = dialogue
        """Whether people speak in turn, so that a new noun hardly means who was just spoken of."""
        self.topic = topic
        self.language = language
        self.candidates = candidates
        self._called: dict[str, list[Person]] = defaultdict(list)
        for person in people.persons:
            for noun in person.nouns if person.named else ():
                self._called[noun].append(person)
        self._surnamed: dict[tuple[str, ...], list[Person]] = defaultdict(list)
        for person in people.persons:
            if len(person.key) > 1 and not person.body:
                self._surnamed[person.key[-1:]].append(person)
        self._hero = max(people.persons, key=lambda person: person.named_times, default=None)
        self._sources: dict[str, Person] = {}

    def resolve(self, phrase: Phrase, *, speaks: bool) -> Found:
        """Return whom the description *phrase* means; *speaks* tells that a verb of speech goes with it."""
        thing = phrase.head in self.language.words["things"]
        if not self.language.speaks(phrase.head) and (thing or not speaks):
            return Found(None, "nobody", f"‘{phrase.printed}’ is nobody who speaks")
        known = None
        if phrase.head in self.language.words["couples"]:
            known = self._couple(phrase)
        elif not phrase.plural:
            known = self._known(phrase) if phrase.definite else self._begun(phrase)
        return known or Found(self._unnamed(phrase, speaks=speaks), "unnamed")

    def _known(self, phrase: Phrase) -> Found | None:
        """Return who has a name in the article and is meant by “the former painter”, “the company”."""
        for find in (self._before, self._source, self._later, self._spouse):
            if found := find(phrase):
                return found
        if phrase.told or not self._plain(phrase):
            return None
        return self._like(phrase) or self._topic(phrase)

    def _before(self, phrase: Phrase) -> Found | None:
        """Return whom the article calls so elsewhere, the last mentioned first."""
        age = phrase.head.split("-")[0] if phrase.head.endswith("-year-old") else ""
        recent = list(self.topic.recent())
        same = (person for person in recent if phrase.printed in person.forms)
        like = (
            person
            for person in recent
            if (age and age in person.ages)
            or phrase.head in person.nouns
            or phrase.head == person.head
            or self._married(phrase, person)
        )
        person = next(chain(same, like), None)
        how = "topic rival" if self.dialogue else "description"  # novels have several old men
        return Found(person, how, f"‘{phrase.printed}’: {person.name}") if person else None

    def _couple(self, phrase: Phrase) -> Found | None:
        """Return the last couple with names, if “the couple” is meant."""
        nouns = self.language.words["couples"]
        recent = (p for p in self.topic.recent() if p.plural and p.named and nouns & p.nouns)
        person = next(recent, None) if phrase.definite else None
        return Found(person, "description", f"‘{phrase.printed}’: {person.name}") if person else None

    def _source(self, phrase: Phrase) -> Found | None:
        """Return the last source without a name, if “the person” or “the source” is meant."""
        if phrase.head not in self.language.words["sources"]:
            return None
        person = next((p for p in self.topic.recent() if not p.named and p.human and not p.plural), None)
        return Found(person, "description", f"‘{phrase.printed}’: {person.name}") if person else None

    def _married(self, phrase: Phrase, person: Person) -> bool:
        """Tell whether “his lady” is the one who was “his wife” before."""
        spouses = self.language.words["spouses"]
        both = phrase.head in spouses and person.head in spouses
        return both and phrase.printed.lower().split()[0] == person.name.lower().split()[0]

    def _later(self, phrase: Phrase) -> Found | None:
        """Return the one person whom the article calls so only where it names them, after this place."""
        if not self.language.human(phrase.head):
            return None
        if self._neutral(phrase.head):
            return self._begun(phrase)
        found = self._called.get(phrase.head, [])
        if len(found) != 1 or self.topic.mentioned(found[0]):
            return None
        return Found(found[0], "later", f"‘{phrase.printed}’: {found[0].name}, named later")

    def _spouse(self, phrase: Phrase) -> Found | None:
        """Return the one person who is “his wife” by the surname of the man the story is about."""
        words = self.language.words
        owner, *_ = phrase.printed.lower().split()
        his = owner in words["he"]
        if phrase.head not in words["spouses"] or not (his or owner in words["she"]):
            return None
        ranked = self.candidates.humans(Gender.MALE if his else Gender.FEMALE)
        key = ranked[0][1].key[-1:] if ranked else ()
        wanted = Gender.FEMALE if his else Gender.MALE
        found = [
            person
            for person in self._surnamed.get(key, ())
            if self.topic.mentioned(person) and person.gender(self.people.given)[0] is wanted
        ]
        if len(found) != 1:
            return None
        return Found(found[0], "kin", f"‘{phrase.printed}’: {found[0].name}, of the same surname")

    def _begun(self, phrase: Phrase) -> Found | None:
        """Return whom the article names most, if it begins with them as “a woman lost on the moor”."""
        person = self._hero
        if person is None or person.named_times < OFTEN or self.topic.named or not self._neutral(phrase.head):
            return None
        aged = phrase.head.endswith("-year-old") and phrase.head.split("-")[0] in person.ages
        gender = self._gender(phrase.head)
        if not aged and (gender is None or gender is not person.gender(self.people.given)[0]):
            return None
        return Found(person, "later", f"‘{phrase.printed}’: {person.name}, named later")

    def _like(self, phrase: Phrase) -> Found | None:
        """Return whom the article told of what the description says, with the word that tells it."""
        human = self.language.human(phrase.head)
        if not human or (phrase.head in self.language.words["offices"] and not self._lately(phrase)):
            return None
        words = phrase.printed.lower().split()
        for _, person in self.candidates.humans(self._gender(phrase.head)):
            if person.named and (word := alike(words, person.told, self.language)):
                return Found(person, "description", f"‘{phrase.printed}’: {person.name}, by ‘{word}’")
        return None

    def _topic(self, phrase: Phrase) -> Found | None:
        """Return whom the story is about, if they may be what the article calls nobody else."""
        ranked, of = self._meant(phrase)
        if not ranked:
            return None
        note = f"‘{phrase.printed}’ taken for {of}{ranked[0][1].name}"
        return first(ranked, "topic" if leads(ranked) else "topic rival", note)

    def _meant(self, phrase: Phrase) -> tuple[Ranked, str]:
        """Return who may be meant by a description that the article uses of nobody, most prominent first."""
        words = self.language.words
        if phrase.head in words["letters"]:
            ranked = self.candidates.humans() + self.candidates.things()
            return sorted(ranked, key=lambda pair: -pair[0]), "that of "
        if phrase.head in words["companies"]:
            return self.topic.ranked(lambda person: self._company(phrase.head, person)), ""
        if self.dialogue or phrase.head in words["offices"] or not self.language.human(phrase.head):
            return [], ""
        ranked = self.candidates.humans(self._gender(phrase.head))
        fitting = [(rank, person) for rank, person in ranked if self._stands_for(phrase, person)]
        if not self._neutral(phrase.head) and ranked[:1] != fitting[:1]:
            return [], ""  # whom the story is about does something else: it is a newcomer
        return fitting, ""

    def _stands_for(self, phrase: Phrase, person: Person) -> bool:
        """Tell whether a description may mean *person*: not “his father”, and nobody of another age."""
        aged = phrase.head.endswith("-year-old")
        if person.named:
            fits = self._neutral(phrase.head) or self.topic.here(person) or not self._employed(person)
            return fits and not (aged and person.ages)
        kin = person.name.split()[0].lower() in self.language.words["possessive"]
        return self._neutral(person.head) and not (kin or aged or self._lately(phrase))

    def _company(self, noun: str, person: Person) -> float:
        """Return how far a name may be “the company”.

        “The council” is only who is called a council, “the paper” only what has the name of one.
        """
        words = self.language.words
        if not person.named:
            return 0.0
        if noun in words["press"]:
            return float(not self.language.bodies["press"].isdisjoint(person.key))
        if noun in words["institutions"]:
            return float(noun in person.key or noun in person.nouns)
        return self.candidates.thing(person) * words["institutions"].isdisjoint(person.key)

    def _employed(self, person: Person) -> bool:
        """Tell whether the article says what *person* does, so that another occupation is another's."""
        titles = self.language.titles["any"]
        nouns = (noun for noun in person.nouns if not self._neutral(noun))
        return any(noun in titles or self.language.human(noun) for noun in nouns)

    def _neutral(self, noun: str) -> bool:
        """Tell whether *noun* says nothing of what somebody does: “man”, “mum-of-two”, “Swede”."""
        words = self.language.words
        head, *_, last = f"{noun}-{noun}".split("-")
        return last in words["aged"] or head in words["neutral"] or noun in words["demonyms"]

    def _lately(self, phrase: Phrase) -> frozenset[str]:
        return self.language.words["lately"] & set(phrase.printed.lower().split())

    def _plain(self, phrase: Phrase) -> bool:
        """Tell whether it is “the former painter”, not “his wife” or “the head of the school”."""
        words = phrase.printed.lower().replace("’", "'").replace("'", "' ").split()
        if words[-1] in self.language.words["indefinite"]:  # “the mother of two”
            words = words[:-2]
        prepositions = self.language.words["prepositions"]
        definite = not self.language.words["definite"].isdisjoint(words[:1])
        return definite and prepositions.isdisjoint(words)

    def _gender(self, noun: str) -> Gender | None:
        words = self.language.words
        return Gender.MALE if noun in words["men"] else Gender.FEMALE if noun in words["women"] else None

    def _unnamed(self, phrase: Phrase, *, speaks: bool) -> Person:
        """Return the source without a name whom the article calls so, a new one if it is the first time."""
        known = self._sources.get(phrase.printed.lower())
        if known is not None and (phrase.plural or phrase.definite):
            return known
        human = (
            phrase.plural
            or self.language.human(phrase.head)
            or (speaks and not self.language.thing(phrase.head))
        )
        printed = phrase.printed[0].upper() + phrase.printed[1:]
        person = Person(
            len(self.people.persons), printed, body=not human,
            human=human, named=False, plural=phrase.plural, head=phrase.head, forms=[phrase.printed]
        )  # fmt: skip
        if (gender := self._gender(phrase.head)) is not None:
            person.genders[gender] = f"called ‘{phrase.head}’"
        self.people.persons.append(person)
        self._sources.setdefault(phrase.printed.lower(), person)
        return person
