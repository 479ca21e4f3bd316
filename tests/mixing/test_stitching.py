from __future__ import annotations

from array import array
from itertools import pairwise

import pytest

from narration.mixing.part import Layout, Place
from narration.mixing.stitching import sound, stitch
from narration.model import Frames
from tests.support.programmes import passage

LOUD = array("h", [10_000] * 2000).tobytes()


def _place(start: int, end: int, pan: float | None = None) -> Place:
    return Place(passage("N").utterance, Frames(start), Frames(end), 0.0, pan)


def test_every_sound_stands_in_its_place_to_the_frame() -> None:
    layout = Layout(Frames(1152 * 7), (_place(777, 2777), _place(4001, 6001)))

    samples = array("h", stitch(layout, iter([LOUD, LOUD]), 1))

    assert len(samples) == 1152 * 7
    heard = [index for index, sample in enumerate(samples) if sample]
    assert (heard[0], heard[-1]) == (778, 5999)  # fades begin and end at zero
    assert not any(samples[2777:4001])
    assert samples[1777] == 10_000


@pytest.mark.parametrize("frames", [1, 400, 881, 882, 883, 44_099])
def test_fades_neither_add_nor_lose_a_frame(frames: int) -> None:
    assert sound(LOUD[:2] * frames, -3.0, None).frame_count() == frames


def test_a_clip_begins_and_ends_without_a_step() -> None:
    samples = array("h", sound(LOUD, 0.0, None).raw_data)

    assert samples[0] == 0
    assert max(abs(after - before) for before, after in pairwise(samples)) < 100
    assert samples[-1] == 0


def test_a_clip_of_a_few_samples_has_no_step_either() -> None:
    samples = array("h", sound(LOUD[:400], 0.0, None).raw_data)

    assert (samples[0], samples[-1]) == (0, 0)
    assert max(abs(after - before) for before, after in pairwise(samples)) <= 101


def test_gain_is_in_decibels() -> None:
    assert array("h", sound(LOUD, -20.0, None).raw_data)[1000] == 1000


@pytest.mark.parametrize(
    ("pan", "left", "right"), [(-1.0, 14_142, 0), (0.0, 10_000, 10_000), (1.0, 0, 14_142)]
)
def test_a_voice_has_its_place(pan: float, left: int, right: int) -> None:
    samples = array("h", sound(LOUD, 0.0, pan).raw_data)

    assert (samples[2000], samples[2001]) == (pytest.approx(left, abs=15), pytest.approx(right, abs=15))


def test_silence_has_as_many_channels_as_the_sound() -> None:
    layout = Layout(Frames(1152 * 3), (_place(500, 2500, 0.5),))

    assert len(stitch(layout, iter([LOUD]), 2)) == 4 * 1152 * 3
