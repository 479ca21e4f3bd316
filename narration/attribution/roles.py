"""Collects what the article says of the people it names: roles, ages, relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.attribution import descriptions
from narration.attribution.tokens import Kind
from narration.attribution.words import DASHES, Words
from narration.model import Gender

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narration.attribution.language import Language
    from narration.attribution.names import Name
    from narration.attribution.paragraphs import Paragraph
    from narration.attribution.people import People, Person

LONGEST = 24
"""Tokens of a role; what is longer is a sentence of its own."""

_ENDS = DASHES | {",", ")", ";", ".", ":"}


def gather(paragraphs: Sequence[Paragraph], people: People, language: Language) -> None:
    """Add to the persons of *people* what stands beside their names."""
    for paragraph in paragraphs:
        reader = _Reader(Words(paragraph, people.mentions[paragraph.index], language))
        for name in people.mentions[paragraph.index]:
            bearers = people.bearers(name)
            if len(bearers) == 1:
                bearers[0].named_times += 1
                reader.note(bearers[0], name)


class _Reader:
    def __init__(self, words: Words) -> None:
        self.words = words

    def note(self, person: Person, name: Name) -> None:
        """Note what stands before and behind one mention of *person*."""
        words = self.words
        self._role(person, self._before(name), name.first)
        self._told(person, name)
        for index in range(max(0, name.first - 1), name.last):
            title = words.language.title(words.lower(index))
            if words.tokens[index].capital and (title or self._relation(index)):
                self._called(person, words.lower(index))
        place, mark = name.last, words.text(name.last)
        if mark in DASHES | {",", "("}:
            self._aside(person, place + 1)
        elif words.among(place, "being") and words.among(place + 1, "articles"):
            self._role(person, place + 1, self._end(place + 1))

    def _told(self, person: Person, name: Name) -> None:
        """Note the words behind a name that begins a sentence: “Ada taught geography in the port”."""
        words = self.words
        if words.begins(name.first):
            for index in range(name.last, min(len(words), name.last + LONGEST)):
                if words.first[index] != name.first or words.kind(index) is Kind.QUOTE:
                    break
                if words.text(index).islower() and not words.among(index, "auxiliary", "prepositions"):
                    person.told.add(words.lower(index))

    def _relation(self, index: int) -> bool:
        """Tell whether the word is “Wife” or “Mum” at the start of a sentence."""
        return self.words.begins(index) and self.words.among(index, "men", "women")

    def _aside(self, person: Person, place: int) -> None:
        words = self.words
        if words.text(place).isdigit():
            person.ages.add(words.text(place))
            place += 2 if words.text(place + 1) == "," else 1
        if words.among(place, "who", "whose"):
            person.human = True
        if words.among(place, "which"):
            person.body = person.body or not person.human
        elif self._starts_role(place):
            self._role(person, place, self._end(place))

    def _before(self, name: Name) -> int:
        """Return where the role before the name begins: “estate agent” Ada Roe, “her husband,” Bob."""
        words = self.words
        start = name.first
        if words.text(start - 1) == "," and words.text(name.last) in (",", "."):
            start -= 1
            if found := descriptions.ending(words, start):
                return found.first
        while start > 0 and name.first - start < LONGEST and self._noun(start - 1):
            start -= 1
        if words.among(start - 1, "possessive", "articles"):
            start -= 1
        return start

    def _noun(self, index: int) -> bool:
        words = self.words
        if not words.word(index) or not words.small(index):
            return False
        if words.first[index] != words.first[min(index + 1, len(words) - 1)]:
            return False
        small = ("prepositions", "conjunctions", "determiners", "possessive", "subjects", "openers")
        verb = words.verb(index) or words.adverb(index) or descriptions.finite(words, index)
        passive = words.lower(index) in words.language.cues["passive"]
        return not (
            words.among(index, *small)
            or verb
            or passive
            or words.lower(index).endswith(words.language.endings["running"])
        )

    def _starts_role(self, index: int) -> bool:
        return self.words.among(index, "who", "articles", "possessive", "one") or self._noun(index)

    def _end(self, start: int) -> int:
        """Return where the role that begins at *start* ends: at a comma, a quotation, a verb of speech."""
        words = self.words
        end = start + 1
        while end < min(len(words), start + LONGEST) and words.first[end] == words.first[start]:
            speaks = words.lower(end) in words.language.cues["speech"] and not words.among(start, "who")
            if words.kind(end) is Kind.QUOTE or words.text(end) in _ENDS or speaks:
                break
            end += 1
        return end

    def _role(self, person: Person, start: int, end: int) -> None:
        while end > start and self.words.kind(end - 1) is Kind.MARK:
            end -= 1
        if start >= end:
            return
        role = self.words.printed(start, end)
        if role not in person.roles:
            person.roles.append(role)
        for noun in self._heads(start, end):
            self._called(person, noun)

    def _heads(self, start: int, end: int) -> Iterator[str]:
        """Yield the nouns that the role says somebody is: of “the goat handler and mother of two”, both."""
        words = self.words
        last = ""
        for index in range(start, end):
            if words.among(index, "prepositions") or words.among(index, "who", "whose", "which", "and"):
                if last:
                    yield last
                last = ""
                if not words.among(index, "and"):
                    return
            elif words.word(index) and words.small(index):
                last = words.lower(index)
            elif words.kind(index) is Kind.POSSESSIVE:
                last = ""
        if last:
            yield last

    def _ranks(self, title: str) -> Iterator[str]:
        """Yield what somebody with that title is called without a name."""
        for entry in self.words.language.words["ranks"]:
            noun, _, of = entry.partition("=")
            if of == title:
                yield noun

    def _called(self, person: Person, noun: str) -> None:
        """Note that the article calls *person* so."""
        person.nouns |= {noun, noun.rsplit("-", 1)[-1], *self._ranks(noun)}
        language = self.words.language
        person.human = person.human or language.title(noun) or language.human(noun)
        for gender, group in ((Gender.MALE, "men"), (Gender.FEMALE, "women")):
            if noun in language.words[group]:
                person.genders.setdefault(gender, f"called ‘{noun}’")
