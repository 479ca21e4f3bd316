"""What the workers of these tests do."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from narration.errors import EngineError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable


def double() -> Callable[[int], int]:
    return lambda number: 2 * number


def process() -> Callable[[Any], tuple[int, str, int]]:
    """Tell which process does the task, the file of its main module, how often it has been asked."""
    asked = 0

    def tell(_: Any) -> tuple[int, str, int]:
        nonlocal asked
        asked += 1
        return os.getpid(), getattr(sys.modules["__main__"], "__file__", "none"), asked

    return tell


def folder() -> Callable[[Any], str]:
    """Tell in which folder the process works."""
    return lambda _: str(Path.cwd())


class Once:
    """Is spent after one task."""

    spent = True

    def __call__(self, _: Any) -> int:
        return os.getpid()


def faulty() -> Callable[[tuple[str, Path]], str]:
    """Fail as the task says; a second process, which finds the file, does not."""

    def do(task: tuple[str, Path]) -> str:
        how, seen = task
        if seen.exists():
            return "done"
        if how != "always":
            seen.touch()
        if how == "raise":
            raise ValueError("not today")
        if how == "known":
            raise EngineError(Problem("no voice", hint="sing"))
        if how == "hang":
            time.sleep(60)
        if how == "print":
            os.write(1, b"a library that prints")
            return "printed"
        ctypes.string_at(0)  # a segmentation fault
        return "never"

    return do


def parent() -> Callable[[Path], None]:
    """Start a program that writes its number, and wait for it for ever."""

    def start(path: Path) -> None:
        program = "import os, sys, time; print(os.getpid(), flush=True); time.sleep(60)"
        with (
            path.open("w") as file,
            subprocess.Popen([sys.executable, "-c", program], stdout=file) as process,
        ):
            process.wait()

    return start


def complainer() -> Callable[[str], None]:
    def complain(words: str) -> None:
        if words == "die":
            os.kill(os.getpid(), 9)
        os.write(2, f"{words}\n".encode())

    return complain


@dataclass(frozen=True)
class Limited:
    """A task that knows how long it may take."""

    seconds: float
    limit: float | None


def patient() -> Callable[[Limited], None]:
    def wait(task: Limited) -> None:
        time.sleep(task.seconds)

    return wait


def sleeper() -> Callable[[float], None]:
    return time.sleep


def refuser() -> Callable[[Any], None]:
    def refuse(_: Any) -> None:
        raise EngineError(Problem("no voice", hint="sing"))

    return refuse


def counter() -> Callable[[tuple[Path, int]], None]:
    """Fail until it has been tried as often as the task says; each attempt leaves a mark in its file."""

    def count(task: tuple[Path, int]) -> None:
        path, enough = task
        with path.open("a") as file:
            file.write("x")
        if path.stat().st_size < enough:
            raise ValueError("not yet")

    return count


def same(facts: dict[str, str]) -> dict[str, str]:
    """Tell of this machine what was asked."""
    return facts
