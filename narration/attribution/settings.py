"""What stands around a quotation: the facts that kinds and evidence are made from."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.attribution.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.attribution.cues import Cue
    from narration.attribution.language import Language
    from narration.attribution.marks import Span
    from narration.attribution.paragraphs import Paragraph
    from narration.attribution.tokens import Token

DASHES = frozenset({"—", "–", "-", "--"})

ASIDE = 25
"""Tokens between two dashes, at most."""

TERMINAL = frozenset(".!?…")


_LIGHT = frozenset({",", ":", "—", "–", "-"})
_NO_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return the words of *text* without case, marks and spacing, to compare with others."""
    return _NO_WORD.sub(" ", text.casefold()).strip()


@dataclass(frozen=True, slots=True)
class Setting:
    """One quotation in its sentence."""

    paragraph: Paragraph
    span: Span
    number: int
    """Of the span in its paragraph."""
    token: int
    """Index of the quotation among the paragraph's tokens."""
    inner: str
    """Its words without the marks."""
    before: Cue | None
    """The cue that leads in to it: right before, with at most a colon, a comma or “that” between."""
    after: Cue | None
    """The cue that follows it at once."""
    earlier: Cue | None
    """The last cue before it in its sentence, wherever."""
    later: Cue | None
    """The first cue behind it in its sentence, wherever."""

    @property
    def own(self) -> str:
        """Its words without those that are quoted in it."""
        text, place, kept = self.paragraph.text, self.span.start + len(self.span.mark) * self.span.opened, []
        for start, end in self.span.nested:
            kept.append(text[place:start])
            place = end
        return " ".join((*kept, text[place : self.span.end])).rstrip("”\"’'»«“」』›‹")

    @property
    def tokens(self) -> Sequence[Token]:
        """All tokens of the paragraph."""
        return self.paragraph.tokens

    @property
    def sentence(self) -> int:
        """Number of its sentence in its paragraph."""
        return self.paragraph.sentences[self.token]

    @property
    def spoken_whole(self) -> bool:
        """Whether a cue stands right beside it."""
        return self.before is not None or self.after is not None

    @property
    def words(self) -> int:
        """How many words are quoted."""
        return len(self.inner.split())

    @property
    def capital(self) -> bool:
        """Whether it starts like a sentence: no small letter."""
        first = self.inner.lstrip("[(“‘\"'…. ")[:1]
        return not first.islower()

    @property
    def whole(self) -> bool:
        """Whether it begins and ends like a sentence."""
        return self.capital and self.ends in (*TERMINAL, "-", "—", "–")

    @property
    def nearby(self) -> list[str]:
        """The four words or marks before it, in lower case."""
        return [token.lower for token in self.tokens[max(0, self.token - 4) : self.token]]

    @property
    def ends(self) -> str:
        """The last character inside its marks."""
        return self.inner[-1:]

    def beside(self, step: int) -> Token | None:
        """Return the token *step* places away in the same sentence, else None."""
        place = self.token + step
        if not 0 <= place < len(self.tokens):
            return None
        same = self.paragraph.sentences[place] == self.paragraph.sentences[self.token]
        return self.tokens[place] if same else None

    @property
    def lead(self) -> str:
        """The word or mark right before it in its sentence, in lower case; empty at the start."""
        token = self.beside(-1)
        return token.lower if token and token.kind is not Kind.QUOTE else ""

    @property
    def opens(self) -> bool:
        """Whether the sentence begins with it."""
        token = self.beside(-1)
        return (
            token is None
            or self._dateline
            or (token.kind is Kind.MARK and token.text not in ",;:()—–-" and self.beside(-2) is None)
        )

    @property
    def _dateline(self) -> bool:
        """Whether nothing but a place in capitals and a dash stands before it."""
        before = self.beside(-1)
        if before is None or before.text not in DASHES or self.token > 6:
            return False
        return all(t.capital or t.kind is Kind.MARK for t in self.tokens[: self.token])

    @property
    def between_dashes(self) -> bool:
        """Whether the narrator breaks in between dashes, before it or behind it: “…” — he paused — “…”."""
        return self._broken(1) or self._broken(-1)

    def _broken(self, step: int) -> bool:
        inner = self.beside(step)
        if inner is None or inner.text not in DASHES:
            return False
        for away in range(2, ASIDE):
            token = self.beside(step * away)
            if token is None:
                return False
            if token.kind is Kind.QUOTE:
                last = self.beside(step * (away - 1))
                return last is not None and last.text in DASHES
        return False

    @property
    def ended(self) -> bool:
        """Whether the sentence ends with it."""
        token = self.beside(1)
        return token is None or (token.kind is Kind.MARK and token.text in TERMINAL)


def settings(paragraph: Paragraph, cues: Sequence[Cue], language: Language) -> list[Setting]:
    """Return each quotation of *paragraph* with what stands around it."""
    found = []
    verbs = [cue.verb for cue in cues]
    for token in (i for i, t in enumerate(paragraph.tokens) if t.kind is Kind.QUOTE):
        number = paragraph.tokens[token].span
        span = paragraph.spans[number]
        inner = paragraph.text[span.start + len(span.mark) * span.opened : span.end]
        if span.closed:
            inner = inner.removesuffix("''").rstrip("”\"’'»«“」』›‹") if inner.endswith("''") else inner[:-1]
        sentence = paragraph.sentences[token]
        place = bisect_left(verbs, token)
        left = [
            cue
            for cue in reversed(cues[max(0, place - 2) : place])
            if paragraph.sentences[cue.verb] == sentence
        ]
        right = [cue for cue in cues[place : place + 2] if paragraph.sentences[cue.verb] == sentence]
        found.append(
            Setting(
                paragraph, span, number, token, inner.strip(),
                before=next((cue for cue in left if _leads(paragraph, cue, token, language)), None),
                after=next((cue for cue in right if _follows(paragraph, cue, token, language)), None),
                earlier=next(iter(left), None),
                later=next(iter(right), None),
            )
        )  # fmt: skip
    return found


def _leads(paragraph: Paragraph, cue: Cue, token: int, language: Language) -> bool:
    """Tell whether nothing but a colon, a comma, “that” or an adverbial stands between cue and quotation."""
    if cue.last > token:
        return False  # a nickname inside the name of who speaks
    between = paragraph.tokens[max(cue.last, cue.verb + 1) : token]
    if any(t.kind is Kind.QUOTE for t in between):
        return False
    if between and between[-1].text == ":":
        return True
    plain = [t for t in between if t.lower not in _LIGHT | language.words["leads"]]
    return not plain or (bool(between) and between[-1].text == "," and len(plain) <= 6 and cue.speech)


def _follows(paragraph: Paragraph, cue: Cue, token: int, language: Language) -> bool:
    if cue.first < token:
        return False  # a nickname inside the name of who speaks
    between = paragraph.tokens[token + 1 : min(cue.first, cue.verb)]
    further = any(t.lower in language.words["and"] for t in between)
    if further and cue.subject is not None and cue.subject.last <= token:
        return False  # called it “brave” and promised
    return all(
        t.kind is not Kind.QUOTE
        and (t.text in (",", *DASHES) or language.adverb(t) or t.lower in language.words["passed"])
        for t in between
    )
