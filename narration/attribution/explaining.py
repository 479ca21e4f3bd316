"""Tells from what evidence a quotation was given to its speaker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.attribution.attributing import decide

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narration.attribution.people import Person
    from narration.attribution.pieces import Piece
    from narration.model import Script, Segment


@dataclass(frozen=True, slots=True)
class Clue:
    """One piece of evidence, in words for a person."""

    name: str
    """Its class, as in ``precision.json``: “after, name”."""
    speaker: str | None
    """Whom it speaks for; None if it tells only that it is nobody who is known."""
    weight: float
    """Which evidence goes before which: the higher one."""
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a quotation has the speaker that it has."""

    segment: Segment
    """The quotation as in the script, corrections applied."""
    clues: tuple[Clue, ...]
    """All that was found, strongest first; a paragraph that runs on has that of the one before."""

    @property
    def runner_up(self) -> str | None:
        """The strongest speaker but the one that was chosen, if there is any."""
        others = (clue.speaker for clue in self.clues if clue.speaker not in (None, self.segment.speaker))
        return next(others, None)


def explain(script: Script, line: int) -> tuple[Explanation, ...]:
    """Return why each quotation that stands on *line* of the source, from 1, has its speaker."""
    quotations = (segment for segment in script.segments if segment.quotation)
    known = (*script.house, *script.merged)
    names = {alias: person.name for person in known for alias in person.aliases}
    pieces = decide(script.article, script.house, script.merged)[0]
    return tuple(
        Explanation(segment, _clues(piece, names))
        for segment, piece in zip(quotations, pieces, strict=True)
        if segment.line <= line <= script.article.source.line(segment.view.end - 1)
    )


def _clues(piece: Piece, names: Mapping[str, str]) -> tuple[Clue, ...]:
    """Return the evidence for *piece* under the *names* by which the house knows who has others."""
    return tuple(
        Clue(found.name, _called(found.person, names), found.weight, found.reason) for found in piece.evidence
    )


def _called(person: Person | None, names: Mapping[str, str]) -> str | None:
    if person is None:
        return None
    return next((names[form] for form in (person.name, *person.forms) if form in names), person.name)
