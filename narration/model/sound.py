"""Sound and time: clips, cues, stretches, recordings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from narration.model.time import Frames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from narration.model.programme import Utterance
    from narration.model.voice import Timbre


@dataclass(frozen=True, slots=True)
class Clip:
    """The sound of one utterance, without silence at either end."""

    pcm: bytes
    """Signed 16 bit little endian, mono."""
    frame_rate: int
    """Frames a second as the engine gives them."""
    words: tuple[tuple[int, int, int], ...] = ()
    """(character, length, frame) of each word where the engine tells: an index into `Utterance.text`,
    and a frame of this clip."""

    @property
    def frames(self) -> int:
        """Length in frames at `frame_rate`."""
        return len(self.pcm) // 2


@dataclass(frozen=True, slots=True)
class ClipFacts:
    """What can be known of a stored clip without its sound."""

    frames: int
    """At `frame_rate`."""
    frame_rate: int
    rms: float
    """Root mean square over the whole clip in dBFS (0 is a full-scale square wave)."""
    peak: float
    """Largest sample in dBFS."""
    words: tuple[tuple[int, int, int], ...] = ()
    """As `Clip.words`."""


@dataclass(frozen=True, slots=True)
class Said:
    """What an edition had said, so that the next one can tell why a clip is spoken again."""

    text: str
    language: str
    """BCP 47."""
    timbre: Timbre
    key: str
    """Name of its clip."""
    fingerprint: str
    """Of the engine."""
    trimming: int
    """Version of what cuts the silence off clips."""


class Clips(Protocol):
    """The clips of a programme, kept on disk."""

    def facts(self, utterance: Utterance) -> ClipFacts:
        """Return what is known of the clip of *utterance*."""
        ...

    def clip(self, utterance: Utterance) -> Clip:
        """Return the clip of *utterance*, read from the store."""
        ...

    def key(self, utterance: Utterance) -> str:
        """Return the name under which the clip is kept: the same key, the same sound."""
        ...

    def only(self, utterances: Iterable[Utterance]) -> Clips:
        """Return the clips of *utterances* alone: so little that it can be sent to another process."""
        ...


@dataclass(frozen=True, slots=True)
class Cue:
    """A passage at its place in time.  Half open: ``start <= t < end``."""

    passage: int
    """Index into `Programme.passages`."""
    start: Frames
    end: Frames
    words: tuple[tuple[int, Frames], ...] = ()
    """(character, frame) of each word where the engine tells: index into `Utterance.text`, when it begins."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Passages and pauses that can be mixed and encoded alone: ends inside a pause."""

    start: Frames
    """A multiple of 1,152: begins on a whole MP3 frame."""
    end: Frames
    """Where the next stretch starts."""
    first: int
    """Index of its first cue."""
    last: int
    """Index after its last cue."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter at its place in time: from the start of the pause before its words."""

    title: str
    start: Frames
    end: Frames


@dataclass(frozen=True)
class Timeline:
    """Where everything stands in time; nothing overlaps."""

    cues: tuple[Cue, ...]
    """One for each passage, in order."""
    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    frames: Frames
    """Length of the programme: the end of the last stretch."""
    earcons: Mapping[int, Frames] = field(default_factory=dict)
    """Where a short tone begins, by the index of the passage that follows it."""
    earcon: Frames = Frames(0)
    """How long each of them is."""


class Part(Protocol):
    """How to make the sound of some stretches of a programme; can be sent to another process."""

    def stretches(self) -> Iterator[bytes]:
        """Yield the sound of each stretch, levelled and limited, in constant memory.

        16 bit little endian PCM at `FRAME_RATE`, channels interleaved.
        """
        ...


class Recording(Part, Protocol):
    """How to make the sound of a programme; can be read again and again."""

    @property
    def channels(self) -> int:
        """1, or 2 if a voice has a place of its own (`Voice.pan`)."""
        ...

    @property
    def timeline(self) -> Timeline:
        """Where everything stands in time."""
        ...

    def digests(self) -> Sequence[str]:
        """Return a name of each stretch's sound: the same name, the same sound.

        64 hexadecimal digits.  A name depends on nothing but what is heard in its stretch.
        """
        ...

    def part(self, stretches: Sequence[int]) -> Part:
        """Return how to make the sound of some stretches, by their indices, in that order.

        Each of them sounds as it does among the others.
        """
        ...
