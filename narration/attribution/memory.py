"""What is remembered of an article from one paragraph to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.attribution.resolving import Resolver
from narration.attribution.settings import fold
from narration.attribution.topic import OBJECT, SPEAKER, Topic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narration.attribution.evidence import Piece
    from narration.attribution.language import Language
    from narration.attribution.paragraphs import Paragraph
    from narration.attribution.people import People, Person
    from narration.attribution.resolving import Found
    from narration.attribution.settings import Setting

EXCHANGE = 6
"""Quotations in which the other of two speakers is looked for."""

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
        self.resolver = Resolver(people, self.topic, language, given)
        self.pieces: list[Piece] = []
        self.last: Piece | None = None
        """The last piece of speech in the story."""
        self.lead_in: Found | None = None
        """Who is the subject of the last sentence, if the last paragraph ends in a colon."""
        self.subject: Found | None = None
        """Who is the subject of the last sentence, if the last paragraph has no speech."""

    def keep(self, piece: Piece) -> Piece:
        """Remember *piece*, and its speaker as the one the story is about."""
        self.pieces.append(piece)
        if piece.setting.paragraph.story:
            if piece.spoken:
                self.last = piece
            if piece.person is not None:
                piece.person.spoke |= piece.spoken
                self.topic.mention(piece.person, SPEAKER if piece.spoken else OBJECT)
        return piece

    def protagonist(self) -> Person | None:
        """Return the person the story is about at this place."""
        ranked = self.topic.ranked(
            lambda person: float(not person.body and not person.place and person.named)
        )
        return ranked[0][1] if ranked else None

    def other(self, setting: Setting) -> Person | None:
        """Return the other of two who speak in turn, a paragraph each, if this paragraph goes on so."""
        last = self.last
        if last is None or last.person is None:
            return None
        if setting.paragraph.index - last.setting.paragraph.index != 1:
            return None
        before = [
            piece for piece in self.pieces[-EXCHANGE:] if piece.spoken and piece.person is not last.person
        ]
        if not before:
            return None
        turns = last.setting.paragraph.index - before[-1].setting.paragraph.index == 1
        return before[-1].person if turns or last.setting.ends == "?" else None

    def repeated(self, setting: Setting) -> Piece | None:
        """Return the piece of the story in which the words of a headline or a caption stand as well."""
        if len(self.pieces) > REPEATS or setting.words < 2:
            return None
        words = f" {fold(setting.inner)} "
        found = (piece for piece in self.pieces if piece.setting.paragraph.story and piece.person)
        return next((piece for piece in found if words in f" {fold(piece.setting.inner)} "), None)
