from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import chdir, closing, suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from narration.errors import EngineError, Problem
from narration.work import Pool, WorkError, known
from narration.work.pool import ATTEMPTS, LIMIT
from tests.work.makers import Limited

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narration.work import Done

ROOT = Path(__file__).parents[2]
MAKERS = "tests.work.makers"


def do(maker: str, tasks: Sequence[object], jobs: int, limit: float = LIMIT) -> Iterator[Done]:
    with Pool(jobs, limit) as pool:
        yield from pool.do(maker, tasks)


@pytest.mark.parametrize("jobs", [0, 1, 3])
def test_every_task_is_done_once_whatever_the_number_of_jobs(jobs):
    results = list(do(f"{MAKERS}:double", list(range(20)), jobs))

    assert sorted(results) == [(n, 2 * n, None) for n in range(20)]


def test_nothing_to_do_starts_no_process():
    assert list(do("no.such:module", [], jobs=2)) == []


def test_even_one_job_is_done_in_another_process():
    [(_, (pid, _, _), _)] = do(f"{MAKERS}:process", ["task"], jobs=1)

    assert pid != os.getpid()


def test_a_process_does_many_tasks():
    results = [result for _, result, _ in do(f"{MAKERS}:process", list("abc"), jobs=1)]

    assert len({pid for pid, _, _ in results}) == 1
    assert [asked for _, _, asked in results] == [1, 2, 3]


def test_a_process_never_imports_the_main_module_of_its_parent():
    [(_, (_, main, _), _)] = do(f"{MAKERS}:process", ["task"], jobs=1)

    assert main == "none"


def test_a_process_works_in_the_folder_in_which_its_pool_was_made(tmp_path):
    here = str(Path.cwd())
    with Pool() as pool, chdir(tmp_path):
        [(_, there, _)] = pool.do(f"{MAKERS}:folder", [1])

    assert there == here


def test_a_spent_process_does_no_other_task():
    pids = [pid for _, pid, _ in do(f"{MAKERS}:Once", list("abc"), jobs=1)]

    assert len(set(pids)) == 3


@pytest.mark.parametrize("how", ["raise", "known", "crash"])
def test_a_task_that_fails_is_done_again_in_a_fresh_process(how, tmp_path):
    assert list(do(f"{MAKERS}:faulty", [(how, tmp_path / "seen")], 1)) == [
        ((how, tmp_path / "seen"), "done", None)
    ]


def test_a_task_that_hangs_is_done_again_in_a_fresh_process(tmp_path):
    [(_, result, error)] = do(f"{MAKERS}:faulty", [("hang", tmp_path / "seen")], 1, limit=0.3)

    assert (result, error) == ("done", None)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has numbers, not names, for a crash")
def test_a_task_that_crashes_each_time_is_an_error_that_names_the_signal(tmp_path):
    [(_, result, error)] = do(f"{MAKERS}:faulty", [("always", tmp_path / "seen")], 1)

    assert result is None
    assert isinstance(error, WorkError)
    assert str(error).startswith("the process crashed (SIGSEGV)")


def test_a_task_that_hangs_each_time_is_an_error_that_names_the_limit():
    [(_, _, error)] = do(f"{MAKERS}:sleeper", [60.0], 1, limit=0.3)

    assert str(error) == "took more than 0.3 s"


def test_what_a_task_raises_each_time_comes_back_whole():
    [(_, _, error)] = do(f"{MAKERS}:refuser", ["task"], 1)

    assert isinstance(error, EngineError)
    assert error.problems == (Problem("no voice", hint="sing"),)


def test_what_nobody_expected_comes_back_in_words(tmp_path):
    [(_, _, error)] = do(f"{MAKERS}:faulty", [("raise", tmp_path / "missing" / "seen")], 1)

    assert isinstance(error, WorkError)
    assert str(error).startswith("FileNotFoundError: ")


