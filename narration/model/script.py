"""The article as parts to be spoken: segments, quotations, speakers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narration.errors import Problem
    from narration.model.article import Article
    from narration.source import Location, View


DOUBTFUL = 0.8
"""A speaker given with less confidence is listed for a person to look at, and fails ``--strict``."""


class SegmentKind(StrEnum):
    """In whose voice a segment is read."""

    NARRATION = "narration"
    QUOTE = "quote"
    """In the speaker's voice, or in the unattributed voice if the speaker is unknown."""
    FRAGMENT = "fragment"
    """Quoted words that stay in the narrator's voice."""


class Use(StrEnum):
    """What quotation marks are used for."""

    SPEECH = "speech"
    FRAGMENT = "fragment"
    SCARE = "scare"
    SLOGAN = "slogan"
    TITLE = "title"
    NICKNAME = "nickname"
    TERM = "term"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Quotation:
    """What a marked segment is part of."""

    id: int
    """The same for all pieces and paragraphs of one utterance; from 1 in the order of the file."""
    use: Use
    nested: tuple[tuple[int, int], ...] = ()
    """Spans in the source of quotations inside this piece, marks included."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The longest run of text that one voice says in one block."""

    view: View
    """Its words with their places; a quotation's include its marks."""
    line: int
    """Line of the source on which it starts, from 1."""
    block: int
    """Index into `Article.blocks`."""
    kind: SegmentKind
    speaker: str | None
    """The `Speaker.name`; None for the narrator, and for a quotation whose speaker is unknown."""
    reason: str
    """Why this kind and this speaker, in words."""
    confidence: float
    """Measured precision of the class of evidence, 0 to 1; 1 for narration."""
    quotation: Quotation | None = None
    """None for narration."""

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it: speech whose speaker is unknown or unsure."""
        return self.kind is SegmentKind.QUOTE and (self.speaker is None or self.confidence < DOUBTFUL)


class Gender(StrEnum):
    """What the text shows of a speaker's gender; it decides nothing but the choice of a voice."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person or body under all its names."""

    name: str
    """The fullest form in the article; of an unnamed source the words printed (“A Western official”)."""
    aliases: tuple[str, ...]
    """Every form in the article, the name among them."""
    gender: Gender
    gender_reason: str
    role: str
    """What the article says of them (“a soldier who fought …”); may be empty."""
    quotes: int
    """How many quotations (not pieces) are theirs."""
    named: bool = True
    """False for an unnamed source."""


@dataclass(frozen=True)
class Script:
    """The article as parts to be spoken."""

    article: Article
    segments: tuple[Segment, ...]
    """In the order of the file; together all words of all blocks."""
    speakers: tuple[Speaker, ...]
    """In the order of their first quotation; names are unique."""
    remarks: tuple[Problem, ...] = ()
    """What a person should know: which corrections applied, what stayed open."""
    near_misses: tuple[Problem, ...] = ()
    """Names in corrections that are almost, but not quite, a name of this article; they fail ``--strict``."""
    house: tuple[KnownPerson, ...] = ()
    """Whom the house knew of when it was made."""
    merged: tuple[KnownPerson, ...] = ()
    """What the corrections of the article said of who is who."""


@dataclass(frozen=True, slots=True)
class QuoteCorrection:
    """A person's word on one quotation: ``[[quote]]`` of a ``.script.toml``.

    It is tied to the quoted words and those around them, whatever marks, spaces
    and case, never to a line.
    """

    text: str
    """First words of the quotation."""
    speaker: str | None
    """Its speaker's name; empty for nobody known; None if only `use` is corrected."""
    use: Use | None
    location: Location
    before: str = ""
    """Words before the quotation, to tell it from others that begin with the same words."""
    after: str = ""
    """Words behind it, for the same."""
    occurrence: int | None = None
    """Which of the quotations that fit equally well, from 1."""
    doubtful: bool = False
    """Whether the rules wrote it and nobody has looked at it yet: then it changes nothing they still say."""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What a person says of somebody: in people.toml, or as ``[[speaker]]`` of a ``.script.toml``."""

    name: str
    """By which they go."""
    aliases: tuple[str, ...]
    """Their other names."""
    location: Location
    gender: Gender | None = None
    role: str = ""
