from __future__ import annotations

import io
import math
from array import array
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest
from mutagen.mp3 import MP3, BitrateMode

from narration.mixing import Mix, arrange, record
from narration.publishing import mp3
from narration.publishing.edition import KBIT
from narration.publishing.encoding import KIND, Encoded, encode
from narration.publishing.info_frame import frame_length
from tests.support.listening import decoded, heard, level, loudness
from tests.support.programmes import NOTES, Here, Hums, Shelf, passage, programme, voice
from tests.support.timeline_picture import draw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narration.model import Programme


def _mix(talk: Programme) -> Mix:
    clips = Hums()
    return record(talk, arrange(talk, clips), clips, Shelf(), Here())


def encoded(mix: Mix, store: Shelf, work: Here, kbit: int) -> Iterator[bytes]:
    made = Encoded(mix, store, kbit)  # type: ignore[arg-type]
    made.make(work)
    return made.stretches()


def _encoded(mix: Mix, tag: bytes = b"") -> bytes:
    file = io.BytesIO()
    kbit = KBIT[mix.channels]
    mp3.join(file, tag, encoded(mix, Shelf(), Here(), kbit), mix.timeline.frames, mix.channels, kbit)
    return file.getvalue()


TALK = programme(
    passage("N", 900),
    passage("A", 1500, block=1, text="“We left,”"),
    passage("N", 500, block=1, text="said Ada."),
    passage("B", 1200, block=2),
    passage("N", 2000, block=3),
    chapters=(0, 3),
)


def test_one_hears_in_the_mp3_who_the_timeline_says() -> None:
    mix = _mix(TALK)

    samples = decoded(_encoded(mix))

    assert len(samples) == mix.timeline.frames
    assert heard(samples, NOTES) == draw(mix.timeline, TALK)


def test_it_is_silent_from_each_mark_to_its_first_words() -> None:
    mix = _mix(TALK)

    samples = decoded(_encoded(mix))

    for mark in mix.timeline.marks:
        words = next(cue.start for cue in mix.timeline.cues if cue.start > mark.start)
        assert words - mark.start >= 150 * 44.1
        assert level(samples[mark.start : words]) < -60


def test_words_begin_where_their_cue_does() -> None:
    mix = _mix(TALK)

    samples = decoded(_encoded(mix))

    for cue in mix.timeline.cues:
        first = next(n for n in range(cue.start - 2000, cue.end) if abs(samples[n]) > 328)
        assert abs(first - cue.start) < 20 * 44.1


@pytest.mark.parametrize("frames", [1152 * 10, 46_080, 115_200])
def test_the_length_is_kept_to_the_sample(frames: int) -> None:
    tune = array("h", (round(5000 * math.sin(n / 20)) for n in range(frames)))
    file = io.BytesIO()

    mp3.join(file, b"", [encode(tune.tobytes(), 1, 64), encode(bytes(2304), 1, 64)], frames, 1, 64)

    samples = decoded(file.getvalue())
    assert len(samples) == frames
    error = max(abs(a - b) for a, b in zip(tune[3000:-3000], samples[3000:-3000], strict=True))
    assert error < 500  # LAME takes 5 % off, a shift of one sample would add as much again


@pytest.mark.parametrize(("pan", "kbit"), [(0.0, 64), (0.5, 128)])
def test_the_header_says_constant_bit_rate_and_the_true_length(pan: float, kbit: int) -> None:
    mix = _mix(programme(passage("N", 3000, sound=voice("N", pan=pan))))

    info = MP3(io.BytesIO(_encoded(mix))).info

    assert info.bitrate_mode == BitrateMode.CBR
    assert (info.bitrate, info.channels, info.sample_rate) == (kbit * 1000, mix.channels, 44_100)
    assert info.length * 44_100 == pytest.approx(mix.timeline.frames)


CASTS = {
    "a voice alone": programme(passage("N", 8000)),
    "voices of every frame rate": programme(
        *(
            passage(x, 1500, block=n, sound=voice(x, rate))
            for n, (x, rate) in enumerate(
                [("N", 22_050), ("A", 16_000), ("B", 48_000), ("?", 44_100), ("N", 8000)]
            )
        )
    ),
    "short answers": programme(*(passage("NA"[n % 2], 300 + 70 * n, block=n) for n in range(12))),
    "one louder, one softer": programme(
        *(
            passage(x, 2000, block=n, sound=voice(x, volume=v))
            for n, (x, v) in enumerate([("N", 0.0), ("A", 6.0), ("B", -8.0)])
        )
    ),
    "two places": programme(
        *(
            passage(x, 2000, block=n, sound=voice(x, pan=v))
            for n, (x, v) in enumerate([("N", 0.0), ("A", -0.6), ("B", 1.0)])
        )
    ),
    "as loud as for stereo": programme(passage("N", 4000), passage("A", 2000, block=1), loudness=-16.0),
}


@pytest.mark.parametrize("talk", CASTS.values(), ids=CASTS)
def test_the_mp3_is_as_loud_as_asked(talk: Programme) -> None:
    lufs, peak = loudness(_encoded(_mix(talk)))

    assert lufs == pytest.approx(talk.loudness, abs=0.5)
    assert peak <= -1


