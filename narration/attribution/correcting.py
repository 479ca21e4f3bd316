"""Puts right what a person says is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narration.attribution.anchors import Quotations
from narration.attribution.confidence import CORRECTED, precision
from narration.attribution.people import Person
from narration.attribution.speakers import label
from narration.errors import ArticleError, Problem
from narration.model import DOUBTFUL
from narration.sheets import is_near

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.attribution.people import People
    from narration.attribution.pieces import Piece
    from narration.model import Article, QuoteCorrection

_SHOWN = 8
"""Words of a quotation that a message shows."""


def correct(
    article: Article, pieces: Sequence[Piece], people: People, corrections: Sequence[QuoteCorrection]
) -> tuple[list[Piece], tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the pieces as the corrections will have them, what was applied, and names likely misspelt.

    A correction holds for the piece it is tied to and what follows of its
    utterance.  One that says what the rules say confirms it.

    Raises:
        ArticleError: corrections that match no quotation, or more than one, or contradict each other.
    """
    if not corrections:
        return list(pieces), (), ()
    spans = ((p.setting.paragraph.index, p.setting.span.start, p.setting.span.end) for p in pieces)
    quotations = Quotations(article, spans)
    correcting = _Correcting(pieces, people)
    problems: list[Problem] = []
    told: dict[int, QuoteCorrection] = {}
    for correction in corrections:
        found = quotations.find(correction)
        if len(found) == 1 and _contradicts(correction, earlier := told.setdefault(found[0], correction)):
            problems.append(_twice(correction, earlier))
        elif len(found) == 1:
            correcting.apply(found[0], correction, quotations.beginning(found[0], _SHOWN))
        else:
            problems.append(_unmatched(correction, [pieces[place] for place in found], quotations))
    if problems:
        raise ArticleError(*problems)
    return correcting.pieces, tuple(correcting.applied), tuple(correcting.near_misses)


class _Correcting:
    """The pieces while one correction after another is applied."""

    def __init__(self, pieces: Sequence[Piece], people: People) -> None:
        self.pieces = list(pieces)
        self.applied: list[Problem] = []
        self.near_misses: list[Problem] = []
        self._people = people
        self._labels = label(pieces)
        self._named = {self._labels[p.person.number]: p.person for p in pieces if p.person}

    def apply(self, place: int, correction: QuoteCorrection, words: str) -> None:
        """Have the piece at *place*, and what follows of its utterance, as *correction* says."""
        first = self.pieces[place]
        held = [n for n in range(place, len(self.pieces)) if self.pieces[n].utterance == first.utterance]
        person = first.person if correction.speaker is None else self._person(correction)
        old = [self.pieces[n] for n in held]
        new = [self._corrected(piece, correction, person) for piece in old]
        if all(_same(before, after) for before, after in zip(old, new, strict=True)):
            if correction.doubtful or not any(map(_doubtful, old)):
                return
            new = [
                replace(piece, reason=f"confirmed in {_place(correction)}: {first.reason}") for piece in new
            ]
        else:
            change = f"{self._who(first, new[0])} → {self._who(new[0], first)}"
            message = f"corrected: line {first.line}: {_quoted(words)}: {change}"
            self.applied.append(Problem(message, correction.location))
            last = self.pieces[place - 1] if place else None
            if last and last.utterance == first.utterance and first.person is not person:
                own = max(piece.utterance for piece in self.pieces) + 1
                new = [replace(piece, utterance=own) for piece in new]
        for number, piece in zip(held, new, strict=True):
            self.pieces[number] = piece

    @staticmethod
    def _corrected(piece: Piece, correction: QuoteCorrection, person: Person | None) -> Piece:
        return replace(
            piece,
            use=correction.use or piece.use,
            person=piece.person if correction.speaker is None else person,
            sign=CORRECTED,
            reason=f"corrected in {_place(correction)}",
        )

    def _who(self, piece: Piece, other: Piece) -> str:
        """Return who says *piece*, and its use if that of the *other* differs."""
        name = self._labels.get(piece.person.number, piece.person.name) if piece.person else "nobody known"
        return name if piece.use is other.use else f"{name}, {piece.use}"

    def _person(self, correction: QuoteCorrection) -> Person | None:
        """Return who is called so in the article, else somebody new; None for an empty name."""
        name = correction.speaker
        if not name:
            return None
        if (known := self._named.get(name) or self._people.called(name)) is not None:
            return known
        forms = [
            form for person in self._people.persons if person.named for form in (person.name, *person.forms)
        ]
        if near := next((form for form in dict.fromkeys(forms) if is_near(name, form)), None):
            message = f"{name} is not in the article, but {near} is"
            hint = f"did you mean {near}?  If they are two people, nothing needs doing"
            self.near_misses.append(Problem(message, correction.location, hint))
        person = Person(len(self._people.persons), name, tuple(name.lower().split()), forms=[name])
        self._people.persons.append(person)
        self._named[name] = person
        return person


def _doubtful(piece: Piece) -> bool:
    """Tell whether a person should look at *piece*: what the narrator reads is not in doubt."""
    return piece.spoken and precision(piece.sign) < DOUBTFUL


def _same(piece: Piece, other: Piece) -> bool:
    return piece.person is other.person and piece.use is other.use


def _place(correction: QuoteCorrection) -> str:
    return f"{correction.location.name}:{correction.location.line}"


def _quoted(text: str) -> str:
    words = text.split()
    return f"“{' '.join(words[:_SHOWN])}{' …' if len(words) > _SHOWN else ''}”"


def _contradicts(correction: QuoteCorrection, other: QuoteCorrection) -> bool:
    said = ((correction.speaker, other.speaker), (correction.use, other.use))
    return any(None not in pair and pair[0] != pair[1] for pair in said)


def _twice(correction: QuoteCorrection, earlier: QuoteCorrection) -> Problem:
    message = f"{_quoted(correction.text)} was told to be something else in line {earlier.location.line}"
    return Problem(message, correction.location, "delete one of the two entries")


def _unmatched(correction: QuoteCorrection, found: Sequence[Piece], quotations: Quotations) -> Problem:
    shown = _quoted(correction.text)
    if found:
        lines = [str(piece.line) for piece in found]
        message = f"{shown} begins {len(found)} quotations: lines {', '.join(lines[:-1])} and {lines[-1]}"
        hint = (
            'give more of its words, or the words before it: before = "…", '
            f"or which of them: occurrence = 1 … {len(found)}"
        )
        return Problem(message, correction.location, hint)
    near = quotations.nearest(correction)
    hint = f"did you mean {_quoted(near)}?" if near else "give the first words of the quotation as printed"
    return Problem(f"no quotation begins {shown}", correction.location, hint)
