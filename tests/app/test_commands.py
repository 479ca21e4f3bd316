from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import wave
from typing import TYPE_CHECKING

import pytest

from narration.synthesis.engines import system
from tests.support import systems
from tests.support.projects import ARTICLE, TONE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.projects import Project


@pytest.fixture
def ferry(project: Project) -> Project:
    project.write("ferry.txt", ARTICLE)
    return project


def test_a_pitch_that_the_engine_cannot_reach_is_told_before_anything_is_said(ferry: Project) -> None:
    ferry.write("voices.toml", '[narrator]\nvoice = "edward"\npitch = 9\n')
    ferry.write("people.toml", '[people."Ada Cole"]\npitch = -8\n')

    voices, out = ferry.narrate("build", "ferry.txt"), ferry.folder / "out"
    ferry.write("voices.toml", "")
    people = ferry.narrate("build", "ferry.txt")

    assert (voices.code, people.code, out.exists()) == (4, 4, False)
    assert "hint: did you mean en-us+edward?" in voices.err
    assert "voices.toml:3:1: pitch: expected semitones from -7.1 to 8.9" in voices.err
    assert "people.toml:2:1: pitch: expected semitones from -7.1 to 8.9" in people.err


def test_the_script_is_a_line_for_each_quotation(ferry: Project) -> None:
    run = ferry.narrate("script", "ferry.txt")

    assert run.code == 0
    assert re.sub(r"\(\d\.\d\d\)", "(#)", run.out) == (
        "7: Ada Cole (#): “We never thought we would see her again. [‘said:’ + name before]\n"
        "9: Ada Cole (#): “Then the boiler was lit, and the whole village came down to look.” "
        "[continues line 7]\n"
        "13: Ivo Brandt (#): “It is a fine boat,” [‘said’ + pronoun after; ‘he’: Ivo Brandt]\n"
        "13: Ivo Brandt (#): “but it is slow.” [goes on from line 13]\n"
        "15: narrator, fragment of The council (#): “bold step” [‘called’ earlier in the sentence]\n"
    )


def test_the_whole_script_lists_what_is_dropped_where_it_stands(ferry: Project) -> None:
    run = ferry.narrate("script", "ferry.txt", "--all")

    assert run.out.splitlines()[:2] == [
        "1: narrator: Ferry returns to Lake Orrin",
        "3: narrator: By Tamsin Vale",
    ]
    assert run.out.splitlines()[-3:] == [
        "17: dropped, picture credit: Luis Ferran",
        "17: narrator: The ferry leaves the jetty for the first time since the storm",
        "17: dropped, markup: [/caption]",
    ]


def test_the_json_script_gives_the_article_back_to_the_letter(ferry: Project) -> None:
    run = ferry.narrate("script", "ferry.txt", "--json")

    script = json.loads(run.out)
    spans = sorted(
        (part["start"], part["end"], part["text"]) for part in script["segments"] + script["dropped"]
    )
    assert all(ARTICLE[start:end] == text for start, end, text in spans)
    assert "".join("".join(text.split()) for _, _, text in spans) == "".join(ARTICLE.split())
    assert {speaker["name"] for speaker in script["speakers"]} >= {"Ada Cole", "Ivo Brandt"}


def test_a_correction_is_obeyed_and_said(ferry: Project) -> None:
    ferry.write("ferry.script.toml", '[[quote]]\ntext = "It is a fine boat"\nspeaker = "Ada Cole"\n')

    run = ferry.narrate("script", "ferry.txt")

    assert "13: Ada Cole (1.00): “It is a fine boat,”" in run.out
    assert "ferry.script.toml:1:1: " in run.err or "ferry.script.toml:2:" in run.err


def test_the_cast_is_a_line_for_each_voice(ferry: Project) -> None:
    run = ferry.narrate("cast", "ferry.txt")

    assert run.code == 0
    assert run.err.startswith("voices: voices.toml\n")
    assert [line.split(":")[0] for line in run.out.splitlines()] == [
        *("narrator", "unattributed", "headings", "captions"),
        *("Ada Cole", "Ivo Brandt"),
    ]


def test_a_cast_explains_which_voices_were_passed_over_and_why(ferry: Project) -> None:
    ferry.write("voices.toml", "")
    ferry.write("ferry.txt", "".join(f"Tom Test{n} said: “I told him, and he went.”\n\n" for n in range(9)))

    plain, explained = (ferry.narrate("cast", "ferry.txt", *more).out for more in ((), ("--explain",)))

    reasons = [line for line in explained.splitlines() if line.startswith("  passed over ")]
    assert reasons
    assert all("'s" in reason or "the unattributed voice" in reason for reason in reasons)
    assert [line for line in explained.splitlines() if line not in reasons] == plain.splitlines()


