"""A build that is killed anywhere leaves no worker and no half file, and the next one completes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.projects import ARTICLE

if TYPE_CHECKING:
    from tests.support.projects import Project

KILLS = int(os.environ.get("NARRATE_KILLS", "6"))
"""The gate asks for more."""


@pytest.mark.skipif(sys.platform != "linux", reason="workers are found in /proc, which only Linux has")
def test_killed_builds_leave_no_worker_and_the_next_one_gives_the_same_bytes(project: Project) -> None:
    project.write("ferry.txt", ARTICLE)
    start = time.monotonic()
    project.narrate("build", "ferry.txt")
    whole = time.monotonic() - start
    undisturbed = project.edition()
    dice = random.Random(1)

    for _ in range(KILLS):
        _forget(project, dice)
        child = subprocess.Popen(
            [sys.executable, "-m", "narration", "build", "ferry.txt", "-q"],
            cwd=project.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(dice.uniform(0, whole + 0.5))
        child.kill()
        child.wait()

        _await_no_worker(child.pid, project.folder)
        project.narrate("build", "ferry.txt", "-q")
        assert project.edition() == undisturbed


def _forget(project: Project, dice: random.Random) -> None:
    """Remove the edition, and half of all that is stored: there is work of each kind to be killed in."""
    for path in project.folder.glob("out/ferry/*"):
        path.unlink()
    for path in sorted(project.folder.parent.glob("cache/*/*/*")):
        if dice.random() < 0.5:
            path.unlink()


def _await_no_worker(parent: int, folder: Path) -> None:
    """Wait until no process that *parent* started is left; ten seconds is more than any clip takes."""
    end = time.monotonic() + 10
    while left := _processes_in(folder, parent):
        assert time.monotonic() < end, left
        time.sleep(0.05)


def _processes_in(folder: Path, parent: int) -> list[str]:
    """Return the command lines of processes whose current folder is *folder*."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) in {os.getpid(), parent}:
            continue
        try:
            if (entry / "cwd").readlink() == folder:
                found.append((entry / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue  # it ended while we looked, or is not ours
    return found
