"""Where chapters begin: cut by the words alone, never by durations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil
from typing import TYPE_CHECKING

from narration.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narration.model import Script

LONG = 500
"""Words, about three minutes: a stretch of more without a crosshead is divided."""
LONGEST = 800
"""Words, about five minutes: beyond it people who have spoken before divide a chapter, too."""
HALF = LONG // 2
"""Words: a chapter that a speaker opens is not ended sooner for the next speaker."""
SHORT = 200
"""Words, over a minute: no part of a stretch is shorter."""
NAMES = 3
"""Most names in a title."""
BETWEEN = " – "
"""What stands in a title between crossheads that follow one another: “16:42 – Bridge closed”."""
MOST = 255
"""Chapters of an MP3 (the count in an ID3 CTOC frame is one byte)."""

_LEADING = re.compile(r"[:,][”“\"’»)\]\s]*$")
"""Words that lead to those of the next paragraph: “He said:”."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A chapter begins with this block."""

    block: int
    title: str
    spoken: bool
    """Whether the title is printed: a crosshead, or several in a row."""


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
    text = _Text(script, body)
    found = []
    for headings, stretch in _stretches(script, body):
        if headings:
            titles = (" ".join(script.article.blocks[heading].view.text.split()) for heading in headings)
            found.append(Cut(headings[0], BETWEEN.join(titles), spoken=True))
        if mode == "auto":
            found += text.divided(stretch)
    return _merged(found, body, text.words, most)


def held(script: Script, body: Sequence[int]) -> frozenset[int]:
    """Return the blocks of the body that nothing may part from the one before.

    They go on with a quotation that is open, or the words before them end in a
    colon or a comma; a crosshead in between belongs to both.
    """
    blocks = script.article.blocks
    spans: dict[int, tuple[int, int]] = {}
    for segment in script.segments:
        if segment.quotation:
            first, last = spans.get(segment.quotation.id, (segment.block, segment.block))
            spans[segment.quotation.id] = (min(first, segment.block), max(last, segment.block))
    found = set()
    reach, leads = -1, False
    opened = sorted(spans.values(), reverse=True)
    for block in body:
        while opened and opened[-1][0] < block:
            reach = max(reach, opened.pop()[1])
        if block <= reach or leads:
            found.add(block)
        if blocks[block].kind is not BlockKind.HEADING:
            leads = _LEADING.search(blocks[block].view.text) is not None
    return frozenset(found)


class _Text:
    """What the division of a stretch looks at: words, and who is quoted where."""

    def __init__(self, script: Script, body: Sequence[int]) -> None:
        self.words = [len(block.view.text.split()) for block in script.article.blocks]
        self._held = held(script, body)
        self._names = {speaker.name: speaker.aliases for speaker in script.speakers if speaker.named}
        self._quoted: dict[int, list[str]] = {}
        self._narrated: dict[int, str] = {}
        for segment in script.segments:
            if segment.quotation is None:
                before = self._narrated.get(segment.block, "")
                self._narrated[segment.block] = before + segment.view.text
            elif segment.speaker in self._names:
                self._quoted.setdefault(segment.block, []).append(segment.speaker)

    def divided(self, stretch: Sequence[int]) -> list[Cut]:
        """Return where a stretch of paragraphs is divided: before those that introduce speakers.

        The first to speak for the first time opens a chapter; from there on each chapter takes in
        as many new speakers as fit.  Where nobody new speaks, the next change of
        speaker divides that parts the rest most evenly.  A stretch that is not
        too long stays whole, and so does one in which nobody takes over.
        """
        before = list(accumulate((self.words[block] for block in stretch), initial=0))
        if (total := before[-1]) <= LONG:
            return []
        changes, new = (
            [place for place in places if SHORT <= before[place] <= total - SHORT]
            for places in self._changes(stretch)
        )
        starts = new[:1]
        at = before[starts[0]] if starts else 0
        while total - at > LONG and (start := _next(changes, new, before, at)) is not None:
            starts.append(start)
            at = before[start]
        return [
            Cut(stretch[start], self._title(stretch[start:end]), spoken=False)
            for start, end in pairwise([*starts, len(stretch)])
        ]

    def _changes(self, stretch: Sequence[int]) -> tuple[list[int], list[int]]:
        """Return where the named speakers of a stretch take over, and where they do so for the first time.

        Both are positions in the stretch, of the paragraphs that introduce the speaker, in order.
        """
        changes: set[int] = set()
        new: dict[str, int] = {}
        begin, last = 0, ""
        for position, block in enumerate(stretch):
            begin = begin if block in self._held else position
            for name in self._quoted.get(block, []):
                if name != last:
                    place = self._introduction(stretch, position, name)
                    place = begin if place >= begin else self._beginning(stretch, place)
                    changes.add(place)
                    new.setdefault(name, place)
                last = name
        return sorted(changes), sorted(set(new.values()))

    def _introduction(self, stretch: Sequence[int], position: int, name: str) -> int:
        """Return the position of the paragraph that leads to a speaker's quotation at *position*.

        It is the nearest before that names the speaker outside quotations, if
        nobody else is quoted in between.
        """
        for earlier in range(position, -1, -1):
            if earlier < position and {*self._quoted.get(stretch[earlier], [])} - {name}:
                break
            if any(alias in self._narrated.get(stretch[earlier], "") for alias in self._names[name]):
                return earlier
        return position

    def _beginning(self, stretch: Sequence[int], position: int) -> int:
        """Return the nearest position up to *position* at which a chapter may begin."""
        while position > 0 and stretch[position] in self._held:
            position -= 1
        return position

    def _title(self, stretch: Sequence[int]) -> str:
        names = dict.fromkeys(name for block in stretch for name in self._quoted.get(block, []))
        return ", ".join(list(names)[:NAMES])


def _stretches(script: Script, body: Sequence[int]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the crossheads that stand together, none at the beginning, with the paragraphs under them."""
    headings: list[int] = []
    stretch: list[int] = []
    for index in body:
        if script.article.blocks[index].kind is not BlockKind.HEADING:
            stretch.append(index)
        elif stretch:
            yield headings, stretch
            headings, stretch = [index], []
        else:
            headings.append(index)
    yield headings, stretch


def _next(changes: Sequence[int], new: Sequence[int], before: Sequence[int], at: int) -> int | None:
    """Return where the chapter that begins after *at* words ends, None if it cannot be divided.

    Args:
        changes: positions at which somebody takes over.
        new: those at which somebody speaks for the first time.
        before: words before each position.
        at: words before the chapter.
    """
    fitting = bisect_right(new, at + LONG, key=before.__getitem__)
    if fitting and before[new[fitting - 1]] >= at + HALF:
        return new[fitting - 1]
    rest = before[-1] - at
    if rest <= LONGEST:
        return None
    even = at + rest / ceil(rest / LONGEST)
    later = bisect_left(changes, even, key=before.__getitem__)
    near = [place for place in changes[max(0, later - 1) : later + 1] if before[place] >= at + HALF]
    return min(near, key=lambda place: abs(before[place] - even), default=None)


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