def test_a_maker_that_does_not_exist_is_an_error_of_its_first_task():
    [(_, _, error)] = do("narration.nowhere:nothing", ["task"], 1)

    assert str(error) == "ModuleNotFoundError: No module named 'narration.nowhere'"


def test_one_failure_does_not_stop_the_others(tmp_path):
    tasks = [("always", tmp_path / "a"), ("raise", tmp_path / "b")]

    assert [error is None for _, _, error in sorted(do(f"{MAKERS}:faulty", tasks, 1))] == [False, True]


def test_what_a_library_prints_does_not_get_between_the_results(tmp_path):
    [(_, result, error)] = do(f"{MAKERS}:faulty", [("print", tmp_path / "seen")], 1)

    assert (result, error) == ("printed", None)


def test_closing_a_pool_ends_the_processes_at_once():
    start = time.monotonic()
    with Pool(3) as pool:
        next(pool.do(f"{MAKERS}:sleeper", [0.0, 60.0, 60.0]))
        left = time.monotonic()

    assert time.monotonic() - left < 0.2
    assert time.monotonic() - start < 10


def test_a_task_is_tried_three_times_before_it_counts_as_failed(tmp_path):
    [(_, _, error)] = do(f"{MAKERS}:counter", [(tmp_path / "seen", 3)], 1)
    assert error is None

    [(_, _, error)] = do(f"{MAKERS}:counter", [(tmp_path / "others", 4)], 1)

    assert isinstance(error, WorkError)
    assert len((tmp_path / "others").read_text()) == ATTEMPTS == 3


def test_processes_are_kept_from_one_call_to_the_next():
    with Pool(1) as pool:
        first, second = ([pid for _, (pid, _, _), _ in pool.do(f"{MAKERS}:process", ["task"])] for _ in "ab")

    assert first == second


def test_tasks_that_are_to_be_apart_share_no_process():
    with Pool(1) as pool:
        [one, other, again, any_] = [
            next(pool.do(f"{MAKERS}:process", ["task"], apart=name))[1][0] for name in ("a", "b", "b", "")
        ]

    assert one != other == again == any_


def test_who_shares_a_pool_has_a_part_of_its_processes():
    with Pool(5) as pool:
        assert [pool.ranked(0, share).jobs for share in (1, 2, 3, 9)] == [5, 2, 1, 1]


