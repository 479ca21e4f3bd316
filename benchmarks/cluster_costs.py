"""What an archive costs its client, the workers of a cluster, and Dask's scheduler, as measured here."""

from __future__ import annotations

import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
from distributed import Client, as_completed
from timing import run
from workplace import narrate

from narration import pipeline
from narration.model import Job, Settings
from narration.store import Store
from narration.studio import Studio
from narration.work import Pool

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

ROOT = Path(__file__).parents[1]
TASKS = 600
AHEAD = 2


@dataclass(frozen=True)
class Article:
    """What an article costs, in seconds and bytes."""

    read: float
    client: float
    """To plan and publish, without what Dask takes for a group."""
    tasks: tuple[tuple[int, float], ...]
    """One after the other: how many of a kind, and what one takes."""
    stored: float


@dataclass(frozen=True)
class Overhead:
    """What Dask takes for a group, in seconds; of scheduler and client, of processor time."""

    scheduler: float
    client: float
    worker: float
    """Time in which the worker does nothing else."""


@dataclass
class Timed:
    """Does tasks one by one, and takes their time; says that it does *jobs* at once, as a cluster would."""

    pool: Pool
    jobs: int = 100
    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def do(self, maker: str, tasks: Sequence[Any], apart: str = "") -> Generator[Any, None, None]:
        for task in tasks:
            start = time.perf_counter()
            [done] = self.pool.do(maker, [task], apart)
            self.taken[maker].append(time.perf_counter() - start)
            yield done

    def ranked(self, _: int) -> Timed:
        return self

    def warm(self, *modules: str) -> None:
        self.pool.warm(*modules)

    def close(self) -> None:
        self.pool.close()


def measured(paths: Sequence[Path], folder: Path) -> Article:
    """Return what an article costs, the mean of some; the first one warms everything up."""
    (folder / "share").mkdir()
    store = Store(folder / "front", shared=(folder / "share").as_uri())
    engines, settings = pipeline.configured(paths[0].with_name("voices.toml")), Settings()
    reading, client, before = [], [], 0
    with Pool(1) as pool:
        work = Timed(pool)
        for path in paths:
            job = Job(
                path.name, path.stem, folder / "out" / path.stem, path, voices=path.with_name("voices.toml")
            )
            start = time.process_time()
            found = pipeline.read(job, settings, engines)
            reading.append(time.process_time() - start)
            start = time.process_time()
            pipeline.make(job, settings, found, engines, Studio(store, work))
            client.append(time.process_time() - start)
            if path is paths[0]:
                before = store.size()
                work.taken.clear()
    number = len(paths) - 1
    tasks = tuple((round(len(taken) / number), statistics.mean(taken)) for taken in work.taken.values())
    stored = (store.size() - before) / number
    for maker, taken in work.taken.items():
        each = f"{1000 * statistics.mean(taken):.1f} ms each"
        print(f"{maker.rpartition(':')[2]}: {len(taken) / number:.1f} tasks an article, {each}")
    print(f"client: reads in {1000 * statistics.mean(reading[1:]):.0f} ms of processor time, plans and ")
    print(
        f"  publishes in {1000 * statistics.mean(client[1:]):.0f} ms; {stored / 1e6:.2f} MB stored an article"
    )
    return Article(statistics.mean(reading[1:]), statistics.mean(client[1:]), tasks, stored)


@contextmanager
def cluster(workers: int, folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """Start a scheduler and workers as processes; yield the scheduler's file, and its process."""
    address = folder / f"{secrets.token_hex(4)}.json"
    common = ["--scheduler-file", str(address), "--no-dashboard"]
    with ExitStack() as stack:

        def start(program: str, *options: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", f"distributed.cli.{program}", *common, *options]
            env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "benchmarks")])}
            process = subprocess.Popen(command, cwd=folder, env=env, stderr=subprocess.DEVNULL)
            stack.callback(process.wait)
            stack.callback(process.kill)
            return process

        scheduler = start("dask_scheduler", "--port", "0", "--host", "127.0.0.1")
        while not address.exists():
            time.sleep(0.05)
        for _ in range(workers):
            start("dask_worker", "--nthreads", "1", "--no-nanny", "--resources", "bench=1")
        with Client(scheduler_file=str(address), set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=60)
        yield str(address), psutil.Process(scheduler.pid)


def _nothing(_: bytes) -> tuple[float, list[tuple[None, None]]]:
    return 0.0, [(None, None)]


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def overhead(workers: int, folder: Path, *, bound: bool) -> Overhead:
    """Return what Dask takes for a task that does nothing.

    Args:
        workers: how many there are.
        folder: for the scheduler's file.
        bound: whether only workers with a resource may do the task.
    """
    resources = {"bench": 1.0} if bound else None
    with (
        cluster(workers, folder) as (address, scheduler),
        Client(scheduler_file=address, set_as_default=False) as client,
    ):

        def send() -> Any:
            return client.submit(_nothing, bytes(2000), resources=resources, pure=False)

        def do(tasks: int) -> None:
            going = as_completed([send() for _ in range(AHEAD * workers)], loop=client.loop)
            for done, _ in enumerate(going, start=1):
                if done + AHEAD * workers <= tasks:
                    going.add(send())

        do(200)
        theirs, ours, start = _cpu(scheduler), time.process_time(), time.perf_counter()
        do(TASKS)
        seconds = time.perf_counter() - start
        used = _cpu(scheduler) - theirs, time.process_time() - ours, seconds * workers
        return Overhead(*(one / TASKS for one in used))


def round_trip(folder: Path, size: int, times: int = 200) -> tuple[float, float]:
    """Return the median seconds to put so many bytes at a file:// URL, and to get them elsewhere."""
    (folder / "share").mkdir(exist_ok=True)
    url, taken = (folder / "share").as_uri(), ([], [])
    one, two = Store(folder / "one", shared=url), Store(folder / "two", shared=url)
    content = os.urandom(size)
    for number in range(times):
        start = time.perf_counter()
        one.put("clips", f"{number:064x}", content)
        middle = time.perf_counter()
        two.get("clips", f"{number:064x}")
        for seconds, found in zip((middle - start, time.perf_counter() - middle), taken, strict=True):
            found.append(seconds)
    put, got = map(statistics.median, taken)
    return put, got


def built(paths: Sequence[Path], folder: Path, workers: int) -> float:
    """Return the seconds that a build takes on so many workers of this machine, nothing being kept."""
    with cluster(workers, folder) as (address, _), tempfile.TemporaryDirectory(dir=folder) as share:
        env = {**os.environ, "NARRATE_CACHE": Path(share).as_uri(), "XDG_CACHE_HOME": f"{share}/own"}
        command = [*narrate(), "build", "-q", "--cluster", address, "--out", f"{share}/out"]
        return run([*command, *map(str, paths)], paths[0].parent, env).wall
