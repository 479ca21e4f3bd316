"""Whole builds whose processes are killed, stopped, or crash: the same bytes, or an error that says why."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import processes
from tests.support.projects import ARTICLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.projects import Project

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="processes are found in /proc, of Linux alone"
)

ROOT = Path(__file__).parents[2]

KILLS = int(os.environ.get("NARRATE_KILLS", "6"))
"""The gate asks for more."""

BODY = "\n\n".join(
    f"Paragraph {number} of a long report on the ferry, which says little that is new. Ada Cole said: "
    f"“We have waited {number} days for the boat, and we can wait for another.”"
    for number in range(24)
)
LONG = f"A long report\n\n{BODY}\n"
"""Takes a second or two to build, and has some 24 stretches."""

VOICES = '[narrator]\nengine = "pyttsx3"\n'

PLUGIN = """
import ctypes, os, signal, time
from array import array
from math import sin
from pathlib import Path
from narration.model import Clip, Gender, VoiceTraits
from narration.synthesis import EngineSpec, Take

class Plugin:
    def say(self, utterance):
        words = Path("words").read_text() if Path("words").exists() else "no such words"
        once = Path("once")
        if words in utterance.text and not (once.exists() and once.read_text()):
            if once.exists():
                once.write_text("done")
            how = Path("how").read_text()
            if how == "segfault":
                ctypes.string_at(0)
            if how == "memory":  # what the kernel does to a process that has eaten all of it
                os.kill(os.getpid(), signal.SIGKILL)
            time.sleep(60)
        frames = 1000 * len(utterance.text)
        samples = array("h", (round(6000 * sin(n / 20)) for n in range(frames)))
        return Take(Clip(samples.tobytes(), 22050), frames / 22050)

