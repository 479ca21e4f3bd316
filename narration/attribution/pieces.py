"""A quotation that was decided, with the evidence that decided it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.model import Use

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narration.attribution.people import Person
    from narration.attribution.settings import Setting

WEIGHTS: Mapping[str, float] = {
    "after": 9.0,
    "same words": 8.5,
    "label": 8.5,
    "interviewed": 8.2,
    "before": 8.0,
    "signature": 7.5,
    "any verb after": 7.0,
    "lead-in": 6.5,
    "piece": 6.0,
    "name and colon": 5.5,
    "paper": 5.2,
    "colon": 5.0,
    "earlier": 4.0,
    "same sentence": 3.5,
    "next sentence": 3.2,
    "later": 3.0,
    "same paragraph": 2.8,
    "beat": 2.7,
    "paragraph before": 2.6,
    "sentence before": 2.5,
    "headline": 2.5,
    "told before": 2.4,
    "answer": 2.3,
    "listener": 2.25,
    "turn": 2.2,
    "exchange": 2.2,
    "previous speaker": 2.0,
    "story": 1.6,
}
"""Which evidence goes before which: what stands at the edge of a quotation before what is further off."""

GUESSES = frozenset({"beat", "paragraph before", "previous speaker", "story"})
"""Evidence from the story around a quotation, which does not hold for whom its words address."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence that somebody said a quotation."""

    name: str
    """Its class, as in ``precision.json``."""
    person: Person | None
    """Whom it speaks for; None if it says that somebody did whom we do not know."""
    weight: float
    reason: str
    """In words, for a person."""


@dataclass
class Piece:
    """A quotation that was decided: what the next ones are decided from."""

    setting: Setting
    use: Use
    person: Person | None
    utterance: int
    """The number that all pieces of one utterance share, from 1."""
    sign: str
    """The strongest class of evidence for the person, or for the use where nobody is looked for."""
    reason: str
    evidence: tuple[Evidence, ...] = ()
    """All that was found, strongest first."""

    @property
    def settled(self) -> bool:
        """Whether evidence beside the quotation tells who speaks, not the story around it."""
        return bool(self.evidence) and self.evidence[0].weight >= WEIGHTS["colon"]

    @property
    def spoken(self) -> bool:
        """Whether it is read in a speaker's voice."""
        return self.use in (Use.SPEECH, Use.DOCUMENT)

    @property
    def line(self) -> int:
        """Line of the source on which its paragraph starts."""
        return self.setting.paragraph.line

    @property
    def sentence(self) -> int:
        """Number of its sentence in its paragraph."""
        return self.setting.sentence
