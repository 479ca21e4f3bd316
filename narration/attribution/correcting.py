"""Puts right what a person says is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narration.attribution.confidence import CORRECTED
from narration.attribution.people import Person
from narration.attribution.settings import fold
from narration.errors import ArticleError, Problem
from narration.sheets import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.attribution.evidence import Piece
    from narration.attribution.people import People
    from narration.model import QuoteCorrection

_SHOWN = 60


def correct(
    pieces: Sequence[Piece], people: People, corrections: Sequence[QuoteCorrection]
) -> tuple[list[Piece], tuple[Problem, ...]]:
    """Return the pieces as the corrections will have them, and what was applied.

    A correction is found by the first words of a quotation, marks, spaces and
    case set aside; it holds for that piece and what follows of its utterance.

    Raises:
        ArticleError: corrections that match no quotation, or more than one.
    """
    corrected = list(pieces)
    folded = [fold(piece.setting.inner) for piece in pieces]
    problems: list[Problem] = []
    applied: list[Problem] = []
    for correction in corrections:
        wanted = fold(correction.text)
        begun = [place for place, words in enumerate(folded) if wanted and words.startswith(wanted)]
        whole = [place for place in begun if folded[place] == wanted]
        found = whole if len(whole) == 1 else begun
        if len(found) != 1:
            problems.append(_unmatched(correction, [pieces[place] for place in found], pieces))
            continue
        _apply(corrected, found[0], correction, people)
        line = pieces[found[0]].line
        applied.append(Problem(f"corrected: line {line}, {_shown(correction.text)}", correction.location))
    if problems:
        raise ArticleError(*problems)
    return corrected, tuple(applied)


def _shown(text: str) -> str:
    short = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return f"‘{short}’"


def _unmatched(correction: QuoteCorrection, found: Sequence[Piece], pieces: Sequence[Piece]) -> Problem:
    if found:
        lines = ", ".join(str(piece.line) for piece in found)
        message = f"{_shown(correction.text)} begins {len(found)} quotations (lines {lines})"
        return Problem(message, correction.location, "give more of its words, until they begin only one")
    length = len(correction.text)
    near = nearest(correction.text, (piece.setting.inner[:length] for piece in pieces))
    hint = f"did you mean {_shown(near)}?" if near else "give the first words of the quotation as printed"
    return Problem(f"no quotation begins {_shown(correction.text)}", correction.location, hint)


def _apply(pieces: list[Piece], place: int, correction: QuoteCorrection, people: People) -> None:
    first = pieces[place]
    last = pieces[place - 1] if place else None
    splits = last is not None and last.utterance == first.utterance and correction.speaker is not None
    utterance = max(piece.utterance for piece in pieces) + 1 if splits else first.utterance
    for number in range(place, len(pieces)):
        piece = pieces[number]
        if piece.utterance != first.utterance:
            continue
        person = piece.person if correction.speaker is None else _person(people, correction.speaker)
        pieces[number] = replace(
            piece,
            use=correction.use or piece.use,
            person=person,
            utterance=utterance,
            sign=CORRECTED,
            reason=f"corrected in {correction.location.name}:{correction.location.line}",
        )


def _person(people: People, name: str) -> Person | None:
    """Return who is called so in the article, else somebody new; None for an empty name."""
    if not name:
        return None
    if (known := people.called(name)) is not None:
        return known
    person = Person(len(people.persons), name, tuple(name.lower().split()), forms=[name])
    people.persons.append(person)
    return person
