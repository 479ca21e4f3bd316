"""Finds quotations that are printed twice: once large, once in their place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from narration.articles.marks import OPENING, fold, is_final
from narration.articles.signatures import is_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narration.articles.parts import Part

REASON = "duplicate pull quote"

KEY = 3
"""Words that must agree before two places are compared; shorter quotations are crossheads."""

SURE = 7
"""Words: a quotation of fewer is a pull quote only if nothing shows that it is speech of its own."""

BARE = 8
"""Words: what has no marks at all is a pull quote from here on."""

LONGEST = 60
"""Words: pull quotes are short."""

PLACES = 20
"""How often a beginning of four words is looked up, so that time stays linear in any text."""

_QUOTED = re.compile(r"[“„\"‘'«]\s?([^“”„\"«»]{8,500}?)[”“\"’'»](?:\s?[—–-]?\s?([^“”„\"«»]{0,60}))?")


_OPENED = rf"(?<!\w)[{re.escape(OPENING)}](?=\w)"
_STRETCH = re.compile(rf"(?:{_OPENED})?(?:(?!{_OPENED})[^”\"»])+[”\"»]?|[”\"»]")
"""What stands between two marks, the opening one with it.  In single marks a quotation ends where the next
begins: an apostrophe looks like its closing mark."""


def without_pull_quotes(parts: list[Part]) -> list[Part]:
    """Return *parts* with those that say once more what stands in another block dropped.

    A pull quote is a block that is a quotation as a whole, with no more than
    its speaker's name after it, or eight words and more without a full stop.  A short one has
    no full stop, and repeats a part of a longer quotation above it: one that stands before the
    words is a crosshead.
    """
    found = list(parts)
    words = [fold(part.text).split() if part.kind is None else [] for part in parts]
    below = [number for number, part in enumerate(parts) if part.kind is None][1:]  # the headline stays
    candidates = {number: candidate for number in below if (candidate := _candidate(parts[number].text))}
    quotations = _Quotations(parts)
    places = _places(words, {tuple(candidate.words[:KEY]) for candidate in candidates.values()})
    # those with a name first: of two that say the same, the one without it is the article's own
    for number, (said, named) in sorted(candidates.items(), key=lambda item: not item[1].named):
        for block, place in places[tuple(said[:KEY])]:
            own = named or block < number or len(words[block]) > len(words[number])
            same = block != number and words[block][place : place + len(said)] == said
            repeats = block < number and quotations.longer(block, place, len(said))
            sure = len(said) >= SURE or repeats
            if own and same and sure and found[block].kind is None:
                found[number] = parts[number].dropped(REASON)
                break
    for number in range(1, len(found)):
        if found[number - 1].reason == REASON and found[number].kind is None and is_name(found[number].text):
            found[number] = parts[number].dropped(REASON)
    return found


class _Candidate(NamedTuple):
    words: list[str]
    """Folded, without the name."""
    named: bool
    """Whether a name stands after the quotation."""


def _candidate(text: str) -> _Candidate | None:
    """Return what a block quotes if it may be a pull quote."""
    if len(text) > 600:
        return None
    if match := _QUOTED.fullmatch(text):
        said, name = fold(match[1]).split(), match[2] or ""
        fits = (
            KEY <= len(said) <= LONGEST
            and (len(said) >= SURE or not (name or is_final(match[1])))
            and len(name.split()) <= 6
            and not name.endswith((".", ",", ":", "said"))
        )
        return _Candidate(said, named=bool(name)) if fits else None
    said = fold(text).split()
    bare = text[:1] not in OPENING and text[-1:].isalnum()
    return _Candidate(said, named=False) if bare and BARE <= len(said) <= LONGEST else None


class _Quotations:
    """Where quotations stand in blocks, counted in words; each block is looked at once."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._found: dict[int, list[tuple[int, int]]] = {}

    def longer(self, block: int, place: int, length: int) -> bool:
        """Whether *length* words from word *place* of a block on stand in a quotation of more."""
        if block not in self._found:
            self._found[block] = list(self._in(self._parts[block].text))
        found = self._found[block]
        begin = bisect_right(found, place, key=itemgetter(0)) - 1
        return begin >= 0 and found[begin][1] >= place + length and found[begin][1] - found[begin][0] > length

    @staticmethod
    def _in(text: str) -> Iterator[tuple[int, int]]:
        """Yield the first word of each quotation, and the one after its last."""
        first = 0
        for stretch in _STRETCH.finditer(text):
            last = first + len(fold(stretch[0]).split())
            if stretch[0][0] in OPENING and last > first:
                yield first, last
            first = last


def _places(
    words: list[list[str]], keys: set[tuple[str, ...]]
) -> dict[tuple[str, ...], list[tuple[int, int]]]:
    """Return the first places (block, word) at which each of *keys* begins."""
    places: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for block, said in enumerate(words):
        for place, key in enumerate(zip(*(said[i:] for i in range(KEY)), strict=False)):
            if key in keys and len(places[key]) < PLACES:
                places[key].append((block, place))
    return places
