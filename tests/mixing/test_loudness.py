from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from narration import ffmpeg
from narration.mixing import Mix, record
from narration.mixing.levels import REFERENCE, RUNGS, Level, calibrations
from narration.mixing.loudness import CODEC, MOST, OFF, ORDINARY, Loudness, loudness
from narration.mixing.timeline import arrange
from tests.support.programmes import Here, Hums, Shelf, passage, programme, voice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.model import Clips


def _loudness(
    *volumes: float,
    asked: float = -19.0,
    clips: Clips | None = None,
    limited: Sequence[float] = (0.0,) * len(RUNGS),
) -> Loudness:
    clips = clips or Hums()
    talk = programme(
        *(passage("A", 5000, sound=voice("A", volume=volume)) for volume in volumes), loudness=asked
    )
    level = Level(-18.5, -17.75, tuple(limited))
    levels = dict.fromkeys(calibrations(talk), level)
    return loudness(talk, arrange(talk, clips), clips, levels, 1)


def _gain(*volumes: float, loudness: float = -19.0) -> float:
    return _loudness(*volumes, asked=loudness).gain


def test_the_gain_of_a_programme_brings_the_reference_to_its_loudness() -> None:
    expected = -19 - REFERENCE - CODEC

    assert _gain(0.0) == pytest.approx(expected, abs=0.5)
    assert _gain(0.0, loudness=-16.0) == _gain(0.0) + 3
    assert _gain(6.0, 6.0) == _gain(0.0, 0.0) - 6


def test_the_gain_of_a_programme_is_rounded_to_half_a_decibel() -> None:
    assert {_gain(volume) * 2 % 1 for volume in (0.0, 0.1, 0.3)} == {0.0}


def test_programmes_that_need_about_the_same_gain_get_the_same() -> None:
    assert {_gain(volume) for volume in (-0.7, -0.45, -0.2)} == {-19 + ORDINARY}


def test_what_the_limiter_will_take_is_given_back() -> None:
    limited = (0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)

    assert _loudness(0.0, limited=limited).gain == _gain(0.0) + 1


def test_the_limiter_takes_no_more_than_it_may() -> None:
    wall = [max(0.0, rung + 19) for rung in RUNGS]

    driven = [_loudness(0.0, asked=asked, limited=wall) for asked in (-14.0, -10.0)]

    assert driven[0] == driven[1]
    assert -19 - CODEC + driven[0].gain - _gain(0.0) - driven[0].reached == pytest.approx(MOST, abs=1)


@pytest.mark.parametrize(("asked", "warnings"), [(-16.0, 0), (10.0, 1)])
def test_what_cannot_be_as_loud_as_asked_is_said(asked: float, warnings: int) -> None:
    talk, clips, events = programme(passage("A", 2000), loudness=asked), Hums(), []

    mix = record(talk, arrange(talk, clips), clips, Shelf(), Here(), events.append)

    assert len(events) == warnings
    assert (abs(mix.loudness.reached - asked) > OFF) is bool(warnings)
    for event in events:
        assert event.kind == "warning"
        assert event.facts["message"].startswith(f"expected 10 LUFS, got {mix.loudness.reached:.1f}")


@pytest.mark.parametrize("pan", [0.0, -0.3, 0.5, 1.0])
def test_a_place_changes_no_loudness(pan: float) -> None:
    """What pydub's panning takes is given back."""
    talk = programme(
        passage("A", 3000, sound=voice("A", pan=pan)), passage("B", 200, sound=voice("B", pan=0.1))
    )
    clips = Hums()

    mix = record(talk, arrange(talk, clips), clips, Shelf(), Here())

    assert _measured(mix) == pytest.approx(-19 - CODEC, abs=0.5)


def test_what_is_far_below_the_rest_does_not_count() -> None:
    """As BS.1770 gates it: blocks 10 LU below the mean of the others."""
    assert _gain(0.0, -24.0) == _gain(0.0)
    assert _gain(0.0, -3.0) == pytest.approx(_gain(0.0) - 10 * math.log10((1 + 10**-0.3) / 2), abs=0.5)


def _measured(mix: Mix) -> float:
    """Return the loudness of the mix before it becomes an MP3, as ffmpeg measures it."""
    arguments = ["-f", "s16le", "-ar", "44100", "-ac", str(mix.channels), "-i", "pipe:0"]
    arguments += ["-af", "ebur128=metadata=1:framelog=quiet,ametadata=print:key=lavfi.r128.I:file=-"]
    report = b"".join(ffmpeg.pipe([*arguments, "-f", "null", "-"], mix.stretches()))
    return float(report.rpartition(b"=")[2])
