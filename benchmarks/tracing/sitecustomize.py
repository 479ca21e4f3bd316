"""Writes down what each stage and each task of a build takes, in every process of it.

Python imports a module of this name at its start, if it is on its path: `profiling` puts it there for one
build.  Nothing of narrate knows of it.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from functools import wraps
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

TRACE = os.environ.get("NARRATE_BENCH_TRACE")
"""The file to which each process adds lines of JSON."""

STAGES = ("configured", "read", "inputs_of", "make")
"""Functions of the pipeline itself."""
PARTS = {
    "articles": ("read", "amend"),
    "attribution": ("attribute",),
    "casting": ("cast", "arrange"),
    "synthesis": ("speak",),
    "mixing": ("arrange", "record"),
    "publishing": ("unchanged", "publish"),
}
"""Functions that the line calls, by their stage."""


def _taken() -> list[float]:
    """Return what has been taken so far: wall, processor of this process, of those that it has ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return [time.monotonic(), time.process_time(), ended.ru_utime + ended.ru_stime]


def _write(kind: str, name: str, before: Sequence[float]) -> None:
    taken = [round(now - then, 6) for now, then in zip(_taken(), before, strict=True)]
    line = json.dumps([kind, name, os.getpid(), *taken]) + "\n"
    file = os.open(str(TRACE), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(file, line.encode())
    os.close(file)


def _timed(kind: str, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def timed(*args: Any, **kwargs: Any) -> Any:
        before = _taken()
        try:
            return function(*args, **kwargs)
        finally:
            _write(kind, name, before)

    return timed


def _pipeline(module: ModuleType) -> None:
    _write("start", "until the pipeline is imported", [BORN, 0, 0])
    for name in STAGES:
        setattr(module, name, _timed("stage", f"pipeline.{name}", getattr(module, name)))
    for stage, names in PARTS.items():
        package = import_module(f"narration.{stage}")
        for name in names:
            setattr(package, name, _timed("stage", f"{stage}.{name}", getattr(package, name)))


def _serving(module: ModuleType) -> None:
    _write("start", "a process, until it serves", [BORN, 0, 0])
    prepare, answered = module._prepare, module.answered  # noqa: SLF001 - there is no other place to look
    module._prepare = _timed("task", "imports", prepare)  # noqa: SLF001 - same

    def told(maker: str, task: Any, functions: Any) -> Any:
        return _timed("task", maker.partition(":")[2], answered)(maker, task, functions)

    module.answered = told


WATCHED: dict[str, Callable[[ModuleType], None]] = {
    "narration.pipeline": _pipeline,
    "narration.work.serving": _serving,
}


STARTS = {"subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.system", "os.startfile"}
"""Audit events of a process that is started."""


def _audit(event: str, args: tuple[Any, ...]) -> None:
    if event in STARTS:
        program = str(args[0]) if args and event == "subprocess.Popen" else event
        _write("process", os.path.basename(program), _taken())  # noqa: PTH119 - pathlib would have to be loaded


class _Watch:
    """Finds what others find, and has it changed once it is imported."""

    def __init__(self) -> None:
        self._looking = False

    def find_spec(self, name: str, *_: Any) -> ModuleSpec | None:
        if name not in WATCHED or self._looking:
            return None
        self._looking = True
        try:
            spec = find_spec(name)
        finally:
            self._looking = False
        if spec and spec.loader:
            run, change = spec.loader.exec_module, WATCHED[name]

            def both(module: ModuleType) -> None:
                run(module)
                change(module)

            spec.loader.exec_module = both  # type: ignore[method-assign]
        return spec


BORN = time.monotonic()
if TRACE:
    sys.addaudithook(_audit)
    sys.meta_path.insert(0, _Watch())  # type: ignore[arg-type]
