"""What is remembered of an article from one paragraph to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.attribution import manner, narrator
from narration.attribution.couples import Couples
from narration.attribution.resolving import Resolver
from narration.attribution.settings import fold
from narration.attribution.topic import OBJECT, SPEAKER, Topic
from narration.attribution.turns import Turns
from narration.attribution.vocatives import Vocatives

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narration.attribution.language import Language
    from narration.attribution.paragraphs import Paragraph
    from narration.attribution.people import People, Person
    from narration.attribution.pieces import Piece
    from narration.attribution.resolving import Found
    from narration.attribution.settings import Setting

REPEATS = 2000
"""Quotations up to which the words of a headline are looked for in all of them."""


class Memory:
    """Who spoke, and whom the story is about."""

    def __init__(
        self, paragraphs: Sequence[Paragraph], people: People, language: Language, given: Mapping[str, str]
    ) -> None:
        self.paragraphs = paragraphs
        self.people = people
        self.language = language
        self.topic = Topic()
        dialogue = manner.dialogue(paragraphs)
        if dialogue:
            manner.enliven(people.persons, language)
        self.vocatives = Vocatives(people.persons, language)
        self.turns = Turns(people, dialogue=dialogue)
        self.narrator = narrator.find(paragraphs, people, self.vocatives, language) if dialogue else None
        """Who says “I” outside the quotations of a dialogue."""
        self.couples = Couples(people, language)
        self.resolver = Resolver(people, self.topic, language, given, dialogue=dialogue)
        self.pieces: list[Piece] = []
        self.last: Piece | None = None
        """The last piece of speech in the story."""
        self.lead_in: Found | None = None
        """Who is the subject of the last sentence, if the last paragraph ends in a colon."""
        self.subject: Found | None = None
        """Who is the subject of the last sentence, if the last paragraph has no speech."""
        self._interviewed: Person | None = None

    def keep(self, piece: Piece) -> Piece:
        """Remember *piece*, and its speaker as the one the story is about."""
        self.pieces.append(piece)
        if piece.setting.paragraph.story:
            if piece.spoken:
                self.last = piece
                self.turns.spoken(piece, self.vocatives.addressed(piece.setting.own))
            if piece.person is not None and not piece.person.narrates:
                piece.person.spoke |= piece.spoken
                self.topic.mention(piece.person, SPEAKER if piece.spoken else OBJECT)
        return piece

    def protagonist(self, absent: frozenset[int]) -> Person | None:
        """Return the person the story is about at this place, but for those who hardly speak."""
        ranked = self.topic.ranked(
            lambda person: float(
                not (person.body or person.place or person.plural)
                and person.named
                and person.number not in absent
            )
        )
        return ranked[0][1] if ranked else None

    def interviewed(self) -> Person | None:
        """Return the person the story was about when the first question was answered."""
        self._interviewed = self._interviewed or self.protagonist(frozenset())
        return self._interviewed

    def repeated(self, setting: Setting) -> Piece | None:
        """Return the piece of the story in which the words of a headline or a caption stand as well."""
        if len(self.pieces) > REPEATS or setting.words < 2:
            return None
        words = f" {fold(setting.inner)} "
        found = (piece for piece in self.pieces if piece.setting.paragraph.story and piece.person)
        return next((piece for piece in found if words in f" {fold(piece.setting.inner)} "), None)
