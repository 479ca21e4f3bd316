"""What people read on the terminal."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from narration.errors import NarrateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narration.errors import Problem


def say(line: str = "") -> None:
    """Write one line of report."""
    click.echo(line, err=True)


def problems(error: NarrateError) -> None:
    """Write every problem of *error*."""
    for problem in error.problems:
        show(problem)


def number(articles: int) -> str:
    """Return how many *articles*, in words."""
    return f"{articles} article{'' if articles == 1 else 's'}"


@contextmanager
def told() -> Iterator[None]:
    """Write what is wrong in the block, and go on after it."""
    try:
        yield
    except NarrateError as error:
        problems(error)


def show(problem: Problem, prefix: str = "") -> None:
    """Write one problem: place and message, the line, a caret, the hint."""
    for number, line in enumerate(problem.lines()):
        say(line if number else prefix + line)


def notes(problems: Iterable[Problem]) -> None:
    """Write remarks; a hint that several share is given once, after the last of them."""
    shown = list(problems)
    last = {problem.hint: number for number, problem in enumerate(shown)}
    for number, problem in enumerate(shown):
        show(problem if last[problem.hint] == number else replace(problem, hint=None), "note: ")
