from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from narration.model import Clip
from narration.synthesis.trimming import LEAD, TAIL, THRESHOLD, trim

RATE = 22_050


def sound(*parts: tuple[int, int], words=()) -> Clip:
    """A clip of (milliseconds, amplitude) one after the other."""
    samples = array("h")
    for milliseconds, amplitude in parts:
        samples.extend([amplitude, -amplitude] * (milliseconds * 11))
    return Clip(samples.tobytes(), RATE, tuple(words))


def milliseconds(clip: Clip) -> float:
    return clip.frames / 22


def test_silence_goes_from_both_ends_but_for_a_lead_and_a_tail():
    clip = trim(sound((300, 0), (500, 8000), (400, 0)))

    assert milliseconds(clip) == LEAD + 500 + TAIL


def test_silence_in_the_middle_stays():
    clip = sound((100, 9000), (400, 0), (100, 9000))

    assert trim(clip) == clip


def test_nothing_is_added_where_an_engine_leaves_no_silence():
    clip = sound((100, 9000))

    assert trim(clip) == clip


def test_a_breath_below_the_threshold_is_silence_and_one_above_is_not():
    assert trim(sound((100, THRESHOLD))).frames == 0
    assert trim(sound((100, THRESHOLD + 1))).frames > 0


def test_a_silent_clip_becomes_an_empty_one():
    assert trim(sound((100, 0), words=[(0, 3, 10)])) == Clip(b"", RATE)
    assert trim(Clip(b"", RATE)) == Clip(b"", RATE)


def test_words_move_with_the_sound():
    clip = sound((300, 0), (500, 8000), words=[(0, 2, 300 * 22), (3, 4, 600 * 22)])

    assert trim(clip).words == ((0, 2, LEAD * 22), (3, 4, (300 + LEAD) * 22))


@given(
    samples=st.lists(st.integers(-40, 40) | st.integers(-32768, 32767), max_size=400),
    rate=st.sampled_from([8_000, 16_000, 22_050, 48_000]),
    words=st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9), st.integers(0, 400)), max_size=4),
)
def test_whatever_the_sound_only_silence_is_lost_and_words_stay_inside(samples, rate, words):
    before = Clip(array("h", samples).tobytes(), rate, tuple(words))

    after = trim(before)

    at = before.pcm.find(after.pcm)
    assert at >= 0
    if after.frames:
        assert max(map(abs, samples), default=0) > THRESHOLD
        assert max(map(abs, samples[: at // 2]), default=0) <= THRESHOLD
        assert max(map(abs, samples[at // 2 + after.frames :]), default=0) <= THRESHOLD
        assert all(0 <= frame < after.frames for _, _, frame in after.words)
        assert len(after.words) == len(words)
    assert trim(after) == after or rate % 1000
