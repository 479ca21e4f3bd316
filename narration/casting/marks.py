"""Quotation marks: the characters of a quotation that are for eyes only."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from narration.model import Token, Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narration.model import Block, Segment

_CLOSERS = {
    "“": "”|“|\"|''",
    "”": "”|\"|''",
    "„": '“|”|"',
    "‟": '”|"',
    '"': "\"|”|“|''",
    "«": "»",
    "»": "«|»",
    "‹": "›",
    "›": "‹|›",
    "‘": "’|'",
    "’": "’|'",
    "‚": "‘|’|'",
    "‛": "’|'",
    "'": "'|’",
    "``": "''|”|\"",
    "`": "'|’|´",
    "''": "''|”|\"",
    "「": "」",
    "『": "』",
}
"""What may close a quotation, by what opened it: also the mismatched pairs that newspapers print."""

_DOUBLE = "”|\"|»|」|''"
"""What closes a quotation whose beginning has no mark: an apostrophe does not."""

_OPENING = re.compile(rf"\s*({'|'.join(sorted(map(re.escape, _CLOSERS), key=len, reverse=True))})\s*")


def marks(block: Block, segments: Sequence[Segment]) -> list[tuple[int, int]]:
    """Return where the quotation marks of a block stand, as indexes into its view, sorted.

    Args:
        block: where they stand.
        segments: those of this block.
    """
    found = set()
    for segment in segments:
        if segment.quotation is None:
            continue
        spans = [(segment.view.start, segment.view.end), *segment.quotation.nested]
        for start, end in spans:
            found |= set(_edges(block.view.text, block.view.index(start), block.view.index(end)))
    return sorted(found)


def openings_and_closings(block: Block, segments: Sequence[Segment]) -> tuple[list[int], list[int]]:
    """Return where the printed marks around *segments* open (before them) and close (behind them), sorted.

    A quotation that goes on in the next paragraph opens and does not close.
    """
    opening, closing = set(), set()
    for segment in segments:
        assert segment.quotation is not None
        for first, last in [(segment.view.start, segment.view.end), *segment.quotation.nested]:
            start = block.view.index(first)
            for left, right in _edges(block.view.text, start, block.view.index(last)):
                (opening.add(left) if left == start else closing.add(right))
    return sorted(opening), sorted(closing)


def aloud(
    block: Block,
    spoken: Sequence[Wording],
    opening: Sequence[int],
    closing: Sequence[int],
    names: tuple[str, str],
) -> tuple[Wording, ...]:
    """Return *spoken* with the *names* of the marks that open and close, which are heard and not printed.

    Args:
        block: whose words they are.
        spoken: the words of one passage.
        opening: where marks open, as indexes into the block's view, sorted.
        closing: where they close.
        names: what is said for either.
    """
    if not opening and not closing:
        return tuple(spoken)
    made: list[Wording] = []
    for wording in spoken:
        if wording.printed is None:
            made.append(wording)
            continue
        start, end = block.view.index(wording.printed.start), block.view.index(wording.printed.end)
        opens = bisect_left(opening, end) - bisect_left(opening, start)
        closes = bisect_right(closing, end) - bisect_right(closing, start)
        made += [_unprinted(f" {names[0]} ")] * opens
        made.append(wording)
        goes_on = " " if block.view.text[end : end + 1].isalnum() else ""
        made += [_unprinted(f" {names[1]}{goes_on}")] * closes
    return tuple(made)


def _unprinted(words: str) -> Wording:
    return Wording(Token(words), None, unprinted=True)


def _edges(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the marks at both ends of ``text[start:end]``, each with the white space inside it."""
    opening = _OPENING.match(text, start, end)
    if opening:
        yield opening.span()
        start = opening.end()
    closers = _CLOSERS[opening[1]] if opening else _DOUBLE
    stripped = text[start:end].rstrip()
    if closing := re.search(rf"\s*(?:{closers})$", stripped):
        yield start + closing.start(), start + len(stripped)
