"""Tells from what evidence a quotation was given to its speaker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.attribution.attributing import decide

if TYPE_CHECKING:
    from narration.attribution.evidence import Piece
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
    return tuple(
        Explanation(segment, _clues(piece))
        for segment, piece in zip(quotations, decide(script.article)[0], strict=True)
        if segment.line <= line <= script.article.source.line(segment.view.end - 1)
    )


def _clues(piece: Piece) -> tuple[Clue, ...]:
    return tuple(
        Clue(found.name, found.person.name if found.person else None, found.weight, found.reason)
        for found in piece.evidence
    )
