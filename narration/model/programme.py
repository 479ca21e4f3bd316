"""What is heard, in the order in which it is heard: utterances, passages, chapters."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from narration.model.delivery import Delivery
from narration.model.time import Ms

if TYPE_CHECKING:
    from narration.errors import Problem
    from narration.model.pronunciation import Pronunciation
    from narration.model.voice import Cast, Timbre, Voice
    from narration.source import View


class TokenForm(StrEnum):
    """What an engine gets."""

    TEXT = "text"
    PHONEMES = "phonemes"
    """In the engine's own notation, from the lexicon."""
    IPA = "ipa"
    """As people write pronunciations; `EngineSpec.phonemes` turns it into the engine's own notation."""


@dataclass(frozen=True, slots=True)
class Token:
    """Words to say, or phonemes; never markup."""

    said: str
    form: TokenForm = TokenForm.TEXT


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words and the voice that says them.

    Two equal utterances sound the same, wherever they stand: the unit that is
    stored, and sent to other processes.
    """

    tokens: tuple[Token, ...]
    language: str
    """BCP 47."""
    timbre: Timbre

    @property
    def text(self) -> str:
        """All that is said, for messages."""
        return "".join(token.said for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said for one run of printed words, or for none."""

    token: Token
    printed: View | None
    """None for words of ours: an opening, a label, a closing."""
    reason: str = ""
    """Why it is said otherwise than printed: ``lexicon``, ``money``, ``date`` …; empty if it is not."""
    unprinted: bool = False
    """Whether words of ours are for ears only: quotation marks that are said."""
    entry: Pronunciation | None = None
    """The lexicon's, if it is what says so."""
    written: str = ""
    """Words of ours as eyes see them, where they are said otherwise."""

    @property
    def shown(self) -> str:
        """What eyes see of it: as printed, or words of ours; nothing of what is for ears only."""
        if self.unprinted:
            return ""
        return self.printed.text if self.printed else self.written or self.token.said


class Role(StrEnum):
    """What a passage is to the listener: decides the pauses around it."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    NOTICE = "notice"
    """An announcement of ours: the opening notice, “Picture captions”, the closing."""
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence's stretch in one voice: the unit of clips and cues."""

    wordings: tuple[Wording, ...]
    role: Role
    block: int | None
    """Index into `Article.blocks`; None if all of it is ours."""
    speaker: str | None
    """A `Speaker.name` if it is in that speaker's voice; None for the narrator and the unattributed voice."""
    quotation: int | None
    """`Quotation.id` if it is read in a voice other than the narrator's."""
    utterance: Utterance
    voice: Voice
    line: int | None
    """Line of the source, from 1; None if all of it is ours."""
    fragment: bool = False
    """Whether it is a few quoted words that are read apart from the sentence around them."""

    @property
    def printed(self) -> str:
        """The words for eyes: as printed, with added words where there are any."""
        return "".join(wording.shown for wording in self.wordings)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A title, and the passage it begins with."""

    title: str
    first: int
    """Index into `Programme.passages`."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """Silences between passages in milliseconds: ``[pauses]`` of voices.toml, each 0 to 10,000.

    Which of them have a source stands in ADR 70.
    """

    sentence: Ms = Ms(350)
    paragraph: Ms = Ms(650)
    same_speaker: Ms = Ms(500)
    """Between paragraphs of one speaker."""
    turn_in: Ms = Ms(350)
    """Inside a sentence, before the speaker's words."""
    turn_back: Ms = Ms(450)
    """Inside a sentence, back to the narrator."""
    fragment: Ms = Ms(120)
    """Around a fragment that is read apart from its sentence."""
    turn: Ms = Ms(800)
    """A change of voice between paragraphs."""
    before_heading: Ms = Ms(1200)
    after_heading: Ms = Ms(800)
    headline: Ms = Ms(1000)
    """After the headline."""
    caption: Ms = Ms(700)
    """Between picture captions."""


@dataclass(frozen=True, slots=True)
class LeadIns:
    """What is said before chapters that do not say their titles, where each chapter is a file of its own."""

    programme: Programme
    """A passage, and a chapter, for each of them."""
    chapters: tuple[int, ...]
    """Indices into the chapters of the article's programme, in order."""


@dataclass(frozen=True)
class Programme:
    """What is heard, in the order in which it is heard."""

    passages: tuple[Passage, ...]
    chapters: tuple[Chapter, ...]
    """At least one; the first begins with passage 0; at most 255 (ID3 CTOC)."""
    cast: Cast
    pauses: Pauses
    loudness: float = -19.0
    """LUFS of the decoded programme."""
    remarks: tuple[Problem, ...] = ()
    """What a person should know: crossheads without a chapter."""
    delivery: Delivery = field(default_factory=Delivery)
    earcons: bool = False
    """Whether a short tone goes before each crosshead."""
    word_times: bool = False
    """Whether the transcript tells when each word begins."""
