"""Several engines in one edition; voices that are not on this machine."""

from __future__ import annotations

import json
import re
import sys
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING

import pytest

from narration.model import FRAME_RATE
from tests.support.listening import decoded, lufs
from tests.support.tools import package, program
from tests.synthesis.engines.test_command import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.support.projects import Project

MIXED = """\
[narrator]
engine = "pyttsx3"
voice = "en-us+edward"

[speakers."Ada Cole"]
engine = "tone"
voice = "c#4"

[speakers."Ivo Brandt"]
engine = "espeak"
voice = "en-us+f5"
"""

SAID = (
    "The boiler was lit before dawn, and by noon the whole village had come down to look at her. "
    "Nobody had thought that she would ever sail again, least of all the old captain and his crew. "
    "She was painted green and white, with a brass bell that one could hear from the other shore."
)

ARTICLE = f"""\
Ferry returns to Lake Orrin

The ferry across Lake Orrin sailed again yesterday after two years of repairs. {SAID}

Ada Cole said: “{SAID}”

Ivo Brandt said: “{SAID}”
"""


@pytest.fixture
def ferry(project: Project) -> Project:
    project.write("ferry.txt", ARTICLE)
    return project


@pytest.mark.parametrize(("engine", "voice"), [("pyttsx3", "en-us+edward"), ("flite", "rms")])
def test_the_voices_of_three_engines_are_equally_loud(ferry: Project, engine: str, voice: str) -> None:
    if engine == "flite":
        program("flite")
    ferry.write("voices.toml", MIXED.replace("pyttsx3", engine).replace("en-us+edward", voice))
    assert ferry.narrate("build", "ferry.txt").code == 0
    samples = decoded(ferry.edition()["ferry.mp3"])
    cues = re.findall(
        r"^(\d+):(\d+):([\d.]+) --> (\d+):(\d+):([\d.]+)\n(?:<v ([^>]*)>)?",
        ferry.edition()["ferry.vtt"].decode(),
        re.M,
    )

    sounds: dict[str, list[int]] = {}
    for *times, who in cues:
        h, m, s, hh, mm, ss = map(float, times)
        start, end = (round((60 * (60 * a + b) + c) * FRAME_RATE) for a, b, c in ((h, m, s), (hh, mm, ss)))
        sounds.setdefault(who, []).extend(samples[start:end])
    levels = {who: lufs(sound) for who, sound in sounds.items() if len(sound) > 5 * FRAME_RATE}

    assert len(levels) == 3, levels
    assert max(levels.values()) - min(levels.values()) < 1.0, levels
    assert fmean(levels.values()) == pytest.approx(-19, abs=1.5)


FOUR = """\
[narrator]
engine = "espeak"
voice = "en-us+edward"

[speakers."Ada Cole"]
engine = "flite"
voice = "slt"

[speakers."Ivo Brandt"]
engine = "piper"
voice = "en_GB-ivo-low"

[speakers."Mara Quill"]
engine = "command"
voice = "ann"

[engines.piper]
folder = "voices"

[engines.command]
run = [{python}, "speaker.py", "{{voice}}", "{{rate}}", "0"]
voices = {{ ann = "female" }}
"""

QUIET = 0.002
"""Of full scale: -54 dB, so little that the end of a word which fades away counts as sound."""


@pytest.fixture
def four(ferry: Project) -> Project:
    """Voices of 22.05, 16, 22.05 and 16 kHz: espeak-ng, flite, a model for piper, a program."""
    program("flite")
    for name in ("piper", "onnx"):
        package(name)
    from narration.synthesis.engines.piper import engine  # noqa: F401, PLC0415 - ours first
    from tests.synthesis.engines import tiny_voice  # noqa: PLC0415 - only where the packages are

    (ferry.folder / "voices").mkdir()
    tiny_voice.make(ferry.folder / "voices", "en_GB-ivo-low", 330)
    ferry.write("speaker.py", PROGRAM)
    ferry.write("voices.toml", FOUR.format(python=json.dumps(sys.executable)))
    ferry.write("ferry.txt", f"{ARTICLE}\nMara Quill said: “{SAID}”\n")
    return ferry


