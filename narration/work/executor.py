"""What every executor can do, and how it says that something was not done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from narration.errors import EngineError, Problem

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

DOCTOR = "run narrate doctor: it finds what is broken"
"""What to do about a process that crashes."""

Done: TypeAlias = tuple[Any, Any, Exception | None]
"""A task, its result, and why it has none."""


class WorkError(Exception):
    """A task did not come to its end, as often as it was tried, each time in a fresh process; says why."""


def known(error: Exception, what: str) -> Exception:
    """Return why *what* was not done; as something a person can put right, unless it is a bug of ours."""
    if isinstance(error, WorkError):
        return EngineError(Problem(f"cannot {what}: {error}", hint=DOCTOR))
    return error


class Executor(Protocol):
    """Does tasks, several at a time; may be used by several threads at once."""

    @property
    def jobs(self) -> int:
        """How many tasks are done at once."""
        ...

    def do(self, maker: str, tasks: Sequence[Any], apart: str = "") -> Generator[Done, None, None]:
        """Yield each task with its result, or with what went wrong, as they get done.

        Close the iterator if you leave it early: what has not begun is then never done.

        Args:
            maker: import path (``package.module:name``) of what each process calls
                once, without arguments, to get the function that does its tasks.
                If that function has an attribute ``spent`` that is true after a
                task, its process does no other.
            tasks: are begun in this order, as far as `ranked` and *apart* let them.
                One that has an attribute ``limit`` that is not None hangs if it takes
                more than so many seconds.
            apart: tasks of two such names never share a process; those of none share it with any.

        Yields:
            (task, result, error): the error is None, or the `NarrateError` that the
            last attempt raised, or a `WorkError` that says how else it failed.
        """
        ...

    def warm(self, *modules: str, number: int | None = None) -> None:
        """Start processes and have them import *modules*, without waiting until they have.

        All of them are started, or so many; each further one when there is something for it to do.
        Of ``package.module:name`` it also calls the function, which remembers what it finds.
        """
        ...

    def ranked(self, rank: int, share: int = 1) -> Executor:
        """Return this executor for tasks that come after those of a lower *rank*; all others have 0.

        Where *share* lists of tasks are done at the same time, its `jobs` are those that each of them has.
        """
        ...

    def close(self) -> None:
        """End everything, whatever is being done; who waits for a result gets a `WorkError`."""
        ...
