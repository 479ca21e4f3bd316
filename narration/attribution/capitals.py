"""Finds the stretches of words with capitals in which names stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.attribution.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narration.attribution.language import Language
    from narration.attribution.paragraphs import Paragraph
    from narration.attribution.tokens import Token

LONGEST = 8
"""Words in a name with its titles; longer runs of capitals are headings."""

NICKNAME = 25
"""Characters of a nickname inside a name, with its marks."""


def runs(paragraph: Paragraph, language: Language, given: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Yield first and last token (exclusive) of each stretch of capitals with the particles between them.

    *given* are first names: “Ada and Rescue” is two, “Search and Rescue” one.
    """
    return _Reader(paragraph, language, given).runs()


class _Reader:
    def __init__(self, paragraph: Paragraph, language: Language, given: Mapping[str, str]) -> None:
        self.paragraph = paragraph
        self.tokens: Sequence[Token] = paragraph.tokens
        self.language = language
        self.given = given

    def runs(self) -> Iterator[tuple[int, int]]:
        """Yield the stretches of words with capitals, particles between them included."""
        index = 0
        while index < len(self.tokens):
            if not self._capital(index):
                index += 1
                continue
            end = index + 1
            while (step := self._step(index, end)) and end + step - index <= LONGEST:
                end += step
            yield index, end
            index = end

    def _capital(self, index: int) -> bool:
        token = self.tokens[index]
        return token.capital and (token.lower not in self.language.words["dates"] or self._calendar(index))

    def _calendar(self, index: int) -> bool:
        """Tell whether a day or a month is part of a name: “the March Hare”."""
        words, tokens = self.language.words, self.tokens
        if not 0 < index < len(tokens) - 1 or tokens[index - 1].lower not in words["the"]:
            return False
        return tokens[index + 1].capital and tokens[index + 1].lower not in words["dates"]

    def _step(self, first: int, end: int) -> int:
        """Return how many tokens after *end* still belong to the run."""
        tokens = self.tokens
        over = end >= len(tokens) or self.paragraph.sentences[end] != self.paragraph.sentences[first]
        if over or tokens[first].text.startswith("@") or tokens[end].text.startswith("@"):
            return 0
        if self._capital(end):
            return 1
        if end + 1 < len(tokens) and self._capital(end + 1):
            if (
                self._nickname(end)
                or tokens[end].text == "&"
                or tokens[end].lower in self.language.titles["particles"]
            ):
                return 2
            joins = (
                tokens[end].lower in self.language.words["of"]
                and tokens[end - 1].lower in self.language.bodies["last"]
            )
            rescue = tokens[end].lower in self.language.words["and"] and (
                tokens[end + 1].lower in self.language.bodies["last"]
                and tokens[end - 1].lower not in self.given
            )
            return 2 if joins or rescue or self._ranked(end) else 0
        if (
            end + 2 < len(tokens)
            and tokens[end].lower in self.language.titles["leading"]
            and self._capital(end + 2)
        ):
            return 3 if tokens[end + 1].lower in self.language.titles["particles"] else 0
        return 0

    def _nickname(self, index: int) -> bool:
        """Tell whether a name goes on behind the quotation at *index*: Bob “Leaky” Roe."""
        token, before = self.tokens[index], self.tokens[index - 1]
        short = token.kind is Kind.QUOTE and token.end - token.start <= NICKNAME and token.text.isalpha()
        return short and before.lower not in self.language.words["openers"]

    def _ranked(self, of: int) -> bool:
        """Tell whether a name follows a title with “of” in it: “Minister of State Ada Roe”."""
        title = self.language.title
        known = title(self.tokens[of - 1].lower) and title(self.tokens[of + 1].lower)
        return known and self.tokens[of].lower in self.language.words["of"] and self._capital_at(of + 2)

    def _capital_at(self, index: int) -> bool:
        return index < len(self.tokens) and self._capital(index)
