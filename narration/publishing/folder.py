"""A talking newspaper's folder: a numbered MP3 for each chapter, and a playlist.

Names are ASCII and at most 31 characters long, as CD and car players want them (ISO 9660 level 2); a file
lasts at least two seconds, since players of blind listeners stumble over shorter ones.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from narration.model import FRAME_RATE
from narration.publishing.encoding import Encoded, encode
from narration.publishing.info_frame import SAMPLES
from narration.publishing.mp3 import join
from narration.publishing.tagging import TrackTag
from narration.publishing.tracks import file_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from narration.model import Timeline
    from narration.publishing.material import Leads, Material
    from narration.publishing.staging import Staging

FOLDER = "folder"
"""Its name in the edition's folder."""

SHORTEST = -(-2 * FRAME_RATE // SAMPLES)
"""Least MP3 frames of a file: two seconds."""


@dataclass(frozen=True)
class Track:
    """A chapter as a file of its own."""

    encoded: Encoded
    stretches: Sequence[int]
    """Its own, by their indices."""
    lead: tuple[Encoded, int] | None = None
    """What leads in to it."""

    @property
    def samples(self) -> int:
        """How long it is, per channel."""
        return max(self._sound, SHORTEST * SAMPLES)

    def frames(self) -> Iterator[bytes]:
        """Yield its MP3 frames; the last one is silent, and brings out the end."""
        if self.lead:
            encoded, index = self.lead
            yield next(encoded.stretches([index]))
        yield from self.encoded.stretches(self.stretches)
        missing = SHORTEST - self._sound // SAMPLES
        if missing > 0:  # whole frames: stretches are
            channels, kbit = self.encoded.channels, self.encoded.kbit
            yield encode(bytes(2 * channels * SAMPLES * missing), channels, kbit)

    @property
    def _sound(self) -> int:
        parts = [(self.encoded, index) for index in self.stretches]
        return sum(_length(*part) for part in (*parts, *([self.lead] if self.lead else ())))


def write(material: Material, staging: Staging) -> None:
    """Write a file for each chapter, and the playlist.

    Raises:
        OutputError: one cannot be written.
        EngineError: a stretch has gone, and cannot be made again.
    """
    made = tracks(material.timeline, material.encoded, material.leads)
    names = []
    for number, (mark, track) in enumerate(zip(material.timeline.marks, made, strict=True), start=1):
        tag = TrackTag(mark.title, material.tag.artist, material.tag.title, number, len(made))
        names.append(write_track(staging, FOLDER, track, tag))
    write_playlist(staging, FOLDER, material.slug, names)


def tracks(timeline: Timeline, encoded: Encoded, leads: Leads | None) -> list[Track]:
    """Return the chapters of a recording as files of their own."""
    starts = [stretch.start for stretch in timeline.stretches]
    led: dict[int, tuple[Encoded, int]] = {}
    if leads:
        sound = Encoded(leads.recording, encoded.store, encoded.kbit)
        led = {chapter: (sound, index) for index, chapter in enumerate(leads.chapters)}
    spans = ((bisect_left(starts, mark.start), bisect_left(starts, mark.end)) for mark in timeline.marks)
    return [Track(encoded, range(*span), led.get(index)) for index, span in enumerate(spans)]


def write_track(staging: Staging, folder: str, track: Track, tag: TrackTag) -> str:
    """Write *track* into *folder*; return its name there."""
    # here, because mutagen takes longer to import than a command that makes no sound may
    from narration.publishing.id3 import render_track  # noqa: PLC0415

    name = file_name(tag.number, tag.total, tag.title)
    encoded = track.encoded
    with staging.file(f"{folder}/{name}", "audio/mpeg") as file:
        join(file, render_track(tag), track.frames(), track.samples, encoded.channels, encoded.kbit)
    return name


def write_playlist(staging: Staging, folder: str, name: str, tracks: Iterable[str]) -> None:
    """Write the list of *tracks* in *folder*, in order.

    Names alone, so that it holds wherever the folder is copied, with the line ends of Windows, which the
    makers of players try; ASCII, since ``.m3u`` does not tell its encoding.
    """
    with staging.file(f"{folder}/{name}.m3u", "audio/x-mpegurl") as file:
        file.writelines(chain.from_iterable((track.encode("ascii"), b"\r\n") for track in tracks))


def _length(encoded: Encoded, index: int) -> int:
    stretch = encoded.recording.timeline.stretches[index]
    return stretch.end - stretch.start