SPEC = EngineSpec(
    name="plugin",
    engine="plugin:Plugin",
    traits=(VoiceTraits("one", Gender.UNKNOWN, 100, 1.0, "one"),),
    voices=lambda: ["one"],
    fingerprint=lambda: "1",
    check=lambda: "here",
    probes=("one",),
    limit=(1.0, 0),
)
"""


def started(project: Project, *arguments: str, path: str = "") -> subprocess.Popen[str]:
    """Start a build whose processes are known by the project's folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "narration", "build", *arguments],
        cwd=project.folder,
        env={**os.environ, processes.MARK: str(project.folder), "PYTHONPATH": path or str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(child: subprocess.Popen[str]) -> tuple[int, str]:
    """Return the exit code of a build, and what it said."""
    _, complaints = child.communicate(timeout=120)
    return child.returncode, complaints


def forget(project: Project, dice: random.Random, share: float = 1.0) -> None:
    """Remove the edition, and a *share* of everything that is stored: clips, levels, encoded stretches."""
    for path in project.folder.glob("out/*/*"):
        path.unlink()
    for path in sorted(project.folder.parent.glob("cache/*/*/*")):
        if dice.random() < share:
            path.unlink()


def halves(project: Project) -> list[Path]:
    """Return what was left half written of editions; the store is pruned of what a kill leaves."""
    return list((project.folder / "out").rglob("*.part"))


@pytest.fixture
def report(project: Project) -> Iterator[Project]:
    """A long article with real voices, built once."""
    project.write("voices.toml", VOICES)
    project.write("report.txt", LONG)
    assert project.narrate("build", "report.txt", "-q").code == 0
    yield project
    for pid in processes.marked(str(project.folder)):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def disturbed(report: Project, disturb: Callable[[str, random.Random], bool], times: int) -> None:
    """Build again and again with something missing; *disturb* each build at a random moment."""
    undisturbed = report.edition("report")
    mark, dice = str(report.folder), random.Random(times)
    done = 0
    while done < times:
        forget(report, dice, share=0.5)
        child = started(report, "report.txt", "-q")
        while child.poll() is None:
            time.sleep(dice.uniform(0.05, 0.5))
            done += child.poll() is None and disturb(mark, dice)
        code, complaints = ended(child)
        # a process may have been hit three times in the same task
        assert code == 0 or (code == 5 and "Traceback" not in complaints and "hint: " in complaints), (
            complaints
        )
        processes.gone(mark, within=10)
        if code:
            assert report.narrate("build", "report.txt", "-q").code == 0
        assert report.edition("report") == undisturbed
        assert not halves(report)


def hit(number: int, pids: list[int], dice: random.Random) -> bool:
    """Send a signal to one of some processes; say whether there was one."""
    if not pids:
        return False
    try:
        os.kill(dice.choice(pids), number)
    except ProcessLookupError:
        return False
    return True


def test_workers_killed_at_random_change_no_byte(report: Project) -> None:
    disturbed(report, lambda mark, dice: hit(signal.SIGKILL, processes.workers(mark), dice), KILLS)


def test_workers_stopped_at_random_change_no_byte(report: Project) -> None:
    disturbed(report, lambda mark, dice: hit(signal.SIGSTOP, processes.workers(mark), dice), -(-KILLS // 3))


def test_an_ffmpeg_killed_in_mid_mix_changes_no_byte(report: Project) -> None:
    def kill(mark: str, dice: random.Random) -> bool:
        end = time.monotonic() + 1
        while time.monotonic() < end:  # they live for a moment
            if hit(signal.SIGKILL, processes.programs(mark, "ffmpeg"), dice):
                return True
        return False

    disturbed(report, kill, -(-KILLS // 3))


def plugged(project: Project, how: str) -> str:
    """Have everybody read by an engine of somebody else's that can be told to fail; return its place."""
    site = project.folder.parent / "site"
    information = site / "plugin-1.0.dist-info"
    information.mkdir(parents=True)
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: plugin\nVersion: 1.0\n")
    (information / "entry_points.txt").write_text("[narration.engines.v1]\nplugin = plugin:SPEC\n")
    (site / "plugin.py").write_text(PLUGIN)
    project.write("voices.toml", '[narrator]\nengine = "plugin"\n')
    project.write("ferry.txt", ARTICLE)
    project.write("other.txt", "Another report\n\nThere is nothing new on the lake today.\n")
    project.write("how", how)
    return os.pathsep.join([str(site), str(ROOT)])


FAILURES = {
    "segfault": "the process crashed (SIGSEGV)",
    "memory": "the process crashed (SIGKILL)",
    "hang": "took more than 1 s",
}


@pytest.mark.parametrize("how", FAILURES)
def test_an_engine_that_fails_once_gives_the_same_bytes(project: Project, how: str) -> None:
    path = plugged(project, how)
    assert ended(started(project, "ferry.txt", "-q", path=path))[0] == 0
    undisturbed = project.edition()
    forget(project, random.Random(1))
    project.write("words", "bold step")
    project.write("once", "")

    code, complaints = ended(started(project, "ferry.txt", "-q", path=path))

    assert (code, complaints) == (0, "")
    assert (project.folder / "once").read_text() == "done"
    assert project.edition() == undisturbed


@pytest.mark.parametrize("how", FAILURES)
def test_an_engine_that_always_fails_is_told_with_words_and_voice_and_the_others_are_built(
    project: Project, how: str
) -> None:
    path = plugged(project, how)
    project.write("words", "bold step")

    code, complaints = ended(started(project, "ferry.txt", "other.txt", "-q", path=path))

    assert code == 5
    assert "plugin cannot say" in complaints
    assert "bold step" in complaints
    assert "in the voice one" in complaints
    assert FAILURES[how] in complaints
    assert "Traceback" not in complaints
    assert not (project.folder / "out/ferry").exists()
    assert set(project.edition("other")) == {"other.mp3", "other.vtt", "other.json", "index.html"}
    processes.gone(str(project.folder), within=10)
    assert not halves(project)


STAGES = {
    "reading": lambda *_: True,
    "speaking": lambda project, _: any(project.folder.parent.glob("cache/clips/*/*")),
    "mixing": lambda _, mark: bool(processes.programs(mark, "ffmpeg")),
    "encoding": lambda project, _: any(project.folder.parent.glob("cache/encoded/*/*")),
    "publishing": lambda project, _: any(
        path.stat().st_size > 4000 for path in project.folder.glob("out/report/.report.mp3.*.part")
    ),
}
"""How one sees from outside that a stage of a build has begun."""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("stage", STAGES)
def test_an_interrupted_build_is_gone_in_a_moment(report: Project, stage: str, number: int) -> None:
    """In 0.2 s where there is nothing else to do; the rest of the bound is the machine's."""
    undisturbed, mark = report.edition("report"), str(report.folder)
    forget(report, random.Random(1))
    child = started(report, "report.txt", "-q")
    while not processes.workers(mark):
        assert child.poll() is None
        time.sleep(0.005)
    while child.poll() is None and not STAGES[stage](report, mark):
        time.sleep(0.002)

    child.send_signal(number)
    took = processes.gone(mark, within=5)
    code, complaints = ended(child)

    with report.capture.disabled():
        sys.stderr.write(f"{stage}, {signal.Signals(number).name}: gone after {took:.2f} s\n")
    if code:  # else it was just ready
        assert code == (130 if number == signal.SIGINT else 128 + number)
        assert "Traceback" not in complaints
        assert not list(report.folder.glob("out/report/*.mp3"))
    assert not halves(report)
    assert report.narrate("build", "report.txt", "-q").code == 0
    assert report.edition("report") == undisturbed


def test_two_builds_at_once_share_a_store(report: Project) -> None:
    """Of one article, of another that says the same, and of both."""
    report.write("again.txt", LONG)
    assert report.narrate("build", "again.txt", "-q").code == 0
    undisturbed = report.edition("report"), report.edition("again")
    for pair in (["report.txt", "report.txt"], ["report.txt", "again.txt"]):
        forget(report, random.Random(1))
        children = [started(report, name, "-q") for name in pair]
        assert [ended(child)[0] for child in children] == [0, 0]
        assert report.narrate("build", "again.txt", "report.txt", "-q").code == 0
        assert (report.edition("report"), report.edition("again")) == undisturbed
        assert not halves(report)
    processes.gone(str(report.folder), within=10)
