"""The blocks of an article as attribution sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.attribution import dashes, incises, marks, misprints, style, tokens, unmarked
from narration.model import BlockKind

if TYPE_CHECKING:
    from narration.attribution.language import Language
    from narration.attribution.marks import Span
    from narration.attribution.tokens import Token
    from narration.model import Article, Block

STORY = frozenset({BlockKind.STANDFIRST, BlockKind.PARAGRAPH, BlockKind.DATELINE})
"""Kinds of block in which one sentence, speaker or open quotation follows another; the rest stand aside."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block, its quotations and its words."""

    index: int
    """Index into `Article.blocks`."""
    kind: BlockKind
    line: int
    text: str
    spans: tuple[Span, ...]
    tokens: tuple[Token, ...]
    sentences: tuple[int, ...]
    """The number of the sentence of each token."""

    @property
    def story(self) -> bool:
        """Whether it is part of the running story: no headline, crosshead or caption."""
        return self.kind in STORY


def read(article: Article, language: Language) -> tuple[Paragraph, ...]:
    """Return the blocks of *article* with their quotations found and their words cut.

    Crossheads and captions are passed over when a quotation goes on from one
    paragraph to the next.
    """
    blocks = article.blocks
    used, forgotten = style.detect(block.view.text for block in blocks), misprints.cue(language)
    story = [index for index, block in enumerate(blocks) if block.kind in STORY]
    spans = dict(
        zip(story, marks.find([blocks[index].view.text for index in story], used, forgotten), strict=True)
    )
    for index, block in enumerate(blocks):
        if index not in spans:
            spans[index] = marks.find([block.view.text], used, forgotten)[0]
    spans = unmarked.add(blocks, story, spans, language)
    talk = dashes.talk([blocks[index].view.text for index in story], language)
    return tuple(
        _paragraph(index, block, incises.cut(block.view.text, spans[index], language, talk=talk), language)
        for index, block in enumerate(blocks)
    )


def _paragraph(index: int, block: Block, spans: tuple[Span, ...], language: Language) -> Paragraph:
    cut = tokens.cut(block.view.text, spans, language.spelling)
    numbers = tokens.sentences(cut, language.cues["speech"])
    return Paragraph(index, block.kind, block.line, block.view.text, spans, cut, numbers)
