from __future__ import annotations

import tracemalloc
from array import array
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from narration.mixing import Mix, arrange, record
from narration.mixing.levels import CEILING
from narration.model import Frames
from tests.support.listening import heard, level
from tests.support.programmes import NOTES, Here, Hums, Shelf, passage, programme, voice
from tests.support.timeline_picture import draw

if TYPE_CHECKING:
    from narration.model import Programme


def _mix(talk: Programme) -> Mix:
    clips = Hums()
    return record(talk, arrange(talk, clips), clips, Shelf(), Here())


RINGING = 36
"""Frames by which the filter that brings a sound to our frame rate looks beyond its ends."""

TALK = programme(
    passage("N", 600),
    passage("A", 700, block=1),
    passage("B", 400, block=1, sound=voice("B", 16_000)),
    passage("A", 500, block=2, sound=voice("A", volume=12)),
    passage("N", 800, block=3),
)


def test_one_hears_who_the_timeline_says() -> None:
    mix = _mix(TALK)

    samples = array("h", b"".join(mix.stretches()))

    assert len(samples) == mix.timeline.frames
    assert heard(samples, NOTES) == draw(mix.timeline, TALK)


def test_every_sound_begins_and_ends_with_its_cue() -> None:
    mix = _mix(TALK)

    samples = array("h", b"".join(mix.stretches()))

    for cue in mix.timeline.cues:
        assert not any(samples[cue.start - 5000 : cue.start - RINGING])
        assert any(samples[cue.start : cue.start + 20])
        assert any(samples[cue.end - 20 : cue.end])
        assert not any(samples[cue.end + RINGING : cue.end + 5000])


@pytest.mark.parametrize("loudness", [-19.0, -10.0])
def test_a_stretch_is_the_same_alone_and_in_the_row(loudness: float) -> None:
    """However hard the limiter works."""
    mix = _mix(replace(TALK, loudness=loudness))

    row = list(mix.stretches())

    assert row == [next(mix.part([index]).stretches()) for index in range(len(row))]
    assert row[1:3] == list(mix.part([1, 2]).stretches())


def test_a_stretch_of_one_frame_rate_sounds_as_one_of_two_does() -> None:
    """Whether it is brought to ours as a whole, or clip by clip."""
    alike = programme(passage("N", 600), passage("A", 700))
    mix = _mix(alike)
    part = mix.part([0])
    (even,) = part.layouts
    odd = replace(even, places=tuple(replace(p, start=Frames(p.start + 1)) for p in even.places))

    whole, single = (array("h", next(replace(part, layouts=(layout,)).stretches())) for layout in (even, odd))

    assert max(whole) > 1000
    assert max(abs(one - other) for one, other in zip(whole, single[1:], strict=False)) < max(whole) / 100


def test_a_recording_can_be_read_again() -> None:
    mix = _mix(TALK)

    assert list(mix.stretches()) == list(mix.stretches())


def test_nothing_goes_above_the_ceiling() -> None:
    mix = _mix(programme(passage("N", 2000), passage("A", 300, sound=voice("A", volume=12)), loudness=-14.0))

    samples = array("h", b"".join(mix.stretches()))

    assert level(samples) == pytest.approx(CEILING, abs=0.01)


def test_a_voice_with_a_place_of_its_own_makes_the_programme_stereo() -> None:
    mix = _mix(programme(passage("N", 500), passage("A", 500, block=1, sound=voice("A", pan=-1.0))))

    samples = array("h", b"".join(mix.stretches()))

    left, right = samples[::2], samples[1::2]
    assert mix.channels == 2
    assert len(left) == mix.timeline.frames
    assert set(heard(left, NOTES)) == set("NA.")
    assert set(heard(right, NOTES)) == set("N.")


def test_memory_does_not_grow_with_the_programme() -> None:
    def most(blocks: int) -> int:
        same = passage("N", 3000)
        mix = _mix(programme(*(replace(same, block=block) for block in range(blocks))))
        tracemalloc.start()
        for _ in mix.stretches():
            pass
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    assert most(48) < most(12) * 1.3
