"""Finds quotation marks that neither open nor close anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.attribution import apostrophes
from narration.attribution.style import MARK
from narration.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narration.attribution.paragraphs import Paragraph
    from narration.model import Article

FEW = 20
"""Stray marks that are listed one by one; an article with more is broken as a whole."""


def find(article: Article, paragraphs: tuple[Paragraph, ...]) -> tuple[Problem, ...]:
    """Return a problem for each mark outside all quotations that is no apostrophe and no inch."""
    places = [
        article.blocks[paragraph.index].view.places[place]
        for paragraph in paragraphs
        for place in _places(paragraph)
    ]
    found = [_problem(article, place) for place in places[:FEW]]
    if len(places) > FEW:
        found.append(Problem(f"{len(places) - FEW} more quotation marks without a partner"))
    return tuple(found)


def _problem(article: Article, place: int) -> Problem:
    mark = article.source.text[place]
    hint = "add the missing mark to the article, if it is one"
    return Problem(
        f"{mark} has no partner: read without a change of voice", article.source.location(place), hint
    )


def _places(paragraph: Paragraph) -> Iterator[int]:
    spans = iter(paragraph.spans)
    span = next(spans, None)
    for mark in MARK.finditer(paragraph.text):
        while span is not None and span.end <= mark.start():
            span = next(spans, None)
        quoted = span is not None and span.start <= mark.start()
        if not quoted and not apostrophes.innocent(paragraph.text, mark.start()):
            yield mark.start()
