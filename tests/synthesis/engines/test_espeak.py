from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from narration.model import Timbre, Token, TokenForm, Utterance
from narration.synthesis import find
from narration.synthesis.engines.espeak.engine import Espeak
from narration.synthesis.engines.pyttsx3.engine import Pyttsx3
from tests.synthesis.engines.contract import EngineContract


class TestEspeak(EngineContract):
    name = "espeak"


HARD = "“Why not?” asked the boatman [sic]; 72 of them\x01 were there!"


@pytest.mark.parametrize("voice", find("espeak").probes)
@pytest.mark.parametrize(("rate", "pitch"), [(175, 0.0), (240, -2.5)])
def test_it_sounds_as_through_pyttsx3_to_the_byte(voice, rate, pitch):
    tokens = (Token(HARD), Token(" Say "), Token("h@l'oU", TokenForm.PHONEMES))
    through = Utterance(tokens, "en", Timbre("pyttsx3", voice, rate, pitch))
    straight = replace(through, timbre=replace(through.timbre, engine="espeak"))

    assert Espeak().say(straight) == Pyttsx3().say(through)


def test_it_tells_each_word_at_its_time():
    said = "Seven grey boats came home."
    clip = Espeak().say(Utterance((Token(said),), "en", Timbre("espeak", "en-us+f5"))).clip

    assert [said[at : at + length] for at, length, _ in clip.words] == said.strip(".").split()
    assert all(0 <= frame < clip.frames for _, _, frame in clip.words)


def test_it_does_without_pyttsx3():
    program = (
        "import sys; sys.modules['pyttsx3'] = None\n"
        "from narration.model import Timbre, Token, Utterance\n"
        "from narration.synthesis.engines.espeak.engine import Espeak\n"
        "print(Espeak().say(Utterance((Token('Yes.'),), 'en', Timbre('espeak', 'en-us'))).clip.frames > 0)"
    )

    assert (
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout == b"True\n"
    )
