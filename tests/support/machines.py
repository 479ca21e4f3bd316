"""A cluster as a user starts one: a scheduler, and workers that are processes with a cache folder each."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.support import processes

ROOT = Path(__file__).parents[2]

WORKER = """
import platform, sys
from distributed.cli.dask_worker import main
import narration.work.member, narration.synthesis.saying
if len(sys.argv) > 2:
    platform.machine = lambda: sys.argv[2]
sys.stdin.readline()
options = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--death-timeout", "60"]
main(["--scheduler-file", sys.argv[1], *options])
"""
"""Comes when it is told to, so that nobody waits for its imports; may say that it has another processor."""


@dataclass
class Machine:
    """A worker, and what its machine keeps."""

    process: subprocess.Popen[str]
    cache: Path

    def come(self) -> None:
        """Join the cluster."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        """End it, and with it what it had begun."""
        os.kill(self.process.pid, signal.SIGKILL)

    @property
    def spoken(self) -> int:
        """Clips that it has kept in a folder of its own."""
        return sum(1 for _ in self.cache.rglob("clips/*/*"))


@dataclass
class Machines:
    """All of a cluster."""

    folder: Path
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """The file that the scheduler writes."""
        return str(self.folder / "scheduler.json")

    def scheduler(self) -> None:
        """Start the scheduler, and wait until it can be reached."""
        options = ["--port", "0", "--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", self.address]
        self._start(self.folder, "-m", "distributed.cli.dask_scheduler", *options)
        end = time.monotonic() + 30
        while not Path(self.address).exists():
            assert time.monotonic() < end
            time.sleep(0.05)

    def machine(self, name: str, processor: str = "") -> Machine:
        """Start a machine; its worker has yet to `come`."""
        cache = self.folder / name
        process = self._start(cache, "-c", WORKER, self.address, *([processor] if processor else []))
        return Machine(process, cache)

    def alone(self) -> None:
        """Kill all workers."""
        self._kill(self.started[1:])
        del self.started[1:]

    def end(self) -> None:
        """Kill all that is left."""
        self._kill(self.started)

    def _kill(self, ended: list[subprocess.Popen[str]]) -> None:
        for process in ended:
            process.kill()
            process.communicate()

    def _start(self, cache: Path, *arguments: str) -> subprocess.Popen[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("NARRATE_")}
        environment |= {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(cache)}
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=self.folder,
            env={**environment, processes.MARK: str(self.folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.started.append(process)
        return process
