from __future__ import annotations

import shlex
import sys
import time
from dataclasses import replace
from textwrap import dedent

import pytest

from narration.errors import EngineError
from narration.model import Gender, Reach, Token, TokenForm
from narration.synthesis import find, speak
from narration.synthesis.engines import running
from narration.synthesis.engines.command.engine import Command
from tests.synthesis.engines.contract import EngineContract
from tests.synthesis.utterances import utterance

PROGRAM = dedent("""
    import struct, sys, wave
    voice, rate, pitch = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
    text = sys.stdin.buffer.read().decode("utf-8")
    period = round({"ann": 80, "bob": 160}[voice] / 2 ** (pitch / 12))
    beep = struct.pack("<h", 9000) * (period // 2) + struct.pack("<h", -9000) * (period - period // 2)
    frames = round(len(text) * 0.07 * 175 / rate * 16000)
    with wave.open(sys.stdout.buffer, "wb") as file:
        file.setparams((1, 2, 16000, frames, "NONE", ""))
        file.writeframes(bytes(800) + beep * (frames // period) + bytes(800))
""")
"""Hums for as long as its text is; its voices are told apart by their note."""


def program(folder, text=PROGRAM):
    path = folder / "speaker.py"
    path.write_text(text, encoding="utf-8")
    return path


def made(path, *arguments, **values):
    table = {
        "run": [sys.executable, str(path), *arguments],
        "voices": {"ann": "female", "bob": "male"},
        **values,
    }
    return find("command").configure(table)


@pytest.fixture(scope="class")
def spec(tmp_path_factory):
    return made(program(tmp_path_factory.mktemp("program")), "{voice}", "{rate}", "{pitch}")


class TestCommand(EngineContract):
    name = "command"
    tells_words = False


def complaint(spec, said):
    with pytest.raises(EngineError) as caught:
        Command(spec.settings).say(said)
    return str(caught.value)


def ann(text="Once again.", **changes):
    return utterance(text, "ann", engine="command", **changes)


# what is told the program


def test_the_program_reads_the_text_and_nothing_that_could_be_a_command(tmp_path):
    told = tmp_path / "told"
    path = program(
        tmp_path, f"import sys; open({str(told)!r}, 'wb').write(sys.stdin.buffer.read()); sys.exit(3)"
    )

    complaint(made(path), ann("“Zoë” [[rate 9]] <break/>\x01 end"))

    assert told.read_text(encoding="utf-8") == "“Zoë” ((rate 9))  break/   end"


def test_each_place_is_filled_and_other_braces_stay(tmp_path):
    spec = made(program(tmp_path), "{voice}-{rate}/{speed}@{pitch}:{language}", "{other}", '{"a": 1}')

    assert spec.settings.filled({"voice": "ann", "rate": "350"})[2:] == [
        "ann-350/{speed}@{pitch}:{language}",
        "{other}",
        '{"a": 1}',
    ]


def test_a_voice_with_blanks_and_quotes_stays_one_argument(tmp_path):
    path = program(tmp_path, "import sys; sys.exit(repr(sys.argv[1:]))")
    spec = made(path, "{voice}", voices={'a "b"; c': "unknown"})

    assert complaint(spec, utterance("One.", 'a "b"; c', engine="command")).endswith(": ['a \"b\"; c']")


def test_a_rate_or_a_pitch_that_the_program_is_not_told_is_an_error(tmp_path):
    spec = made(program(tmp_path), "{voice}", "175", "0")

    assert "cannot be told to say 240 words a minute\nhint: put {rate}" in complaint(spec, ann(rate=240))
    assert "cannot be told a pitch of 2\nhint: put {pitch}" in complaint(spec, ann(pitch=2.0))
    assert spec.reach == Reach(
        (0, 0), (175, 175), "put {pitch} and {rate} or {speed} into run under [engines.command]"
    )
    assert made(program(tmp_path), "{speed}").reach.rate == (80, 525)
    assert made(program(tmp_path), "{pitch}{rate}").reach == Reach()


def test_phonemes_are_an_error(tmp_path):
    said = replace(ann(), tokens=(Token("h@l'oU", TokenForm.PHONEMES),))

    assert "takes words only, got phonemes" in complaint(made(program(tmp_path)), said)


# what comes back


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "sys.exit('no such model\\nplease install it')",
            "ended with code 1: no such model: please install it",
        ),
        ("", "got no sound at all"),
        ("print('hello')", "expected a WAVE file, got b'hello\\n'"),
        ("sys.stdout.buffer.write(b'RIFF____WAVEfmt ')", "the WAVE file ends before its sound"),
    ],
)
def test_what_went_wrong_is_said_in_the_programs_own_words(body, expected, tmp_path):
    assert complaint(made(program(tmp_path, f"import sys\n{body}")), ann()).endswith(expected)


def test_a_program_that_takes_too_long_is_ended_even_if_it_leaves_another_behind(tmp_path):
    path = program(tmp_path, "import os; os.system('sleep 5')")
    start = time.monotonic()

    assert complaint(made(path, timeout=1), ann()).endswith(
        f"{shlex.quote(sys.executable)} took more than 1 s"
    )
    assert time.monotonic() - start < 4


def test_a_program_that_never_stops_writing_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "LARGEST", 1_000_000)
    path = program(tmp_path, "import sys\nwhile True: sys.stdout.buffer.write(bytes(4096))")

    assert "wrote more than 1 MB" in complaint(made(path), ann())


def test_a_program_that_is_not_there_is_an_error_with_what_to_do(tmp_path):
    spec = find("command").configure({"run": ["no-such-program"], "voices": {"ann": "female"}})

    assert complaint(spec, ann()) == (
        "there is no program 'no-such-program'\nhint: install it, or correct run in voices.toml"
    )
    with pytest.raises(EngineError, match="there is no program"):
        spec.check()


def test_the_words_and_the_voice_are_named(tmp_path, store):
    spec = made(program(tmp_path, "import sys; sys.exit('out of paper')"))

    with pytest.raises(
        EngineError, match=r"command cannot say 'Once again\.' in the voice ann: .*out of paper"
    ):
        speak([ann()], store, engines={"command": spec})


def test_a_clip_of_another_length_than_the_text_has_is_an_error(tmp_path, store):
    path = program(tmp_path, PROGRAM.replace("len(text)", "400"))

    with pytest.raises(EngineError, match=r"it lasts 28\.0 s where about 0\.9 s were expected"):
        speak([ann()], store, engines={"command": made(path, "{voice}", "175", "0")})


# what is known of it


def test_another_program_another_argument_and_another_file_are_another_sound(tmp_path):
    path = program(tmp_path)
    before = made(path).fingerprint()

    assert made(path, "--better").fingerprint() != before
    path.write_text(PROGRAM + "# a new version", encoding="utf-8")
    assert made(path).fingerprint() != before


def test_without_a_program_it_is_missing_and_says_what_to_do():
    spec = find("command").configure({})

    assert spec.missing().hint == "put run and voices under [engines.command] in voices.toml"
    assert not spec.voices()


def test_casting_knows_whom_the_voices_fit(tmp_path):
    traits = made(program(tmp_path)).traits

    assert [(one.name, one.gender) for one in traits] == [("ann", Gender.FEMALE), ("bob", Gender.MALE)]
