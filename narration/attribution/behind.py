"""Finds who is named behind a quotation as the one who said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.attribution.phrases import Phrase, PhraseKind, Phrases
from narration.attribution.words import Words

if TYPE_CHECKING:
    from narration.attribution.memory import Memory
    from narration.attribution.paragraphs import Paragraph
    from narration.attribution.resolving import Found
    from narration.attribution.settings import Setting

SIGNATURE = 12
"""Tokens of a paragraph that may be no more than “— Ada Roe, baker”."""

POINTING = 8
"""Tokens of a sentence in which “That was how Ada put it” names somebody."""


class Behind:
    """What stands behind the quotations of one paragraph, and in the paragraph that follows."""

    def __init__(self, memory: Memory, words: Words, phrases: Phrases, following: Paragraph | None) -> None:
        self.memory = memory
        self.words = words
        self.phrases = phrases
        self.following = following

    def signature(self, token: int) -> Found | None:
        """Return who is named in “…” — Ada Roe, here or as the whole next paragraph."""
        if token + 1 < len(self.words):
            phrase = self.phrases.signature(token + 1) or self._credited(token)
        elif self.following is not None and len(self.following.tokens) <= SIGNATURE:
            phrase = self._phrases_of(self.following).signature(0)
        else:
            return None
        return self.memory.resolver.resolve(phrase) if phrase else None

    def afterwards(self, setting: Setting) -> Found | None:
        """Return who is named where the next paragraph begins: “That was how Ada put it”, “replied Ada”."""
        following = self.following
        if following is None or setting.token + 1 < len(self.words) or not following.tokens:
            return None
        phrases = self._phrases_of(following)
        if setting.ends == "," and following.tokens[0].text.islower():
            words = phrases.words
            said = phrases.after(1) if words.verb(0) else phrases.after(0)
            return self.memory.resolver.resolve(said, speaks=True) if said else None
        if following.tokens[0].lower not in self.memory.language.words["pointing"]:
            return None
        index = next((i for i in sorted(phrases.words.starts) if i < POINTING), None)
        return None if index is None else self.memory.resolver.resolve(phrases.at(index))

    def _credited(self, token: int) -> Phrase | None:
        """Return whom a reader's words are given to at the end of a paragraph: “…,” Ada Roe, 34, Hallow."""
        behind = range(token + 1, len(self.words))
        if token or len(behind) > SIGNATURE:
            return None
        phrase = self.phrases.after(token + 1)
        if phrase is None or phrase.kind is not PhraseKind.NAME or self.words.text(phrase.last) != ",":
            return None
        tokens = (self.words.tokens[index] for index in behind)
        plain = all(t.capital or t.text.isdigit() or t.text in (",", ".", "-") for t in tokens)
        return phrase if plain else None

    def _phrases_of(self, paragraph: Paragraph) -> Phrases:
        names = self.memory.people.mentions[paragraph.index]
        return Phrases(Words(paragraph, names, self.memory.language))
