from __future__ import annotations

import cmath
import struct
import time
from collections import Counter

import pytest

from narration.model import Gender
from narration.synthesis.engines.hum import Hum
from narration.synthesis.engines.tone import FRAME_RATE, NOTES, SPEC
from tests.synthesis.engines.contract import EngineContract
from tests.synthesis.utterances import utterance


class TestTone(EngineContract):
    name = "tone"


def loudness(pcm: bytes, hertz: float) -> float:
    """How much of *hertz* there is in a tenth of a second."""
    samples = struct.unpack(f"<{len(pcm) // 2}h", pcm)[: FRAME_RATE // 10]
    turn = cmath.exp(-2j * cmath.pi * hertz / FRAME_RATE)
    total, phase = 0j, 1 + 0j
    for sample in samples:
        total += sample * phase
        phase *= turn
    return abs(total)


@pytest.mark.parametrize("voice", NOTES)
def test_one_can_hear_which_voice_speaks(voice):
    clip = Hum().say(utterance("twentycharacters", voice)).clip
    _, _, start = clip.words[0]

    assert max(NOTES, key=lambda name: loudness(clip.pcm[2 * start :], NOTES[name])) == voice


def test_an_octave_up_is_twice_the_note():
    clip = Hum().say(utterance("twentycharacters", "a3", pitch=12)).clip
    _, _, start = clip.words[0]

    assert max(NOTES, key=lambda name: loudness(clip.pcm[2 * start :], NOTES[name])) == "a4"


def test_there_are_voices_enough_for_a_cast():
    genders = Counter(traits.gender for traits in SPEC.traits)

    assert genders[Gender.MALE] >= 10
    assert genders[Gender.FEMALE] >= 10
    assert genders[Gender.UNKNOWN] >= 2


def test_a_word_is_a_beep_between_silences():
    clip = Hum().say(utterance("One, two.")).clip
    samples = struct.unpack(f"<{clip.frames}h", clip.pcm)

    assert [(at, length) for at, length, _ in clip.words] == [(0, 4), (5, 4)]
    for _, _, frame in clip.words:
        assert not any(samples[frame - 400 : frame])
        assert any(samples[frame : frame + 100])


def test_marks_alone_are_silence():
    assert not Hum().say(utterance("— …")).clip.words


def test_it_hums_a_hundred_times_faster_than_real_time():
    engine = Hum()
    start = time.process_time()
    frames = sum(
        engine.say(utterance(f"A sentence of some length, number {n}.")).clip.frames for n in range(100)
    )

    assert frames / FRAME_RATE > 100 * (time.process_time() - start)
