"""What a cluster makes of an archive: a simulation from costs measured here, held against two real runs.

    python benchmarks/cluster_model.py [--articles 20] [--no-check]

Needs the extra ``cluster``.  Measures what an article costs its client and the workers, what Dask's scheduler
costs for a task with a resource (1, 2, 4 workers) and what the cache does; simulates 1 to 1,000 workers, each
with a processor of its own, the client with eight; then builds the same articles with 1 and 2 workers.
Latency and bandwidth of a cache in a network are assumed, and printed.
"""

from __future__ import annotations

import argparse
import heapq
import sys
import tempfile
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from cluster_costs import built, measured, overhead, round_trip  # noqa: E402 - the path goes first
from workplace import processors  # noqa: E402 - same

from narration.work.costs import Costs  # noqa: E402 - same
from tests.quality.corpus import load  # noqa: E402 - same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cluster_costs import Article, Overhead

ARCHIVE = 1_000_000
WORKERS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
READERS = 8
"""Processors of the client's machine."""
LATENCY, BANDWIDTH = 0.005, 1.25e9
"""Of the cache in a network, assumed: 5 ms, 10 Gbit/s."""
BUSY = 0.8
"""Part of their time that workers should be busy."""


@dataclass
class Server:
    """Does one thing after the other, in as many places as it has."""

    free: list[float]
    busy: float = 0.0

    def serve(self, now: float, seconds: float) -> float:
        """Return when what comes now is done."""
        end = max(now, heapq.heappop(self.free)) + seconds
        heapq.heappush(self.free, end)
        self.busy += seconds
        return end


@dataclass(frozen=True)
class Result:
    rate: float
    """Articles a second."""
    busy: dict[str, float]
    """Part of its time, by who it is."""


@dataclass
class Simulation:
    """One client, one scheduler, some workers; each event is the arrival of something at a server."""

    article: Article
    over: Overhead
    workers: int
    readers: int = READERS
    latency: float = LATENCY
    bandwidth: float = BANDWIDTH

    def __post_init__(self) -> None:
        places = {"client": 1, "scheduler": 1, "cache": 1, "readers": self.readers, "workers": self.workers}
        self.servers = {name: Server([0.0] * number) for name, number in places.items()}
        self.costs, self.numbers = Costs(), count()
        for kind, (_, seconds) in enumerate(self.article.tasks):
            self.costs.learn(str(kind), 1, seconds + self.latency)
        self.events: list[tuple[float, int, int, int, tuple[tuple[str, float], ...]]] = []
        self.groups: dict[int, int] = {}
        """Of each article, those that are on their way."""

    def run(self, articles: int) -> Result:
        """Build so many articles; some are in the works at once, as in `narration.app.crew`."""
        started = min(self.workers + 2, articles)
        for number in range(started):
            self.begin(0.0, number)
        now = 0.0
        while self.events:
            now, _, number, step, way = heapq.heappop(self.events)
            if way:
                (name, seconds), *rest = way
                self.send(self.servers[name].serve(now, seconds), number, step, *rest)
            elif self.arrived(now, number, step) and started < articles:
                self.begin(now, started)
                started += 1
        busy = {name: one.busy / now / len(one.free) for name, one in self.servers.items()}
        return Result(articles / now, busy)

    def begin(self, now: float, number: int) -> None:
        self.groups[number] = 1
        self.send(now, number, 0, ("readers", self.article.read), ("client", self.article.client / 2))

    def arrived(self, now: float, number: int, step: int) -> bool:
        """Go on with an article of which a group is back; return whether it is done."""
        self.groups[number] -= 1
        if self.groups[number] or step > len(self.article.tasks):
            return not self.groups[number]
        if step == len(self.article.tasks):
            self.groups[number] = 1
            self.send(now, number, step + 1, ("client", self.article.client / 2))
        else:
            self.give(now, number, step)
        return False

    def give(self, now: float, number: int, step: int) -> None:
        """Give out the tasks of a kind in groups, as `narration.work.cluster` does."""
        waiting, seconds = self.article.tasks[step]
        bytes_each = self.article.stored / sum(tasks for tasks, _ in self.article.tasks)
        there = ("client", self.over.client / 2), ("scheduler", self.over.scheduler / 2)
        while waiting:
            size = self.costs.group(str(step), waiting, self.workers)
            waiting -= size
            self.groups[number] += 1
            busy = self.over.worker + size * (seconds + self.latency)
            work = ("workers", busy), ("cache", size * bytes_each / self.bandwidth)
            self.send(now, number, step + 1, *there, *work, *reversed(there))

    def send(self, now: float, number: int, step: int, *way: tuple[str, float]) -> None:
        heapq.heappush(self.events, (now, next(self.numbers), number, step, way))


