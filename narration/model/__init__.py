"""The nouns: what each stage takes and what it makes."""

from narration.model.article import Article, Block, BlockKind, Dropped, ParagraphCorrection
from narration.model.delivery import Delivery
from narration.model.edition import Edition, EditionFile, Event, Tell, ignore
from narration.model.format import USUAL, Format
from narration.model.job import Job, Settings
from narration.model.programme import (
    Chapter,
    LeadIns,
    Passage,
    Pauses,
    Programme,
    Role,
    Token,
    TokenForm,
    Utterance,
    Wording,
)
from narration.model.pronunciation import Pronunciation
from narration.model.script import (
    DOUBTFUL,
    Gender,
    KnownPerson,
    Quotation,
    QuoteCorrection,
    Script,
    Segment,
    SegmentKind,
    Speaker,
    Use,
)
from narration.model.sound import Clip, ClipFacts, Clips, Cue, Mark, Part, Recording, Said, Stretch, Timeline
from narration.model.time import FRAME_RATE, Frames, Ms
from narration.model.voice import Cast, CastMember, Reach, Timbre, Voice, VoiceTraits

__all__ = [
    "DOUBTFUL",
    "FRAME_RATE",
    "USUAL",
    "Article",
    "Block",
    "BlockKind",
    "Cast",
    "CastMember",
    "Chapter",
    "Clip",
    "ClipFacts",
    "Clips",
    "Cue",
    "Delivery",
    "Dropped",
    "Edition",
    "EditionFile",
    "Event",
    "Format",
    "Frames",
    "Gender",
    "Job",
    "KnownPerson",
    "LeadIns",
    "Mark",
    "Ms",
    "ParagraphCorrection",
    "Part",
    "Passage",
    "Pauses",
    "Programme",
    "Pronunciation",
    "Quotation",
    "QuoteCorrection",
    "Reach",
    "Recording",
    "Role",
    "Said",
    "Script",
    "Segment",
    "SegmentKind",
    "Settings",
    "Speaker",
    "Stretch",
    "Tell",
    "Timbre",
    "Timeline",
    "Token",
    "TokenForm",
    "Use",
    "Utterance",
    "Voice",
    "VoiceTraits",
    "Wording",
    "ignore",
]
