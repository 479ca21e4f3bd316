from __future__ import annotations

from array import array
from itertools import pairwise

import pytest

from narration.mixing.stitching import sound, stitch
from narration.model import Cue, Frames, Stretch

LOUD = array("h", [10_000] * 2000).tobytes()


def _cue(number: int, start: int, end: int) -> Cue:
    return Cue(number, Frames(start), Frames(end))


def test_every_sound_stands_in_its_place_to_the_frame() -> None:
    stretch = Stretch(Frames(1152), Frames(1152 * 8), 3, 5)
    cues = [_cue(3, 1152 + 777, 1152 + 2777), _cue(4, 1152 + 4001, 1152 + 6001)]
    sounds = [sound(LOUD, 0.0, None), sound(LOUD, 0.0, None)]

    samples = array("h", stitch(stretch, cues, sounds, 1))

    assert len(samples) == 1152 * 7
    heard = [index for index, sample in enumerate(samples) if sample]
    assert (heard[0], heard[-1]) == (778, 6000)  # a fade begins at zero
    assert not any(samples[2777:4001])
    assert samples[1777] == 10_000


@pytest.mark.parametrize("frames", [1, 400, 881, 882, 883, 44_099])
def test_fades_neither_add_nor_lose_a_frame(frames: int) -> None:
    assert sound(LOUD[:2] * frames, -3.0, None).frame_count() == frames


def test_a_clip_begins_and_ends_without_a_step() -> None:
    samples = array("h", sound(LOUD, 0.0, None).raw_data)

    assert samples[0] == 0
    assert max(abs(after - before) for before, after in pairwise(samples)) < 100
    assert abs(samples[-1]) < 100


def test_gain_is_in_decibels() -> None:
    assert array("h", sound(LOUD, -20.0, None).raw_data)[1000] == 1000


@pytest.mark.parametrize(
    ("pan", "left", "right"), [(-1.0, 14_142, 0), (0.0, 10_000, 10_000), (1.0, 0, 14_142)]
)
def test_a_voice_has_its_place(pan: float, left: int, right: int) -> None:
    samples = array("h", sound(LOUD, 0.0, pan).raw_data)

    assert (samples[2000], samples[2001]) == (pytest.approx(left, abs=15), pytest.approx(right, abs=15))


def test_silence_has_as_many_channels_as_the_sound() -> None:
    stretch = Stretch(Frames(0), Frames(1152 * 3), 0, 1)

    assert len(stitch(stretch, [_cue(0, 500, 2500)], [sound(LOUD, 0.0, 0.5)], 2)) == 4 * 1152 * 3
