"""Compares ways to keep clips and encoded stretches: files, sqlite, diskcache; what compression would give.

python benchmarks/store.py [ARTICLE.txt] [--rounds 5]

Puts and gets the clips and stretches of a real build, by 1, 2 and 4 processes at once, cold (dropped from the
system's cache) and warm.  Everything is sealed with the same checksum, and marked as used when it is got.
diskcache is measured where it is installed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from narration import ffmpeg
from narration.store import Store
from narration.store.sealing import seal, unseal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Item = tuple[str, str, bytes]
"""Kind, key, content."""

FLAC = ["-f", "flac", "-compression_level"]
SOUND = ["-f", "s16le", "-ar", "22050", "-ac", "1"]


class Keeper(Protocol):
    def put(self, kind: str, key: str, content: bytes) -> None: ...
    def get(self, kind: str, key: str) -> bytes | None: ...


class Sqlite:
    """Blobs in one file, as one would write it: write-ahead log, no fsync, waits for its turn."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(folder / "store.sqlite", timeout=60, isolation_level=None)
        self._base.execute("pragma journal_mode=wal")
        self._base.execute("pragma synchronous=off")
        self._base.execute(
            "create table if not exists kept"
            " (kind text, key text, used real, content blob, primary key (kind, key))"
        )

    def put(self, kind: str, key: str, content: bytes) -> None:
        row = (kind, key, time.time(), seal(kind, key, content))
        self._base.execute("insert or replace into kept values (?, ?, ?, ?)", row)

    def get(self, kind: str, key: str) -> bytes | None:
        row = self._base.execute("select content from kept where kind=? and key=?", (kind, key)).fetchone()
        self._base.execute("update kept set used=? where kind=? and key=?", (time.time(), kind, key))
        return unseal(kind, key, row[0]) if row else None


class DiskCache:
    """diskcache as it comes, with room for everything."""

    def __init__(self, folder: Path) -> None:
        import diskcache  # noqa: PLC0415 - where it is installed

        self._cache = diskcache.Cache(folder, size_limit=10**11, eviction_policy="least-recently-used")

    def put(self, kind: str, key: str, content: bytes) -> None:
        self._cache[f"{kind}/{key}"] = seal(kind, key, content)

    def get(self, kind: str, key: str) -> bytes | None:
        written = self._cache.get(f"{kind}/{key}")
        return None if written is None else unseal(kind, key, written)


KEEPERS: dict[str, Callable[[Path], Keeper]] = {"files": Store, "sqlite": Sqlite, "diskcache": DiskCache}


@cache
def _keeper(name: str, folder: Path) -> Keeper:
    return KEEPERS[name](folder)


@dataclass(frozen=True, slots=True)
class Task:
    """What one process does, and how."""

    name: str
    folder: Path
    items: Sequence[Item]
    write: bool

    def done(self) -> tuple[float, float, float]:
        """Put or get the items; return when that began and ended, and its processor time."""
        keeper = _keeper(self.name, self.folder)
        begun, cpu = time.time(), time.process_time()
        for kind, key, content in self.items:
            if self.write:
                keeper.put(kind, key, content)
            else:
                assert keeper.get(kind, key) == content, "not what was put in"
        return begun, time.time(), time.process_time() - cpu


def _timed(pool: ProcessPoolExecutor, tasks: Sequence[Task]) -> tuple[float, float]:
    """Return the ms from the first process's start to the last one's end, and those of all processors."""
    spans = [part.result() for part in [pool.submit(task.done) for task in tasks]]
    wall = max(end for _, end, _ in spans) - min(begun for begun, _, _ in spans)
    return 1000 * wall, 1000 * sum(cpu for _, _, cpu in spans)


