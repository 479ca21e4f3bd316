"""Finds the verbs that report words, each with the words that name who speaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from narration.attribution.phrases import Phrase, PhraseKind, Phrases
from narration.attribution.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narration.attribution.language import Language
    from narration.attribution.tokens import Token


class Order(Enum):
    """How the subject was found."""

    BEFORE = "before"
    """“Ada said”."""
    AFTER = "after"
    """“said Ada”, “according to Ada”."""
    SENTENCE = "sentence"
    """The subject of the sentence: “Ada shrugged, saying”, “and said”."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that reports words; token indexes of its paragraph."""

    first: int
    last: int
    """Index after the last token of verb and subject, where they stand together."""
    verb: int
    subject: Phrase | None
    order: Order
    listed: bool
    """Whether the verb is in a list, not any verb beside a quotation."""
    speech: bool = False
    """Whether it is in the list of speech verbs."""


def find(
    tokens: Sequence[Token], sentences: Sequence[int], phrases: Phrases, language: Language
) -> tuple[Cue, ...]:
    """Return the cues of a paragraph, in order."""
    return tuple(_Finder(tokens, sentences, phrases, language).cues())


class _Finder:
    def __init__(
        self, tokens: Sequence[Token], sentences: Sequence[int], phrases: Phrases, language: Language
    ) -> None:
        self.tokens = tokens
        self.sentences = sentences
        self.phrases = phrases
        self.language = language

    def cues(self) -> Iterator[Cue]:
        for index, token in enumerate(self.tokens):
            if token.kind is not Kind.WORD or token.capital and not self._starts(index):
                continue
            if token.lower == "according" and self._lower(index + 1) == "to":
                subject = self.phrases.after(index + 2)
                if subject:
                    yield Cue(index, subject.last, index, subject, Order.AFTER, listed=True)
            elif self.language.verb(token.lower):
                if cue := self._listed(index):
                    yield replace(cue, speech=token.lower in self.language.cues["speech"])
            elif cue := self._any(index):
                yield cue

    def _starts(self, index: int) -> bool:
        return index == 0 or self.sentences[index - 1] != self.sentences[index]

    def _lower(self, index: int) -> str:
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def _adverb(self, index: int) -> bool:
        return 0 <= index < len(self.tokens) and self.tokens[index].adverb

    def _kind(self, index: int) -> Kind | None:
        return self.tokens[index].kind if 0 <= index < len(self.tokens) else None

    def _listed(self, index: int) -> Cue | None:
        words = self.language.words
        before = self._back(index)
        previous = self._lower(before)
        if (
            before >= 0
            and before == index - 1
            and (
                previous in words["determiners"]
                or previous in words["possessive"]
                or self._kind(before) is Kind.POSSESSIVE
            )
        ):
            return None  # a noun: “the report”, “her claim”
        quoted = self._follows_quote(index)
        if quoted and (subject := self._inverted(index)):
            return Cue(index, subject.last, index, subject, Order.AFTER, listed=True)
        token = self.tokens[index]
        if not token.lower.endswith("ing") and self._passive(index):
            return self._agent(index)
        if token.lower.endswith("ing") or previous in ("to", "as", "by", "and", "but", "or", "then", ","):
            direct = (
                self.phrases.ending_at(index)
                if token.lower.endswith("ing") and self._passive(index)
                else None
            )
            subject = direct or self._of_sentence(index)
            aside = self.phrases.before(index) if previous == "," else None
            if aside:
                return Cue(aside.first, index + 1, index, aside, Order.BEFORE, listed=True)
            return Cue(index, index + 1, index, subject, Order.SENTENCE, listed=True)
        if subject := self.phrases.before(index):
            return Cue(subject.first, index + 1, index, subject, Order.BEFORE, listed=True)
        return Cue(index, index + 1, index, self._of_sentence(index), Order.SENTENCE, listed=True)

    def _any(self, index: int) -> Cue | None:
        """Return the cue of a verb that is in no list, if it stands between a name and a quotation."""
        token = self.tokens[index]
        phrasal = token.lower in self.language.cues["phrasal"]
        if not phrasal and (not token.lower.endswith(("ed", "es", "s")) or len(token.lower) < 4):
            return None
        if self._follows_quote(index) and self._ends(index):
            subject = self._inverted(index)
            if subject and subject.kind is not PhraseKind.DESCRIPTION:
                return Cue(index, subject.last, index, subject, Order.AFTER, listed=False)
        subject = self.phrases.ending_at(index)
        if subject and subject.kind is not PhraseKind.DESCRIPTION and self._follows_quote(subject.first):
            return Cue(subject.first, index + 1, index, subject, Order.BEFORE, listed=phrasal)
        return None

    def _ends(self, index: int) -> bool:
        return self._kind(index + 1) is Kind.WORD

    def _follows_quote(self, index: int) -> bool:
        """Tell whether a quotation stands right before the token, with at most an adverb or a comma between."""
        for back in (index - 1, index - 2, index - 3):
            if self._kind(back) is Kind.QUOTE:
                return back < 0 or self.sentences[back] == self.sentences[index]
            between = self._lower(back)
            if (
                between not in (",", "-", "–", "—")
                and between not in self.language.words["auxiliary"]
                and not self._adverb(back)
            ):
                return False
        return False

    def _inverted(self, index: int) -> Phrase | None:
        start = index + 1
        while self._lower(start) in self.language.words["auxiliary"] or self._adverb(start):
            start += 1
        return self.phrases.after(start)

    def _back(self, index: int) -> int:
        """Return the token before the verb, adverbs and auxiliaries passed over."""
        before = index - 1
        words = self.language.words["auxiliary"]
        while (
            before >= 0
            and (self._lower(before) in words or self._adverb(before))
            and self._kind(before) is Kind.WORD
        ):
            before -= 1
        return before

    def _passive(self, index: int) -> bool:
        before = index - 1
        while (
            before >= 0
            and self._lower(before) in self.language.words["auxiliary"]
            and self._lower(before) not in self.language.cues["passive"]
        ):
            before -= 1
        return self._lower(before) in self.language.cues["passive"]

    def _agent(self, index: int) -> Cue | None:
        for after in range(index + 1, min(index + 8, len(self.tokens))):
            if self.sentences[after] != self.sentences[index]:
                break
            if self._lower(after) == "by" and (subject := self.phrases.after(after + 1)):
                return Cue(index, subject.last, index, subject, Order.AFTER, listed=True)
        return None

    def _of_sentence(self, index: int) -> Phrase | None:
        return self.phrases.subject(index)
