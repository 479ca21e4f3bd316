from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narration import samples
from narration.errors import EngineError
from narration.model import Token, TokenForm, Utterance
from narration.synthesis import find
from narration.synthesis.engines.flite.engine import HISS, Flite, ascii_only
from tests.support.tools import program
from tests.synthesis.engines.contract import EngineContract
from tests.synthesis.utterances import utterance


@pytest.fixture(scope="module")
def flite():
    return program("flite")


@pytest.mark.usefixtures("flite")
class TestFlite(EngineContract):
    name = "flite"
    tells_words = False


@pytest.mark.usefixtures("flite")
@pytest.mark.parametrize("voice", ["slt", "rms", "awb", "kal16"])
def test_every_voice_takes_about_as_long_as_the_others(voice):
    said = "We were all away for a year or more, and nobody in the valley ever minded our being gone."
    take = Flite().say(utterance(said, voice, engine="flite"))

    assert take.clip.frames / take.clip.frame_rate == pytest.approx(take.seconds, rel=0.25)


@pytest.mark.usefixtures("flite")
def test_typographic_marks_are_heard_as_the_plain_ones():
    marked = Flite().say(utterance("“Don’t go,” said Zoë Łuk.", "kal16", engine="flite")).clip

    assert marked == Flite().say(utterance('"Don\'t go," said Zoe Luk.', "kal16", engine="flite")).clip


@pytest.mark.usefixtures("flite")
def test_phonemes_are_an_error():
    said = utterance("", "slt", engine="flite")
    with pytest.raises(EngineError, match="takes words only"):
        Flite().say(Utterance((Token("h@", TokenForm.PHONEMES),), "en", said.timbre))


@pytest.mark.parametrize(("text", "sign"), [("In Бахмут.", "Б"), ("For £5.", "£")])
def test_a_letter_that_flite_cannot_read_is_an_error_and_not_silence(text, sign):
    with pytest.raises(EngineError, match=f"flite reads English letters only, got '{sign}'"):
        ascii_only(text)


@given(st.text(st.sampled_from(string.printable + "“”‘’–—…éüñøłßæœ\x00\x07"), max_size=40))
def test_what_flite_gets_is_printable_ascii(text):
    assert all(c.isascii() and c.isprintable() for c in ascii_only(text))


def test_without_the_program_it_is_missing_and_has_no_voices(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    spec = find("flite")

    assert spec.missing().hint == "install flite: apt install flite on Debian and Ubuntu"
    assert not spec.voices()
    with pytest.raises(EngineError, match="there is no program flite"):
        Flite().say(utterance("One.", "slt", engine="flite"))


@pytest.mark.usefixtures("flite")
@pytest.mark.parametrize("voice", ["slt", "rms", "awb", "kal16"])
def test_the_hiss_before_and_behind_the_words_is_cut(voice):
    clip = Flite().say(utterance("However, the man had found it.", voice, engine="flite")).clip
    twenty = 2 * clip.frame_rate // 50

    assert samples.peak(clip.pcm[:twenty]) > HISS
    assert samples.peak(clip.pcm[-twenty:]) > HISS
