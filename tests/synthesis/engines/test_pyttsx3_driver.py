"""What the espeak driver that pyttsx3 brings does wrong, ours must do right."""

from __future__ import annotations

import time
import wave
from pathlib import Path

import pytest
import pyttsx3

from narration.errors import EngineError
from narration.synthesis.engines.pyttsx3 import driver
from narration.synthesis.engines.pyttsx3.files import find
from narration.synthesis.engines.pyttsx3.library import Settings, speak
from narration.synthesis.engines.pyttsx3.voices import identifier, names


class Listener:
    """An engine of pyttsx3's with our driver, and what it has told."""

    def __init__(self):
        driver.register()
        self.sounds, self.errors = [], []
        self.engine = pyttsx3.Engine(driver.NAME)
        self.engine.connect(driver.SOUND, lambda sound, **_: self.sounds.append(sound))
        self.engine.connect("error", lambda exception, **_: self.errors.append(exception))

    def run(self, *texts):
        self.sounds.clear()
        for text in texts:
            self.engine.say(text)
        self.engine.runAndWait()
        assert not self.errors
        return list(self.sounds)


@pytest.fixture
def listener():
    return Listener()


def frames(path):
    with wave.open(str(path)) as file:
        return file.getnframes()


def test_the_first_run_has_written_its_file_when_it_returns(listener, tmp_path):
    listener.engine.save_to_file("The very first words.", str(tmp_path / "first.wav"))
    listener.engine.runAndWait()

    assert frames(tmp_path / "first.wav") > 20_000


def test_no_utterance_comes_out_empty_or_cut_short(listener):
    texts = ["Yes.", "It was the longest winter that anybody could remember.", "No."] * 15

    lengths = [len(sound.pcm) for sound in listener.run(*texts)]

    assert len(lengths) == len(texts)
    assert len(set(lengths)) == 3


def test_no_setting_is_lost_between_two_utterances(listener):
    lengths = {150: set(), 300: set()}
    for _ in range(8):
        for rate, heard in lengths.items():
            listener.engine.setProperty("rate", rate)
            [sound] = listener.run("It was the longest winter in years.")
            heard.add(len(sound.pcm))

    assert [len(heard) for heard in lengths.values()] == [1, 1]
    assert min(lengths[150]) > 1.8 * max(lengths[300])


def test_several_files_in_one_run_are_all_written(listener, tmp_path):
    paths = [tmp_path / f"{n}.wav" for n in range(3)]
    for path, text in zip(paths, ["One.", "One, two.", "One, two, three."], strict=True):
        listener.engine.save_to_file(text, str(path))
    listener.engine.runAndWait()

    lengths = [frames(path) for path in paths]
    assert lengths == sorted(set(lengths))


def test_an_empty_run_says_nothing_again(listener):
    assert len(listener.run("Once.")) == 1
    assert listener.run() == []


@pytest.mark.parametrize("path", [Path("/nowhere/at/all.wav"), "/nowhere/at/all.wav"])
def test_a_file_that_cannot_be_written_is_an_error_and_no_hang(listener, path):
    listener.engine.save_to_file("Lost words.", path)
    listener.engine.runAndWait()

    assert [type(error) for error in listener.errors] == [FileNotFoundError]


def test_a_path_may_be_a_path(listener, tmp_path):
    listener.engine.save_to_file("Some words.", tmp_path / "path.wav")
    listener.engine.runAndWait()

    assert frames(tmp_path / "path.wav")


def test_two_engines_do_not_take_each_others_sound():
    one, other = Listener(), Listener()

    one.engine.setProperty("rate", 300)

    assert len(one.run("The same words.")[0].pcm) < len(other.run("The same words.")[0].pcm)
    assert len(one.sounds) == len(other.sounds) == 1


@pytest.mark.parametrize(
    ("setting", "value", "complaint"),
    [
        ("voice", "en-us+nobody", "espeak-ng has no voice 'en-us+nobody'"),
        ("voice", "xx", "espeak-ng has no voice 'xx'"),
        ("rate", 150.0, "expected a whole number from 80 to 525, got 150.0"),
        ("rate", "150", "expected a whole number from 80 to 525, got '150'"),
        ("rate", True, "expected a whole number from 80 to 525, got True"),
        ("rate", 79, "expected a whole number from 80 to 525, got 79"),
        ("pitch", 100, "expected a whole number from 0 to 99, got 100"),
        ("volume", 101, "expected a whole number from 0 to 100, got 101"),
        ("phonemes", 1, "expected True or False, got 1"),
    ],
)
def test_a_setting_that_cannot_be_is_an_error_and_changes_nothing(listener, setting, value, complaint):
    before = listener.engine.getProperty(setting)

    listener.engine.setProperty(setting, value)
    listener.engine.runAndWait()

    assert [str(error).splitlines()[0] for error in listener.errors] == [complaint]
    assert listener.engine.getProperty(setting) == before


