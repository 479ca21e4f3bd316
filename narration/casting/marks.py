"""Quotation marks: the characters of a quotation that are for eyes only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