def test_a_cast_that_is_written_down_stays_and_keeps_the_comments(ferry: Project) -> None:
    ferry.write("voices.toml", f"# the house\n{TONE}")
    before = ferry.narrate("cast", "ferry.txt").out

    run = ferry.narrate("cast", "ferry.txt", "--write")

    assert run.err.endswith("voices.toml: Ada Cole, Ivo Brandt pinned\n")
    sheet = (ferry.folder / "voices.toml").read_text("utf-8")
    assert sheet.startswith(f"# the house\n{TONE}")
    after = ferry.narrate("cast", "ferry.txt").out
    assert re.sub(r" \(.*", "", after) == re.sub(r" \(.*", "", before)
    assert ferry.narrate("cast", "ferry.txt", "--write").err.endswith("voices.toml: nothing to pin\n")


def test_voices_are_listed_a_line_each(project: Project) -> None:
    run = project.narrate("voices", "--engine", "tone")

    assert run.out.startswith("a2: male, 110 Hz, clarity 1.00\n")


def test_of_a_voice_that_is_not_cast_it_is_said_what_was_measured_or_that_nothing_was(
    project: Project,
) -> None:
    listed = project.narrate("voices", "--all").out.splitlines()

    assert any(line.startswith("en-gb+edward: male, 100 Hz, clarity 0.") for line in listed)
    assert {"en-us+whisper: not measured", "de+f2: not measured"} <= set(listed)


def test_a_sample_of_a_voice_is_a_wav_file(project: Project) -> None:
    run = project.narrate("voices", "--engine", "tone", "a5", "--say", "Good evening", "--to", "hello.wav")

    assert (run.code, run.err) == (0, "a5: hello.wav\n")
    with wave.open(str(project.folder / "hello.wav")) as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
        assert sound.getnframes() > sound.getframerate() // 2


def test_an_unknown_voice_is_an_error_with_the_nearest(project: Project) -> None:
    run = project.narrate("voices", "en-us+edwrad", "--say", "Good evening")

    assert (run.code, run.err) == (4, "unknown voice en-us+edwrad\nhint: did you mean en-us+edward?\n")


def test_an_unknown_engine_is_an_error_with_those_there_are(project: Project) -> None:
    run = project.narrate("voices", "--engine", "harp")

    assert run.code == 2
    assert run.err.startswith("unknown engine harp\nhint: choose one of command, espeak, flite")


def test_an_engine_that_is_missing_is_an_error_with_what_to_do(project: Project) -> None:
    run = project.narrate("voices", "--engine", "command")

    assert (run.code, run.err) == (
        5,
        "the engine command is missing: no program is set\n"
        "hint: put run and voices under [engines.command] in voices.toml\n",
    )


def test_the_voices_of_an_engine_are_those_that_voices_toml_sets(project: Project) -> None:
    project.write("voices.toml", '[engines.command]\nrun = ["speak"]\nvoices = { ann = "female" }\n')

    assert project.narrate("voices", "--engine", "command").out == "ann: female, not measured\n"


def test_the_doctor_finds_nothing_wrong_here(project: Project) -> None:
    run = project.narrate("doctor")

    assert run.code == 0, run.out
    assert "not installed: engine command: no program is set (put run and voices under" in run.out
    checks = [line.split(": ")[1] for line in run.out.splitlines() if line.startswith("ok: ")]
    checks = [check for check in checks if check not in {"engine flite", "engine piper"}]  # may be missing
    assert checks == [
        *("narrate", "engine espeak", "engine pyttsx3", "engine tone", "voices", "ffmpeg"),
        *("packages", "store", "output", "speech", "network"),
    ]


def test_the_doctor_says_what_is_wrong_and_leaves_with_its_code(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(project.folder / "no-such-ffmpeg"))

    run = project.narrate("doctor")

    assert run.code == 5
    assert re.search(r"^FAILED: ffmpeg\n.+\nhint: ", run.out, re.MULTILINE)


def test_a_voices_file_that_is_not_there_is_an_error_unless_it_is_to_be_written(ferry: Project) -> None:
    assert ferry.narrate("cast", "ferry.txt", "--voices", "new.toml").code == 2
    assert ferry.narrate("cast", "ferry.txt", "--voices", ".", "--write").code == 2

    run = ferry.narrate("cast", "ferry.txt", "--voices", "new.toml", "--write")

    assert run.code == 0
    assert (ferry.folder / "new.toml").is_file()


