"""Cuts the blocks of an article into segments that one voice says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.attribution.confidence import precision
from narration.model import Quotation, Segment, SegmentKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narration.attribution.pieces import Piece
    from narration.model import Article, Block


def cut(article: Article, pieces: Sequence[Piece], labels: Mapping[int, str]) -> tuple[Segment, ...]:
    """Return segments that tile every block without a gap.

    *pieces* are all quotations in the order of the file, *labels* the name of
    each person by number.
    """
    by_block: dict[int, list[Piece]] = {}
    for piece in pieces:
        by_block.setdefault(piece.setting.paragraph.index, []).append(piece)
    return tuple(
        segment
        for index, block in enumerate(article.blocks)
        for segment in _block(article, index, block, by_block.get(index, []), labels)
    )


def _block(
    article: Article, index: int, block: Block, pieces: Sequence[Piece], labels: Mapping[int, str]
) -> Iterator[Segment]:
    place = 0
    for piece in pieces:
        span = piece.setting.span
        if place < span.start:
            yield _narration(article, index, block, place, span.start)
        yield _quotation(article, index, block, piece, labels)
        place = span.end
    if place < len(block.view.text):
        yield _narration(article, index, block, place, len(block.view.text))


def _narration(article: Article, index: int, block: Block, start: int, end: int) -> Segment:
    view = block.view.cut(start, end)
    line = article.source.line(view.start)
    return Segment(view, line, index, SegmentKind.NARRATION, None, "outside quotation marks", 1.0)


def _quotation(
    article: Article, index: int, block: Block, piece: Piece, labels: Mapping[int, str]
) -> Segment:
    span = piece.setting.span
    view = block.view.cut(span.start, span.end)
    nested = tuple((block.view.places[start], block.view.places[end]) for start, end in span.nested)
    kind = SegmentKind.QUOTE if piece.spoken else SegmentKind.FRAGMENT
    speaker = labels[piece.person.number] if piece.person else None
    quotation = Quotation(piece.utterance, piece.use, nested)
    line = article.source.line(view.start)
    return Segment(view, line, index, kind, speaker, piece.reason, precision(piece.sign), quotation)
