"""Whole builds on machines that die, come late or do not fit: the bytes are those of a local build."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import processes, tools
from tests.support.machines import ROOT, Machines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.projects import Project

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="processes are found in /proc, of Linux alone"
)

VOICES = '[narrator]\nengine = "pyttsx3"\n'

ARTICLES = ("north.txt", "south.txt")

SHARE = "share"

WITHIN = 60.0
"""Seconds in which whatever is waited for must come."""


def _article(name: str) -> str:
    """Seconds of work for one processor."""
    body = "\n\n".join(
        f"Paragraph {number} of a report on the {name} ferry, which says little that is new. Ada Cole said: "
        f"“We have waited {number} days for the {name} boat, and we can wait for another.”"
        for number in range(40)
    )
    return f"A report on the {name} ferry\n\n{body}\n"


def _editions(project: Project) -> list[dict[str, bytes]]:
    return [project.edition(Path(name).stem) for name in ARTICLES]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    tools.package("distributed")
    made = Machines(tmp_path_factory.mktemp("machines"))
    made.scheduler()
    yield made
    made.end()


@pytest.fixture
def machines(cluster: Machines) -> Iterator[Machines]:
    """A scheduler without workers."""
    yield cluster
    cluster.alone()


@pytest.fixture(scope="module")
def at_home() -> list[list[dict[str, bytes]]]:
    """What this machine builds alone; filled by the first test."""
    return []


@pytest.fixture
def archive(
    project: Project, at_home: list[list[dict[str, bytes]]], monkeypatch: pytest.MonkeyPatch
) -> Project:
    """Articles of which nothing is made yet, and a store at a URL."""
    project.write("voices.toml", VOICES)
    for name in ARTICLES:
        project.write(name, _article(Path(name).stem))
    if not at_home:
        assert project.narrate("build", "-q", *ARTICLES).code == 0
        at_home.append(_editions(project))
        shutil.rmtree(project.folder / "out")
    (project.folder / SHARE).mkdir()
    monkeypatch.setenv("NARRATE_CACHE", (project.folder / SHARE).as_uri())
    monkeypatch.setenv("XDG_CACHE_HOME", str(project.folder / "own"))
    return project


def _clips(project: Project) -> int:
    return sum(1 for _ in (project.folder / SHARE / "clips").glob("*/*"))


def _until(true: Callable[[], object]) -> None:
    end = time.monotonic() + WITHIN
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def _started(project: Project, machines: Machines) -> subprocess.Popen[str]:
    """Start a build on the machines, and wait until something has been spoken."""
    child = subprocess.Popen(
        [sys.executable, "-m", "narration", "build", "-q", *ARTICLES, "--cluster", machines.address],
        cwd=project.folder,
        env={**os.environ, processes.MARK: str(project.folder), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    _until(lambda: _clips(project) or child.poll() is not None)
    assert child.poll() is None, child.communicate()
    return child


def _ended(child: subprocess.Popen[str]) -> tuple[int, str]:
    _, complaints = child.communicate(timeout=WITHIN)
    return child.returncode, complaints


def test_a_machine_that_is_killed_changes_no_byte(
    archive: Project, machines: Machines, at_home: list[list[dict[str, bytes]]]
) -> None:
    one, two = machines.machine("killed"), machines.machine("left")
    one.come()
    two.come()
    child = _started(archive, machines)
    _until(lambda: one.spoken)
    one.kill()
    before = _clips(archive)

    assert _ended(child) == (0, "")
    assert _editions(archive) == at_home[0]
    assert _clips(archive) > before, "there was nothing left to do"


def test_a_machine_that_comes_in_mid_run_takes_part(
    archive: Project, machines: Machines, at_home: list[list[dict[str, bytes]]]
) -> None:
    """Each keeps what it makes in its own folder, not where the client does."""
    one, two = machines.machine("first"), machines.machine("second")
    one.come()
    child = _started(archive, machines)
    assert two.spoken == 0
    two.come()

    assert _ended(child) == (0, "")
    assert _editions(archive) == at_home[0]
    assert one.spoken > 0
    assert two.spoken > 0


def test_a_machine_that_comes_and_does_not_fit_is_named_and_not_used(
    archive: Project, machines: Machines, at_home: list[list[dict[str, bytes]]]
) -> None:
    fit, unfit = machines.machine("fit"), machines.machine("unfit", processor="abacus")
    fit.come()
    child = _started(archive, machines)
    unfit.come()
    code, complaints = _ended(child)

    assert code == 0
    assert "would make other sound: processor: expected " in complaints
    assert "got abacus" in complaints
    assert _editions(archive) == at_home[0]
    assert unfit.spoken == 0


def test_an_interrupted_build_leaves_the_machines_idle(
    archive: Project, machines: Machines, at_home: list[list[dict[str, bytes]]]
) -> None:
    for name in ("idle", "also idle"):
        machines.machine(name).come()
    child = _started(archive, machines)
    child.send_signal(signal.SIGINT)
    code, complaints = _ended(child)
    processes.gone(str(archive.folder), within=10)

    assert code == 130
    assert "Traceback" not in complaints
    assert not list(archive.folder.glob("out/*/*.mp3"))
    time.sleep(1)  # a group lasts half a second
    before = _clips(archive)
    time.sleep(1)
    assert _clips(archive) == before, "they go on for nobody"

    again = archive.narrate("build", "-q", *ARTICLES, "--cluster", machines.address)
    assert again.code == 0, again.err
    assert _editions(archive) == at_home[0]
