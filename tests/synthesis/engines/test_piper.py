from __future__ import annotations

import os
import subprocess
import sys
from array import array
from dataclasses import replace
from itertools import pairwise

import pytest

from narration.errors import EngineError
from narration.model import Gender, Token, TokenForm
from narration.synthesis import find
from tests.support.tools import package
from tests.synthesis.engines.contract import EngineContract
from tests.synthesis.utterances import utterance


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    for name in ("piper", "onnx"):
        package(name)
    from tests.synthesis.engines import tiny_voice  # noqa: PLC0415 - only where the packages are

    place = tmp_path_factory.mktemp("voices")
    tiny_voice.make(place, "en_GB-ada-low", 220)
    (place / "bob").mkdir()
    tiny_voice.make(place / "bob", "en_GB-bob-low", 110)
    (place / "bob" / "MODEL_CARD").write_text("# Bob\n\n* License: CC0\n", encoding="utf-8")
    (place / "half.onnx").write_bytes(b"without settings")
    return place


@pytest.fixture(scope="class")
def spec(folder):
    return find("piper").configure({"folder": str(folder), "voices": {"en_GB-bob-low": "male"}})


class TestPiper(EngineContract):
    name = "piper"
    tells_words = False


def piper(spec):
    from narration.synthesis.engines.piper.engine import Piper  # noqa: PLC0415 - only where the packages are

    return Piper(spec.settings)


def ada(text="Once again.", **changes):
    return utterance(text, "en_GB-ada-low", engine="piper", **changes)


def test_noise_is_the_same_noise_each_time(spec):
    engine = piper(spec)
    first = engine.say(ada())
    engine.say(ada("Something else."))

    assert engine.say(ada()) == first
    calm = find("piper").configure({"folder": spec.settings.folder, "noise": 0})
    assert piper(calm).say(ada()).clip.pcm != first.clip.pcm
    assert calm.fingerprint() != spec.fingerprint()


def test_words_never_turn_into_phonemes(spec):
    engine = piper(spec)
    smuggled = engine.say(ada("One [[h@]] two")).clip

    assert smuggled == engine.say(ada("One ((h@)) two")).clip


def test_phonemes_are_ipa(spec):
    phonemes = replace(ada(), tokens=(Token("həlˈoʊ", TokenForm.PHONEMES),))

    assert piper(spec).say(phonemes).clip.frames == piper(spec).say(ada("Hello")).clip.frames


def test_the_level_of_a_sentence_is_the_voices_own(spec):
    clip = piper(spec).say(ada("Hi.")).clip

    assert (
        0.2
        < max(abs(int.from_bytes(clip.pcm[at : at + 2], "little", signed=True)) for at in range(0, 2000, 2))
        / 32768
        < 0.45
    )


@pytest.fixture(scope="module")
def choir(folder, tmp_path_factory):
    from tests.synthesis.engines import tiny_voice  # noqa: PLC0415 - only where the packages are

    place = tmp_path_factory.mktemp("choir")
    tiny_voice.make(place, "en_GB-choir-low", 110, 165, 220, speakers={"tom": 2, "ann": 0})
    (place / "MODEL_CARD").write_text("* License: CC0\n", encoding="utf-8")
    voices = {"en_GB-choir-low#ann": "female"}
    return find("piper").configure({"folder": str(place), "voices": voices, "noise": 0})


def test_each_speaker_of_a_model_is_a_voice(choir):
    names = ["en_GB-choir-low#1", "en_GB-choir-low#ann", "en_GB-choir-low#tom"]
    engine = piper(choir)

    clips = [engine.say(utterance("Once again.", name, engine="piper")).clip for name in names]

    assert choir.voices() == names
    assert [pitch(clip) for clip in clips] == pytest.approx([165, 110, 220], rel=0.05)
    assert choir.about("en_GB-choir-low#tom").startswith("License: CC0")
    assert [trait.name for trait in choir.traits] == [names[1], names[0], names[2]]


def pitch(clip):
    """Return how often the sound goes up through zero in a second."""
    samples = array("h", clip.pcm)
    return sum(before < 0 <= after for before, after in pairwise(samples)) * clip.frame_rate / len(samples)


@pytest.mark.parametrize("voice", ["en_GB-choir-low", "en_GB-choir-low#tim"])
def test_a_model_without_its_speaker_is_an_error_with_the_nearest(choir, voice):
    with pytest.raises(
        EngineError, match=rf"there is no voice '{voice}'(?s:.*)did you mean en_GB-choir-low#"
    ):
        piper(choir).say(utterance("One.", voice, engine="piper"))


def test_casting_takes_the_voices_whose_gender_is_told_first(spec):
    assert [(one.name, one.gender) for one in spec.traits] == [
        ("en_GB-bob-low", Gender.MALE),
        ("en_GB-ada-low", Gender.UNKNOWN),
    ]


def test_the_licence_is_shown_where_a_model_card_tells_it(spec, folder):
    assert spec.about("en_GB-bob-low") == f"License: CC0 ({folder / 'bob' / 'MODEL_CARD'})"
    assert spec.about("en_GB-ada-low") == "no model card beside it: find out its licence before you publish"


def test_another_model_is_another_sound(spec, folder):
    before = spec.fingerprint()
    path = folder / "en_GB-ada-low.onnx"
    original = path.read_bytes()
    path.write_bytes(original[:-1] + b"?")
    try:
        assert spec.fingerprint() != before
    finally:
        path.write_bytes(original)


def test_a_voice_that_would_fetch_a_dictionary_is_refused(spec, folder):
    path = folder / "en_GB-ada-low.onnx.json"
    original = path.read_text("utf-8")
    path.write_text(
        original.replace('"phoneme_type": "espeak"', '"phoneme_type": "pinyin"'), encoding="utf-8"
    )
    try:
        with pytest.raises(EngineError, match="en_GB-ada-low reads pinyin, which is not supported"):
            piper(spec).say(ada())
    finally:
        path.write_text(original, encoding="utf-8")


def test_a_broken_model_is_an_error_that_names_it(spec, folder):
    path = folder / "en_GB-eve-low.onnx"
    path.write_bytes(b"broken")
    path.with_name(f"{path.name}.json").write_text("{}")
    try:
        with pytest.raises(EngineError, match=r"the voice .*en_GB-eve-low\.onnx cannot be read"):
            piper(spec).say(utterance("One.", "en_GB-eve-low", engine="piper"))
    finally:
        path.unlink()


def test_the_folder_may_be_named_by_the_environment(folder, monkeypatch):
    monkeypatch.setenv("NARRATE_PIPER", str(folder))

    assert find("piper").configure({}).voices() == ["en_GB-ada-low", "en_GB-bob-low"]


def test_without_voices_it_is_missing(tmp_path):
    spec = find("piper").configure({"folder": str(tmp_path)})

    assert spec.missing()
    assert not spec.voices()
    with pytest.raises(EngineError):
        spec.check()


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads as Linux lists them")
def test_nothing_is_reported_to_anybody(folder):
    """The thread that does would draw from the noise of other engines' voices, too."""
    program = (
        "import os; from narration.synthesis.engines.piper.engine import _session; from pathlib import Path; "
        f"_session(Path({str(folder / 'en_GB-ada-low.onnx')!r})); print(len(os.listdir('/proc/self/task')))"
    )
    plain = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    plain.pop("ORT_DISABLE_TELEMETRY", None)
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=plain)

    assert told.stdout.split() == [b"1"]
