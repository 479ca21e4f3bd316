"""Follows who speaks in turn, from one paragraph to the next."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from narration.attribution.pieces import WEIGHTS, Evidence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from narration.attribution.people import People, Person
    from narration.attribution.pieces import Piece
    from narration.attribution.settings import Setting

MEMORY = 8
"""Turns in which the other of two speakers is looked for."""

PAUSE = 3
"""Paragraphs from one turn to the next in a dialogue; 2 have one of the narrator's between."""


@dataclass(frozen=True, slots=True)
class _Turn:
    paragraph: int
    piece: Piece | None
    """Its last quotation."""
    teller: Person | None
    """Who says in the narrator's words what is not quoted."""
    addressed: tuple[int, ...]
    """The numbers of those whom it addresses by name, in their order."""

    beside: tuple[Person, ...] = ()
    """Whom the narrator names in its paragraph."""

    @property
    def person(self) -> Person | None:
        if self.piece is None:
            return self.teller
        return self.piece.evidence[0].person if self.piece.evidence else self.piece.person

    @property
    def asks(self) -> bool:
        return self.piece is not None and self.piece.setting.ends == "?"


class Turns:
    """Who spoke in turn up to a place of the text."""

    def __init__(self, people: People, *, dialogue: bool) -> None:
        self.people = people
        self.dialogue = dialogue
        self._turns: deque[_Turn] = deque(maxlen=MEMORY)

    def spoken(self, piece: Piece, addressed: tuple[int, ...]) -> None:
        """Note a piece of speech; all of a paragraph and of an utterance are one turn."""
        last = self._turns[-1] if self._turns else None
        same = last is not None and last.piece is not None and (
            last.piece.utterance == piece.utterance or last.paragraph == piece.setting.paragraph.index
        )  # fmt: skip
        if last is not None and same:
            addressed = self._turns.pop().addressed + addressed
        self._turns.append(_Turn(piece.setting.paragraph.index, piece, None, addressed))

    def told(self, paragraph: int, person: Person) -> None:
        """Note that the narrator tells what *person* answers: “Mr Roe replied that he had not”."""
        if self.dialogue:
            self._turns.append(_Turn(paragraph, None, person, ()))

    def named(self, paragraph: int, persons: Collection[Person]) -> None:
        """Note whom the narrator names in a paragraph, at its end."""
        if self._turns and self._turns[-1].paragraph == paragraph:
            self._turns[-1] = replace(self._turns[-1], beside=tuple(persons))

    def absent(self, setting: Setting, addressed: frozenset[int]) -> frozenset[int]:
        """Return the numbers of those who hardly begin a paragraph: whom it addresses, who spoke last."""
        last = self._last(setting)
        if not self.dialogue or last is None or last.person is None:
            return addressed
        return addressed | {last.person.number}

    def next(
        self, setting: Setting, addressed: frozenset[int], others: Collection[Person]
    ) -> Iterator[Evidence]:
        """Yield evidence for whose turn it is to say what begins a paragraph.

        Args:
            setting: the quotation.
            addressed: the numbers of those whom it addresses.
            others: whom the narrator names beside it.
        """
        last = self._last(setting)
        if last is None or (last.person is None and not self.dialogue):
            return
        speaker = last.person
        called = [number for number in last.addressed if number not in addressed]
        if self.dialogue and called:
            answering = self.people.persons[called[-1]]
            if answering is not speaker:
                words = "the one who was just addressed by name"
                yield Evidence("answer", answering, WEIGHTS["answer"], words)
        if self.dialogue:
            yield from self._listener(last, addressed)
        for turn in reversed(self._turns):
            person = turn.person
            if turn is last or person is None or person is speaker or person.number in addressed:
                continue
            proven = self._proven(last, turn) and not any(one not in (person, speaker) for one in others)
            if self.dialogue or proven:
                name = "turn" if self.dialogue else "exchange"
                yield Evidence(name, person, WEIGHTS[name], "the other of two who speak in turn")
            return

    def _listener(self, last: _Turn, addressed: frozenset[int]) -> Iterator[Evidence]:
        """Yield evidence for the only other person named beside the words before: “…,” said Ada to Bo."""
        beside = {p.number: p for p in last.beside if self._human(p) and p is not last.person}
        if len(beside) == 1 and not addressed & beside.keys():
            person = next(iter(beside.values()))
            yield Evidence("listener", person, WEIGHTS["listener"], "named beside the words before")

    def _last(self, setting: Setting) -> _Turn | None:
        """Return the turn before *setting*, if nothing parts them."""
        if not self._turns:
            return None
        apart = setting.paragraph.index - self._turns[-1].paragraph
        return self._turns[-1] if 1 <= apart <= (PAUSE if self.dialogue else 1) else None

    def _proven(self, last: _Turn, before: _Turn) -> bool:
        """Tell whether two persons of a news article are known to speak in turn."""
        human = all(one.person and self._human(one.person) for one in (last, before))
        return human and (last.asks or last.paragraph - before.paragraph == 1)

    def _human(self, person: Person) -> bool:
        return not (person.body or person.place or person.plural)
