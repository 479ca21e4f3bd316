"""Finds the verbs that report words, each with the words that name who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.attribution import descriptions
from narration.attribution.phrases import ROLE, Phrase, PhraseKind
from narration.attribution.tokens import Kind
from narration.attribution.words import DASHES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narration.attribution.phrases import Phrases
    from narration.attribution.subjects import Subjects
    from narration.attribution.words import Words

AGENT = 8
"""Tokens between a passive verb and its “by”."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that reports words; token indexes of its paragraph."""

    first: int
    """Where verb or subject begins, whichever comes first, if they stand together."""
    last: int
    """Index after the verb or the subject, whichever comes last, if they stand together."""
    verb: int
    subject: Phrase | None
    listed: bool = True
    """Whether the verb is in a list of the language, not any verb beside a quotation."""
    speech: bool = False
    """Whether it is in the list of speech verbs."""

    @property
    def together(self) -> bool:
        """Whether verb and subject stand together."""
        return self.first < self.verb or self.last > self.verb + 1


def find(words: Words, phrases: Phrases, subjects: Subjects) -> tuple[Cue, ...]:
    """Return the cues of a paragraph, in order."""
    return tuple(_Finder(words, phrases, subjects).cues())


class _Finder:
    def __init__(self, words: Words, phrases: Phrases, subjects: Subjects) -> None:
        self.words = words
        self.phrases = phrases
        self.subjects = subjects

    def cues(self) -> Iterator[Cue]:
        words = self.words
        for index, token in enumerate(words.tokens):
            if token.kind is not Kind.WORD or (token.capital and not words.begins(index)):
                continue
            found = self._according(index) or (self._listed(index) if words.verb(index) else self._any(index))
            if found is not None:
                yield found

    def _according(self, index: int) -> Cue | None:
        for phrase in self.words.language.cues["according"]:
            parts = phrase.split("_")
            if all(self.words.lower(index + step) == part for step, part in enumerate(parts)):
                subject = self.phrases.after(index + len(parts))
                return Cue(index, subject.last, index, subject, speech=True) if subject else None
        return None

    def _listed(self, index: int) -> Cue | None:
        """Return the cue of a verb in the lists, unless it is a noun here: “the report”, “her claim”."""
        words = self.words
        lower = words.lower(index)
        noun = words.among(index - 1, "determiners", "possessive") or words.kind(index - 1) is Kind.POSSESSIVE
        alone = (
            words.lower(index - 1) in words.language.words["alone"]
            and lower not in words.language.cues["nouns"]
        )
        if noun and not alone:
            return None
        speech = lower in words.language.cues["speech"]
        if self._follows_quotation(index) and (subject := self._inverted(index)):
            return Cue(index, subject.last, index, subject, speech=speech)
        passive = self._passive(index)
        if passive and not lower.endswith(words.language.endings["running"]):
            return self._agent(index, speech=speech)
        own = self._own(index, passive=passive)
        free = "free" in words.language.grammar["order"]
        subject = own or self._relative(index) or (free and self._inverted(index)) or None
        subject = subject or self._dropped(index) or self.subjects.of_sentence(index)
        return Cue(self._begin(own) if own else index, index + 1, index, subject, speech=speech)

    def _begin(self, subject: Phrase) -> int:
        """Return where the subject begins with the role before it: “Canal Street inspector Bob Roe”."""
        words, place = self.words, subject.first
        while subject.first - place < ROLE and words.kind(place - 1) in (Kind.WORD, Kind.POSSESSIVE):
            small = words.among(place - 1, "prepositions", "conjunctions", "subjects", "clause")
            if small or words.verb(place - 1) or descriptions.finite(words, place - 1):
                break
            place -= 1
        return place

    def _own(self, index: int, *, passive: bool) -> Phrase | None:
        """Return the subject that stands before the verb itself, not before another: “shrugged and said”."""
        before = index - 1
        while self.words.adverb(before):
            before -= 1
        running = self.words.lower(index).endswith(self.words.language.endings["running"])
        if self.words.lower(before) == ",":
            return self.subjects.before(index)
        if running and self.words.among(before, "as"):
            quoted = self.phrases.ending_at(before)
            return quoted if quoted and not self.subjects.object(quoted) else None
        if running:
            return self.phrases.ending_at(index) if passive else None
        return None if self.words.among(before, "goes_on") else self.subjects.before(index)

    def _dropped(self, index: int) -> Phrase | None:
        """Return the pronoun that the ending of a verb right behind a quotation stands for: “dodała”."""
        if not self._follows_quotation(index):
            return None
        language, lower = self.words.language, self.words.lower(index)
        for group in ("he", "she"):
            if lower.endswith(language.endings[f"verb_{group}"]):
                head = min(language.words[group] & language.words["subjects"])
                return Phrase(PhraseKind.PRONOUN, index, index + 1, self.words.text(index), head=head)
        return None

    def _relative(self, index: int) -> Phrase | None:
        """Return whom “who” means a few words before the verb: “Bob, who is said to have replied”."""
        for place in range(index - 1, max(self.words.first[index], index - AGENT), -1):
            if self.words.among(place, "who") and self.words.text(place - 1) == ",":
                return self.phrases.pronoun(place)
            if not self.words.word(place):
                return None
        return None

    def _any(self, index: int) -> Cue | None:
        """Return the cue of a verb that is in no list, if it stands between a name and a quotation."""
        words = self.words
        lower = words.lower(index)
        phrasal = lower in words.language.cues["phrasal"]
        if not phrasal and (len(lower) < 4 or not lower.endswith(words.language.endings["verb"])):
            return None
        if self._follows_quotation(index) and (subject := self._inverted(index)) and _plain(subject):
            return Cue(index, subject.last, index, subject, listed=False)
        subject = self.phrases.ending_at(index)
        if subject and (phrasal or _plain(subject)) and self._follows_quotation(subject.first):
            return Cue(subject.first, index + 1, index, subject, listed=phrasal, speech=phrasal)
        return None

    def _follows_quotation(self, index: int) -> bool:
        """Tell whether a quotation stands right before the token, but for a comma or an adverb."""
        words = self.words
        for back in (index - 1, index - 2, index - 3):
            if words.kind(back) is Kind.QUOTE:
                return words.sentences[back] == words.sentences[index]
            if words.text(back) not in DASHES | {","} and not words.adverb(back):
                return False
        return False

    def _inverted(self, index: int) -> Phrase | None:
        start = index + 1
        while self.words.adverb(start):
            start += 1
        return self.phrases.after(start)

    def _passive(self, index: int) -> bool:
        words = self.words
        passive = words.language.cues["passive"]
        before = index - 1
        while words.among(before, "auxiliary") and words.lower(before) not in passive:
            before -= 1
        return words.lower(before) in passive

    def _agent(self, index: int, *, speech: bool) -> Cue | None:
        """Return who is behind “by”: “was called a fool by Ada”."""
        words = self.words
        for place in range(index + 1, min(index + AGENT, len(words))):
            if words.sentences[place] != words.sentences[index]:
                break
            if words.among(place, "by") and (subject := self.phrases.after(place + 1)):
                return Cue(index, subject.last, index, subject, speech=speech)
        return None


def _plain(subject: Phrase) -> bool:
    return subject.kind is not PhraseKind.DESCRIPTION
