"""Processes of a build as /proc shows them: Linux only."""

from __future__ import annotations

import os
import time
from pathlib import Path

MARK = "NARRATE_TEST"
"""Variable in the environment of a build by which all its processes are known."""


def marked(mark: str) -> dict[int, str]:
    """Return the command line of each process of the build that has *mark* in its environment."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if f"{MARK}={mark}\0".encode() in (entry / "environ").read_bytes():
                found[int(entry.name)] = (entry / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue  # it ended while we looked, or is not ours
    return {pid: line for pid, line in found.items() if line and pid != os.getpid()}


def gone(mark: str, within: float) -> float:
    """Return how many seconds it took until no process was left; fail after *within*."""
    start = time.monotonic()
    while left := marked(mark):
        assert time.monotonic() - start < within, left
        time.sleep(0.005)
    return time.monotonic() - start


def workers(mark: str) -> list[int]:
    return [pid for pid, line in marked(mark).items() if "narration.work.serving" in line]


def programs(mark: str, name: str) -> list[int]:
    """Return the processes that run a program whose path has *name* in it."""
    return [pid for pid, line in marked(mark).items() if name in line.partition(" ")[0]]