def _drop(folder: Path) -> None:
    """Have the system forget what it holds of the files."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _round(name: str, jobs: int, items: Sequence[Item], folder: Path) -> dict[str, tuple[float, float]]:
    with ProcessPoolExecutor(jobs, get_context("fork")) as pool:
        for one in [pool.submit(_keeper, name, folder) for _ in range(jobs)]:
            with suppress(Exception):  # a connection does not travel
                one.result()
        writing, reading = (
            [Task(name, folder, items[number::jobs], write) for number in range(jobs)]
            for write in (True, False)
        )
        found = {"write": _timed(pool, writing)}
        _drop(folder)
        found["cold"] = _timed(pool, reading)
        found["warm"] = _timed(pool, reading)
        return found


def keeping(items: Sequence[Item], rounds: int) -> None:
    """Print the milliseconds that each way takes."""
    names = [name for name in KEEPERS if name != "diskcache" or find_spec("diskcache")]
    print(f"\nms for {len(items)} contents, median of {rounds} (least to most), and those of processors\n")
    print("| processes | kept in | write | read, cold | read, warm |\n|---|---|---|---|---|")
    for jobs in (1, 2, 4):
        found: dict[str, list[dict[str, tuple[float, float]]]] = {name: [] for name in names}
        # nothing is deleted before the end: a file system is busy with that for a while
        with tempfile.TemporaryDirectory(prefix="store-", dir="/var/tmp") as there:
            for number in range(rounds):
                for name in names:  # one after the other, so that the machine's mood is shared
                    found[name].append(_round(name, jobs, items, Path(there) / f"{name} {number}"))
        for name in names:
            cells = []
            for what in ("write", "cold", "warm"):
                times = sorted(one[what][0] for one in found[name])
                cpu = statistics.median(one[what][1] for one in found[name])
                cells.append(f"{statistics.median(times):.0f} ({times[0]:.0f}–{times[-1]:.0f}), {cpu:.0f}")
            print(f"| {jobs} | {name} | {' | '.join(cells)} |", flush=True)


def _through_ffmpeg(arguments: list[str]) -> Callable[[bytes], bytes]:
    return lambda sound: b"".join(ffmpeg.pipe(arguments, [sound]))


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def compressing(clips: Sequence[bytes]) -> None:
    """Print what is left of the clips, and what it costs to get there and back."""
    sounds = [clip[clip.index(b"\n") + 1 :] for clip in clips]
    total = sum(map(len, sounds))
    ways: dict[str, tuple[Callable[[bytes], Any], Callable[[Any], bytes]]] = {
        "SHA-256 alone": (lambda sound: hashlib.sha256(sound).digest() and sound, lambda sound: sound),
        "zlib 1": (lambda sound: zlib.compress(sound, 1), zlib.decompress),
        "zlib 6": (lambda sound: zlib.compress(sound, 6), zlib.decompress),
    }
    for level in (0, 5):
        pack = [*SOUND, "-i", "pipe:0", *FLAC, str(level), "pipe:1"]
        unpack = ["-f", "flac", "-i", "pipe:0", "-f", "s16le", "pipe:1"]
        ways[f"FLAC {level}"] = _through_ffmpeg(pack), _through_ffmpeg(unpack)
    print(f"\n{len(sounds)} clips, {total / 1e6:.1f} MB of samples\n")
    print("| | left | CPU s to pack | to unpack |\n|---|---|---|---|")
    for name, (pack_one, unpack_one) in ways.items():
        start = _cpu()
        packed = [pack_one(sound) for sound in sounds]
        middle = _cpu()
        assert [unpack_one(one) for one in packed] == sounds, name
        end = _cpu()
        left = sum(map(len, packed)) / total
        print(f"| {name} | {left:.0%} | {middle - start:.2f} | {end - middle:.2f} |", flush=True)


def _built(article: Path) -> list[Item]:
    """Return what a build of *article* keeps, and print how long it takes."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "narration", "build", str(article), "-q", "--out", f"{folder}/out"]
        start, cpu = time.monotonic(), _cpu()
        environment = {**os.environ, "NARRATE_CACHE": f"{folder}/cache"}
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
        print(f"the build takes {time.monotonic() - start:.2f} s, {_cpu() - cpu:.2f} s of processor time")
        store, items = Store(Path(folder) / "cache"), []
        for file in store.files():
            content = store.get(file.kind, file.key)
            assert content is not None
            items.append((file.kind, file.key, content))
    for kind in ("clips", "levels", "encoded"):
        sizes = [len(content) for of, _, content in items if of == kind]
        print(f"{kind}: {len(sizes)}, {sum(sizes) / 1e6:.2f} MB, {statistics.mean(sizes) / 1e3:.0f} kB each")
    return items


def counting(files: int = 20_000) -> None:
    """Print what pruning costs in a store of many files."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        store = Store(Path(folder))
        for number in range(files):
            store.put("clips", hashlib.sha256(b"%d" % number).hexdigest(), b"sound")
        for what in ("when all is counted, once a day or at the limit", "after a build"):
            start = time.perf_counter()
            store.prune()
            print(f"pruning {files} files, {what}: {1000 * (time.perf_counter() - start):.2f} ms")


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("article", nargs="?", type=Path, default=Path("seeds/old-patience.txt"))
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    items = _built(options.article)
    compressing([content for kind, _, content in items if kind == "clips"])
    keeping(items, options.rounds)
    print()
    counting()


if __name__ == "__main__":
    main()