def test_threads_may_share_a_pool():
    sums: list[int] = []

    def ask(pool: Pool, first: int) -> None:
        tasks = list(range(first, first + 50))
        sums.append(sum(result for _, result, _ in pool.do(f"{MAKERS}:double", tasks)))

    with Pool(2) as pool:
        threads = [Thread(target=ask, args=(pool, 1000 * number)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(sums) == [2 * sum(range(1000 * n, 1000 * n + 50)) for n in range(4)]


def test_tasks_of_a_lower_rank_are_done_first_whenever_they_were_asked_for(tmp_path):
    done: list[int] = []

    def ask(pool: Pool, rank: int) -> None:
        done.extend(rank for _ in pool.ranked(rank).do(f"{MAKERS}:sleeper", [0.005] * 10))

    with Pool(1) as pool:
        blocker = pool.do(f"{MAKERS}:sleeper", [0.5, 0.0])
        blocking = Thread(target=lambda: list(blocker))
        blocking.start()
        threads = [Thread(target=ask, args=(pool, rank)) for rank in (3, 1, 2)]
        for thread in threads:
            thread.start()
        for thread in (blocking, *threads):
            thread.join()

    assert done == [1] * 10 + [2] * 10 + [3] * 10


def test_a_process_does_first_what_need_not_be_apart_from_what_it_has_done():
    with Pool(1) as pool:
        list(pool.do(f"{MAKERS}:double", [1], apart="a"))
        blocker = Thread(target=lambda: list(pool.do(f"{MAKERS}:sleeper", [0.3], apart="a")))
        blocker.start()
        order: list[str] = []
        threads = [
            Thread(
                target=lambda name=name: order.extend(name for _ in pool.do(f"{MAKERS}:double", [1], name))
            )
            for name in ("b", "a")
        ]
        time.sleep(0.1)
        for thread in threads:
            thread.start()
            time.sleep(0.02)
        for thread in (blocker, *threads):
            thread.join()

    assert order == ["a", "b"]


def test_whoever_waits_when_a_pool_is_closed_is_told_and_so_is_whoever_comes_later():
    errors: list[Exception | None] = []
    pool = Pool(1)

    def ask() -> None:
        errors.extend(error for _, _, error in pool.do(f"{MAKERS}:sleeper", [60.0, 60.0]))

    waiting = Thread(target=ask)
    waiting.start()
    while not pool._desks or not pool._desks[0]._worker:
        time.sleep(0.01)
    pool.close()
    waiting.join(timeout=10)
    ask()

    assert not waiting.is_alive()
    assert len(errors) == 4
    assert all(isinstance(error, WorkError) for error in errors)


def test_what_has_not_begun_is_not_done_for_whoever_has_left(tmp_path):
    with Pool(1) as pool:
        with closing(pool.do(f"{MAKERS}:counter", [(tmp_path / str(n), 1) for n in range(200)])) as results:
            next(results)
        list(pool.do(f"{MAKERS}:double", [1]))

    assert 1 <= len(list(tmp_path.iterdir())) < 100


def test_a_pool_that_is_warm_has_its_processes_and_what_they_need():
    with Pool(2) as pool:
        pool.warm(MAKERS, "narration.nowhere")
        results = [result for _, result, _ in pool.do(f"{MAKERS}:process", list("abcd"))]

    assert {pid for pid, _, _ in results} != {os.getpid()}


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc, which only Linux has")
def test_further_processes_are_started_when_there_is_something_for_them_to_do():
    others = _serving(os.getpid())
    with Pool(3) as pool:
        pool.warm(number=1)
        list(pool.do(f"{MAKERS}:double", [1]))
        alone = len(_serving(os.getpid()) - others)
        list(pool.do(f"{MAKERS}:sleeper", [0.5] * 8))

        assert (alone, len(_serving(os.getpid()) - others)) == (1, 3)


def test_what_is_quickly_done_does_not_wait_for_another_process_to_start():
    with Pool(2) as pool:
        pool.warm(number=1)
        list(pool.do(f"{MAKERS}:double", [1]))
        start = time.monotonic()
        list(pool.do(f"{MAKERS}:double", [1, 2]))
        quick = time.monotonic() - start
        start = time.monotonic()
        with Pool(1) as another:
            list(another.do(f"{MAKERS}:double", [1]))

    assert quick < time.monotonic() - start


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc, which only Linux has")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_a_process_that_somebody_kills_or_stops_is_replaced(number):
    others = _serving(os.getpid())
    with Pool(2, limit=0.6) as pool:
        pool.warm()
        while len(workers := _serving(os.getpid()) - others) < 2:
            time.sleep(0.01)
        for pid in workers:
            os.kill(pid, number)

        results = sorted(pool.do(f"{MAKERS}:double", list(range(6))))

    assert results == [(n, 2 * n, None) for n in range(6)]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc, which only Linux has")
def test_a_process_that_is_stopped_in_the_middle_of_a_task_is_replaced_long_before_its_limit():
    others = _serving(os.getpid())
    with Pool(1) as pool:
        results = pool.do(f"{MAKERS}:sleeper", [0.0, 0.5])
        next(results)
        [pid] = _serving(os.getpid()) - others
        time.sleep(0.1)
        os.kill(pid, signal.SIGSTOP)
        start = time.monotonic()

        assert next(results) == (0.5, None, None)

    assert time.monotonic() - start < LIMIT / 2
    assert _gone({pid}, within=0)


def test_a_task_may_know_how_long_it_takes():
    tasks = [Limited(60.0, limit=0.3), Limited(0.5, limit=None)]
    with Pool(1, limit=20) as pool:
        start = time.monotonic()
        errors = {task: error for task, _, error in pool.do(f"{MAKERS}:patient", tasks)}

    assert str(errors[tasks[0]]) == "took more than 0.3 s"
    assert errors[tasks[1]] is None
    assert time.monotonic() - start < 20


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc, which only Linux has")
def test_what_a_process_has_started_ends_with_it(tmp_path):
    path = tmp_path / "pid"
    with Pool(1) as pool:
        waiting = Thread(target=lambda: list(pool.do(f"{MAKERS}:parent", [path])))
        waiting.start()
        while not (path.exists() and path.read_text().endswith("\n")):
            time.sleep(0.01)
    waiting.join()

    assert _gone({int(path.read_text())}, within=2)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals of that number")
def test_a_crash_is_not_put_down_to_what_was_complained_of_before():
    with Pool(1) as pool:
        list(pool.do(f"{MAKERS}:complainer", ["the harbour is foggy"]))
        [(_, _, error)] = pool.do(f"{MAKERS}:complainer", ["die"])

    assert str(error) == "the process crashed (SIGKILL)"


def test_a_process_that_cannot_be_started_is_an_error_and_hangs_nobody(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with Pool(2) as pool:
        pool.warm(MAKERS)
        time.sleep(0.1)
        errors = [error for _, _, error in pool.do(f"{MAKERS}:double", [1, 2, 3])]

    assert [str(error) for error in errors] == ["cannot start a process: no such file or directory"] * 3


def test_what_was_not_done_is_something_a_person_can_put_right_unless_it_is_a_bug():
    assert (
        known(WorkError("took more than 9 s"), "mix").problems[0].message == "cannot mix: took more than 9 s"
    )
    bug = TypeError("no")
    assert known(bug, "mix") is bug


PARENT = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from narration.work import Pool
print("ready", flush=True)
with Pool(2) as pool:
    for _ in pool.do("{MAKERS}:sleeper", [30.0, 30.0]):
        pass
"""


def _parent() -> subprocess.Popen[bytes]:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert parent.stdout
    parent.stdout.readline()
    while len(_children(parent.pid)) < 2:
        time.sleep(0.01)
    time.sleep(0.3)  # into the middle of their tasks
    return parent


def _children(pid: int) -> set[int]:
    children = set()
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            children.add(int(entry.parent.name))
    return children


def _serving(pid: int) -> set[int]:
    """Return the children that have become workers: one that is stopped before would stop us with it."""
    found = set()
    for child in _children(pid):
        with suppress(OSError):  # it has ended since
            if b"serve(" in Path(f"/proc/{child}/cmdline").read_bytes():
                found.add(child)
    return found


def _gone(pids: set[int], within: float) -> bool:
    end = time.monotonic() + within
    while any(Path(f"/proc/{pid}").exists() and "Z" not in _state(pid) for pid in pids):
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc, which only Linux has")
def test_a_worker_in_the_middle_of_a_task_ends_when_its_parent_is_killed():
    parent = _parent()
    workers = _children(parent.pid)

    parent.kill()
    parent.communicate()

    assert len(workers) == 2
    assert _gone(workers, within=2)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc, which only Linux has")
def test_ctrl_c_ends_everything_within_a_moment_and_without_a_word_from_the_workers():
    parent = _parent()
    workers = _children(parent.pid)

    for pid in workers:  # a terminal sends it to all of them, in any order
        os.kill(pid, signal.SIGINT)
    time.sleep(0.2)
    assert _children(parent.pid) == workers
    parent.send_signal(signal.SIGINT)
    start = time.monotonic()
    _, complaints = parent.communicate()

    assert time.monotonic() - start < 10  # a task would last a minute; the rest is the machine's
    assert _gone(workers, within=0)
    assert complaints.decode().count("Traceback") == 1  # the parent's own KeyboardInterrupt
