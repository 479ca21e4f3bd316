"""The sample's speech, encoded in stretches: no decoder can tell it from speech encoded in one piece."""

from __future__ import annotations

import io
import subprocess
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mutagen.mp3 import MP3, BitrateMode

from narration import ffmpeg, mixing, pipeline, samples, synthesis
from narration.model import FRAME_RATE, Job, Settings
from narration.publishing import mp3
from narration.publishing.encoding import Encoded, encode
from narration.publishing.info_frame import SAMPLES, frame_length
from narration.store import Store
from narration.work import Pool
from tests.support.listening import decoded
from tests.support.tools import program

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narration.mixing import Mix
    from narration.model import Timeline

ROOT = Path(__file__).parents[2]
(SAMPLE,) = (ROOT / "seeds").glob("*.txt")

AUDIOOP = samples.audioop

CODEC = 0.95
"""By which LAME scales everything."""

NEAR = 2 * SAMPLES
"""Frames to either side of a joint in which a mistake would be heard."""


@dataclass(frozen=True)
class Sound:
    """The sample, mixed and encoded: all samples are 16 bit PCM at `FRAME_RATE`."""

    timeline: Timeline
    channels: int
    kbit: int
    mixed: bytes
    file: bytes
    """The MP3, in stretches."""
    apart: bytes
    """What it decodes to."""
    once: bytes
    """What an MP3 of one piece decodes to."""

    @property
    def joints(self) -> list[int]:
        return [stretch.start for stretch in self.timeline.stretches[1:]]

    def between(self, pcm: bytes, first: int, last: int) -> bytes:
        return pcm[2 * self.channels * first : 2 * self.channels * last]

    def left(self, pcm: bytes, first: int, last: int) -> bytes:
        """Return one channel, of which a sample is a frame."""
        piece = self.between(pcm, first, last)
        return AUDIOOP.tomono(piece, 2, 1, 0) if self.channels == 2 else piece

    def noise(self, pcm: bytes, first: int, last: int) -> float:
        """Return the root mean square of what the codec has changed."""
        mixed = AUDIOOP.mul(self.between(self.mixed, first, last), 2, -CODEC)
        return float(AUDIOOP.rms(AUDIOOP.add(self.between(pcm, first, last), mixed, 2), 2))


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Mix, Store, Pool]]:
    job = Job(SAMPLE.name, "sample", Path("out"), path=SAMPLE, voices=ROOT / "voices.toml")
    engines = pipeline.configured(job.voices)
    programme = pipeline.read(job, Settings(), engines).programme
    store = Store(tmp_path_factory.mktemp("store"))
    with Pool(2) as pool:
        utterances = [passage.utterance for passage in programme.passages]
        calibrations = mixing.calibrations(programme)
        clips = synthesis.speak(utterances, store, work=pool, calibrations=calibrations, engines=engines)
        timeline = mixing.arrange(programme, clips)
        yield mixing.record(programme, timeline, clips, store, pool), store, pool


@pytest.fixture(
    scope="module",
    params=[(1, 64), (1, 192), (2, 128), (2, 192)],
    ids=["64", "192", "stereo-128", "stereo-192"],
)
def sound(spoken: tuple[Mix, Store, Pool], request: pytest.FixtureRequest) -> Sound:
    mix, store, pool = spoken
    channels, kbit = request.param
    mix = replace(mix, channels=channels)
    mixed = b"".join(mix.stretches())
    silence = bytes(2 * channels * SAMPLES)
    made = Encoded(mix, store, kbit)
    made.make(pool)
    file = _written(mix, made.stretches(), kbit)
    once = _written(mix, [encode(mixed, channels, kbit), encode(silence, channels, kbit)], kbit)
    pieces = decoded(file).tobytes(), decoded(once).tobytes()
    return Sound(mix.timeline, channels, kbit, mixed, file, *pieces)


def _written(mix: Mix, frames: Iterable[bytes], kbit: int) -> bytes:
    file = io.BytesIO()
    mp3.join(file, b"", frames, mix.timeline.frames, mix.channels, kbit)
    return file.getvalue()


def _frames(file: bytes, kbit: int) -> list[bytes]:
    found = []
    while file:
        assert file[:2] == b"\xff\xfb"
        length = frame_length(kbit) + (file[2] >> 1 & 1)
        found.append(file[:length])
        file = file[length:]
    return found


def test_there_are_joints_to_be_heard(sound: Sound) -> None:
    assert len(sound.joints) > 10


def test_it_has_exactly_the_samples_of_the_programme(sound: Sound) -> None:
    assert len(sound.apart) == len(sound.once) == len(sound.mixed)
    assert len(sound.mixed) == 2 * sound.channels * sound.timeline.frames


def test_mpg123_gives_as_many(sound: Sound, tmp_path: Path) -> None:
    """And the same sound, within the last bit of its own arithmetic."""
    path = tmp_path / "sound.mp3"
    path.write_bytes(sound.file)

    done = subprocess.run([program("mpg123"), "-q", "-s", str(path)], capture_output=True, check=True)

    assert done.stderr == b""
    assert len(done.stdout) == len(sound.apart)
    assert AUDIOOP.max(AUDIOOP.add(done.stdout, AUDIOOP.mul(sound.apart, 2, -1), 2), 2) <= 2