def test_a_setting_can_be_read_back_before_anything_is_said(listener):
    listener.engine.runAndWait()
    for name, value in [("rate", 200), ("pitch", 60), ("volume", 40), ("voice", "en-gb+f5")]:
        listener.engine.setProperty(name, value)
        assert listener.engine.getProperty(name) == value


def say(voice, text="One.", **changes):
    settings = {"rate": 175, "pitch": 50, "volume": 60, "phonemes": False, **changes}
    return speak(find(), text, Settings(identifier(voice), **settings))


def test_every_language_that_is_offered_is_spoken_in():
    codes = [name for name in names() if "+" not in name]

    assert len(codes) > 100
    for code in codes:  # `speak` sees that the voice it gets is the one it asked for
        say(code)


def test_every_variant_that_is_offered_is_a_voice_of_its_own_and_always_the_same():
    variants = [name for name in names() if name.startswith("en-us+")]

    sounds = {variant: say(variant).pcm for variant in variants}

    assert len(variants) > 100
    assert len(set(sounds.values())) > 0.9 * len(variants)  # some are copies of others
    # in another order: noise and flutter begin anew for each, wherever the library keeps them
    assert all(say(variant).pcm == sounds[variant] for variant in reversed(variants))


@pytest.mark.parametrize("name", ["en-us+Edward", "en-us+annie", "en-us+", "EN-US", "gmw/en-US", "", "+f5"])
def test_a_name_is_taken_as_it_is_written_or_not_at_all(name, listener):
    listener.engine.setProperty("voice", name)
    listener.engine.runAndWait()

    assert len(listener.errors) == 1


def test_a_voice_that_the_library_takes_for_another_is_an_error():
    settings = Settings("gmw/en-US+nobody", 175, 50, 60, phonemes=False)

    with pytest.raises(EngineError, match=r"expected espeak-ng's voice gmw/en-US\+nobody, got gmw/en-US"):
        speak(find(), "One.", settings)


def test_all_voices_are_listed_with_their_variants(listener):
    voices = {voice.id: voice for voice in listener.engine.getProperty("voices")}

    assert {"en-gb", "en-us+edward", "en-gb-x-rp+edward", "de+f2"} <= set(voices)
    assert voices["de+f2"].languages == ["de"]


def test_a_file_has_the_rate_and_the_sound_that_the_library_gives(listener, tmp_path):
    listener.engine.save_to_file("Some words.", str(tmp_path / "a.wav"))
    [sound] = listener.run("Some words.")

    with wave.open(str(tmp_path / "a.wav")) as file:
        assert file.getframerate() == sound.frame_rate == 22_050
        assert file.readframes(file.getnframes()) == sound.pcm


def test_a_long_text_takes_time_in_proportion(listener):
    def seconds(text):
        start = time.process_time()
        listener.run(text)
        return time.process_time() - start

    sentence = "It was the longest winter in years, and nobody minded. "
    seconds(sentence)

    assert seconds(sentence * 160) < 3 * 8 * max(0.02, seconds(sentence * 20))


def test_nothing_is_printed(listener, tmp_path, capfd):
    listener.engine.save_to_file("Some words.", str(tmp_path / "a.wav"))
    listener.run("Some words.")

    assert capfd.readouterr() == ("", "")


def test_nothing_waits(listener, monkeypatch):
    def never(_):
        raise AssertionError

    monkeypatch.setattr(time, "sleep", never)

    assert len(listener.run(*["Hello."] * 5)) == 5


def test_a_loop_of_somebody_elses_is_served_too(listener):
    listener.engine.startLoop(useDriverLoop=False)
    listener.engine.say("Some words.")
    listener.engine.iterate()
    listener.engine.endLoop()

    assert len(listener.sounds) == 1


def test_words_are_told_in_code_points_with_the_frame_they_begin_at():
    text = "Über “naïve” 🙂 cafés she laughed."
    sound = say("en-us", text)

    told = {text[at:].split(maxsplit=1)[0].strip("“”.") for at, _, _ in sound.words}
    places = [frame for _, _, frame in sound.words]

    assert {"Über", "naïve", "cafés", "she", "laughed"} <= told
    assert places == sorted(places)
    assert 0 <= places[0] < places[-1] < len(sound.pcm) // 2
