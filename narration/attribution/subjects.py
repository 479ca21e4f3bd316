"""Finds the subject of a verb, and how prominent a mention is in its sentence."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from narration.attribution.phrases import PhraseKind
from narration.attribution.tokens import Kind
from narration.attribution.words import DASHES

if TYPE_CHECKING:
    from narration.attribution.phrases import Phrase, Phrases
    from narration.attribution.words import Words

ROLE = 12
"""Tokens of a role between a preposition and a name, at most."""

LOOK_BACK = 80
"""Tokens before a verb in which its subject is looked for."""

ASIDE = 50
"""Tokens of an aside between a subject and its verb."""

_SEPARATORS = DASHES | {",", "("}


class Subjects:
    """The subjects of one paragraph."""

    def __init__(self, words: Words, phrases: Phrases) -> None:
        self.words = words
        self.phrases = phrases
        self._starts = [index for index in range(len(words)) if self._may_start(index)]

    def before(self, index: int) -> Phrase | None:
        """Return the subject of the verb at *index* that stands before it in its clause.

        Objects of prepositions and asides between commas are passed over:
        “Ada, who works for Bob, said”.
        """
        found = self.phrases.ending_at(index)
        if found is not None:
            if not self.object(found):
                return self.phrases.apposition(found)
            return self.of_sentence(index) or found
        before = index - 1
        while before > 0 and self.words.adverb(before):
            before -= 1
        if self.words.text(before) in _SEPARATORS | {")"}:
            return self._behind_aside(before)
        return None

    def of_sentence(self, index: int) -> Phrase | None:
        """Return the subject of the sentence of the token *index*, from what is before that token."""
        first = self.words.first[index]
        begin = bisect_left(self._starts, max(first, index - LOOK_BACK, self._clause(index)))
        free = 0
        for place in self._starts[begin : bisect_left(self._starts, index)]:
            phrase = self.phrases.after(place) if place >= free else None
            if phrase is None or phrase.last > index:
                continue
            if not self.object(phrase) and self._acts(phrase, index):
                return self.phrases.apposition(phrase)
            free = phrase.last
        return None

    def _clause(self, index: int) -> int:
        """Return where a clause of time begins that is still open at *index*: “when the boy ran in and …”."""
        words = self.words
        for place in range(index - 1, max(words.first[index], index - LOOK_BACK), -1):
            if not words.word(place) and words.kind(place) is not Kind.POSSESSIVE:
                break
            if words.among(place, "meanwhile"):
                phrase = self.phrases.after(place + 1)
                acts = phrase is not None and phrase.last < index and self._acts(phrase, index)
                return place + 1 if acts else 0
        return 0

    def of_sentence_before(self, index: int) -> Phrase | None:
        """Return the subject of the sentence before that of the token *index*, in the same paragraph."""
        first = self.words.first[index]
        return self.of_sentence(first - 1) if first else None

    def paper(self, index: int) -> Phrase | None:
        """Return the last paper named before the token *index* in its sentence: “above a notice:”."""
        words = self.words
        for place in range(index - 1, max(words.first[index], index - LOOK_BACK) - 1, -1):
            found = self.phrases.after(place) if words.among(place, "determiners", "possessive") else None
            if found and words.language.paper(found.head):
                return found
        return None

    def prominence(self, phrase: Phrase, weights: tuple[float, float, float, float]) -> float:
        """Return the weight of a mention as subject, object, possessor or aside."""
        subject, other, possessor, aside = weights
        beside = self._beside(phrase)
        if beside is not None and self.object(beside):
            return aside
        if self.phrases.introduced(phrase) or self._taken_up(phrase.last):
            return subject
        if self.words.kind(phrase.last) is Kind.POSSESSIVE:
            return possessor
        if self.object(phrase):
            return aside
        if self.words.among(phrase.first - 1, "asking"):
            return other
        return subject if self._acts(phrase, len(self.words)) else other

    def _taken_up(self, index: int) -> bool:
        """Tell whether the sentence goes on with a pronoun: “When I tell Ada, she laughs”."""
        words = self.words
        fronted = words.among(words.first[min(index, len(words) - 1)], "clause")
        return fronted and words.text(index) == "," and words.among(index + 1, "he", "she")

    def _beside(self, phrase: Phrase) -> Phrase | None:
        """Return the description beside which a name stands: “of his son, Bob,”."""
        comma = phrase.first - 1
        apart = self.words.text(comma) == "," and not self.words.word(phrase.last)
        if phrase.kind is not PhraseKind.NAME or not apart:
            return None
        found = self.phrases.ending_at(comma)
        return found if found and found.kind is PhraseKind.DESCRIPTION and found.last == comma else None

    def object(self, phrase: Phrase) -> bool:
        """Tell whether a preposition stands before the phrase, with nothing but a role between."""
        words, index = self.words, phrase.first - 1
        if index < 0 or words.begins(phrase.first):
            return False
        start = max(words.first[phrase.first], phrase.first - ROLE)
        while phrase.kind is PhraseKind.NAME and index > start and self._role(index):
            index -= 1
        if index > words.first[phrase.first] and words.among(index, "the"):
            index -= 1
        return not words.among(index, "times") and words.among(index, "prepositions")

    def _role(self, index: int) -> bool:
        words = self.words
        small = words.among(index, "prepositions", "conjunctions", "determiners")
        return words.word(index) and words.small(index) and not small and not words.verb(index)

    def _may_start(self, place: int) -> bool:
        words = self.words
        if words.among(place, "whose"):
            return False
        known = words.among(place, "subjects", "determiners", "possessive", "groups")
        return place in words.starts or known or words.begins(place)

    def _acts(self, phrase: Phrase, limit: int) -> bool:
        """Tell whether a verb or an aside follows the phrase, so that it may be a subject."""
        words, place = self.words, phrase.last
        if place >= limit:
            return True
        if not words.word(place):
            return words.text(place) in _SEPARATORS
        if words.begins(phrase.first) and words.among(place, "prepositions", "and"):
            return True
        if words.among(place, "acting", "auxiliary"):
            return True
        small = words.among(place, "prepositions", "conjunctions", "determiners", "possessive")
        nicknamed = words.among(place, "the") and phrase.kind is PhraseKind.NAME
        return nicknamed or (words.small(place) and not small)

    def _behind_aside(self, comma: int) -> Phrase | None:
        """Return the phrase before the aside that ends at *comma*, or the name that is the aside."""
        words = self.words
        if words.text(comma) == ")":
            opening = next(
                (i for i in range(comma - 1, max(0, comma - ASIDE), -1) if words.text(i) == "("), 0
            )
            return self.phrases.ending_at(opening) if opening else None
        for place in range(comma - 1, max(words.first[comma], comma - ASIDE) - 1, -1):
            if words.kind(place) is not Kind.MARK or words.text(place) not in _SEPARATORS:
                continue
            inner = self.phrases.after(place + 1) if words.text(place) == "," else None
            if inner and inner.last == comma and inner.kind is PhraseKind.NAME:
                return inner
            outer = self.phrases.ending_at(place)
            if outer and outer.last == place and not self.object(outer):
                return outer
        return self.of_sentence(comma)
