"""What a worker process runs."""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

from narration.errors import NarrateError
from narration.work.executor import WorkError

if TYPE_CHECKING:
    from collections.abc import Callable


def serve(parent: int) -> None:
    """Do tasks from standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started us
    _end_with(parent)
    inbox, outbox = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between our results
    functions: dict[str, Callable[[Any], Any]] = {}
    while True:
        try:
            maker, task, limit = pickle.load(inbox)
        except EOFError:
            return
        except Exception as unknown:  # noqa: BLE001 - a task that cannot be read here is a task that failed
            error = WorkError(f"{type(unknown).__name__}: {unknown}")
            pickle.dump((None, error, True), outbox)
            outbox.flush()
            return
        if maker is None:
            _prepare(task)
            pickle.dump((None, None, False), outbox)
            outbox.flush()
            continue
        # a thread of C that needs nothing of Python: ends us even if a library hangs, even without a parent
        faulthandler.dump_traceback_later(limit, exit=True)
        answer = answered(maker, task, functions)
        faulthandler.cancel_dump_traceback_later()
        pickle.dump(answer, outbox)
        outbox.flush()


def answered(
    maker: str, task: Any, functions: dict[str, Callable[[Any], Any]]
) -> tuple[Any, Exception | None, bool]:
    """Return the result of *task*, what went wrong, and whether this process is spent."""
    result: Any = None
    error: Exception | None = None
    try:
        if maker not in functions:
            functions[maker] = _made(maker)
        result = functions[maker](task)
    except NarrateError as known:
        error = known
    except Exception as unknown:  # noqa: BLE001 - the wall: whatever a library raises becomes words
        error = WorkError(f"{type(unknown).__name__}: {unknown}")
    # also after an error: a library that has failed once is not what it was
    return result, error, error is not None or getattr(functions.get(maker), "spent", False)


def _prepare(modules: tuple[str, ...]) -> None:
    for name in modules:
        module, _, function = name.partition(":")
        with suppress(Exception):  # what is wrong with it shows, and is said, when there is something to do
            found = import_module(module)
            if function:
                getattr(found, function)()


def _made(maker: str) -> Callable[[Any], Any]:
    module, _, name = maker.partition(":")
    function: Callable[[Any], Any] = getattr(import_module(module), name)()
    return function


def _end_with(parent: int) -> None:
    """Have Linux kill this process when its parent dies.

    Everywhere else, and anyway, it ends at the end of its input; this only matters in the middle of a task.
    """
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - nobody else needs it

        set_parent_death_signal = 1  # PR_SET_PDEATHSIG of prctl(2)
        ctypes.CDLL(None).prctl(set_parent_death_signal, int(signal.SIGKILL))
        if os.getppid() != parent:
            raise SystemExit
