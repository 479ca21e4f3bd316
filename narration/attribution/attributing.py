"""Finds who says what in an article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narration.attribution import (
    correcting,
    detecting,
    introducing,
    paragraphs,
    people,
    roles,
    segments,
    speakers,
    strays,
    utterances,
)
from narration.attribution.confidence import UNSURE, precision
from narration.attribution.language import given, language
from narration.model import Script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.attribution.paragraphs import Paragraph
    from narration.attribution.people import People
    from narration.attribution.pieces import Piece
    from narration.model import Article, KnownPerson, QuoteCorrection


def attribute(
    article: Article,
    corrections: Sequence[QuoteCorrection] = (),
    people: Sequence[KnownPerson] = (),
    merged: Sequence[KnownPerson] = (),
) -> Script:
    """Return *article* as parts to be spoken, each quotation with its speaker, reason and confidence.

    Args:
        article: what was read.
        corrections: a person's word on quotations.
        people: whom the house knows, quoted here or not.
        merged: a person's word on who is who in this article.

    Raises:
        ArticleError: corrections that match no quotation, or more than one; somebody merged who is not there.
    """
    if not article.language:
        article = replace(article, language=detecting.detect(block.view.text for block in article.blocks))
    decided, known, read = decide(article, people, merged)
    opened, told = introducing.merge(article, [_open(piece) for piece in decided], known, people, merged)
    pieces, applied, near_misses = correcting.correct(article, opened, known, corrections)
    pieces = _numbered(pieces)
    labels = speakers.label(pieces)
    cut = segments.cut(article, pieces, labels)
    remarks = (*told, *applied, *strays.find(article, read))
    named = speakers.gather(pieces, labels, known.given)
    return Script(article, cut, named, remarks, near_misses, tuple(people), tuple(merged))


def decide(
    article: Article, house: Sequence[KnownPerson] = (), merged: Sequence[KnownPerson] = ()
) -> tuple[list[Piece], People, tuple[Paragraph, ...]]:
    """Return every quotation with whom its best evidence speaks for, everybody, and the paragraphs."""
    words, names = language(article.language), given(article.language)
    read = paragraphs.read(article, words)
    known = introducing.introduce(people.gather(read, words, names), house, merged)
    roles.gather(read, known, words)
    return utterances.decide(read, known, words, names), known, read


def _numbered(pieces: Sequence[Piece]) -> list[Piece]:
    """Number the utterances from 1 in the order of the file."""
    numbers: dict[int, int] = {}
    for piece in pieces:
        numbers.setdefault(piece.utterance, len(numbers) + 1)
    return [replace(piece, utterance=numbers[piece.utterance]) for piece in pieces]


def _open(piece: Piece) -> Piece:
    """Leave open who says *piece* if evidence of its class is more often wrong than right."""
    if piece.person is None or precision(piece.sign) >= UNSURE:
        return piece
    return replace(piece, person=None, reason=f"perhaps {piece.person.name}: {piece.reason}")