def test_the_voices_of_four_engines_are_equally_loud_and_pause_alike(four: Project) -> None:
    run = four.narrate("build", "ferry.txt")
    assert run.code == 0, run.err
    samples = decoded(four.edition()["ferry.mp3"])
    passages = four.manifest()["passages"]

    sounds: dict[str, list[int]] = {}
    pauses: dict[str, list[float]] = {}
    for passage in passages:
        start, end = (round(passage[at] * FRAME_RATE / 1000) for at in ("start", "end"))
        sounds.setdefault(passage["voice"]["engine"], []).extend(samples[start:end])
    for before, after in pairwise(one for one in passages if one["source"]):
        if before["voice"] == after["voice"] and before["source"]["line"] == after["source"]["line"]:
            silence = _silence(samples, round((before["end"] + after["start"]) / 2 * FRAME_RATE / 1000))
            pauses.setdefault(before["voice"]["engine"], []).append(silence)
    levels = {engine: lufs(sound) for engine, sound in sounds.items()}

    assert set(levels) == set(pauses) == {"espeak", "flite", "piper", "command"}
    assert max(levels.values()) - min(levels.values()) < 1.0, levels
    # 350 ms between sentences, and what is left of the silence around words: 363 to 388
    assert all(350 <= silence <= 400 for found in pauses.values() for silence in found), pauses


def _silence(samples: Sequence[int], middle: int) -> float:
    """Return the ms of silence around a frame."""
    ends = []
    for step in (-1, 1):
        at = middle
        while 0 <= at < len(samples) and abs(samples[at]) < QUIET * 32768:
            at += step
        ends.append(at)
    return (ends[1] - ends[0]) * 1000 / FRAME_RATE


SHEET = '[narrator]\nvoice = "en-us+edwrad"\n\n[speakers."Ada Cole"]\nengine = "command"\nvoice = "ann"\n'


def test_voices_that_are_not_on_this_machine_are_errors_with_the_nearest(ferry: Project) -> None:
    ferry.write("voices.toml", SHEET)

    run = ferry.narrate("build", "ferry.txt")

    assert run.code == 4
    assert "unknown voice 'en-us+edwrad'" in run.err
    assert "did you mean en-us+edward?" in run.err
    assert "voices.toml:6:1: unknown voice 'ann'" in run.err


def test_substitutions_are_stated_in_the_report_and_as_json(ferry: Project) -> None:
    ferry.write("voices.toml", SHEET)

    run = ferry.narrate("build", "ferry.txt", "--substitute", "--json")

    assert run.code == 0, run.err
    told = [
        ("pyttsx3's voice en-us+edwrad is not on this machine; en-us+edward instead", 2),
        ("command's voice ann is not on this machine; a voice by rule instead", 6),
    ]
    remarks = run.events[-1]["remarks"]
    assert [(remark["message"], remark["line"]) for remark in remarks][:2] == told

    again = ferry.narrate("build", "ferry.txt", "--substitute")

    assert "nothing changed" in again.err
    assert all(f"note: voices.toml:{line}:1: {message}" in again.err for message, line in told)


def test_what_is_wrong_in_the_table_of_an_engine_is_said_at_its_place(ferry: Project) -> None:
    ferry.write("voices.toml", '[engines.command]\nrun = "say"\n[engines.tone]\nloud = 1\n[engines.comand]\n')

    assert ferry.narrate("build", "ferry.txt").err == (
        'voices.toml:2:1: run: expected a list of names, ["…", "…"], got \'say\'\n'
        '    run = "say"\n    ^\n'
        "voices.toml:3:1: nothing can be set for the engine tone\n    [engines.tone]\n    ^\n"
        "voices.toml:5:1: unknown engine 'comand'\n    [engines.comand]\n    ^\nhint: did you mean command?\n"
    )


STIFF = """\
[narrator]
engine = "command"

[engines.command]
run = [{python}, "speaker.py", "{{voice}}", "175", "0"]
voices = {{ ann = "female", bob = "male" }}
"""


def test_a_program_that_takes_no_rate_reads_an_article_with_headings(ferry: Project) -> None:
    ferry.write("ferry.txt", f"{ARTICLE}\nA new timetable\n\nShe sails twice a day.\n")
    ferry.write("speaker.py", PROGRAM)
    sheet = STIFF.format(python=json.dumps(sys.executable))
    ferry.write("voices.toml", sheet)

    run = ferry.narrate("build", "ferry.txt")

    assert run.code == 0, run.err
    assert "cannot be spoken" not in run.err
    ferry.write("voices.toml", f"{sheet}\n[edition]\nspeed = 2\n")
    assert "note: narrator: 350 words a minute cannot be spoken; 175 instead" in (
        ferry.narrate("build", "ferry.txt").err
    )
