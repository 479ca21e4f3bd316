from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from narration.errors import ClusterError, EngineError
from narration.store import Store
from narration.work import Pool, WorkError, member
from tests.support import tools

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
MAKERS = "tests.work.makers"
FACTS = {"narrate": "1"}


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A scheduler and two worker processes, on which this project's folder can be imported."""
    tools.package("distributed")
    from distributed import LocalCluster  # noqa: PLC0415 (an extra)

    with LocalCluster(n_workers=2, threads_per_worker=1, memory_limit=0, dashboard_address=None) as made:
        yield made


def cluster(dask: Any, store: Path, facts: dict[str, str] | None = None, **options: Any) -> Any:
    from narration.work.cluster import Cluster  # noqa: PLC0415 (an extra)
    from narration.work.roster import Alike  # noqa: PLC0415 (an extra)

    alike = Alike(f"{MAKERS}:same", FACTS, facts or FACTS, Store(store))
    address = dask if isinstance(dask, str) else dask.scheduler_address
    return Cluster(address, alike, wait=10, **options)


def pids(dask: Any) -> dict[str, int]:
    from distributed import Client  # noqa: PLC0415 (an extra)

    with Client(dask, set_as_default=False) as client:
        found: dict[str, int] = client.run(os.getpid)
        return found


def test_every_task_is_done_once(dask, tmp_path):
    with cluster(dask, tmp_path) as work:
        assert work.jobs == 2
        assert sorted(work.do(f"{MAKERS}:double", list(range(200)))) == [(n, 2 * n, None) for n in range(200)]
        assert list(work.do(f"{MAKERS}:double", [])) == []


def test_all_workers_work_whatever_dask_tells_of_unasked(dask, tmp_path, monkeypatch):
    from distributed import Client  # noqa: PLC0415 (an extra)

    told = Client.scheduler_info
    monkeypatch.setattr(Client, "scheduler_info", lambda self, n_workers=1: told(self, n_workers=n_workers))
    with cluster(dask, tmp_path) as work:
        assert work.jobs == 2


def test_what_fails_is_tried_and_reported_as_at_home(dask, tmp_path):
    with cluster(dask, tmp_path) as work, Pool(1) as pool:
        for maker, task in ((f"{MAKERS}:refuser", "task"), (f"{MAKERS}:faulty", ("always", tmp_path / "no"))):
            [(_, result, error)] = work.do(maker, [task])
            [(_, _, at_home)] = pool.do(maker, [task])
            assert result is None
            assert isinstance(error, EngineError | WorkError)
            assert (type(error), str(error)) == (type(at_home), str(at_home))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_worker_that_is_killed_costs_only_what_it_was_doing(dask, tmp_path):
    with cluster(dask, tmp_path) as work:
        results = work.do(f"{MAKERS}:sleeper", [0.02] * 100)
        done = [next(results) for _ in range(10)]
        os.kill(next(iter(pids(dask).values())), signal.SIGKILL)
        done += results

    assert [error for _, _, error in done] == [None] * 100


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="Windows cannot stop a process")
def test_what_a_stopped_worker_has_is_given_to_another_as_well(dask, tmp_path):
    with cluster(dask, tmp_path, patience=0.5) as work:
        while work.jobs < 2:  # the one that was killed comes back
            time.sleep(0.1)
        stopped = next(iter(pids(dask).values()))
        os.kill(stopped, signal.SIGSTOP)
        try:
            assert len(list(work.do(f"{MAKERS}:sleeper", [0.02] * 20))) == 20
        finally:
            os.kill(stopped, signal.SIGCONT)


def test_dask_writes_nothing_of_its_own_to_the_screen(dask, tmp_path):
    """What it warns of (workers lost, keys fetched again) is said by us where it matters."""
    # in a process of its own: pytest takes what is logged in this one
    program = f"""
import logging
from pathlib import Path
from tests.work.test_cluster import cluster
with cluster({dask.scheduler_address!r}, Path({str(tmp_path)!r})):
    for name in ("distributed.client", "distributed.core", "distributed"):
        logging.getLogger(name).warning("Couldn't gather 1 keys")
"""
    command = [sys.executable, "-c", program]
    run = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert (run.returncode, run.stderr) == (0, "")


def test_a_worker_that_comes_later_works_at_once(dask, tmp_path):
    with cluster(dask, tmp_path) as work:
        dask.scale(3)
        end = time.monotonic() + 15
        while work.jobs < 3 and time.monotonic() < end:
            assert len(list(work.do(f"{MAKERS}:sleeper", [0.02] * 10))) == 10
        seen = {pid for _, (pid, _, _), _ in work.do(f"{MAKERS}:process", list(range(60)))}

    assert len(seen) == 3


def test_a_worker_that_differs_is_refused_with_what_differs(dask, tmp_path):
    with (
        pytest.raises(ClusterError, match="narrate: expected 2, got 1"),
        cluster(dask, tmp_path, {"narrate": "2"}),
    ):
        pass


def test_a_store_that_workers_do_not_see_is_refused(dask, tmp_path):
    from narration.work.cluster import Cluster  # noqa: PLC0415 (an extra)
    from narration.work.roster import Alike  # noqa: PLC0415 (an extra)

    alike = Alike(f"{MAKERS}:same", FACTS, FACTS, Elsewhere(tmp_path))
    with pytest.raises(ClusterError, match="the store is not shared"), Cluster(dask.scheduler_address, alike):
        pass


@pytest.mark.parametrize("protocol", ["tcp", "tls"])
def test_a_scheduler_that_is_not_there_is_said(tmp_path, monkeypatch, protocol):
    """With tls, that there are no certificates."""
    tools.package("distributed")
    monkeypatch.setattr("narration.work.cluster.REACHED", 1.0)
    with (
        pytest.raises(ClusterError, match="cannot reach the scheduler"),
        cluster(f"{protocol}://127.0.0.1:9", tmp_path),
    ):
        pass


def test_who_waits_when_a_cluster_is_left_is_told(dask, tmp_path):
    work = cluster(dask, tmp_path).__enter__()
    threading.Timer(0.3, work.close).start()

    left = list(work.do(f"{MAKERS}:sleeper", [0.2] * 20))

    assert len(left) == 20
    assert isinstance(left[-1][2], WorkError)


def test_a_worker_sees_to_it_that_its_own_folder_does_not_grow(tmp_path, monkeypatch):
    (tmp_path / "share").mkdir()
    store = Store(tmp_path / "front", 1000, (tmp_path / "share").as_uri())
    monkeypatch.setattr(member, "_fronts", {store: 0.0})
    for number in range(10):
        store.put("clips", f"{number:064x}", bytes(500))
        os.utime(store.folder / "clips" / "00" / f"{number:064x}", (number, number))

    member.do(pickle.dumps([1]), f"{MAKERS}:double", "")

    assert store.size() < 1000
    assert all(store.get("clips", f"{number:064x}") for number in range(10))


class Elsewhere:
    """A store that is another one on each machine."""

    shared = ""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / str(os.getpid())

    def __reduce__(self) -> tuple[Any, ...]:
        return Elsewhere, (self.folder / "there",)

    def get(self, kind: str, key: str) -> bytes | None:
        path = self.folder / kind / key
        return path.read_bytes() if path.exists() else None

    def put(self, kind: str, key: str, content: bytes) -> None:
        path = self.folder / kind / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
