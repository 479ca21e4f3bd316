"""Finds the words that name somebody: a name, a pronoun, a description."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from narration.attribution import descriptions
from narration.attribution.tokens import Kind
from narration.attribution.words import DASHES

if TYPE_CHECKING:
    from narration.attribution.descriptions import Description
    from narration.attribution.names import Name
    from narration.attribution.words import Words

ROLE = 7
"""Tokens of a role before a name: “Monmouth University political scientist Bob Roe”."""


class PhraseKind(Enum):
    """What sort of words name somebody."""

    NAME = "name"
    PRONOUN = "pronoun"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that name somebody; token indexes of their paragraph."""

    kind: PhraseKind
    first: int
    last: int
    """Index after the last token."""
    printed: str
    name: Name | None = None
    head: str = ""
    """The noun of a description, the pronoun itself."""
    definite: bool = True
    """Whether it means somebody already known: “the”, “his”."""
    plural: bool = False
    told: bool = False
    """Whether a description tells more of somebody new: “the farmer, who is in his seventies”."""


class Phrases:
    """The phrases of one paragraph."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._after: dict[int, Phrase | None] = {}

    def after(self, index: int) -> Phrase | None:
        """Return the phrase that starts at the token *index*."""
        if index not in self._after:
            self._after[index] = self._read(index)
        return self._after[index]

    def _read(self, index: int) -> Phrase | None:
        words = self.words
        if not words.word(index):
            return None
        if index in words.starts:
            return self._owned(index) or self._behind_attribute(index) or self._name(words.starts[index])
        if words.among(index, "subjects"):
            return self.pronoun(index)
        if (name := self._role_name(index)) is not None:
            return Phrase(PhraseKind.NAME, index, name.last, name.titled, name)
        if words.among(index, "the") and (name := words.starts.get(index + 1)) and self._ends(name.last):
            return self._name(name)
        found = descriptions.starting(words, index)
        return self.apposition(self._described(found)) if found else None

    def ending_at(self, index: int) -> Phrase | None:
        """Return the phrase that ends right before the token *index*, adverbs and auxiliaries passed over."""
        words, end = self.words, index
        while end > 0 and words.adverb(end - 1):
            end -= 1
        if end in words.ends:
            return self._name(words.ends[end])
        if end > 0 and words.among(end - 1, "subjects"):
            return self.pronoun(end - 1)
        found = descriptions.ending(words, end)
        return self._described(found) if found else None

    def at(self, index: int) -> Phrase:
        """Return the name or the pronoun at the token *index*."""
        return self._name(self.words.starts[index]) if index in self.words.starts else self.pronoun(index)

    def pronoun(self, index: int) -> Phrase:
        """Return the pronoun at the token *index*; “who” is whom it follows."""
        words = self.words
        if (
            words.among(index, "who")
            and words.text(index - 1) == ","
            and not words.among(index - 2, "subjects")
        ):
            antecedent = self.ending_at(index - 1)
            if antecedent is not None:
                return antecedent
        text = words.text(index)
        return Phrase(PhraseKind.PRONOUN, index, index + 1, text, head=words.lower(index))

    def signature(self, index: int) -> Phrase | None:
        """Return the name behind a dash at the token *index*, if nothing but its description follows."""
        if self.words.text(index) not in DASHES | {"~"}:
            return None
        found = self.after(index + 1)
        if found is None or found.kind is not PhraseKind.NAME:
            return None
        return (
            found if found.last >= len(self.words) or self.words.text(found.last) in (",", ".", "(") else None
        )

    def label(self, index: int) -> Phrase:
        """Return the label before the colon behind which speech begins at the token *index*."""
        words = self.words
        end = max(place for place in range(index) if words.text(place) in (":", "."))
        if words.text(end - 1) == ")":
            end = max(place for place in range(end) if words.text(place) == "(")
        found = self.ending_at(end)
        if found is not None and found.kind is not PhraseKind.PRONOUN:
            return found
        first = next(place for place in range(end) if words.word(place))
        head, printed = words.lower(end - 1), words.printed(first, end)
        return Phrase(PhraseKind.DESCRIPTION, first, end, printed, head=head)

    def apposition(self, phrase: Phrase) -> Phrase:
        """Return the name that stands beside a description, else the phrase itself.

        “His wife, Ada Roe, said”; “one of them was Ada Roe”.
        """
        words = self.words
        if phrase.kind is not PhraseKind.DESCRIPTION:
            return phrase
        if words.among(phrase.last, "being") and (named := self._role_name(phrase.last + 1)) is not None:
            return self._name(named) if not phrase.definite else phrase
        if words.begins(phrase.first) and words.text(phrase.last) == "," and self._person(phrase.last + 1):
            return self.pronoun(phrase.last + 1)  # “A retired teacher, she crossed the river”
        place = phrase.last + 1 + words.among(phrase.last + 1, "the")  # “the pastor, the Rev. Bob Roe,”
        if words.text(phrase.last) not in DASHES | {","} or place not in words.starts:
            return phrase
        name = words.starts[place]
        return self._name(name) if words.text(name.last) in DASHES | {",", "."} else phrase

    def _person(self, index: int) -> bool:
        words = self.words
        return words.among(index, "he", "she") and words.among(index, "subjects")

    def owner(self, phrase: Phrase) -> Phrase | None:
        """Return whose thing a description names: of “Ada’s verdict” Ada, of “Ada’s lawyer” nobody."""
        words = self.words
        head, language = phrase.head, words.language
        speaks = language.speaks(head) and not language.paper(head)
        if phrase.kind is not PhraseKind.DESCRIPTION or speaks:
            return None
        places = range(phrase.last - 1, phrase.first, -1)
        place = next((index for index in places if words.kind(index) is Kind.POSSESSIVE), None)
        owner = None if place is None else self.ending_at(place)
        return None if owner and owner.name and owner.name.place else owner

    def introduces(self, phrase: Phrase) -> bool:
        """Tell whether a subject may be the speaker of words that follow without a cue.

        Not “who”, “we”, “her husband”, “the worst part”.
        """
        language = self.words.language
        if phrase.kind is PhraseKind.PRONOUN:
            return phrase.head in language.words["he"] | language.words["she"]
        if phrase.kind is PhraseKind.DESCRIPTION:
            return language.human(phrase.head) and not self.words.among(phrase.first, "possessive")
        return True

    def introduced(self, phrase: Phrase) -> bool:
        """Tell whether the article says right behind a full name who that is: “Bob Roe, a dentist”."""
        if not phrase.name or len(phrase.name.key) < 2 or self.words.text(phrase.last) != ",":
            return False
        behind = phrase.last + 1
        told = self.words.among(behind, "articles", "who", "possessive")
        return told or self.words.text(behind).isdigit()

    def _name(self, name: Name) -> Phrase:
        return Phrase(PhraseKind.NAME, name.first, name.last, name.titled, name)

    def _described(self, found: Description) -> Phrase:
        printed = self.words.printed(found.first, found.last)
        kind, (first, last, head, definite, plural) = PhraseKind.DESCRIPTION, found
        aside = self.words.begins(first) and self.words.text(last) == ","
        told = self.words.among(last, "who") or (aside and self.words.among(last + 1, "who"))
        return Phrase(kind, first, last, printed, None, head, definite, plural, told)

    def _owned(self, index: int) -> Phrase | None:
        """Return “Ada’s lawyer”, or its name: “Fox’s Bob Roe”."""
        name = self.words.starts[index]
        if self.words.kind(name.last) is not Kind.POSSESSIVE:
            return None
        inner = name.last + 1
        if (named := self._role_name(inner)) is not None:
            return self._name(named)
        found = descriptions.owned(self.words, index, inner)
        return self.apposition(self._described(found)) if found else None

    def _ends(self, index: int) -> bool:
        """Tell whether no noun follows, so that “the” belongs to the name: “The Gazette joined troops”."""
        words = self.words
        if words.kind(index) is Kind.POSSESSIVE:
            return False
        small = words.among(index, "prepositions", "conjunctions", "auxiliary", "determiners") or words.verb(
            index
        )
        return (
            not words.word(index)
            or small
            or words.lower(index).endswith(words.language.endings["finite"])
            or descriptions.finite(words, index)
        )

    def _behind_attribute(self, index: int) -> Phrase | None:
        """Return the person in “Virginia delegate Bob Roe”, at the name of the place or body."""
        start = self.words.starts[index].last
        if not self.words.small(start) or descriptions.finite(self.words, start):
            return None
        name = self._role_name(start)
        return self._name(name) if name and len(name.key) > 1 else None

    def _role_name(self, index: int) -> Name | None:
        """Return the name behind a role: “columnist Ada Roe”, “the trainer Bob Roe”."""
        words = self.words
        place = index
        while place < index + ROLE:
            if place in words.starts:
                name = words.starts[place]
                if not name.body and words.kind(name.last) is not Kind.POSSESSIVE:
                    return name
                place = name.last
                continue
            stops = words.among(place, "prepositions", "conjunctions", "subjects") or words.verb(place)
            if place > index and words.lower(place).endswith(words.language.endings["finite"]):
                stops = stops or words.language.human(words.lower(place - 1))  # “my aunt learned English”
            if (
                words.kind(place) not in (Kind.WORD, Kind.POSSESSIVE)
                or stops
                or descriptions.finite(words, place)
            ):
                return None
            place += 1
        return None
