"""Shows where the time of one build goes: by stage, by task of the processes, by function."""

from __future__ import annotations

import io
import json
import pstats
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from workplace import Workplace

FUNCTIONS = 15
"""How many are shown."""


@dataclass
class Taken:
    """What all calls of one name took."""

    times: int = 0
    wall: float = 0
    cpu: float = 0
    children: float = 0
    """Processor time of processes that ended meanwhile: every ffmpeg."""


def _read(trace: Path) -> list[tuple[str, str, int, float, float, float]]:
    return [json.loads(line) for line in trace.read_text("utf-8").splitlines()] if trace.exists() else []


def processes(trace: Path) -> list[str]:
    """Return the programs that were started, by the trace of a build."""
    return [name for kind, name, *_ in _read(trace) if kind == "process"]


def show(place: Workplace, articles: Sequence[str]) -> Iterator[str]:
    """Build *articles* from nothing; yield what took how long."""
    trace = place.folder / "trace"
    place.cold(*articles)  # so that nothing is compiled or read from the disk for the first time
    place.clear()
    cost = place.traced(trace, ["build", "--quiet", *articles])
    yield f"a cold build: wall {1000 * cost.wall:.0f} ms, user+sys {1000 * cost.cpu:.0f} ms; in ms:"
    yield f"{'':7} {'what':36} {'calls':>6} {'wall':>7} {'own user+sys':>13} {'of ffmpeg':>10}"
    taken: dict[tuple[str, str], Taken] = {}
    for kind, name, _, wall, cpu, children in _read(trace):
        one = taken.setdefault((kind, name), Taken())
        one.times, one.wall = one.times + 1, one.wall + wall
        one.cpu, one.children = one.cpu + cpu, one.children + children
    for (kind, name), one in sorted(
        taken.items(), key=lambda item: ("start", "stage", "task", "process").index(item[0][0])
    ):
        if kind == "process":
            yield f"{kind:7} {name:36} {one.times:6}"
        else:
            yield (
                f"{kind:7} {name:36} {one.times:6} {1000 * one.wall:7.0f} {1000 * one.cpu:13.0f} "
                f"{1000 * one.children:10.0f}"
            )
    yield "stages are in the main process (pipeline.make holds what follows it), tasks in the others"
    yield ""
    yield from _functions(place, articles)


def _functions(place: Workplace, articles: Sequence[str]) -> Iterator[str]:
    """Yield the functions of the main process that take the most time of their own."""
    profile = place.folder / "profile"
    place.clear()
    place.traced(
        place.folder / "trace",
        ["build", "--quiet", *articles],
        ["-m", "cProfile", "-o", str(profile.absolute())],
    )
    text = io.StringIO()
    stats = pstats.Stats(str(profile), stream=text)
    stats.strip_dirs().sort_stats("tottime").print_stats(FUNCTIONS)
    yield "the main process by function (cProfile, which slows it down):"
    yield from (line for line in text.getvalue().splitlines() if line.strip())
