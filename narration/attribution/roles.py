"""Collects what the article says of the people it names: roles, ages, relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.attribution.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.attribution.language import Language
    from narration.attribution.names import Name
    from narration.attribution.paragraphs import Paragraph
    from narration.attribution.people import People, Person
    from narration.attribution.tokens import Token

LONGEST = 24
"""Tokens of a role; what is longer is a sentence of its own."""


def gather(paragraphs: Sequence[Paragraph], people: People, language: Language) -> None:
    """Add to the persons of *people* what stands beside their names."""
    for paragraph in paragraphs:
        reader = _Reader(paragraph, language)
        for name in people.mentions[paragraph.index]:
            bearers = people.bearers(name)
            if len(bearers) == 1:
                reader.note(bearers[0], name)


class _Reader:
    def __init__(self, paragraph: Paragraph, language: Language) -> None:
        self.text = paragraph.text
        self.tokens: Sequence[Token] = paragraph.tokens
        self.sentences = paragraph.sentences
        self.language = language

    def note(self, person: Person, name: Name) -> None:
        """Note what stands before and behind one mention of *person*."""
        self._role(person, self._before(name), name.first)
        for token in self.tokens[name.first : name.last]:
            if self.language.title(token.lower):
                person.nouns.add(token.lower)
        place = name.last
        mark = self._text(place)
        if mark in (",", "(", "–", "—", "--"):
            place += 1
            if self._text(place).isdigit():
                person.ages.add(self._text(place))
                place += 2 if self._text(place + 1) == "," else 1
            if self._text(place) in ("who", "whose"):
                person.nouns.add("person")
            if mark == "," and self._text(place) == "which":
                person.body = not person.human({})
            if self._starts_role(place):
                self._role(person, place, self._end(place))
        elif mark in ("is", "was") and self._text(place + 1) in ("a", "an", "the"):
            self._role(person, place + 1, self._end(place + 1))

    def _text(self, index: int) -> str:
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def _before(self, name: Name) -> int:
        """Return where the role before the name begins: “estate agent” Ada Roe, “her husband,” Bob."""
        start = name.first
        if self._text(start - 1) == "," and self._text(name.last) in (",", "."):
            start -= 1
        while start > 0 and name.first - start < LONGEST and self._noun(start - 1):
            start -= 1
        if start > 0 and self._lower(start - 1) in self.language.words["possessive"] | {"the", "a", "an"}:
            start -= 1
        return start

    def _lower(self, index: int) -> str:
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def _noun(self, index: int) -> bool:
        token = self.tokens[index]
        if (
            token.kind is not Kind.WORD
            or not token.text.islower()
            or self.sentences[index] != self.sentences[index + 1]
        ):
            return False
        words = self.language.words
        groups = (
            "prepositions",
            "conjunctions",
            "determiners",
            "possessive",
            "subjects",
            "auxiliary",
            "finite",
            "openers",
        )
        passive = self.language.cues["passive"]
        return not (
            any(token.lower in words[group] for group in groups)
            or token.lower in passive
            or self.language.verb(token.lower)
            or token.adverb
            or token.lower.endswith("ing")
        )

    def _starts_role(self, index: int) -> bool:
        if index >= len(self.tokens) or self.tokens[index].kind is not Kind.WORD:
            return False
        lower = self._lower(index)
        words = self.language.words
        return (
            lower in ("who", "a", "an", "the", "one")
            or lower in words["possessive"]
            or (
                self._noun(index - 1 if index + 1 > len(self.tokens) - 1 else index)
                if index + 1 < len(self.tokens)
                else False
            )
        )

    def _end(self, start: int) -> int:
        """Return where the role that begins at *start* ends: at a comma, a quotation, a verb of speech."""
        end = start + 1
        while (
            end < len(self.tokens) and end - start < LONGEST and self.sentences[end] == self.sentences[start]
        ):
            token = self.tokens[end]
            if token.kind is Kind.QUOTE or token.text in (",", "–", "—", "--", ")", ";", ".", ":"):
                break
            if token.lower in self.language.cues["speech"] and self._lower(start) != "who":
                break
            end += 1
        return end

    def _role(self, person: Person, start: int, end: int) -> None:
        while end > start and self.tokens[end - 1].kind is Kind.MARK:
            end -= 1
        if start >= end:
            return
        role = self.text[self.tokens[start].start : self.tokens[end - 1].end]
        if role not in person.roles:
            person.roles.append(role)
        for token in self.tokens[start:end]:
            if token.lower in self.language.words["prepositions"] or token.lower in ("who", "whose", "which"):
                break
            if token.kind is Kind.WORD and token.text.islower():
                person.nouns.add(token.lower)
                person.nouns.add(token.lower.rsplit("-", 1)[-1])
