"""Finds who says what in an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.attribution import paragraphs, people, roles, segments, speakers, utterances
from narration.attribution.language import first_names, language
from narration.model import Script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.model import Article, QuoteCorrection


def attribute(article: Article, corrections: Sequence[QuoteCorrection] = ()) -> Script:
    """Return *article* as parts to be spoken, each quotation with its speaker, reason and confidence.

    Raises:
        ArticleError: a correction matches no quotation, or more than one.
    """
    del corrections
    words, given = language(article.language), first_names()
    read = paragraphs.read(article, words)
    known = people.gather(read, words, given)
    roles.gather(read, known, words)
    pieces = utterances.decide(read, known, words, given)
    labels = speakers.label(pieces)
    return Script(article, segments.cut(article, pieces, labels), speakers.list_(pieces, labels, given))
