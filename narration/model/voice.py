"""How people sound: voices, and who has which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narration.errors import Problem
    from narration.model.script import Gender


@dataclass(frozen=True, slots=True)
class Timbre:
    """How a voice sounds before it is mixed: all of a voice that an engine has to know."""

    engine: str
    """As in voices.toml: ``pyttsx3``, ``tone`` …"""
    name: str
    """As the engine calls it: ``en-us+edward``."""
    rate: int = 175
    """Words a minute, 80 to 525."""
    pitch: float = 0.0
    """Semitones from the voice's own, -12 to 12."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How somebody sounds."""

    timbre: Timbre
    volume: float = 0.0
    """dB on top of the even loudness that every voice is brought to, -24 to 12."""
    pan: float = 0.0
    """Place from -1 (left) to 1 (right)."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far an engine can change its voices."""

    pitch: tuple[float, float] = (-12.0, 12.0)
    """Semitones by which it can move one, lowest and highest; (0, 0) if it cannot."""
    rate: tuple[int, int] = (80, 525)
    """Words a minute, slowest and fastest; (175, 175) if it cannot be told."""
    hint: str = ""
    """What a person can do to be given more; empty if nothing helps."""


@dataclass(frozen=True, slots=True)
class VoiceTraits:
    """A voice that an engine offers for casting, and what is known of its sound."""

    name: str
    gender: Gender
    pitch: float
    """Median F0 in Hz."""
    clarity: float
    """0 to 1, relative within an engine: 1 minus the word error rate of a recogniser."""
    family: str
    """Voices of one family sound alike and are told apart by pitch only, where no formants are known."""
    formants: tuple[float, ...] = ()
    """Medians of F1, F2 and F3 in Hz; empty if nobody measured them."""
    age: str = "adult"
    """``child``, ``adult`` or ``old``, to the ear."""
    measured: bool = True
    """False if pitch and clarity only say what is usual for such a voice."""


@dataclass(frozen=True, slots=True)
class CastMember:
    """Who has which voice, and why."""

    speaker: str
    """A `Speaker.name`, or ``narrator``, ``unattributed``, ``headings``, ``captions`` for those roles."""
    voice: Voice
    reason: str
    pinned: bool = False
    """Whether voices.toml says so."""
    entry: str = ""
    """The name under which voices.toml has them; empty if it does not."""
    heard: bool = True
    """False for a speaker of whom there are fragments only, which the narrator reads."""
    passed_over: tuple[str, ...] = ()
    """Voices that this name likes better, each with what kept it from having them."""


@dataclass(frozen=True)
class Cast:
    """The voices of one programme."""

    narrator: CastMember
    unattributed: CastMember
    headings: CastMember
    captions: CastMember
    speakers: tuple[CastMember, ...]
    """One for each `Script.speakers`, in that order."""
    remarks: tuple[Problem, ...] = ()
    """What a person should know: voices that had to yield, or that two speakers share."""
    near_misses: tuple[Problem, ...] = ()
    """Names in voices.toml that are almost, but not quite, a name of this article, or that mean somebody who
    has another entry; they fail ``--strict``."""

    @property
    def members(self) -> tuple[CastMember, ...]:
        """Everybody: the roles first, then the speakers, in the order of the script."""
        return (self.narrator, self.unattributed, self.headings, self.captions, *self.speakers)
