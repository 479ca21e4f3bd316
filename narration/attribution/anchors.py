"""Finds quotations by their words, whatever else of the article has changed."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from narration.model import Article, Script

AROUND = 8
"""Words on each side of a quotation that tell it from others which begin with the same words."""

SLACK = 1
"""Of the words around, how many may differ by chance: within it, two quotations fit equally well."""

FEW = 4
"""Below so many words a quotation may be somebody else's: “Yes” is not found if nothing around it is left."""

_GAP = re.compile(r"[\W_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’‘ʼ](?=\w)")
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")


class Anchor(Protocol):
    """What a quotation is tied to."""

    @property
    def text(self) -> str:
        """Its first words."""

    @property
    def before(self) -> str:
        """Words before it; may be empty."""

    @property
    def after(self) -> str:
        """Words behind it; may be empty."""

    @property
    def occurrence(self) -> int | None:
        """Which of those that fit equally well, from 1."""


def fold(text: str) -> list[str]:
    """Return the words of *text* without case, marks and spacing, letters composed (NFC)."""
    text = _APOSTROPHE.sub("", unicodedata.normalize("NFC", text).casefold())
    return _GAP.sub(" ", text).split()


class Quotations:
    """All pieces of quotations of one article, in its order, to be found by their words."""

    def __init__(self, article: Article, spans: Iterable[tuple[int, int, int]]) -> None:
        """Take the pieces as block, start and end in the text of the block."""
        self._texts = [block.view.text for block in article.blocks]
        self._spans = list(spans)
        self._folded = [fold(self._texts[block][start:end]) for block, start, end in self._spans]
        self._by_first: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(self._folded):
            self._by_first[words[0] if words else ""].append(number)

    @classmethod
    def of(cls, script: Script) -> Quotations:
        """Return those of *script*: one for each segment with a quotation, in that order."""
        blocks = script.article.blocks
        spans = []
        for segment in script.segments:
            if segment.quotation:
                start = blocks[segment.block].view.index(segment.view.start)
                spans.append((segment.block, start, start + len(segment.view.text)))
        return cls(script.article, spans)

    def find(self, anchor: Anchor) -> list[int]:
        """Return the numbers of the pieces that fit *anchor* best: one if it is clear, none if none does.

        A piece fits that begins with its words.  Of several that do, the one
        fits best whose words are all of it, then that around which most words
        are as they were.
        """
        wanted = fold(anchor.text)
        begun = [n for n in self._by_first[wanted[0]] if self._begins(n, wanted)] if wanted else []
        whole = [n for n in begun if self._folded[n] == wanted]
        given = len(fold(anchor.before)) + len(fold(anchor.after))
        found = whole if len(whole) == 1 and not given else begun
        if given and begun:
            kept = {n: self._kept(n, anchor) for n in begun}
            best = max(kept.values())
            least = best if best == given else max(best - SLACK, 0)
            found = [n for n in begun if kept[n] >= least and (kept[n] or len(wanted) >= FEW)]
        if anchor.occurrence is not None and found:
            return found[anchor.occurrence - 1 :][:1] or found
        return found

    def nearest(self, anchor: Anchor) -> str | None:
        """Return the first words of the piece that *anchor* may have meant, as printed."""
        wanted = fold(anchor.text)
        beginnings = {" ".join(words[: len(wanted)]): n for n, words in reversed(list(self._all()))}
        near = get_close_matches(" ".join(wanted), beginnings, 1, cutoff=0.6)
        if near:
            return self.beginning(beginnings[near[0]], max(len(wanted), 1))
        given = len(fold(anchor.before)) + len(fold(anchor.after))
        kept, place = max(((self._kept(n, anchor), -n) for n, _ in self._all()), default=(0, 0))
        return self.beginning(-place, max(len(wanted), 1)) if given and 2 * kept > given else None

    def beginning(self, number: int, words: int) -> str:
        """Return the first *words* of a piece as printed, without the marks around them."""
        block, start, end = self._spans[number]
        printed = [word for word in self._texts[block][start:end].split() if fold(word)]
        taken: list[str] = []
        while printed and len(fold(" ".join(taken))) < words:
            taken.append(printed.pop(0))
        return _EDGE.sub("", " ".join(taken))

    def around(self, number: int) -> tuple[str, str]:
        """Return the eight words before and behind a piece, as printed, those of other blocks too."""
        block, start, end = self._spans[number]
        before, after = self._texts[block][:start].split(), self._texts[block][end:].split()
        while len(fold(" ".join(before))) < AROUND and block > 0:
            block -= 1
            before = self._texts[block].split() + before
        block = self._spans[number][0]
        while len(fold(" ".join(after))) < AROUND and block + 1 < len(self._texts):
            block += 1
            after += self._texts[block].split()
        before, after = [w for w in before if fold(w)], [w for w in after if fold(w)]
        return " ".join(before[-AROUND:]), " ".join(after[:AROUND])

    def _all(self) -> Iterable[tuple[int, list[str]]]:
        return ((number, words) for number, words in enumerate(self._folded) if words)

    def _begins(self, number: int, wanted: Sequence[str]) -> bool:
        return self._folded[number][: len(wanted)] == wanted

    def _kept(self, number: int, anchor: Anchor) -> int:
        """Return how many words of *anchor*'s surroundings still stand around a piece, in order."""
        kept = 0
        for there, given in zip(self.around(number), (anchor.before, anchor.after), strict=True):
            matcher = SequenceMatcher(None, fold(there), fold(given), autojunk=False)
            kept += sum(block.size for block in matcher.get_matching_blocks())
        return kept
