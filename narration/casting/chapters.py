"""Where chapters begin: cut by the words alone, never by durations."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from narration.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narration.model import Script

LONG = 500
"""Words, about three minutes: a stretch of more without a crosshead is divided."""
SHORT = 100
"""Words, over half a minute: a chapter that a speaker opens is not shorter."""
NAMES = 3
"""Most names in a title."""
MOST = 255
"""Chapters of an MP3 (the count in an ID3 CTOC frame is one byte)."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A chapter begins with this block."""

    block: int
    title: str
    spoken: bool
    """Whether the title is printed: a crosshead."""


def cuts(script: Script, body: Sequence[int], mode: str, most: int) -> list[Cut]:
    """Return where chapters begin in the body of an article, in order; the first is not among them.

    Args:
        script: the whole article.
        body: indexes of its paragraphs and crossheads, in order.
        mode: ``auto``, ``headings`` or ``none``.
        most: how many there may be at most; the shortest chapters join the one before.
    """
    if mode == "none":
        return []
    text = _Text(script)
    found = []
    for heading, stretch in _stretches(script, body):
        if heading is not None:
            title = " ".join(script.article.blocks[heading].view.text.split())
            found.append(Cut(heading, title, spoken=True))
        if mode == "auto":
            found += text.divided(stretch)
    return _merged(found, body, text.words, most)


class _Text:
    """What the division of a stretch looks at: words, and who is quoted where."""

    def __init__(self, script: Script) -> None:
        self._blocks = script.article.blocks
        self.words = [len(block.view.text.split()) for block in self._blocks]
        self._names = {speaker.name: speaker.aliases for speaker in script.speakers if speaker.named}
        self._quoted: dict[int, list[str]] = {}
        spans: dict[int, tuple[int, int]] = {}
        for segment in script.segments:
            if segment.quotation is None:
                continue
            first, _ = spans.setdefault(segment.quotation.id, (segment.block, segment.block))
            spans[segment.quotation.id] = (first, segment.block)
            if segment.speaker in self._names:
                self._quoted.setdefault(segment.block, []).append(segment.speaker)
        self._open = {block for first, last in spans.values() for block in range(first + 1, last + 1)}
        self._narrated: dict[int, str] = {}
        for segment in script.segments:
            if segment.quotation is None:
                before = self._narrated.get(segment.block, "")
                self._narrated[segment.block] = before + segment.view.text

    def divided(self, stretch: Sequence[int]) -> list[Cut]:
        """Return where a stretch of paragraphs is divided: before those that introduce speakers.

        The first to speak opens a chapter; from there on each chapter takes in
        as many speakers as fit.  A stretch that is not too long stays whole.
        """
        before = dict(zip(stretch, accumulate((self.words[b] for b in stretch), initial=0), strict=False))
        total = sum(self.words[b] for b in stretch)
        places = [p for p in self._introductions(stretch) if SHORT <= before[p] <= total - SHORT]
        starts: list[int] = []
        while total - (before[starts[-1]] if starts else 0) > LONG:
            at = before[starts[-1]] if starts else 0
            later = [place for place in places if before[place] >= at + SHORT]
            if not later:
                break
            fitting = [place for place in later if before[place] <= at + LONG]
            starts.append(fitting[-1] if starts and fitting else later[0])
        ends = [*starts[1:], stretch[-1] + 1] if starts else []
        return [
            Cut(start, self._title([b for b in stretch if start <= b < end]), spoken=False)
            for start, end in zip(starts, ends, strict=True)
        ]

    def _introductions(self, stretch: Sequence[int]) -> list[int]:
        """Return the paragraphs that introduce the named speakers of a stretch, in order."""
        met: set[str] = set()
        found: set[int | None] = set()
        for position, block in enumerate(stretch):
            for name in self._quoted.get(block, []):
                if name not in met:
                    met.add(name)
                    found.add(self._introduction(stretch[: position + 1], name))
        return sorted(place for place in found if place is not None)

    def _introduction(self, upto: Sequence[int], name: str) -> int | None:
        """Return the paragraph of *upto* that leads to a speaker's first quotation, which the last one holds.

        It is the nearest before that names the speaker outside quotations, if
        nobody else is quoted in between; where that is no place to begin with (a
        quotation is open, or the words before end in a colon) one before it.
        """
        place = len(upto) - 1
        for earlier in range(place, -1, -1):
            others = {*self._quoted.get(upto[earlier], [])} - {name}
            if earlier < place and others:
                break
            if any(alias in self._narrated.get(upto[earlier], "") for alias in self._names[name]):
                place = earlier
                break
        while place > 0 and not self._begins(upto[place - 1], upto[place]):
            place -= 1
        return upto[place] if place > 0 else None

    def _begins(self, before: int, block: int) -> bool:
        """Return whether a chapter may begin between two paragraphs."""
        return block not in self._open and not self._blocks[before].view.text.rstrip().endswith((":", ","))

    def _title(self, stretch: Sequence[int]) -> str:
        names = dict.fromkeys(name for block in stretch for name in self._quoted.get(block, []))
        return ", ".join(list(names)[:NAMES])


def _stretches(script: Script, body: Sequence[int]) -> Iterator[tuple[int | None, list[int]]]:
    """Yield each crosshead, None for none at the beginning, with the paragraphs under it."""
    heading: int | None = None
    stretch: list[int] = []
    for index in body:
        if script.article.blocks[index].kind is BlockKind.HEADING:
            yield heading, stretch
            heading, stretch = index, []
        else:
            stretch.append(index)
    yield heading, stretch


def _merged(found: Sequence[Cut], body: Sequence[int], words: Sequence[int], most: int) -> list[Cut]:
    """Return at most *most* cuts: those before speakers go first, then those before the shortest chapters."""
    if len(found) <= most:
        return list(found)
    ends = [cut.block for cut in found[1:]] + [body[-1] + 1]
    length = {
        cut: sum(words[block] for block in body if cut.block <= block < end)
        for cut, end in zip(found, ends, strict=True)
    }
    kept = sorted(found, key=lambda cut: (cut.spoken, length[cut]), reverse=True)[: max(0, most)]
    return sorted(kept, key=lambda cut: cut.block)
