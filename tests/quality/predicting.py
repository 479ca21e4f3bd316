"""What the program says of an article, in the terms of the gold."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from narration import articles
from narration.attribution import attribute
from narration.attribution.attributing import decide
from narration.model import SegmentKind, Use
from narration.source import Source
from tests.quality.score import Quote

if TYPE_CHECKING:
    from narration.attribution.pieces import Piece
    from narration.model import Article, Script, Segment


def article(text: str) -> Article:
    return articles.parse(Source("article.txt", text), hashlib.sha256(text.encode()).hexdigest())


def script(text: str) -> Script:
    return attribute(article(text))


def quotes(text: str) -> list[Quote]:
    return [_quote(segment) for segment in script(text).segments if segment.quotation]


def pieces(text: str) -> list[tuple[int, int, Piece]]:
    """Start and end in the text, and what was decided and from what, of each quotation."""
    read = article(text)
    found = []
    for piece in decide(read)[0]:
        places = read.blocks[piece.setting.paragraph.index].view.places
        found.append((places[piece.setting.span.start], places[piece.setting.span.end], piece))
    return found


def _quote(segment: Segment) -> Quote:
    assert segment.quotation is not None
    quoted = "fragment" if segment.quotation.use in (Use.FRAGMENT, Use.DOCUMENT) else "nonspeech"
    kind = "speech" if segment.kind is SegmentKind.QUOTE else quoted
    return Quote(
        segment.view.start,
        segment.view.end,
        frozenset({kind}),
        kind,
        segment.speaker,
        confidence=segment.confidence,
    )
