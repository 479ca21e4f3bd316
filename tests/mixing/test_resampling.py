from __future__ import annotations

import math
from array import array

import pytest

from narration.mixing.resampling import HEADROOM, resampled
from narration.mixing.timeline import duration
from narration.model import FRAME_RATE, Clip, ClipFacts, Utterance
from tests.support.listening import power
from tests.support.programmes import Hums, passage, voice

RATES = [8000, 16_000, 22_050, 24_000, 44_100, 48_000]
SCALE = 10 ** (-HEADROOM / 20)


class Sine(Hums):
    """A clip of one frequency."""

    def __init__(self, hertz: float, rate: int = 22_050) -> None:
        super().__init__()
        step = 2 * math.pi * hertz / rate
        samples = array("h", (round(8000 * math.sin(step * n)) for n in range(rate // 5)))
        self._clip = Clip(samples.tobytes(), rate)

    def clip(self, utterance: Utterance) -> Clip:
        return self._clip

    def facts(self, utterance: Utterance) -> ClipFacts:
        return ClipFacts(self._clip.frames, self._clip.frame_rate, -15.0, -12.0)


def _said(letter: str, ms: int, rate: int = 22_050) -> Utterance:
    return passage(letter, ms, sound=voice(letter, rate)).utterance


def test_voices_are_as_strong_at_nine_kilohertz_as_at_one() -> None:
    for hertz in (100, 1000, 5000, 9000):
        (pcm,) = resampled([_said("N", 200)], Sine(hertz))
        samples = array("h", pcm)[1000:-1000]

        assert 20 * math.log10(power(samples, hertz) / (8000 * SCALE)) == pytest.approx(0, abs=0.1)


def test_nothing_is_heard_that_was_not_said() -> None:
    (pcm,) = resampled([_said("N", 200)], Sine(8000))

    # linear interpolation would leave this at 0.4 of the note
    assert power(array("h", pcm)[1000:-1000], 22_050 - 8000) < 8000 * SCALE / 1000


@pytest.mark.parametrize("rate", RATES)
def test_a_clip_comes_out_as_long_as_the_timeline_has_it(rate: int) -> None:
    clips = Hums()
    said = [_said("A", ms, rate) for ms in (101, 33, 256)]

    sounds = list(resampled(said, clips))

    assert [len(pcm) // 2 for pcm in sounds] == [duration(clips.facts(utterance)) for utterance in said]


def test_a_clip_sounds_the_same_alone_and_among_others_of_any_rate() -> None:
    said = [_said(letter, 57, rate) for rate in RATES for letter in "NA"]

    together = list(resampled(said, Hums()))

    assert together == [next(resampled([utterance], Hums())) for utterance in said]


@pytest.mark.parametrize("rate", RATES)
def test_a_clip_neither_comes_early_nor_late(rate: int) -> None:
    class Click(Hums):
        def clip(self, utterance: Utterance) -> Clip:
            samples = array("h", bytes(2 * rate // 10))
            samples[rate // 20] = 30_000
            return Clip(samples.tobytes(), rate)

    (pcm,) = resampled([_said("N", 100, rate)], Click())

    samples = array("h", pcm)
    assert samples.index(max(samples)) == rate // 20 * FRAME_RATE // rate


def test_a_full_clip_is_not_cut_off_between_its_samples() -> None:
    class Loud(Hums):
        def clip(self, utterance: Utterance) -> Clip:
            # a quarter of the frame rate, sampled beside its peaks: they are 3 dB above full scale
            return Clip(array("h", [32_767, 32_767, -32_768, -32_768] * 1000).tobytes(), 22_050)

        def facts(self, utterance: Utterance) -> ClipFacts:
            return ClipFacts(4000, 22_050, 0.0, 0.0)

    (pcm,) = resampled([_said("N", 100)], Loud())

    assert max(array("h", pcm)[1000:-1000]) == pytest.approx(32_767 * math.sqrt(2) * SCALE, rel=0.02)
