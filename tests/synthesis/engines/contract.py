"""What every speech engine must do: its test class inherits these tests."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import pytest

from narration.errors import EngineError
from narration.model import Token
from narration.store import Store
from narration.synthesis import speak
from narration.work import Pool

if TYPE_CHECKING:
    from pathlib import Path

    from narration.model import Utterance
    from narration.synthesis import EngineSpec, StoredClips

TEXT = "The ferry sailed again yesterday, after two years of repairs."

MARKED = "Dogs [[ran]] and <break time='40s'/> sheep \x01+60P \\vol=0\\ {sleep 9} [[slnc 40000]] &lt; ran."
"""What means phonemes, silence, pitch, loudness to espeak-ng, SSML, SAPI, Apple's voices."""
BARE = "Dogs ran and break time 40 s sheep +60P vol=0 sleep 9 slnc 40000 and l t ran."


class EngineContract:
    """Inherit, and name the engine."""

    name: ClassVar[str]
    tells_words: ClassVar[bool] = True
    """Whether its clips say where their words begin."""

    def test_it_is_whole(self, spec: EngineSpec) -> None:
        assert spec.missing() is None
        assert spec.check()

    def test_its_voices_are_sorted_and_unique_and_have_those_of_the_cast_among_them(
        self, spec: EngineSpec
    ) -> None:
        assert list(spec.voices()) == sorted(set(spec.voices()))
        assert {traits.name for traits in spec.traits} <= set(spec.voices())
        assert set(spec.probes or ()) <= set(spec.voices())

    def test_its_fingerprint_stays_the_same(self, spec: EngineSpec) -> None:
        assert spec.fingerprint() == spec.fingerprint() != ""

    def test_each_voice_of_the_cast_sounds_different(
        self, clips: StoredClips, spec: EngineSpec, variations
    ) -> None:
        sounds = {clips.clip(variations[traits.name]).pcm for traits in spec.traits}

        assert len(sounds) == len(spec.traits)

    def test_all_voices_have_one_frame_rate(self, clips: StoredClips, variations) -> None:
        assert len({clips.facts(utterance).frame_rate for utterance in variations.values()}) == 1

    def test_rate_takes_effect_in_proportion(self, clips: StoredClips, variations) -> None:
        fast, plain, slow = (clips.facts(variations[name]).frames for name in ("fast", "plain", "slow"))

        assert plain / fast == pytest.approx(260 / 175, rel=0.15)
        assert slow / plain == pytest.approx(175 / 120, rel=0.15)

    def test_pitch_takes_effect_and_leaves_the_length(
        self, clips: StoredClips, spec: EngineSpec, variations
    ) -> None:
        if spec.reach.pitch == (0, 0):
            pytest.skip("it moves no voice, which the next test holds it to")
        high, plain, low = (clips.clip(variations[name]) for name in ("high", "plain", "low"))

        assert len({high.pcm, plain.pcm, low.pcm}) == 3
        assert high.frames == pytest.approx(plain.frames, rel=0.05)
        assert low.frames == pytest.approx(plain.frames, rel=0.05)

    def test_a_pitch_beyond_its_reach_is_an_error(
        self, spec: EngineSpec, plain: Utterance, tmp_path: Path
    ) -> None:
        if spec.reach.pitch == (-12, 12):
            pytest.skip("nobody can ask for more")
        high = replace(plain, timbre=replace(plain.timbre, pitch=spec.reach.pitch[1] + 1))

        with pytest.raises(EngineError, match="pitch"):
            speak([high], Store(tmp_path), engines={spec.name: spec})

    def test_marks_in_words_are_said_or_dropped_and_never_obeyed(
        self, spec: EngineSpec, plain: Utterance, tmp_path: Path
    ) -> None:
        said = [replace(plain, tokens=(Token(text),)) for text in (MARKED, BARE)]

        marked, bare = (speak(said, Store(tmp_path), engines={spec.name: spec}).facts(one) for one in said)

        assert marked.frames == pytest.approx(bare.frames, rel=0.5)

    def test_words_are_told_where_they_stand(self, clips: StoredClips, plain: Utterance) -> None:
        words = clips.clip(plain).words
        if not self.tells_words:
            assert not words
            return

        assert [TEXT[at : at + length].strip(",.") for at, length, _ in words][:3] == [
            "The",
            "ferry",
            "sailed",
        ]
        assert [at for at, _, _ in words] == sorted({at for at, _, _ in words})
        assert [frame for _, _, frame in words] == sorted({frame for _, _, frame in words})

    def test_a_clip_is_the_same_in_another_process_after_other_words(
        self, clips: StoredClips, spec: EngineSpec, variations, plain: Utterance, tmp_path: Path
    ) -> None:
        again = [*list(variations.values())[::-1], plain]

        with Pool(2) as pool:
            other = speak(again, Store(tmp_path), work=pool, engines={spec.name: spec})

        def digests(spoken: StoredClips) -> list[str]:
            return [hashlib.sha256(spoken.clip(utterance).pcm).hexdigest() for utterance in again]

        assert digests(other) == digests(clips)

    def test_an_unknown_voice_is_an_error_that_names_it(
        self, spec: EngineSpec, plain: Utterance, tmp_path: Path
    ) -> None:
        unknown = replace(plain, timbre=replace(plain.timbre, name="nobody"))

        with pytest.raises(EngineError, match="nobody"):
            speak([unknown], Store(tmp_path), engines={spec.name: spec})
