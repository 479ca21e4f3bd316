from __future__ import annotations

import math
import struct
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narration.errors import OutputError
from narration.model import Clip, Token, TokenForm
from narration.synthesis import StoredClips, trimming
from narration.synthesis.keeping import KIND, decode, encode, facts, key
from tests.synthesis.utterances import UTTERANCES, utterance


@given(one=UTTERANCES, other=UTTERANCES)
def test_equal_utterances_have_equal_keys_and_different_ones_have_not(one, other):
    assert (key(one, "f") == key(other, "f")) is (one == other)


@given(one=UTTERANCES)
def test_the_way_a_number_is_written_does_not_change_the_key(one):
    other = replace(one, timbre=replace(one.timbre, pitch=one.timbre.pitch + 0.0))

    assert key(one, "f") == key(other, "f")


@given(one=UTTERANCES)
def test_a_key_is_64_hexadecimal_digits(one):
    assert len(bytes.fromhex(key(one, "f"))) == 32


def test_a_key_stays_the_same_from_version_to_version_unless_the_sound_changes():
    one = replace(
        utterance("“Löwe”\n🙂", pitch=1.5), tokens=(Token("“Löwe”\n🙂"), Token("l'7v@", TokenForm.PHONEMES))
    )

    assert key(one, "tone 1") == "049689e7f7b4e0caee293d18941f773086177b62501a04c5701184b4f0d651fd"


@pytest.mark.parametrize(
    "other",
    [
        utterance("Two"),
        utterance("One", "b2"),
        utterance("One", rate=176),
        utterance("One", pitch=0.5),
        utterance("One", language="de"),
        utterance("One", engine="other"),
        replace(utterance("One"), tokens=(Token("One", TokenForm.PHONEMES),)),
    ],
)
def test_whatever_changes_the_sound_changes_the_key(other):
    assert key(other, "f") != key(utterance("One"), "f")


def test_another_engine_or_another_trimming_changes_the_key(monkeypatch):
    before = key(utterance("One"), "f")

    assert key(utterance("One"), "g") != before
    monkeypatch.setattr(trimming, "VERSION", trimming.VERSION + 1)
    assert key(utterance("One"), "f") != before


@given(
    samples=st.lists(st.integers(-32768, 32767), min_size=1),
    words=st.lists(st.tuples(*[st.integers(0, 9)] * 3)),
)
def test_a_clip_comes_back_as_it_was_with_its_facts(samples, words):
    clip = Clip(struct.pack(f"<{len(samples)}h", *samples), 22_050, tuple(words))

    content = encode(clip)

    assert decode(content) == clip
    found = facts(content)
    loudest = max(map(abs, samples))
    assert (found.frames, found.frame_rate) == (clip.frames, 22_050)
    assert found.peak == pytest.approx(20 * math.log10(loudest / 32768) if loudest else -math.inf)
    mean = math.sqrt(sum(sample * sample for sample in samples) / len(samples))
    assert 10 ** (found.rms / 20) * 32768 == pytest.approx(mean, abs=1)


def test_clips_are_read_from_the_store(store):
    clips, one = StoredClips(store), utterance("One")
    clip = Clip(b"\x01\x00\x02\x00", 22_050, ((0, 3, 1),))
    assert clips.held([one]) == set()

    store.put(KIND, clips.key(one), encode(clip))

    assert StoredClips(store).held([one, one]) == {one}
    assert StoredClips(store).clip(one) == clip
    assert StoredClips(store).facts(one).frames == 2


def test_a_clip_that_somebody_removed_is_an_error_that_says_what_to_do(store):
    with pytest.raises(OutputError, match=r"the clip of 'One' is no longer in .*\nhint: build again"):
        StoredClips(store).clip(utterance("One"))

    with pytest.raises(OutputError) as told:
        StoredClips(store).clip(utterance("and then another " * 20))
    assert "and then [...]' is no longer in " in str(told.value)