def test_a_voice_changed_changes_no_other_passage() -> None:
    def passages(voices: str) -> list[array[int]]:
        mix = _mix(programme(*(passage(x, 1200, block=n) for n, x in enumerate(voices))))
        samples = decoded(_encoded(mix))
        return [samples[cue.start : cue.end] for cue in mix.timeline.cues]

    changed = [a != b for a, b in zip(passages("NANBN"), passages("N?NBN"), strict=True)]

    assert changed == [False, True, False, False, False]


def _frames(data: bytes, kbit: int = 64) -> list[bytes]:
    found = []
    while data:
        assert data[:2] == b"\xff\xfb"
        length = frame_length(kbit) + (data[2] >> 1 & 1)
        found.append(data[:length])
        data = data[length:]
    return found


def test_nothing_of_a_stretch_stands_in_the_frames_before_it() -> None:
    """The first 9 bits after the header of its first frame, which point back, are zero."""
    mix = _mix(TALK)
    frames = _frames(_encoded(mix))[1:]

    assert len(frames) == mix.timeline.frames // 1152 + 1
    for stretch in (*mix.timeline.stretches, mix.timeline.stretches[-1]):
        first = frames[stretch.start // 1152]
        assert (first[4], first[5] >> 7) == (0, 0)
    assert any(frame[4] for frame in frames)  # the others may


def test_encoded_apart_or_in_one_piece_it_decodes_to_the_same_sound() -> None:
    """As near to the mix either way, at the joints as elsewhere."""
    mix = _mix(TALK)
    mixed = array("h", b"".join(mix.stretches()))

    apart = decoded(_encoded(mix))
    whole = [encode(mixed.tobytes(), 1, 64), encode(bytes(2304), 1, 64)]
    file = io.BytesIO()
    mp3.join(file, b"", whole, len(mixed), 1, 64)
    once = decoded(file.getvalue())

    def noise(samples: array[int], first: int, last: int) -> float:
        errors = [a - 0.95 * b for a, b in zip(samples[first:last], mixed[first:last], strict=True)]
        return math.sqrt(sum(error * error for error in errors) / len(errors))

    assert len(apart) == len(once) == len(mixed)
    assert noise(apart, 0, len(mixed)) == pytest.approx(noise(once, 0, len(mixed)), rel=0.05)
    for stretch in mix.timeline.stretches[1:]:
        joint = stretch.start - 2304, stretch.start + 2304
        assert noise(apart, *joint) <= noise(once, *joint) + 1


def test_what_is_encoded_once_is_kept() -> None:
    shelf, first, second = Shelf(), Here(), Here()
    list(encoded(_mix(TALK), shelf, first, 64))
    changed = replace(TALK, passages=(*TALK.passages[:3], passage("B", 1300, block=2), TALK.passages[4]))

    again = list(encoded(_mix(changed), shelf, second, 64))

    assert sum(len(task.keys) for task in first.done) == 4
    assert sum(len(task.keys) for task in second.done) == 1
    assert again == list(encoded(_mix(changed), Shelf(), Here(), 64))


def test_what_is_damaged_or_removed_is_encoded_again() -> None:
    shelf = Forgetful()
    whole = list(encoded(_mix(TALK), Shelf(), Here(), 64))

    assert list(encoded(_mix(TALK), shelf, Here(), 64)) == whole


class Forgetful(Shelf):
    """Loses what it said it held."""

    def get(self, kind: str, key: str) -> bytes | None:
        return None if kind == KIND else super().get(kind, key)


def test_the_tag_stands_before_the_sound() -> None:
    assert _encoded(_mix(TALK), b"a tag").startswith(b"a tag\xff\xfb")


def test_the_same_sound_gives_the_same_bytes() -> None:
    mix = _mix(TALK)

    assert _encoded(mix) == _encoded(mix)


@pytest.mark.parametrize(("channels", "kbit"), [(1, 64), (1, 128), (2, 128), (1, 192), (2, 192)])
def test_the_bit_rate_is_constant_to_a_byte_at_any_place(channels: int, kbit: int) -> None:
    """And the bytes that keep it so are no sound."""
    tune = array("h", (round(9000 * math.sin(n * n / 90_000)) for n in range(40 * 1152 * channels)))
    still = array("h", bytes(12 * 1152 * channels))
    stretches = [
        encode((still + tune[: 1152 * channels * n] + still).tobytes(), channels, kbit) for n in range(1, 40)
    ]
    length = sum(12 + n for n in range(1, 40)) * 1152
    stretches.append(encode(bytes(2304 * channels), channels, kbit))
    file = io.BytesIO()

    mp3.join(file, b"", stretches, length, channels, kbit)

    frames = _frames(file.getvalue(), kbit)[1:]
    exact = kbit * 144_000 / 44_100
    sizes = accumulate(map(len, frames))
    assert max(abs(size - exact * number) for number, size in enumerate(sizes, start=1)) < 1
    info = bytes(frame_length(kbit))
    assert decoded(info + b"".join(frames)) == decoded(info + b"".join(stretches))