def test_not_a_number_is_no_speed(ferry: Project) -> None:
    run = ferry.narrate("build", "ferry.txt", "--speed", "nan")

    assert run.code == 2
    assert "nan is not a number" in run.err


def test_what_a_terminal_cannot_show_is_named_and_json_is_whole(ferry: Project) -> None:
    ferry.write("ferry.txt", ARTICLE.replace("Ivo Brandt", "Ivo Brańdt"))
    command = [sys.executable, "-m", "narration", "script", "ferry.txt"]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}

    plain, as_json = (
        subprocess.run(
            [*command, *more], cwd=ferry.folder, env=environment, capture_output=True, check=True
        ).stdout
        for more in ([], ["--json"])
    )

    assert b"Ivo Bra\\u0144dt" in plain
    assert "Ivo Brańdt" in [speaker["name"] for speaker in json.loads(as_json)["speakers"]]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
def test_a_build_that_is_told_to_end_leaves_nothing_behind(project: Project, tmp_path: Path) -> None:
    project.write("ferry.txt", ARTICLE + "\n\nThe boat sails on. " * 3000)
    (tmp_path / "tmp").mkdir()
    child = subprocess.Popen(
        [sys.executable, "-m", "narration", "build", "ferry.txt", "--no-cache"],
        cwd=project.folder,
        env={**os.environ, "TMPDIR": str(tmp_path / "tmp")},
        stderr=subprocess.DEVNULL,
    )
    time.sleep(1.5)

    child.terminate()

    assert child.wait(60) == 128 + signal.SIGTERM
    assert list((tmp_path / "tmp").iterdir()) == []
    assert not list(project.folder.glob("out/ferry/*"))


def test_a_file_that_is_written_through_a_link_stays_linked_and_keeps_its_mode(ferry: Project) -> None:
    real = ferry.write("house.toml", TONE)
    real.chmod(0o600)
    (ferry.folder / "voices.toml").unlink()
    (ferry.folder / "voices.toml").symlink_to(real)

    ferry.narrate("cast", "ferry.txt", "--write")

    assert (ferry.folder / "voices.toml").is_symlink()
    assert "Ada Cole" in real.read_text("utf-8")
    assert real.stat().st_mode & 0o777 == 0o600


@pytest.fixture
def macos(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A system whose voices are those of the stand-in for macOS."""
    monkeypatch.setattr(system, "PLATFORM", "darwin")
    monkeypatch.syspath_prepend(systems.MACOS)
    system.installed.cache_clear()
    yield
    system.installed.cache_clear()


NSSS = """\
[narrator]
engine = "nsss"

[engines.nsss]
voices = { Bob = "male", Ada = "female" }
"""


@pytest.mark.usefixtures("macos")
def test_the_voices_of_a_system_are_listed_heard_and_read_an_article(ferry: Project) -> None:
    listed = ferry.narrate("voices", "--engine", "nsss")
    assert [line.partition(":")[0] for line in listed.out.splitlines()] == [
        "Ada",
        "Bob",
        "Kim (de-DE)",
        "Kim (fr-FR)",
    ]
    assert "note: the engine nsss: nobody has tried it yet" in listed.err
    assert ferry.narrate("voices", "--engine", "nsss", "--listen").code == 0
    assert ferry.narrate("voices", "--engine", "nsss", "--say", "Hello.").code == 2
    assert ferry.narrate("voices", "Ada", "--engine", "nsss", "--say", "Hello.").code == 0

    ferry.write("voices.toml", NSSS)
    run = ferry.narrate("build", "ferry.txt")

    assert run.code == 0, run.err
    assert ferry.manifest()["cast"][0]["voice"]["name"] == "Bob"


@pytest.mark.usefixtures("macos")
def test_an_untried_engine_that_does_not_work_is_no_fault_of_the_machine(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "ok: engine nsss: 4 voices" in project.narrate("doctor").out
    system.installed.cache_clear()
    (project.folder / "objc.py").write_text("raise ImportError('no bridge')")
    monkeypatch.syspath_prepend(project.folder)

    run = project.narrate("doctor")

    assert (
        "not usable: engine nsss: pyttsx3 cannot reach the voices of macOS: ImportError: no bridge" in run.out
    )
    assert run.code == 0
