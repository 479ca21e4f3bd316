from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from narration.mixing.levels import REFERENCE, measure
from narration.mixing.loudness import CODEC, ORDINARY, programme_gain
from narration.mixing.timeline import arrange
from tests.support.programmes import Hums, Shelf, passage, programme, voice

if TYPE_CHECKING:
    from narration.model import ClipFacts, Clips, Utterance


def _gain(*volumes: float, loudness: float = -19.0, clips: Clips | None = None) -> float:
    clips = clips or Hums()
    talk = programme(
        *(passage("A", 5000, sound=voice("A", volume=volume)) for volume in volumes), loudness=loudness
    )
    return programme_gain(talk, arrange(talk, clips), clips, measure(talk, clips, Shelf()), 1)


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
    class Peaky(Hums):
        def facts(self, utterance: Utterance) -> ClipFacts:
            return replace(super().facts(utterance), peak=0.0)

    assert _gain(0.0, clips=Peaky()) == _gain(0.0) + 0.5


def test_what_is_far_below_the_rest_does_not_count() -> None:
    """As BS.1770 gates it: blocks 10 LU below the mean of the others."""
    assert _gain(0.0, -24.0) == _gain(0.0)
    assert _gain(0.0, -3.0) == pytest.approx(_gain(0.0) - 10 * math.log10((1 + 10**-0.3) / 2), abs=0.5)
