"""What programs take: wall time, processor time, beside the machine's own noise."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

LOOP = 400_000
"""Steps of the loop by which the machine is judged: some 30 ms."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What something took, in seconds."""

    wall: float
    cpu: float
    """User and system, of the process and of all that it has started and waited for."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure that was measured several times."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def least(self) -> float:
        return min(self.values)

    @property
    def most(self) -> float:
        return max(self.values)


def spread(values: Iterable[float]) -> Spread:
    return Spread(tuple(values))


def run(
    command: Sequence[str],
    folder: Path,
    env: Mapping[str, str] | None = None,
    started: Callable[[int], None] = lambda _: None,
) -> Cost:
    """Run a command to its end; return what it took.

    Args:
        command: program and arguments.
        folder: where it is run.
        env: its whole environment; ours if not given.
        started: is told the number of its process.
    """
    return told(command, folder, env, started)[0]


def told(
    command: Sequence[str],
    folder: Path,
    env: Mapping[str, str] | None = None,
    started: Callable[[int], None] = lambda _: None,
) -> tuple[Cost, bytes]:
    """Do as `run`; return also what the command wrote on its standard output."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as complaints:
        start = time.monotonic()
        process = subprocess.Popen(
            command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=complaints
        )
        started(process.pid)
        if hasattr(os, "wait4"):
            _, status, used = os.wait4(process.pid, 0)
            cost = Cost(time.monotonic() - start, used.ru_utime + used.ru_stime)
            process.returncode = os.waitstatus_to_exitcode(status)
        else:  # Windows tells no processor time of a process that has ended
            process.wait()
            cost = Cost(time.monotonic() - start, float("nan"))
        if process.returncode:
            complaints.seek(0)
            words = complaints.read().decode(errors="replace")
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{words[-2000:]}")
        out.seek(0)
        return cost, out.read()


@dataclass
class Noise:
    """How even the machine is: a loop that always does the same, between what is measured."""

    loops: list[Cost] = field(default_factory=list)

    def tick(self) -> None:
        """Time the loop once."""
        wall, cpu = time.monotonic(), time.process_time()
        total = 0
        for number in range(LOOP):
            total += number * number
        self.loops.append(Cost(time.monotonic() - wall, time.process_time() - cpu))

    @property
    def wall(self) -> Spread:
        return spread(loop.wall for loop in self.loops)

    @property
    def cpu(self) -> Spread:
        return spread(loop.cpu for loop in self.loops)

    @property
    def crowd(self) -> Spread:
        """Wall by processor time: 1 where nobody else wants the processor."""
        return spread(loop.wall / max(loop.cpu, 1e-9) for loop in self.loops)


def paired(noise: Noise, repeat: int, *measure: Callable[[], Cost]) -> list[tuple[Cost, ...]]:
    """Measure each in turn, *repeat* times over (A B A B …): what disturbs one disturbs all."""
    rounds = []
    for _ in range(max(repeat, 1)):
        noise.tick()
        rounds.append(tuple(one() for one in measure))
    noise.tick()
    return rounds
