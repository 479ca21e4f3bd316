from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from narration.mixing.levels import CALIBRATION, Measuring, Meter, key, shipped, unmeasured
from narration.model import Timbre, Token, Utterance
from narration.store import Store
from narration.synthesis import StoredClips, installed, speak
from tests.support.programmes import Shelf, passage, programme


def _spoken(voice: str, shift: float = 0.0, rate: int = 175) -> Utterance:
    return Utterance((Token(CALIBRATION),), "en", Timbre("pyttsx3", voice, rate, shift))


def _names(store) -> StoredClips:
    clips = StoredClips(store)
    if sys.platform != "linux" or key(_spoken("en-us+edward"), clips) not in shipped():
        pytest.skip("the figures are of another build of espeak-ng (benchmarks/levels.py measures this one)")
    return clips


@pytest.fixture
def store(tmp_path):

    return Store(tmp_path / "cache")


def test_every_voice_that_is_cast_by_rule_is_measured_beforehand(store):
    names = _names(store)

    voices = [traits.name for traits in installed()["pyttsx3"].traits]

    assert all(
        key(_spoken(voice, shift), names) in shipped() for voice in voices for shift in (0, 2, -2, 4, -4)
    )
    assert all(key(_spoken(voice, rate=161), names) in shipped() for voice in voices)


@pytest.mark.parametrize(
    ("voice", "shift"), [("en-us+edward", 0.0), ("en-us+f5", -2.0), ("en-us+klatt", 4.0)]
)
def test_the_figures_are_what_would_be_measured(voice, shift, store):
    spoken = _spoken(voice, shift)
    names = _names(store)

    clips = speak([spoken], store)

    assert Meter()(Measuring(spoken, clips)).figures == shipped()[key(spoken, names)]


def test_what_is_known_is_not_spoken(store):
    names = _names(store)
    known, unknown = Timbre("pyttsx3", "en-us+edward"), Timbre("pyttsx3", "en-us+edward", 140)
    one, other = passage("N"), passage("A")

    talk = programme(
        replace(one, utterance=replace(one.utterance, timbre=known)),
        replace(other, utterance=replace(other.utterance, timbre=unknown)),
    )

    assert [spoken.timbre for spoken in unmeasured(talk, names, Shelf())] == [unknown]
