"""The words of one paragraph, with what the language says of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.attribution.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.attribution.language import Language
    from narration.attribution.names import Name
    from narration.attribution.paragraphs import Paragraph
    from narration.attribution.tokens import Token

DASHES = frozenset({"—", "–", "-", "--", "―"})


class Words:
    """Looks words up by their index; an index outside the paragraph is no word of any kind."""

    def __init__(self, paragraph: Paragraph, names: Sequence[Name], language: Language) -> None:
        self.paragraph = paragraph
        self.tokens: Sequence[Token] = paragraph.tokens
        self.sentences = paragraph.sentences
        self.language = language
        self.starts = {name.first: name for name in names}
        """Names by their first token."""
        self.ends = {name.last: name for name in names}
        """Names by the token after their last."""
        self.named = frozenset(index for name in names for index in range(name.first, name.last))
        """The tokens of names."""
        self.capitals = "capital" in language.grammar["nouns"]
        self.first: list[int] = []
        """The first token of the sentence of each token."""
        for index, number in enumerate(self.sentences):
            new = not index or self.sentences[index - 1] != number
            self.first.append(index if new else self.first[-1])

    def __len__(self) -> int:
        return len(self.tokens)

    def text(self, index: int) -> str:
        """Return the word as printed."""
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def lower(self, index: int) -> str:
        """Return the word in lower case."""
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def kind(self, index: int) -> Kind | None:
        """Return what sort of token it is."""
        return self.tokens[index].kind if 0 <= index < len(self.tokens) else None

    def word(self, index: int) -> bool:
        """Tell whether it is a word, not a mark or a quotation."""
        return self.kind(index) is Kind.WORD

    def among(self, index: int, *groups: str) -> bool:
        """Tell whether the word is in one of the language's lists of words."""
        lower = self.lower(index)
        return any(lower in self.language.words[group] for group in groups)

    def holds(self, index: int, group: str) -> bool:
        """Tell whether words in a row of the sentence of the token *index* are in a list: “said_nothing”."""
        last = self.first[index]
        sentence = [t.lower for t, first in zip(self.tokens, self.first, strict=True) if first == last]
        text = f"_{'_'.join(sentence)}_"
        return any(f"_{row}_" in text for row in self.language.words[group])

    def adverb(self, index: int) -> bool:
        """Tell whether it is an adverb or an auxiliary, to be passed over beside a verb."""
        return self.word(index) and (
            self.among(index, "auxiliary") or self.language.adverb(self.tokens[index])
        )

    def small(self, index: int) -> bool:
        """Tell whether it is printed as a common word: small, or a noun where all have capitals."""
        if self.text(index).islower():
            return True
        return self.capitals and self.word(index) and index not in self.named

    def verb(self, index: int) -> bool:
        """Tell whether it is a verb that reports words."""
        return self.word(index) and self.language.verb(self.lower(index))

    def printed(self, first: int, last: int) -> str:
        """Return the text from the token *first* to before the token *last*."""
        return self.paragraph.text[self.tokens[first].start : self.tokens[last - 1].end]

    def begins(self, index: int) -> bool:
        """Tell whether the sentence begins with the token."""
        return self.first[index] == index
