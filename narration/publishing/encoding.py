"""Encodes stretches of sound as MPEG-1 Layer III, each alone, each once: the only module that knows LAME."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from narration.model import FRAME_RATE
from narration.publishing.info_frame import SAMPLES, frame_length
from narration.work import known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from narration.model import Part, Recording
    from narration.store import Store
    from narration.work import Executor

KIND = "encoded"
"""The store's name for what we keep in it."""

VERSION = 1
"""Part of the key of everything that is encoded: add one whenever the same sound may give other bytes."""

LEVEL = 7
"""LAME's level of effort: from 7 on it does not shape its noise, takes half the time, and has less noise in
every band (ADR 55)."""

ENCODER = "narration.publishing.encoding:Encoder"

GROUP = (10 * FRAME_RATE, 45 * FRAME_RATE)
"""Least and most frames that one process mixes in a row: a program is started for each, in 5 ms."""

ROUNDS = 6
"""Groups for each process, where that makes them neither too short nor too long: so that all end together."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """What a process needs to know to encode some stretches."""

    part: Part
    keys: tuple[str, ...]
    """Of its stretches, encoded."""
    store: Store
    channels: int
    kbit: int


class Encoder:
    """Encodes what it is given."""

    def __call__(self, encoding: Encoding) -> int:
        """Put the frames of each stretch into the store; return how many stretches that were.

        Raises:
            EngineError: the sound cannot be made.
            OutputError: a clip is gone, or the store cannot be written.
        """
        for name, sound in zip(encoding.keys, encoding.part.stretches(), strict=True):
            encoding.store.put(KIND, name, encode(sound, encoding.channels, encoding.kbit))
        return len(encoding.keys)


@dataclass(frozen=True)
class Encoded:
    """The MPEG-1 Layer III frames of a recording, kept in the store.

    What lies between two stretches is silent for longer than the encoder looks
    back or ahead.  So each begins with a fresh encoder, and joined they decode
    to what a single run would give, to the sample (ADR 80).
    """

    recording: Recording
    """Its stretches begin on whole frames."""
    store: Store
    kbit: int
    """Bit rate in kbit/s."""

    @property
    def channels(self) -> int:
        """1 or 2."""
        return self.recording.channels

    def make(self, work: Executor, done: Callable[[int], None] = lambda _: None) -> None:
        """Encode the stretches that are not in the store.

        Args:
            work: has the processes that encode.
            done: is told how many stretches are there, whenever some more are.

        Raises:
            EngineError: the sound cannot be made.
            OutputError: a clip is gone, or the store cannot be written.
        """
        names = self._names
        kept = self.store.held(KIND, names)
        missing = [index for index, name in enumerate(names) if name not in kept]
        ready = len(names) - len(missing)
        if ready:
            done(ready)
        tasks = [
            Encoding(
                self.recording.part(group),
                tuple(names[i] for i in group),
                self.store,
                self.channels,
                self.kbit,
            )
            for group in _groups(self.recording, missing, work.jobs)
        ]
        with closing(work.do(ENCODER, tasks)) as results:
            for _, number, error in results:
                if error:
                    raise known(error, "mix and encode a part of it") from error
                ready += number
                done(ready)

    def stretches(self, indices: Iterable[int] | None = None) -> Iterator[bytes]:
        """Yield the frames of some stretches, all if not told which, then one of silence.

        Decoders give the sound of a frame half a frame late: the last one brings out the end.
        """
        names = self._names
        for index in range(len(names)) if indices is None else indices:
            frames = self.store.get(KIND, names[index])
            if frames is None:  # removed by somebody, or damaged on the disk
                frames = encode(next(self.recording.part([index]).stretches()), self.channels, self.kbit)
                self.store.put(KIND, names[index], frames)
            yield frames
        yield encode(bytes(2 * self.channels * SAMPLES), self.channels, self.kbit)

    @cached_property
    def _names(self) -> list[str]:
        return [key(sound, self.channels, self.kbit) for sound in self.recording.digests()]


def key(sound: str, channels: int, kbit: int) -> str:
    """Return the name under which the frames of a stretch are kept; *sound* is the name of its sound."""
    return hashlib.sha256(f"{sound} {channels} {kbit} {LEVEL} {VERSION} {_lame()}".encode()).hexdigest()


def encode(sound: bytes, channels: int, kbit: int) -> bytes:
    """Return the frames of a stretch, from a fresh encoder; the first needs nothing of a frame before it.

    Args:
        sound: 16 bit PCM at `FRAME_RATE`, channels interleaved; its last 5 frames are silent.  The last
            frame is filled up with silence.
        channels: 1 or 2.
        kbit: bit rate in kbit/s.
    """
    # here, because ``narrate --help`` needs it not
    import lameenc  # noqa: PLC0415

    lame = lameenc.Encoder()
    lame.set_bit_rate(kbit)
    lame.set_in_sample_rate(FRAME_RATE)
    lame.set_channels(channels)
    lame.set_quality(LEVEL)
    lame.silence()
    data = bytes(lame.encode(sound)) + bytes(lame.flush())
    # what comes after them is the encoder's delay, and stands in the first frame of the next stretch
    return data[: _length(data, -(-len(sound) // (2 * channels * SAMPLES)), kbit)]


def _length(data: bytes, frames: int, kbit: int) -> int:
    """Return how many bytes the first so many frames take."""
    at = 0
    for _ in range(frames):
        at += frame_length(kbit) + (data[at + 2] >> 1 & 1)
    return at


def _groups(recording: Recording, missing: Sequence[int], jobs: int) -> Iterator[Sequence[int]]:
    """Yield the *missing* stretches in groups that are mixed in a row."""
    lengths = [stretch.end - stretch.start for stretch in recording.timeline.stretches]
    least, most = GROUP
    size = min(max(sum(lengths[index] for index in missing) // (ROUNDS * jobs), least), most)
    bounds, total = [0], 0
    for number, index in enumerate(missing, start=1):
        total += lengths[index]
        # counted from the first: what one is too long the next is shorter, so that the last is no remnant
        if total >= size * len(bounds):
            bounds.append(number)
    if bounds[-1] < len(missing):
        bounds.append(len(missing))
    return (missing[first:last] for first, last in pairwise(bounds))


@cache
def _lame() -> str:
    # here, because it is not asked by the processes that work
    from importlib.metadata import version  # noqa: PLC0415

    return version("lameenc")