def test_every_cue_is_heard_at_its_sample(sound: Sound) -> None:
    """Moved by one sample to either side, the first 100 ms of each fit worse (cross-correlation)."""
    reach, length = 600, FRAME_RATE // 10
    off = {}
    for cue in sound.timeline.cues:
        words = sound.left(sound.mixed, cue.start, min(cue.start + length, cue.end))
        around = sound.left(sound.apart, cue.start - reach, cue.start + length + reach)
        place, _ = AUDIOOP.findfit(around, words)
        if place != reach:
            off[cue.passage] = place - reach

    assert not off


def test_it_is_as_near_to_the_mix_as_in_one_piece(sound: Sound) -> None:
    last = sound.timeline.frames

    assert sound.noise(sound.apart, 0, last) == pytest.approx(sound.noise(sound.once, 0, last), rel=0.02)


def test_no_joint_is_noisier_than_in_one_piece(sound: Sound) -> None:
    for joint in sound.joints:
        span = joint - NEAR, joint + NEAR
        assert sound.noise(sound.apart, *span) <= sound.noise(sound.once, *span) + 1, joint


def test_no_joint_clicks(sound: Sound) -> None:
    """There is no sound above -60 dBFS, nor a step above -66, where one encoder ends and the next begins."""
    for joint in sound.joints:
        here = sound.between(sound.apart, joint - SAMPLES // 2, joint + NEAR)
        assert AUDIOOP.max(here, 2) <= 32, joint
        width = 2 * sound.channels
        assert AUDIOOP.max(AUDIOOP.add(here[width:], AUDIOOP.mul(here[:-width], 2, -1), 2), 2) <= 16, joint


def test_chapters_and_stretches_begin_on_whole_frames_of_silence(sound: Sound) -> None:
    for mark in sound.timeline.marks:
        assert mark.start % SAMPLES == 0
        words = next(cue.start for cue in sound.timeline.cues if cue.start > mark.start)
        assert AUDIOOP.max(sound.between(sound.apart, mark.start, words - FRAME_RATE // 50), 2) <= 32


def test_the_bit_rate_is_constant_to_a_byte(sound: Sound) -> None:
    sizes = accumulate(len(frame) for frame in _frames(sound.file, sound.kbit)[1:])
    exact = sound.kbit * 125 * SAMPLES / FRAME_RATE

    assert max(abs(size - exact * number) for number, size in enumerate(sizes, start=1)) < 1


def test_the_info_frame_tells_the_whole(sound: Sound) -> None:
    info, *frames = _frames(sound.file, sound.kbit)
    tag = info[4 + {1: 17, 2: 32}[sound.channels] :]

    def number(first: int, last: int) -> int:
        return int.from_bytes(tag[first:last], "big")

    assert tag[:4] == b"Info"
    assert number(8, 12) == len(frames)
    assert number(12, 16) == number(148, 152) == len(sound.file)
    delay, padding = divmod(number(141, 144), 4096)
    assert len(frames) * SAMPLES - delay - padding == sound.timeline.frames
    assert number(154, 156) == _crc(info[: len(info) - len(tag) + 154])


def _crc(data: bytes) -> int:
    """Bit by bit, as the polynomial says: x^16 + x^15 + x^2 + 1, reflected."""
    crc = 0
    for bit in (byte >> place & 1 for byte in data for place in range(8)):
        crc = crc >> 1 ^ (0xA001 if (crc ^ bit) & 1 else 0)
    return crc


def test_mutagen_has_its_length_to_the_sample(sound: Sound) -> None:
    info = MP3(io.BytesIO(sound.file)).info

    assert info.bitrate_mode == BitrateMode.CBR
    assert info.bitrate == sound.kbit * 1000
    assert round(info.length * FRAME_RATE, 3) == sound.timeline.frames


def test_mp3val_has_no_complaint(sound: Sound, tmp_path: Path) -> None:
    path = tmp_path / "sound.mp3"
    path.write_bytes(sound.file)

    done = subprocess.run([program("mp3val"), str(path)], capture_output=True, text=True, check=True)

    complaints = [line for line in done.stdout.splitlines() if line.startswith(("WARNING", "ERROR"))]
    assert [line for line in complaints if "No supported tags" not in line] == []  # it has none here
    assert f"{len(_frames(sound.file, sound.kbit))} MPEG frames" in done.stdout


def test_ffmpeg_finds_any_place_to_the_millisecond(sound: Sound, tmp_path: Path) -> None:
    path = tmp_path / "sound.mp3"
    path.write_bytes(sound.file)
    length, reach = FRAME_RATE // 5, FRAME_RATE // 100
    for cue in sound.timeline.cues[:: len(sound.timeline.cues) // 12]:
        found = _from(path, cue.start / FRAME_RATE)
        heard = AUDIOOP.tomono(found, 2, 1, 0) if sound.channels == 2 else found
        around = sound.left(sound.apart, cue.start - reach, cue.start + length + reach)
        place, _ = AUDIOOP.findfit(around, heard[: 2 * length])
        assert abs(place - reach) <= FRAME_RATE / 1000, cue


def _from(path: Path, seconds: float) -> bytes:
    """Return half a second of a file from a place on, as ffmpeg finds it."""
    command = [ffmpeg.executable(), "-v", "error", "-ss", f"{seconds:.6f}", "-t", "0.5", "-i", str(path)]
    return subprocess.run([*command, "-f", "s16le", "pipe:1"], capture_output=True, check=True).stdout


def test_stretches_follow_one_another(sound: Sound) -> None:
    assert all(one.end == other.start for one, other in pairwise(sound.timeline.stretches))
