"""What can go wrong, and how we say it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narration.source import Location


class ExitCode(IntEnum):
    """What the shell is told."""

    DONE = 0
    BUG = 1
    USAGE = 2
    ARTICLE = 3
    VOICES = 4
    ENGINE = 5
    OUTPUT = 6
    EDITION = 7
    CLUSTER = 8
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a person can put right."""

    message: str
    """What is wrong, in one line: lower case, no full stop, *expected … got …*."""

    location: Location | None = None
    hint: str | None = None
    """What to do about it, as an instruction."""

    def lines(self) -> Iterator[str]:
        """Yield the problem as a person reads it: place and message, the source line, a caret, the hint."""
        if place := self.location:
            yield f"{place.name}:{place.line}:{place.column}: {self.message}"
            if place.excerpt:
                # tabs before the caret stay tabs, so that it stands under its character in any terminal
                blank = "".join("\t" if c == "\t" else " " for c in place.excerpt[: place.caret])
                yield f"    {place.excerpt}"
                yield f"    {blank}^"
        else:
            yield self.message
        if self.hint:
            yield f"hint: {self.hint}"


class NarrateError(Exception):
    """Something a person can put right; carries every problem found, in the order of the file."""

    exit_code = ExitCode.BUG

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(line for problem in self.problems for line in problem.lines())


class UsageError(NarrateError):
    """The command line asks for something that cannot be done."""

    exit_code = ExitCode.USAGE


class ArticleError(NarrateError):
    """An article or its corrections cannot be read, or leave something open under ``--strict``."""

    exit_code = ExitCode.ARTICLE


class VoicesError(NarrateError):
    """voices.toml or people.toml is wrong, or asks for a voice that is not installed."""

    exit_code = ExitCode.VOICES


class EngineError(NarrateError):
    """A speech engine or ffmpeg is missing, broken, or did not say what it was given."""

    exit_code = ExitCode.ENGINE


class OutputError(NarrateError):
    """An edition, a clip, a report or what goes to standard output cannot be written."""

    exit_code = ExitCode.OUTPUT


class EditionError(NarrateError):
    """A finished file is not what its edition should be."""

    exit_code = ExitCode.EDITION


class ClusterError(NarrateError):
    """A cluster cannot be reached, is lost, or has workers that would make other sound."""

    exit_code = ExitCode.CLUSTER
