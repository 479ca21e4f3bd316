from __future__ import annotations

import ctypes
import re
import struct
import sys
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narration.errors import EngineError
from narration.model import Gender, Token, TokenForm
from narration.synthesis import find, speak
from narration.synthesis.engines.pyttsx3 import checking, files, library
from narration.synthesis.engines.pyttsx3.engine import Pyttsx3, spell
from narration.synthesis.engines.pyttsx3.voices import CURVE, REACH, TRAITS, pitch
from narration.synthesis.saying import Request, _steady
from tests.synthesis.engines.contract import EngineContract
from tests.synthesis.utterances import UTTERANCES, spoken

links = pytest.mark.skipif(sys.platform == "win32", reason="links to files need rights on Windows")


class TestPyttsx3(EngineContract):
    name = "pyttsx3"


@pytest.fixture(scope="module")
def pyttsx3():
    return Pyttsx3()


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package espeakng-loader that can be broken: its files are links to the real ones."""

    def make(folder=tmp_path):
        real = files.find()
        fake = folder / "espeakng_loader"
        (fake / "espeak-ng-data").mkdir(parents=True)
        (fake / "__init__.py").touch()
        (fake / real.library.name).symlink_to(real.library)
        for part in real.data.iterdir():
            (fake / "espeak-ng-data" / part.name).symlink_to(part)
        monkeypatch.syspath_prepend(folder)
        return fake

    return make


# the sound


def hertz(pcm: bytes) -> float:
    """Median pitch, by autocorrelation of every tenth of a second at a quarter of the frame rate."""
    samples = struct.unpack(f"<{len(pcm) // 2}h", pcm)
    slow = [sum(samples[at : at + 4]) for at in range(0, len(samples) - 4, 4)]
    found = []
    for at in range(0, len(slow) - 400, 551):
        window = slow[at : at + 400]
        if sum(map(abs, window)) < 400 * 1500:
            continue
        likeness = [
            sum(a * b for a, b in zip(window, window[lag : 280 + lag], strict=False))
            for lag in range(20, 110)
        ]
        found.append(22_050 / 4 / (20 + likeness.index(max(likeness))))
    return median(found)


@pytest.mark.parametrize("voice", ["en-us+edward", "en-us+benjamin"])
@pytest.mark.parametrize("semitones", [-4.0, 4.0])
def test_a_pitch_in_semitones_is_heard_as_such(voice, semitones, pyttsx3):
    text = "We were all away for a year or more, and nobody in the valley ever minded our being gone."
    own, moved = (hertz(pyttsx3.say(spoken(text, voice=voice, pitch=by)).clip.pcm) for by in (0.0, semitones))

    assert moved / own == pytest.approx(2 ** (semitones / 12), rel=0.06)


@given(one=st.floats(*REACH), other=st.floats(*REACH))
def test_a_higher_pitch_is_never_lower(one, other):
    assert (pitch(one) - pitch(other)) * (one - other) >= 0
    assert CURVE[0][0] <= pitch(one) <= CURVE[-1][0]


def test_no_pitch_is_the_voices_own():
    assert pitch(0) == 50


@pytest.mark.parametrize("semitones", [-7.2, 9.0, 12.0, float("nan")])
def test_a_pitch_beyond_the_voices_reach_is_an_error_and_not_another_pitch(semitones):
    with pytest.raises(
        EngineError, match=r"expected a pitch from -7\.1 to 8\.9 semitones for espeak-ng, got"
    ):
        pitch(semitones)


def test_no_voice_of_the_cast_clips(pyttsx3):
    text = "“Father!” shouted the boatman; “all aboard, or we are off without you — now!”"
    for traits in TRAITS:
        pcm = pyttsx3.say(spoken(text, voice=traits.name)).clip.pcm
        assert max(map(abs, struct.unpack(f"<{len(pcm) // 2}h", pcm))) < 30_000


def test_the_cast_has_clear_voices_for_eight_speakers_who_can_be_told_apart():
    families = {traits.family for traits in TRAITS if traits.clarity >= 0.6}

    assert len(families) >= 8
    assert {traits.gender for traits in TRAITS[:2]} == {Gender.MALE, Gender.FEMALE}


# a clip depends on its utterance alone


def test_a_clip_does_not_depend_on_what_was_said_before(pyttsx3):
    texts = ["Once again.", "It was the longest winter in years.", "“Why?”"]
    alone = {
        (text, traits.name): pyttsx3.say(spoken(text, voice=traits.name)).clip
        for text in texts
        for traits in TRAITS
    }

    for text, voice in reversed(alone):
        assert pyttsx3.say(spoken(text, voice=voice)).clip == alone[text, voice]


def test_a_library_that_stays_loaded_is_found_out(pyttsx3, store):
    spec = find("pyttsx3")
    request = Request(spoken("Anything."), spec.engine, spec.probes, None, store, "0" * 64)
    assert _steady(pyttsx3, request)

    kept = ctypes.CDLL(str(files.find().library))  # one more user: it is never unloaded
    try:
        assert not _steady(pyttsx3, request)
    finally:
        library._unload(kept._handle)


# words, never commands


def test_text_never_turns_into_phonemes(pyttsx3):
    word = Token("l'7v@", TokenForm.PHONEMES)

    smuggled = pyttsx3.say(spoken("One [[h@l'oU]] two ", word)).clip

    assert smuggled.pcm == pyttsx3.say(spoken("One ((h@l'oU)) two ", word)).clip.pcm


def test_phonemes_are_said_as_phonemes(pyttsx3):
    phonemes = pyttsx3.say(spoken("Say ", Token("h@l'oU", TokenForm.PHONEMES), " twice.")).clip
    letters = pyttsx3.say(spoken("Say h@l'oU twice.")).clip

    assert phonemes.frames < letters.frames
    assert phonemes.words[-1][:2] == (11, 5)


def test_phonemes_cannot_turn_into_text(pyttsx3):
    one = pyttsx3.say(spoken("Say ", Token("h@l'oU]] x [[", TokenForm.PHONEMES))).clip

    assert one.pcm == pyttsx3.say(spoken("Say ", Token("h@l'oU   x   ", TokenForm.PHONEMES))).clip.pcm


def test_a_nul_does_not_end_a_text(pyttsx3):
    assert pyttsx3.say(spoken("Hello\0 world")).clip.pcm == pyttsx3.say(spoken("Hello  world")).clip.pcm


def test_a_control_character_is_no_command(pyttsx3):
    assert pyttsx3.say(spoken("One\x0150P two")).clip.pcm == pyttsx3.say(spoken("One 50P two")).clip.pcm


def test_markup_is_not_obeyed(pyttsx3):
    marked = pyttsx3.say(spoken('One <break time="9s"/> two')).clip

    assert marked.frames < 6 * marked.frame_rate


@given(one=UTTERANCES)
def test_whatever_the_text_it_has_no_commands_and_keeps_its_places(one):
    spelling = spell(one)

    assert not re.search(r"[\x00-\x1f]", spelling.text)
    assert spelling.text.count("[[") == sum(token.form is TokenForm.PHONEMES for token in one.tokens)
    assert len(spelling.places) == len(spelling.text) + 1
    assert list(spelling.places) == sorted(spelling.places)
    assert (spelling.places[0], spelling.places[-1]) == (0, len(one.text))


@settings(max_examples=40)
@given(text=st.text(min_size=1, max_size=30))
def test_words_stand_inside_the_text_in_order_whatever_it_is(text, pyttsx3):
    try:
        words = pyttsx3.say(spoken(text)).clip.words
    except EngineError:  # nothing but space and what becomes space
        assert not spell(spoken(text)).text.strip()
        return

    assert all(0 <= at < at + length <= len(text) for at, length, _ in words)
    assert [at for at, _, _ in words] == sorted({at for at, _, _ in words})


ODD = [
    "Yes.",
    "U.S.",
    "WWW",
    "1,234,567,890.12",
    "£3.5bn — or €4,000,000?",
    "www.example.org/a/b?c=d&e=f",
    "🙂🇺🇦",
    "(see p. 7, §12)",
    "“— So?”",
    "AAAAAARGH!!!",
    "mmm",
    "Sh!",
    "a",
    "Nguyễn Văn Đạt, Łódź, Þórr, Ağrı",
    "Владимир и Ольга",
    "北京大学",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "re-re-re-election",
    "it is as good as it is to be",
    "@user #topic 50% ½ ² °C",
]


def test_odd_texts_are_said_too(store):
    clips = speak(
        [spoken(text, voice=voice) for text in ODD for voice in ("en-us+edward", "en-gb+f5")], store
    )

    assert all(clips.facts(spoken(text)).frames for text in ODD)


@pytest.mark.parametrize("text", ["…", " ", "“”", "—", ""])
def test_nothing_to_say_is_an_error_and_never_silence(text, store):
    with pytest.raises(EngineError, match="in the voice en-us\\+edward: "):
        speak([spoken(text)], store)


def test_a_long_text_without_a_stop_is_said_to_its_end(store):
    text = "and on it went " * 300

    assert speak([spoken(text)], store).facts(spoken(text)).frames > 22_050 * 100


def test_a_voice_is_found_by_its_name_where_there_is_no_proc(monkeypatch, tmp_path):
    settings = library.Settings("gmw/en-US+edward", 175, 50, 100, phonemes=False)
    with_it = library.speak(files.find(), "One boat, two boats.", settings)
    monkeypatch.setattr(library, "_OPEN_FILES", tmp_path / "none")

    assert library.speak(files.find(), "One boat, two boats.", settings) == with_it


# a library that is missing or broken


def _speak(store):
    with pytest.raises(EngineError) as caught:
        speak([spoken("One, two.")], store)
    return str(caught.value)


HINT = "hint: install it again: python -m pip install --force-reinstall espeakng-loader"


@links
def test_a_missing_library_is_an_error_that_says_what_to_do(package, store):
    path = package() / files.find().library.name
    path.unlink()

    assert _speak(store) == f"a part of espeak-ng is missing: {path}\n{HINT}"
    with pytest.raises(EngineError, match="a part of espeak-ng is missing"):
        find("pyttsx3").check()


@links
def test_all_missing_parts_of_the_data_are_named_at_once(package, store):
    data = package() / "espeak-ng-data"
    (data / "phontab").unlink()
    (data / "intonations").unlink()

    assert _speak(store).count("a part of espeak-ng is missing") == 2


@links
def test_a_broken_library_is_an_error_that_says_what_to_do(package, store):
    path = package() / files.find().library.name
    path.unlink()
    path.write_text("not a library")

    told = _speak(store)

    assert told.startswith(
        "pyttsx3 cannot say 'One, two.' in the voice en-us+edward: espeak-ng's library cannot be loaded"
    )
    assert told.endswith(HINT)


@links
@pytest.mark.parametrize("name", ["phontab", "phondata", "phonindex", "en_dict"])
def test_broken_data_is_an_error(name, package, store):
    path = package() / "espeak-ng-data" / name
    path.unlink()
    path.write_bytes(b"broken")

    assert _speak(store).startswith("pyttsx3 cannot say 'One, two.' in the voice en-us+edward: ")


@links
@pytest.mark.parametrize("name", ["libespeak-ng.so", "espeak-ng-data/phontab", "espeak-ng-data/en_dict"])
def test_the_check_names_a_file_that_is_cut_short(name, package):
    path = package() / name.replace("libespeak-ng.so", files.find().library.name)
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content[: len(content) // 2])

    with pytest.raises(EngineError) as caught:
        find("pyttsx3").check()

    assert str(caught.value) == f"{path} is not as it was installed\n{HINT}"


@links
def test_the_check_says_a_word(package, monkeypatch):
    """Where no list of files tells what was installed."""
    path = package() / "espeak-ng-data" / "phontab"
    path.unlink()
    path.write_bytes(b"broken")
    monkeypatch.setattr(checking, "PACKAGE", "no such package")

    with pytest.raises(EngineError, match=r"pyttsx3 cannot say 'Yes.' in the voice en-us\+edward: "):
        find("pyttsx3").check()


@links
def test_an_edited_voice_is_another_engine(package):
    data = package() / "espeak-ng-data"
    before = find("pyttsx3").fingerprint()
    original = (data / "intonations").read_bytes()
    (data / "intonations").unlink()
    (data / "intonations").write_bytes(original[:-1] + bytes([original[-1] ^ 1]))

    assert find("pyttsx3").fingerprint() != before


@links
def test_the_package_may_stand_in_a_folder_with_a_long_and_foreign_name(package, store, tmp_path):
    package(tmp_path / ("Zoë " * 20) / ("d" * 120))

    assert speak([spoken("One, two.")], store).clip(spoken("One, two.")).frames


def test_the_same_engine_speaks_on_every_system():
    assert str(Pyttsx3()._engine) == "narrate"
