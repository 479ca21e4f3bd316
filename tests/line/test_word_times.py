"""Word times of the transcript: they are those of the decoded sound."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from narration.publishing.finished import transcript
from tests.support.listening import decoded
from tests.support.projects import ARTICLE, TONE
from tests.support.tools import node_package, program
from tests.synthesis.engines.test_command import PROGRAM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.projects import Project

MOST = 50
"""Milliseconds by which a word may begin beside its time."""

_STAMP = re.compile(r"<(\d\d):(\d\d):(\d\d\.\d{3})>([^<\s]+)")

PAUSES = """\
Ferry returns to Lake Orrin

The ferry is back, after two years, and everybody is here: old men, nobody else, and Ivo – all of them.

“We are off,” said Ada Cole, “and nobody, not even Ivo, is allowed on.”
"""
"""Words after a pause that begin with a sound, not with the silence in which lips close for a “p”."""

CLEAR = """\
[narrator]
voice = "en-us+edward"
[speakers."Ada Cole"]
voice = "en-us+benjamin"
[edition]
word_times = true
"""
"""Voices without breath, whose pauses are silent."""


def _build(project: Project, article: str, sheet: str) -> Path:
    project.write("ferry.txt", article)
    project.write("voices.toml", sheet)
    run = project.narrate("build", "ferry.txt")
    assert (run.code, "does not tell" in run.err) == (0, False)
    return project.folder / "out/ferry/ferry.mp3"


def _stamps(mp3: Path) -> list[tuple[int, str]]:
    """Return (ms, word) of each word with a time."""
    text = mp3.with_suffix(".vtt").read_text("utf-8")
    return [
        (int(h) * 3_600_000 + int(m) * 60_000 + round(1000 * float(s)), word)
        for h, m, s, word in _STAMP.findall(text)
    ]


def _onsets(mp3: Path, silence: int, share: float) -> list[int]:
    """Return when it begins to sound, in ms, after at least *silence* ms in which it is soft."""
    samples = decoded(mp3.read_bytes())
    hops = [max(map(abs, samples[at : at + 220])) for at in range(0, len(samples) - 220, 220)]
    soft = share * max(hops)
    found, quiet = [], 0
    for hop, loudest in enumerate(hops):
        if loudest > soft and quiet * 5 >= silence:
            found.append(round(hop * 220 / 44.1))
        quiet = 0 if loudest > soft else quiet + 1
    return found


def test_each_hummed_word_begins_when_the_transcript_says(project: Project) -> None:
    mp3 = _build(project, ARTICLE, f"{TONE}[edition]\nword_times = true\n")

    stamps, onsets = _stamps(mp3), _onsets(mp3, 20, 0.1)

    assert len(stamps) > 60
    for ms, word in stamps:
        assert min(abs(onset - ms) for onset in onsets) <= 12, (ms, word)


def test_a_word_after_a_pause_begins_when_the_transcript_says(project: Project) -> None:
    mp3 = _build(project, PAUSES, CLEAR)

    text = mp3.with_suffix(".vtt").read_text("utf-8")
    after = [match.start() for match in re.finditer(r"(?<=[,:–][ \n])<", text)]
    stamps = dict(zip([match.start() for match in _STAMP.finditer(text)], _stamps(mp3), strict=True))
    onsets = _onsets(mp3, 60, 0.02)

    assert [stamps[at][1] for at in after][1:] == ["after", "and", "old", "nobody", "and", "all", "not", "is"]
    for at in after:
        ms, word = stamps[at]
        assert min(abs(onset - ms) for onset in onsets) <= MOST, (ms, word)


def test_without_the_key_no_word_has_a_time_and_the_cues_are_the_same(project: Project) -> None:
    timed = _build(project, ARTICLE, f"{TONE}[edition]\nword_times = true\n")
    with_times = transcript(timed.with_suffix(".vtt"))
    sound = timed.read_bytes()

    plain = _build(project, ARTICLE, TONE)

    assert not _stamps(plain)
    assert transcript(plain.with_suffix(".vtt")) == with_times
    assert plain.read_bytes() == sound
    assert project.narrate("check", str(plain)).code == 0


@pytest.mark.parametrize("times", ["true", "false"])
def test_a_strict_parser_takes_the_transcript(project: Project, times: str) -> None:
    mp3 = _build(project, PAUSES, f"[edition]\nword_times = {times}\nquotes = 'all'\n")
    parser = node_package("webvtt-parser") / "parser.js"
    script = (
        f"const {{WebVTTParser}} = require({json.dumps(str(parser))});"
        "const text = require('fs').readFileSync(process.argv[1], 'utf8');"
        "const read = new WebVTTParser().parse(text, 'subtitles/captions/descriptions');"
        "console.log(JSON.stringify([read.errors, read.cues.length]))"
    )
    vtt = mp3.with_suffix(".vtt")

    done = subprocess.run([program("node"), "-e", script, str(vtt)], capture_output=True, check=True)

    assert json.loads(done.stdout) == [[], len(transcript(vtt))]


def test_an_engine_that_does_not_tell_is_a_warning(project: Project) -> None:
    project.write("hum.py", PROGRAM)
    project.write("ferry.txt", "Ferry returns\n\nIt is back.\n")
    run = json.dumps([sys.executable, str(project.folder / "hum.py"), "{voice}", "{rate}", "{pitch}"])
    engine = f'[engines.command]\nrun = {run}\nvoices = {{ ann = "female" }}\n'
    project.write("voices.toml", f'{engine}[narrator]\nengine = "command"\n[edition]\nword_times = true\n')

    built = project.narrate("build", "ferry.txt")

    assert built.code == 0, built.err
    assert "the engine command does not tell when words begin: its cues have no word times" in built.err
    assert not _stamps(project.folder / "out/ferry/ferry.mp3")