def shards(article: Article, over: Overhead, workers: int) -> tuple[int, Result]:
    """Return the fewest clients, each with a scheduler, that keep their workers or the cache busy."""
    for number in range(1, workers + 1):
        if number > 1 and workers // number == workers // (number - 1):
            continue  # rounds to the same
        each = workers // number
        found = Simulation(article, over, each, bandwidth=BANDWIDTH / number).run(100 + 10 * each)
        if found.busy["workers"] >= BUSY or found.busy["cache"] >= BUSY or each == 1:
            return number, found
    raise AssertionError


def sizing(article: Article, over: Overhead) -> None:
    """Print how long an archive takes."""
    print(f"\nsimulated: {ARCHIVE:,} articles, a cache of {1000 * LATENCY:g} ms and {BANDWIDTH / 1e9:g} GB/s")
    print("\n| workers | one client: articles/s | days | busiest | clients | articles/s | days | busiest |")
    print("|---|---|---|---|---|---|---|---|")
    for workers in WORKERS:
        one = Simulation(article, over, workers).run(100 + 10 * workers)
        name = max(one.busy, key=lambda who: one.busy[who])
        number, each = shards(article, over, workers)
        cells = [f"{one.rate:.1f}", f"{ARCHIVE / one.rate / 86_400:.2g}", f"{name} {one.busy[name]:.0%}"]
        all_of_them = number * each.rate
        name = max(each.busy, key=lambda who: each.busy[who])
        cells += [str(number), f"{all_of_them:.1f}", f"{ARCHIVE / all_of_them / 86_400:.2g}"]
        cells += [f"{name} {each.busy[name]:.0%}"]
        print(f"| {workers:,} | {' | '.join(cells)} |")


def _groups(article: Article, workers: int) -> int:
    """Return how many groups the tasks of an article are."""
    groups = 0
    for waiting, seconds in article.tasks:
        costs, left = Costs({"": seconds}), waiting
        while left:
            left -= costs.group("", left, workers)
            groups += 1
    return groups


def check(article: Article, over: Overhead, paths: Sequence[Path], folder: Path, workers: int) -> None:
    """Print what building the articles takes on workers of this machine, and what the model says."""
    first, wall = built(paths[:1], folder, workers), built(paths, folder, workers)
    more = len(paths) - 1
    model = more / Simulation(article, over, workers, readers=1, latency=0).run(more).rate
    groups = _groups(article, workers)
    work = article.read + article.client + sum(number * seconds for number, seconds in article.tasks)
    dask = groups * (over.client + over.scheduler + over.worker)
    bound = more * (work + dask) / processors()
    print(f"{workers} workers, {len(paths)} articles: {wall:.1f} s, the first alone {first:.1f} s; ", end="")
    print(f"the others {wall - first:.1f} s, by the model {max(model, bound):.1f} s")
    print(f"  ({model:.1f} s if all had processors of their own, {bound:.1f} s on those that there are)")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--no-check", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="narrate-cluster-") as name:
        folder = Path(name)
        (folder / "voices.toml").write_text('[narrator]\nengine = "pyttsx3"\n')
        paths = [folder / f"{article.id}.txt" for article in load()[: options.articles]]
        for path, article in zip(paths, load(), strict=False):
            path.write_text(article.text, encoding="utf-8")
        article = measured(paths, folder)
        put, got = round_trip(folder, int(article.stored / sum(number for number, _ in article.tasks)))
        print(f"cache, file:// here: {1000 * put:.2f} ms to put, {1000 * got:.2f} ms to get")
        for workers, bound in ((4, False), (4, True), (2, True), (1, True)):
            over = overhead(workers, folder, bound=bound)
            used = f"scheduler {1e3 * over.scheduler:.2f} ms, client {1e3 * over.client:.2f} ms of processor"
            kind = "a resource" if bound else "none"
            print(f"Dask, {workers} workers, tasks with {kind}: {used}, worker {1e3 * over.worker:.1f} ms")
        sizing(article, over)
        if not options.no_check:
            print()
            for workers in (1, 2):
                check(article, over, paths, folder, workers)


if __name__ == "__main__":
    main()
