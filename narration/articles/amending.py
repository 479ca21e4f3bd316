"""Applies a person's corrections to the kinds of blocks."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from narration.articles.front_matter import REASON
from narration.articles.marks import fold
from narration.articles.parts import Part
from narration.articles.reading import INVISIBLE, doubts, with_parts
from narration.articles.views import view
from narration.errors import ArticleError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.model import Article, ParagraphCorrection

CORRECTED = "by correction"


def amend(article: Article, corrections: Sequence[ParagraphCorrection]) -> Article:
    """Return *article* with the kinds that *corrections* give.

    A correction is for the block, or the dropped span, that begins with its
    words, whatever marks and spaces stand between them.  What becomes boilerplate or
    credit is dropped; what was dropped and becomes anything else is read.

    Raises:
        ArticleError: a correction fits nothing, or more than one place; with
            all problems of all corrections.
    """
    if not corrections:
        return article
    parts = _parts(article)
    folded = [fold(part.text) for part in parts]
    open_to_correction = [
        i for i, part in enumerate(parts) if not part.reason.startswith(REASON) and folded[i]
    ]
    problems: list[Problem] = []
    applied: list[Problem] = []
    for correction in corrections:
        start = fold(unicodedata.normalize("NFC", correction.text))
        fits = [i for i in open_to_correction if start and f"{folded[i]} ".startswith(f"{start} ")]
        fits = [i for i in fits if folded[i] == start] or fits
        if len(fits) == 1:
            part = parts[fits[0]]
            parts[fits[0]] = part.as_(correction.kind, CORRECTED)
            place = article.source.location(part.view.start)
            applied.append(Problem(f"read as {correction.kind} {CORRECTED}", place))
        else:
            problems.append(
                _misfit(
                    article, correction, [parts[i] for i in fits], [folded[i] for i in open_to_correction]
                )
            )
    if problems:
        raise ArticleError(*problems)
    before = list(doubts(article.source, article.blocks))
    remarks = [remark for remark in article.remarks if remark not in before]
    return with_parts(replace(article, remarks=(*remarks, *applied)), parts)


def _parts(article: Article) -> list[Part]:
    """Return what is read and what is not, but for what is invisible, in the order of the file."""
    text = article.source.text
    read = [Part(block.view, block.kind, block.reason, block.doubtful) for block in article.blocks]
    unread = [
        Part(view(text, drop.start, drop.end)).dropped(drop.reason)
        for drop in article.dropped
        if drop.reason != INVISIBLE
    ]
    return sorted([*read, *unread], key=lambda part: part.view.start)


def _misfit(article: Article, correction: ParagraphCorrection, fits: list[Part], texts: list[str]) -> Problem:
    shown = correction.text if len(correction.text) <= 60 else f"{correction.text[:60]}…"
    if fits:
        lines = ", ".join(str(article.source.line(part.view.start)) for part in fits)
        message = f"expected the first words of one block, got {shown!r}, which begins those of lines {lines}"
        return Problem(message, correction.location, "give more of its words")
    start = fold(correction.text)
    beginnings = {text[: len(start) + 5]: text for text in texts}
    near = get_close_matches(start, beginnings, 1, cutoff=0.5)
    hint = (
        f"the nearest begins “{beginnings[near[0]][:60]}”"
        if near
        else "copy its first words from the article"
    )
    return Problem(f"no block begins with {shown!r}", correction.location, hint)
